import { forgetDayAnswersAbove, keepSkew } from '#main/store/notes/day.ts'
import { keepFreeze } from '#main/store/notes/epoch.ts'
import { keepAck, keepLink, type LinkNote, rewindAcked } from '#main/store/notes/sync.ts'
import { type Freeze, type FreezeReason, findFreeze } from '#main/store/queries/epoch.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf } from '#main/store/queries/journal.ts'
import { linePlanOf } from '#main/store/queries/line.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import type { LinkReason } from '#shared/domain/link.ts'
import { ok } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { FeedEntry } from '#shared/protocol/feed.ts'
import type { LogPoint, Problem, PushAck, Welcome } from '#shared/protocol/messages.ts'
import {
  type Happening,
  happened,
  type Next,
  nextStep,
  type Outbox,
  startOutbox,
} from '#shared/replication/outbox.ts'
import { Batches } from './batches.ts'
import type { Carry } from './carry.ts'
import { type CatalogueOptions, fetchCatalogue } from './catalogue-courier.ts'
import { CertificateKeeper } from './certificate.ts'
import { hello, type Line, lineOf, type Reply, type Trouble } from './city-client.ts'
import { greetingOf } from './greeting.ts'
import { Hearing } from './hearing.ts'
import { PictureCourier } from './picture-courier.ts'
import { meaningOf } from './refusal.ts'
import { certificateOf, Rescue } from './rescue.ts'
import * as standing from './standing.ts'
import type { Standing } from './watchdog.ts'

export type CourierOptions = CatalogueOptions & {
  readonly self: Installation
  readonly seams: Seams
  readonly carry: Carry
  readonly idleMs: number
  readonly pictures: SealedFiles
  /** Takes a page of the feed, entries and cursor in one commit; answers how many it took. */
  readonly takeFeed: (entries: readonly FeedEntry[]) => number
  /** A new log was opened: who sends from here on has another name and another key. */
  readonly reopened: () => void
}

/**
 * Carries the journal to the city, one exchange a step.
 *
 * What to do is decided by the pure machine from positions read anew from the database each time, and
 * only an answer whose signature verifies moves anything.
 */
export class Courier {
  readonly #options: CourierOptions
  readonly #line: Line
  readonly #batches: Batches
  readonly #pictures: PictureCourier
  readonly #rescue: Rescue
  readonly #certificate: CertificateKeeper
  readonly #hearing: Hearing
  readonly #over = new AbortController()
  #outbox: Outbox = startOutbox(0, 0)
  /** Sealed logs of which the city lost entries: they are sent before anything else. */
  #lacking: readonly standing.SealedLack[] = []
  #greeted = false
  /** The secret of the greeting was renewed in this run: once is enough to tell a copy. */
  #renewed = false

  constructor(options: CourierOptions) {
    this.#options = options
    this.#line = lineOf(options.self, { ...options, giveUp: this.#over.signal })
    this.#batches = new Batches(options, this.#line)
    this.#pictures = new PictureCourier(options, this.#line)
    this.#rescue = new Rescue(options, this.#line)
    this.#certificate = new CertificateKeeper(options, this.#line)
    this.#hearing = new Hearing(options, this.#line)
  }

  get waits(): boolean {
    return this.#outbox.failures > 0
  }

  /** Somebody asked: the waiting is over, whatever went wrong before. */
  forgive(): void {
    this.#outbox = { ...this.#outbox, failures: 0 }
  }

