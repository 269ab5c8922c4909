import type { PushAck } from '#shared/protocol/messages.ts'
import type { Outbox } from '#shared/replication/outbox.ts'
import { type Line, push, type Reply } from './city-client.ts'
import { type PackOptions, type Parcel, packParcel, type Reads } from './parcel.ts'

/** A batch on the line, and what the city will say to it. */
type Sent = { readonly parcel: Parcel; readonly reply: Promise<Reply<PushAck>>; readonly startedMs: number }
type Answered = { readonly reply: Reply<PushAck>; readonly tookMs: number }

/**
 * Two batches are on their way at a time: while the city writes the one down, the next crosses the line and is
 * checked. The answers are taken in order, so that what is confirmed never has a hole.
 */
export class Batches {
  readonly #options: PackOptions
  readonly #line: Line
  /** Sent ahead of its turn; forgotten whenever something else than its predecessor is confirmed. */
  #next: Sent | undefined
  /** How many entries are worth reading for one request, once it was cut by its bytes. */
  #room = Number.POSITIVE_INFINITY
  /** What the city said that it reads, beyond what every city does. */
  reads: Reads = {}

  constructor(options: PackOptions, line: Line) {
    this.#options = options
    this.#line = line
  }

  /** What was sent ahead no longer has a turn. */
  forget(): void {
    this.#next = undefined
  }

  /** The batch that follows `after`, sent now or before; nothing when the journal has none. */
  send(
    after: number,
    through: number,
    outbox: Outbox,
  ): { readonly last: number; readonly answered: Promise<Answered> } | undefined {
    const ahead = this.#next?.parcel.after === after ? this.#next : undefined
    this.#next = undefined
    const sent = ahead ?? this.#sent(after, through, outbox)
    if (!sent) return undefined
    const answered = this.#answered(sent, outbox, ahead !== undefined)
    // A disk that refuses the note of it ends the step before anybody looks at the answer.
    answered.catch(() => undefined)
    return { last: sent.parcel.last, answered }
  }

  /** The next of a log that was sealed; nothing when the journal has no more of it. */
  sendSealed(epoch: number, after: number): Promise<Reply<PushAck>> | undefined {
    const sealed = { ...this.#options, self: { ...this.#options.self, epoch } }
    const parcel = packParcel(sealed, after, Number.POSITIVE_INFINITY, this.reads)
    return parcel?.pressed.then((pressed) => push(this.#line, pressed))
  }

  async #answered({ parcel, reply, startedMs }: Sent, outbox: Outbox, wasAhead: boolean): Promise<Answered> {
    const pressed = await parcel.pressed
    if (parcel.last < outbox.head && outbox.isQuick) this.#next = this.#sent(parcel.last, outbox.head, outbox)
    let said = await reply
    // It arrived before the one it follows, which has been answered since: sent once more.
    if (wasAhead && said.type === 'problem' && said.problem.code === 'E_GAP')
      said = await push(this.#line, pressed)
    return { reply: said, tookMs: this.#options.seams.monoMs() - startedMs }
  }

  #sent(after: number, through: number, { batchMax }: Outbox): Sent | undefined {
    const most = Math.min(through - after, batchMax, this.#room)
    const parcel = packParcel(this.#options, after, most, this.reads)
    // A long backlog is cut by bytes: reading far more than goes along would cost more than sending it.
    this.#room = parcel?.cut ? Math.ceil(parcel.entries * 1.25) : Number.POSITIVE_INFINITY
    if (!parcel) return undefined
    const reply = parcel.pressed.then((pressed) => push(this.#line, pressed))
    // Looked at when its turn comes; until then nobody else may trip over it.
    reply.catch(() => undefined)
    return { parcel, reply, startedMs: this.#options.seams.monoMs() }
  }
}
