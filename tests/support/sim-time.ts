import { createHash } from 'node:crypto'
import type { Later } from '#shared/kernel/seams.ts'
import type { Lottery } from './lottery.ts'

type Happening = {
  readonly atMs: number
  readonly order: number
  readonly what: string
  readonly run: () => Promise<void> | undefined | void
  /** The program whose timer this is, as long as that life of it lasts. */
  readonly program?: string
  readonly isAlive?: () => boolean
  cancelled: boolean
}

/** Something a program does from its beginning to its end, with waits for the line in between. */
type Turn = { readonly done: Promise<void> }

/** Friday 18 September 2026, 09:00 in China. */
export const simStartMs = Date.parse('2026-09-18T09:00:00+08:00')

/**
 * Time without a clock: one happening after the other, each until it rests. What waits for an answer from the line
 * rests until the answer is itself a happening, so that the order of everything follows from the seed alone.
 */
export class SimTime {
  nowMs = 0
  steps = 0
  readonly #lottery: Lottery
  readonly #queue: Happening[] = []
  readonly #trace = createHash('sha256')
  readonly #lines: string[] = []
  #order = 0
  #ids: number
  #rests: (() => void) | undefined
  #turn: Turn | undefined
  /** How many answers each program waits for. */
  readonly #awaited = new Map<string, number>()

  /** `idsFrom`: what happened before this time began has its own ids. */
  constructor(lottery: Lottery, idsFrom: number) {
    this.#lottery = lottery
    this.#ids = idsFrom
  }

  get wallMs(): number {
    return simStartMs + this.nowMs
  }

  /** Timers of one life of one program: after `dead` nothing of it happens any more. */
  laterFor(what: string, isAlive: () => boolean): Later {
    return (work, delayMs) => {
      const happening = this.#put(
        { what, program: what, isAlive, run: () => (isAlive() ? work() : undefined) },
        delayMs,
      )
      return () => {
        happening.cancelled = true
      }
    }
  }

  at(delayMs: number, what: string, run: Happening['run']): Happening {
    return this.#put({ what, run }, delayMs)
  }

  #put(what: Pick<Happening, 'what' | 'run' | 'program' | 'isAlive'>, delayMs: number): Happening {
    this.#order += 1
    const atMs = this.nowMs + Math.max(0, Math.round(delayMs))
    const happening = { ...what, atMs, order: this.#order, cancelled: false }
    let at = this.#queue.length
    while (at > 0 && (this.#queue[at - 1]?.atMs ?? 0) > atMs) at -= 1
    this.#queue.splice(at, 0, happening)
    return happening
  }

  /** Lets the next thing happen; false when nothing would happen before `untilMs`. */
  async step(untilMs: number): Promise<boolean> {
    for (let next = this.#queue[0]; next && next.atMs <= untilMs; next = this.#queue[0]) {
      this.#queue.shift()
      if (next.cancelled) continue
      const { program, run } = next
      this.nowMs = next.atMs
      this.steps += 1
      await this.whole(() => run(), program)
      return true
    }
    this.nowMs = Math.max(this.nowMs, untilMs)
    return false
  }

  /** Runs until it is done, or until it waits for the line. */
  async whole(work: Happening['run'], program = ''): Promise<void> {
    const done = Promise.withResolvers<void>()
    const turn = { done: done.promise }
    const ahead = (this.#awaited.get(program) ?? 0) > 0
    await this.#untilRest(turn, () => void Promise.resolve(work()).then(done.resolve, done.reject), ahead)
  }

  /** What now waits for the line; given back to `resume` with the answer. */
  rest(program: string): Turn {
    this.#awaited.set(program, (this.#awaited.get(program) ?? 0) + 1)
    return this.rests()
  }

  /** Nothing more comes of this turn. */
  rests(): Turn {
    if (!this.#turn) throw new Error('nothing runs that could wait')
    this.#rests?.()
    return this.#turn
  }

  resume(turn: Turn, program: string, work: () => void): Promise<void> {
    this.#awaited.set(program, (this.#awaited.get(program) ?? 0) - 1)
    return this.#untilRest(turn, work, false)
  }

  /** `ahead`: it may wait for an answer to what was sent in an earlier turn, and then says nothing when it rests. */
  async #untilRest(turn: Turn, work: () => void, ahead: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#turn = turn
    this.#rests = resolve
    work()
    await Promise.race([turn.done, promise, ...(ahead ? [stillness()] : [])])
    // What it sends beside, or goes on with by itself, still belongs to this turn.
    await stillness()
    this.#rests = undefined
  }

  /** Ids in their order, made of the seed; like a UUIDv7 the time comes first. */
  newId(atMs: number): string {
    this.#ids += 1
    const time = Math.max(0, Math.floor(atMs)).toString(16).padStart(12, '0').slice(-12)
    const tail = this.#ids.toString(16).padStart(12, '0')
    const luck = (0x8000 + this.#lottery.below(0x4000)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${(this.#ids & 0xfff).toString(16).padStart(3, '0')}-${luck}-${tail}`
  }

  /** How many timers of a program that runs are still to come. */
  timersOf(program: string): number {
    return this.#queue.filter((each) => each.program === program && !each.cancelled && each.isAlive?.())
      .length
  }

  tell(line: string): void {
    const text = `${this.nowMs} ${line}`
    this.#trace.update(`${text}\n`)
    this.#lines.push(text)
  }

  /** The last things that happened, for who looks for the cause of a failure. */
  lastLines(n: number): readonly string[] {
    return this.#lines.slice(-n)
  }

  get hash(): string {
    return this.#trace.copy().digest('hex').slice(0, 16)
  }
}

/** Until nothing goes on by itself any more. */
function stillness(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve))
}

/** Bytes of the seed. */
export function simBytes(lottery: Lottery): (n: number) => Buffer {
  return (n) => Buffer.from(Array.from({ length: n }, () => lottery.below(256)))
}
