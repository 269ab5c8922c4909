import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Entry } from '#shared/protocol/entry.ts'
import { Problem, PushAck, Signed } from '#shared/protocol/messages.ts'
import type { CityOn } from '../support/a-city.ts'
import { aLog } from '../support/a-log.ts'
import type { Mutant } from './mutant.ts'
import { kinds } from './mutants.ts'
import { canary } from './spoil.ts'
import { type Heard, sent } from './wire.ts'
import { aWorld, type World } from './world.ts'

export type Report = {
  readonly requests: number
  readonly seconds: number
  readonly kinds: Readonly<Record<string, number>>
  /** How often each answer was given; `no answer` where the line was cut instead. */
  readonly answers: Readonly<Record<string, number>>
  /** Used heap after collecting garbage, in MiB, twenty times over the run. */
  readonly heapMiB: readonly number[]
  readonly broken: readonly string[]
}

const renewedEvery = 1_500

/** Sends mutated requests one after the other and looks after each at what was said and what changed. */
export async function playMutants(wish: {
  readonly count: number
  readonly seed: number
  readonly on?: CityOn
  readonly say?: (line: string) => void
}): Promise<Report> {
  const { count, on = 'pglite', say = () => undefined, seed } = wish
  const startedMs = performance.now()
  const world = await aWorld(on, seed)
  const [kindsSeen, answers]: [Record<string, number>, Record<string, number>] = [{}, {}]
  const [broken, heapMiB]: [string[], number[]] = [[], []]
  const bag = Object.entries(kinds).flatMap(([kind, [share]]) => Array<string>(share).fill(kind))
  try {
    let stood = await world.standing()
    say(`ready after ${Math.round(performance.now() - startedMs)} ms`)
    for (let n = 1; n <= count; n += 1) {
      const kind = world.lottery.pick(bag)
      const mutant = kinds[kind]?.[1](world)
      if (!mutant) continue
      if (mutant.before) {
        await sent(world.city.url, mutant.before)
        stood = await world.standing()
      }
      world.told.length = 0
      const heard = await sent(world.city.url, mutant.wire)
      const stands = await world.standing()
      const faults = faultsOf(world, mutant, heard, stood === stands)
      for (const fault of faults) {
        const { method, path } = mutant.wire
        broken.push(`${n} (${kind}): ${fault}: ${method} ${path.slice(0, 120)}`)
        say(broken.at(-1) ?? '')
      }
      stood = stands
      kindsSeen[kind] = (kindsSeen[kind] ?? 0) + 1
      const answer = answerOf(heard)
      answers[answer] = (answers[answer] ?? 0) + 1
      if (heard?.status === 200 && mutant.becomes)
        world.writer.log = aLog(world.writer.desk, { entries: mutant.becomes })
      const sealed = heard?.status === 200 && mutant.wire.path === '/v1/epochs'
      if (sealed || n % renewedEvery === 0) {
        await world.renew()
        stood = await world.standing()
      }
      if (n % Math.ceil(count / 20) === 0) {
        heapMiB.push(usedHeapMiB())
        say(`${n} of ${count}: ${heapMiB.at(-1)} MiB, ${broken.length} broken`)
      }
    }
  } finally {
    await world.close()
  }
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10
  return { requests: count, seconds, kinds: kindsSeen, answers, heapMiB, broken }
}

/** Whatever the request was: no fault of the city's own, nothing told of it, nothing changed by a refusal. */
function faultsOf(
  { told, writer }: World,
  mutant: Mutant,
  heard: Heard | undefined,
  unchanged: boolean,
): readonly string[] {
  const { says, still } = mutant
  const faults: string[] = []
  const problem = heard && heard.status !== 200 ? Problem.safeParse(jsonOf(heard.text)).data : undefined
  if (heard && heard.status >= 500) faults.push(`answered ${heard.status} ${heard.text.slice(0, 200)}`)
  if (told.some(({ event }) => event === 'fault')) faults.push(`a fault: ${JSON.stringify(told)}`)
  const refusedBy = heard && heard.status >= 300
  if (refusedBy && !problem && heard.text !== '' && heard.status !== 417)
    faults.push(`refused without a code: ${heard.text.slice(0, 200)}`)
  if ((heard === undefined || refusedBy || still) && !unchanged)
    faults.push(`changed something, answered ${answerOf(heard)}`)
  if (
    says &&
    heard &&
    (heard.status !== says.status ||
      problem?.code !== says.code ||
      (says.reason && problem.reason !== says.reason))
  )
    faults.push(`answered ${answerOf(heard)} ${problem?.reason ?? ''} instead of ${says.status} ${says.code}`)
  // The nonce is the one thing of a request that its answer names.
  const spoken = `${JSON.stringify(told)}${refusedBy ? heard.text.replaceAll(/"nonce":"[^"]*"/g, '') : ''}`
  const leaked = personal(writer).find((text) => spoken.includes(text))
  for (const body of heldBodies(mutant, heard, writer.log.entries))
    faults.push(`an entry met a fault of the city: ${body.slice(0, 2_000)}`)
  if (leaked) faults.push(`says ${leaked}: ${spoken.slice(0, 400)}`)
  return faults
}

/** What the city could not handle; a NUL or half a character no database keeps, and that is known. */
function heldBodies(
  { becomes }: Mutant,
  heard: Heard | undefined,
  known: readonly Entry[],
): readonly string[] {
  if (!heard?.text.includes('HELD_INTERNAL')) return []
  const signed = Signed.safeParse(jsonOf(heard.text)).data
  const ack = PushAck.safeParse(jsonOf(signed?.body ?? '')).data
  return (ack?.dispositions ?? [])
    .filter(({ code }) => code === 'city-fault')
    .map(({ seq }) => (becomes ?? known)[seq - 1]?.body ?? '')
    .filter((body) => !/\\u(0000|d[89a-f])/i.test(body))
}

const personalOf = new WeakMap<object, readonly string[]>()

/** What must stand in no log and no refusal: made-up text, and what persons told the desk. */
function personal({ morning }: World['writer']): readonly string[] {
  const known = personalOf.get(morning)
  if (known) return known
  const said = morning.flatMap(({ body }) =>
    [...body.matchAll(/"(?:name|idNumber|phone|address)":"([^"]{2,})"/g)].map(([, text]) => text ?? canary),
  )
  const found = [...new Set([canary, '丁小满', '360322199001011234', '13807990000', ...said])]
  personalOf.set(morning, found)
  return found
}

function answerOf(heard: Heard | undefined): string {
  if (!heard) return 'no answer'
  const code = Problem.safeParse(jsonOf(heard.text)).data?.code
  return code === undefined ? String(heard.status) : `${heard.status} ${code}`
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

let collect: (() => void) | undefined

function usedHeapMiB(): number {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
  return Math.round(process.memoryUsage().heapUsed / 1_048_576)
}
