import type { LinkReason } from '#shared/domain/link.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { ok } from '#shared/kernel/result.ts'
import { limits, type Problem, protoVersion, type PushAck, type Welcome } from '#shared/protocol/messages.ts'
import { signHead } from '#shared/protocol/signing.ts'
import { happened, nextStep, type Outbox, startOutbox } from '#shared/replication/outbox.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { keepAck, keepLink, rewindAcked } from '#main/store/notes/sync.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf, listAbove } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { hello, type Line, push, type Reply } from './city-client.ts'

export type PumpOptions = {
  readonly store: Store
  readonly self: Installation
  readonly seams: Seams
  /** Between two looks when nothing is to do; a hint shortens it. */
  readonly lookEveryMs: number
  readonly timeoutMs: number
  readonly draw: () => number
  readonly changed: () => void
  /** Disk or program is wrong; the loop stops, the host decides what next. */
  readonly faulted: (error: unknown) => void
}

export type Pump = {
  /** Something was written, or somebody asked: look now. Only a hint, losing it costs a moment. */
  readonly poke: (evenIfWaiting?: boolean) => void
  readonly stop: () => Promise<void>
}

/**
 * The loop that brings the journal to the city (sync.md P.5).
 *
 * It owns a timer and a line; what to do next is decided by the pure machine from positions read anew
 * from the database each time. Only an answer whose signature verifies moves anything.
 */
