import type { Brought, Carried, Carry } from '#main/sync/carry.ts'
import type { Lottery } from './lottery.ts'
import type { SimCity } from './sim-city.ts'
import type { SimTime } from './sim-time.ts'

/** What the line can do to a request (sync.md D.4, net). Chance decides by request which of them strikes. */
export const lineFaults = [
  'loss',
  'answer-lost',
  'duplicate',
  'late-duplicate',
  'reset-in-body',
  'portal',
  'bad-gateway',
  'tls-clock',
  'dns-dead',
  'truncated-answer',
  'changed-bit',
  'trickle',
  'mtu-stall',
] as const
export type LineFault = (typeof lineFaults)[number]

export type LineHealth = {
  faults: readonly LineFault[]
  /** How often one of them strikes. */
  share: number
  /** No request comes through, or no answer, until then. */
  cut: 'whole' | 'one-way' | undefined
  cutUntilMs: number
  delayMs: number
}

export const healthy = (): LineHealth => ({
  faults: [],
  share: 0,
  cut: undefined,
  cutUntilMs: 0,
  delayMs: 40,
})

/** Where a tunnel on the way takes less than both ends believe, what fills a packet never arrives. */
const packetBytes = 1_400

const portal = '<html><title>上网认证</title>请先登录</html>'

/** The way between one desk and the city, in simulated time. */
export class SimLine {
  health = healthy()
  requests = 0
  struck = 0
  readonly #name: string
  readonly #time: SimTime
  readonly #lottery: Lottery
  readonly #city: SimCity

  constructor(name: string, time: SimTime, lottery: Lottery, city: SimCity) {
    this.#name = name
    this.#time = time
    this.#lottery = lottery
    this.#city = city
  }

  readonly carry: Carry = (address, request) => {
    this.requests += 1
    const turn = this.#time.rest(this.#name)
    const { promise, reject, resolve } = Promise.withResolvers<Brought>()
    let over = false
    const finish = (what: string, work: () => void): Promise<void> | undefined => {
      if (over) return undefined
      over = true
      patience.cancelled = true
      this.#time.tell(`${this.#name} ${request.method} ${shown(pathOf(address))} ${what}`)
      return this.#time.resume(turn, this.#name, work)
    }
    const answer = (brought: Brought) => finish(String(brought.status), () => resolve(brought))
    const fail = (name: string) => finish(name, () => reject(Object.assign(new Error(name), { name })))
    const patience = this.#time.at(request.idleMs, this.#name, () => fail('TimeoutError'))
    this.#go(pathOf(address), request, { answer, fail })
    return promise
  }

  #go(path: string, request: Carried, { answer, fail }: Ends): void {
    const { health } = this
    const cut = this.#time.nowMs < health.cutUntilMs ? health.cut : undefined
    const fault =
      health.faults.length > 0 && this.#lottery.chance(health.share)
        ? this.#lottery.pick(health.faults)
        : undefined
    if (fault) this.struck += 1
    const there = 1 + this.#lottery.below(health.delayMs + 1)
    const back = 1 + this.#lottery.below(health.delayMs + 1)
    const soon = (work: () => Promise<void> | undefined) => this.#time.at(there, this.#name, work)
    const stalls = (bytes: number) => fault === 'mtu-stall' && bytes > packetBytes
    if (cut === 'whole' || fault === 'loss' || stalls(request.body?.length ?? 0)) return
    if (fault === 'dns-dead' || fault === 'tls-clock') return void soon(() => fail('TypeError'))
    if (fault === 'portal') return void soon(() => answer({ status: 200, retryAfter: null, text: portal }))
    if (fault === 'bad-gateway')
      return void soon(() => answer({ status: 502, retryAfter: null, text: 'bad' }))
    const slow = fault === 'trickle' ? 20_000 : 0
    const sent =
      fault === 'reset-in-body' && request.body
        ? { ...request, body: request.body.subarray(0, request.body.length >> 1) }
        : request
    // Pictures and sticks are written by the system, in an order no seed knows: one after the other.
    const amid = !/pictures|bundles/.test(path)
    const arrived = async () => {
      const hear = () => this.#heard(path, sent)
      const twice = fault === 'duplicate'
      const [heard] = twice && amid ? await Promise.all([hear(), hear()]) : [await hear()]
      if (twice && !amid) await hear()
      if (fault === 'late-duplicate')
        this.#time.at(1_000 + this.#lottery.below(60_000), `${this.#name} again`, async () => {
          await this.#heard(path, sent)
        })
      if (cut === 'one-way' || fault === 'answer-lost' || stalls(heard?.text.length ?? 0)) return
      this.#time.at(back, `${this.#name} hears`, () => {
        if (!heard || fault === 'reset-in-body') return fail('TypeError')
        if (fault === 'truncated-answer')
          return answer({ ...heard, text: heard.text.slice(0, heard.text.length >> 1) })
        if (fault === 'changed-bit') return answer({ ...heard, text: changed(this.#lottery, heard.text) })
        return answer(heard)
      })
    }
    this.#time.at(there + slow, `${this.#name} arrives`, () =>
      amid ? this.#city.arrive(arrived) : arrived(),
    )
  }

  async #heard(path: string, request: Carried): Promise<Brought | undefined> {
    if (!this.#city.isOpen) return undefined
    if (this.#city.busy)
      return { status: 503, retryAfter: '5', text: JSON.stringify({ code: 'E_BUSY', sentence: '忙' }) }
    return this.#city.ask(path, request)
  }
}

type Ends = {
  readonly answer: (brought: Brought) => Promise<void> | undefined
  readonly fail: (name: string) => Promise<void> | undefined
}

function changed(lottery: Lottery, text: string): string {
  const at = lottery.below(text.length)
  return text.slice(0, at) + (text[at] === 'x' ? 'y' : 'x') + text.slice(at + 1)
}

/** Waits for nothing: for what a person does beside the line, as an enrolment in the office. */
export function sureLine(city: SimCity): Carry {
  return async (address, request) => city.ask(pathOf(address), request)
}

function pathOf(address: string): string {
  const url = new URL(address)
  return url.pathname + url.search
}

/** Without what is drawn by the machine's own dice: hashes and names of files. */
function shown(path: string): string {
  return path.replace(/&hash=[^&]+/, '').replace(/(pictures|bundles)\/[\w-]{43}/, '$1/…')
}