  /** What a watchdog goes by. */
  get standing(): Standing {
    return standing.lanesOf(this.#options.store, this.#outbox, {
      answers: this.#line.answers,
      isBehind: this.#hearing.isBehind,
      pictures: this.#pictures,
    })
  }

  /** Nothing moved for long: greets anew and asks anew, whatever was remembered outside the database. */
  anew(): void {
    this.#greeted = false
    this.#batches.forget()
    this.#pictures.anew()
    this.forgive()
  }

  /** The program ends: it does not wait for a line that hangs. */
  giveUp(): void {
    this.#over.abort()
  }

  /** One exchange with the city, or none when there is nothing to say. */
  async step(): Promise<void> {
    this.#look()
    const frozen = this.#options.store.read(findFreeze)
    // Who begins anew needs a certificate as well: once it is over, a code of the city office comes first.
    if (frozen && standing.isClosed(frozen) && !this.#certificate.hasCode) return this.#saveFrom(frozen)
    if (this.#certificate.isDue) return this.#settle(await this.#certificate.renew(), () => this.#connected())
    const next = nextStep({ ...this.#outbox, failures: 0 }, 0)
    const [lack] = this.#greeted ? this.#lacking : []
    if (lack) return this.#sendSealed(lack)
    if (this.#greeted && next.do === 'rest' && this.#pictures.isDue) return this.#sendPicture()
    // With nothing to send a greeting still shows, now and then, whether the city is there.
    let feedEnd: LogPoint | undefined
    if (!this.#greeted || next.do === 'rest') feedEnd = await this.#greet()
    else if (next.do === 'send') feedEnd = await this.#send(next.after, next.through)
    if (!this.#isDrained()) return
    // A revoked desk hears nothing any more, and still hands in its pictures.
    if (!frozen) {
      this.#troubled(await this.#hearing.feed(feedEnd))
      this.#troubled(await this.#hearing.days(this.#outbox.accepted))
      this.#troubled(await fetchCatalogue(this.#options, this.#line))
    }
    this.#pictures.turn()
  }

  /** Until the next piece of a picture may go; the journal goes at once. */
  get pictureDelayMs(): number | undefined {
    return this.#isDrained() ? this.#pictures.delayMs : undefined
  }

  /** A line that is paid for by the byte is spoken on less often when nothing waits (sync.md C.17). */
  get isMetered(): boolean {
    return this.#options.store.read(linePlanOf).metered
  }

  async #sendPicture(): Promise<void> {
    const trouble = await this.#pictures.step()
    if (trouble) return this.#troubled(trouble)
    if (this.#outbox.failures > 0) this.#connected()
  }

  /** Everything written here was answered: only now is it known where a department's act belongs. */
  #isDrained(): boolean {
    const { accepted, failures, head } = this.#outbox
    return this.#greeted && failures === 0 && accepted >= head
  }

  /** `stop`: nothing is to be done until somebody has said something. */
  next(draw: number): Next | { readonly do: 'stop' } {
    this.#look()
    const frozen = this.#options.store.read(findFreeze)
    // Until the manager has said how it goes on nothing is to be done; a poke comes with the word.
    if (frozen && standing.isClosed(frozen) && this.#outbox.failures === 0)
      return frozen.confirmedBy ? { do: 'send', after: 0, through: 0 } : { do: 'stop' }
    const next = nextStep(this.#outbox, draw)
    // What the city lost of earlier logs goes at once, also where nothing else waits.
    if (next.do === 'rest' && this.#greeted && this.#lacking.length > 0)
      return { do: 'send', after: 0, through: 0 }
    if (next.do === 'wait') this.#note('OFFLINE', { inMs: next.delayMs })
    return next
  }

  /** Frozen: nothing is sent; what is missing is fetched once the manager has said that this machine goes on. */
  async #saveFrom(frozen: Freeze): Promise<void> {
    const reply = await this.#rescue.step(frozen)
    if (reply === 'reopened') return this.#options.reopened()
    if (reply !== 'waits') this.#settle(reply, () => this.#connected())
    this.#note('HALTED', { reason: standing.freezeWords[frozen.reason] })
  }

  /** The city began anew or came back from a backup: the earlier logs go first, up to their seal (C.16). */
  async #sendSealed({ epoch, logHead }: standing.SealedLack): Promise<void> {
    const { store } = this.#options
    if (store.read((reader) => findHashAt(reader, epoch, logHead.seq)) !== logHead.hash)
      return this.#stopped('FORKED')
    const sent = this.#batches.sendSealed(epoch, logHead.seq)
    if (!sent) {
      this.#lacking = this.#lacking.slice(1)
      return
    }
    this.#settle(await sent, ({ received }) => {
      this.#lacking = [{ epoch, logHead: received }, ...this.#lacking.slice(1)]
      this.#connected()
    })
  }

  /**
   * The first contact compares heads, number and hash: what to send follows from what the city has. Answers where the
   * feed ends, if the city said so.
   */
  async #greet(): Promise<LogPoint | undefined> {
    const message = greetingOf(this.#options)
    const tokens = standing.tokensOf(this.#options, this.#renewed)
    let reply = await hello(this.#line, { ...message, ...tokens })
    // Unknown there, or known only as it was before: shown what the city itself once signed (C.16).
    if (reply.type === 'problem' && reply.problem.code === 'E_AUTH') {
      const certificate = certificateOf(this.#options.store.read(getInstallation))
      if (certificate) reply = await hello(this.#line, { ...message, ...tokens, certificate })
    }
    this.#settle(reply, (welcome) => this.#compare(welcome, tokens))
    return reply.type === 'answer' ? reply.body.feedEnd : undefined
  }

  #compare(welcome: Welcome, { nextToken }: standing.Tokens): void {
    const { cityMs, logHead } = welcome
    const { seams, self, store } = this.#options
    this.#line.offsetMs = cityMs - seams.wallMs()
    if (logHead.seq > this.#outbox.head) return this.#stopped('RESTORED')
    if (store.read((reader) => findHashAt(reader, self.epoch, logHead.seq)) !== logHead.hash)
      return this.#stopped('FORKED')
    // Written before it is believed: a disk that takes nothing has not been greeted.
    standing.takeWelcome(this.#options, welcome, nextToken)
    if (logHead.seq < this.#outbox.accepted) {
      store.write((writer) => {
        rewindAcked(writer, self.epoch, logHead.seq, logHead.hash)
        forgetDayAnswersAbove(writer, self.epoch, logHead.seq)
        this.#pictures.askAgain(writer)
        return ok(undefined)
      })
      this.#happened({ type: 'rewound', to: logHead.seq })
    }
    this.#certificate.learn(welcome)
    this.#connected()
    // Beside what was just noted of the line: before it there is no row for it.
    store.write((writer) => {
      keepSkew(writer, cityMs - seams.wallMs())
      return ok(undefined)
    })
    this.#greeted = true
    this.#batches.reads = welcome
    this.#lacking = welcome.lacking ?? []
    this.#renewed = true
  }

  /** Answers where the feed ends, if the city said so. */
  async #send(after: number, through: number): Promise<LogPoint | undefined> {
    const sent = this.#batches.send(after, through, this.#outbox)
    if (!sent) return undefined
    this.#note('CONNECTED', { sentSeq: sent.last })
    const { reply, tookMs } = await sent.answered
    this.#settle(reply, (ack, signedText) => this.#accept(ack, signedText, tookMs))
    return reply.type === 'answer' ? reply.body.feedEnd : undefined
  }

  #accept(ack: PushAck, signedText: string, tookMs: number): void {
    const { seams, self, store } = this.#options
    const mine = store.read((reader) => findHashAt(reader, self.epoch, ack.received.seq))
    if (ack.deskId !== self.deskId || ack.epoch !== self.epoch || mine !== ack.received.hash)
      return this.#stopped('FORKED')
    const nowMs = seams.wallMs()
    // One commit for both: the status line is not worth a second wait for the disk.
    store.write((writer) => {
      keepAck(writer, ack, signedText, nowMs)
      keepLink(writer, { link: 'CONNECTED', sentSeq: ack.received.seq }, nowMs)
      return ok(undefined)
    })
    this.#look()
    this.#happened({ type: 'accepted', through: ack.received.seq, tookMs })
    this.#options.changed()
  }

  #settle<Body>(reply: Reply<Body>, answered: (body: Body, signedText: string) => void): void {
    if (reply.type === 'answer') return answered(reply.body, reply.signedText)
    if (reply.type === 'outage') return this.#outage(reply.reason)
    return this.#refused(reply.problem, reply.proof !== undefined)
  }

  /** What went wrong beside the journal; a no without a proof of the city stops nothing. */
  #troubled(trouble: Trouble | undefined): void {
    if (trouble?.type === 'outage') this.#outage(trouble.reason)
    else if (trouble) this.#refused(trouble.problem)
  }

  #refused(problem: Problem, proven = false): void {
    const meaning = meaningOf(problem, proven)
    if ('freezes' in meaning) return this.#stopped(meaning.freezes)
    if (meaning.certificateIsOver) this.#certificate.isOver()
    if (meaning.greetsAgain) this.#greeted = false
    this.#outage(meaning.waits)
  }

  #outage(reason: LinkReason): void {
    this.#batches.forget()
    this.#happened({ type: 'outage', reason })
    if (reason === 'no-answer' || reason === 'not-the-city') this.#greeted = false
    this.#options.changed()
  }

  /** A revoked desk still speaks, and hears or finds another reason again each time: it waits longer and longer. */
  #stopped(reason: FreezeReason): void {
    const before = this.#options.store.read(findFreeze)?.reason
    this.#freeze(reason)
    const now = this.#options.store.read(findFreeze)
    if (now && now.reason === before && !standing.isClosed(now)) this.#outage('refused')
  }

  /** From here on the desk may be read and nothing else, until a person has said how it goes on. */
  #freeze(reason: FreezeReason): void {
    const { changed, seams, store } = this.#options
    this.#greeted = false
    this.#batches.forget()
    store.write((writer) => {
      keepFreeze(writer, reason, seams.wallMs())
      return ok(undefined)
    })
    this.#note('HALTED', { reason: standing.freezeWords[reason] })
    changed()
  }

  #connected(): void {
    this.#outbox = { ...this.#outbox, failures: 0, lastReason: undefined }
    this.#note('CONNECTED')
  }

  #happened(happening: Happening): void {
    this.#outbox = happened(this.#outbox, happening)
  }

  /** Positions come from the database, each time: there is no other truth about what was confirmed. */
  #look(): void {
    const { self, store } = this.#options
    const { accepted, head } = store.read((reader) => ({
      head: headOf(reader, self.epoch).seq,
      accepted: positionOf(reader, self.epoch).ackedSeq,
    }))
    this.#happened({ type: 'journal-grew', head })
    this.#outbox = { ...this.#outbox, accepted }
  }

  #note(
    link: LinkNote['link'],
    {
      inMs,
      reason,
      sentSeq,
    }: { readonly inMs?: number; readonly sentSeq?: number; readonly reason?: LinkReason } = {},
  ): void {
    const { changed, seams, store } = this.#options
    const nowMs = seams.wallMs()
    store.write((writer) => {
      keepLink(
        writer,
        {
          link,
          reason: reason ?? this.#outbox.lastReason,
          sentSeq: sentSeq ?? this.#outbox.accepted,
          nextTryMs: inMs === undefined ? undefined : nowMs + inMs,
        },
        nowMs,
      )
      return ok(undefined)
    })
    changed()
  }
}