export function startPump(options: PumpOptions): Pump {
  const { self, seams, store } = options
  const line: Line = {
    cityUrl: self.cityUrl,
    cityKey: self.cityKey,
    deskId: self.deskId,
    deskKey: self.deskKey,
    wallMs: seams.wallMs,
    newId: seams.newId,
    timeoutMs: options.timeoutMs,
  }
  let outbox = look(startOutbox(0, 0), store, self.epoch)
  let greeted = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let busy: Promise<void> = Promise.resolve()
  let running = false

  const plan = (delayMs: number) => {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(run, delayMs)
  }
  const run = () => {
    if (running || stopped) return
    running = true
    busy = step()
      .catch(options.faulted)
      .finally(() => {
        running = false
      })
  }

  async function step(): Promise<void> {
    outbox = look(outbox, store, self.epoch)
    const ready: Outbox = { ...outbox, failures: 0 }
    if (!greeted) await greet()
    else {
      const next = nextStep(ready, 0)
      if (next.do === 'stop') return
      if (next.do === 'send') await send(next.after, next.through)
      else if (next.do === 'rest') await rest()
    }
    planNext()
  }

  function planNext(): void {
    const next = nextStep(look(outbox, store, self.epoch), options.draw())
    if (next.do === 'stop') return
    if (next.do === 'wait') {
      note('OFFLINE', next.delayMs)
      plan(next.delayMs)
    } else plan(next.do === 'send' ? 0 : options.lookEveryMs)
  }

  /** The first contact compares heads: what to send follows from what the city says it has. */
  async function greet(): Promise<void> {
    const { head, acked } = store.read((reader) => {
      const position = positionOf(reader, self.epoch)
      return { head: headOf(reader, self.epoch), acked: { seq: position.ackedSeq, hash: position.ackedHash } }
    })
    const reply = await hello(line, { proto: protoVersion, epoch: self.epoch, head, acked, wallMs: seams.wallMs() })
    settle(reply, (welcome) => {
      greeted = true
      compare(welcome)
    })
  }

  function compare({ logHead }: Welcome): void {
    const mine = store.read((reader) => findHashAt(reader, self.epoch, logHead.seq))
    if (mine !== logHead.hash) return halt('forked')
    if (logHead.seq < outbox.accepted) {
      store.write((writer) => {
        rewindAcked(writer, self.epoch, logHead.seq, logHead.hash)
        return ok(undefined)
      })
      outbox = happened(outbox, { type: 'rewound', to: logHead.seq })
    }
    connected()
  }

  /** With nothing to send a short greeting still shows, now and then, whether the city is there. */
  async function rest(): Promise<void> {
    greeted = false
    await greet()
  }

  async function send(after: number, through: number): Promise<void> {
    const rows = store.read((reader) => listAbove(reader, self.epoch, after, through - after))
    const batch = fitting(rows)
    const first = batch[0]
    const last = batch.at(-1)
    if (!first || !last) return
    const prevHash = store.read((reader) => findHashAt(reader, self.epoch, after)) ?? ''
    note('CONNECTED', undefined, last.seq)
    const startedMs = seams.monoMs()
    const head = { epoch: self.epoch, seq: last.seq, hash: last.hash, wallMs: seams.wallMs() }
    const reply = await push(line, {
      proto: protoVersion,
      batchId: seams.newId(),
      epoch: self.epoch,
      fromSeq: first.seq,
      prevHash,
      entries: batch.map(({ body, envelope, salt }) => ({ envelope, salt, body })),
      head: signHead(self.deskKey, self.deskId, head),
    })
    settle(reply, (ack, signedText) => accept(ack, signedText, seams.monoMs() - startedMs))
  }

  function accept(ack: PushAck, signedText: string, tookMs: number): void {
    const mine = store.read((reader) => findHashAt(reader, self.epoch, ack.received.seq))
    if (ack.deskId !== self.deskId || ack.epoch !== self.epoch || mine !== ack.received.hash) return halt('forked')
    store.write((writer) => {
      keepAck(writer, ack, signedText, seams.wallMs())
      return ok(undefined)
    })
    outbox = look(outbox, store, self.epoch)
    outbox = happened(outbox, { type: 'accepted', through: ack.received.seq, tookMs })
    connected()
  }

  function settle<Body>(reply: Reply<Body>, answered: (body: Body, signedText: string) => void): void {
    if (reply.type === 'answer') return answered(reply.body, reply.signedText)
    if (reply.type === 'outage') return outage(reply.reason)
    return refusedBy(reply.problem)
  }

  /** What the city refused of the batch itself; its view of single records comes as dispositions. */
  function refusedBy(problem: Problem): void {
    switch (problem.code) {
      case 'E_GAP':
        greeted = false
        return outage('city-busy')
      case 'E_TOO_LARGE':
        return outage('timeout')
      case 'E_FORKED':
        return halt('forked')
      case 'E_BUSY':
        return outage('city-busy')
      default:
        return outage('refused')
    }
  }

  function outage(reason: LinkReason): void {
    outbox = happened(outbox, { type: 'outage', reason })
    if (reason === 'no-answer' || reason === 'not-the-city') greeted = false
    options.changed()
  }

  function halt(reason: LinkReason): void {
    outbox = happened(outbox, { type: 'halted', reason })
    note('HALTED')
  }

  function connected(): void {
    outbox = { ...outbox, failures: 0, lastReason: undefined }
    note('CONNECTED')
  }

  function note(link: 'CONNECTED' | 'OFFLINE' | 'HALTED', inMs?: number, sentSeq = outbox.accepted): void {
    const nowMs = seams.wallMs()
    store.write((writer) => {
      keepLink(
        writer,
        { link, reason: outbox.lastReason, sentSeq, nextTryMs: inMs === undefined ? undefined : nowMs + inMs },
        nowMs,
      )
      return ok(undefined)
    })
    options.changed()
  }

  plan(0)
  return {
    poke: (evenIfWaiting = false) => {
      if (evenIfWaiting) outbox = { ...outbox, failures: 0 }
      if (outbox.failures === 0) plan(0)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await busy
    },
  }
}

/** Positions come from the database, each time: there is no other truth about what was confirmed. */
function look(outbox: Outbox, store: Store, epoch: number): Outbox {
  return store.read((reader) => ({
    ...outbox,
    head: headOf(reader, epoch).seq,
    accepted: positionOf(reader, epoch).ackedSeq,
  }))
}

/** As many entries as the city takes in one request, and always at least one. */
function fitting<Row extends { readonly envelope: string; readonly body: string }>(rows: readonly Row[]): readonly Row[] {
  let bytes = 2_000
  const end = rows.findIndex((row) => {
    bytes += (Buffer.byteLength(row.envelope) + Buffer.byteLength(row.body)) * 1.3 + 120
    return bytes > limits.maxBytes
  })
  return end === -1 ? rows : rows.slice(0, Math.max(1, end))
}
