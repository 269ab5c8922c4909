import { rmSync } from 'node:fs'
import pg from 'pg'
import { entryHash } from '#shared/protocol/entry.ts'
import { aCity, neighbour, newDataDir, township } from '../support/a-city.ts'
import { aLog, type EnrolledDesk, push } from '../support/a-log.ts'
import { aPair, type Pair } from '../support/a-standby.ts'

export type Report = {
  readonly kills: number
  readonly failovers: number
  readonly entries: number
  readonly acknowledged: number
  readonly refusals: number
  /** From the kill until every desk had another batch acknowledged: median and longest. */
  readonly medianMs: number
  readonly longestMs: number
  readonly lost: readonly string[]
  readonly twice: readonly string[]
}

type Round = 'kill' | 'failover'
const desksEach = 2
const casesAPush = 4

/** Kills the primary again and again while desks push, and looks afterwards for what was lost or is there twice. */
export async function playRounds(rounds: readonly Round[], say: (line: string) => void): Promise<Report> {
  await using opened = new AsyncDisposableStack()
  const pair = await aPair()
  opened.defer(pair.stop)
  const dataDir = newDataDir()
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }))
  const limits = { deskBurst: 1e9, deskPerHour: 1e9, addressBurst: 1e9, addressPerHour: 1e9 }
  const city = await aCity({ on: 'postgres', dataDir, databaseUrl: pair.url, pushThreads: 2, ...limits })
  opened.defer(() => city.close())
  const desks: Pusher[] = []
  for (const centre of [township, neighbour])
    for (let n = 0; n < desksEach; n++) desks.push(new Pusher(await city.enrolledDesk(centre)))
  opened.defer(() => Promise.all(desks.map((desk) => desk.stop())).then(() => undefined))
  for (const desk of desks) desk.start()
  await further(desks, 2)
  const waits: number[] = []
  for (const [n, round] of rounds.entries()) {
    const fromMs = performance.now()
    await (round === 'kill' ? pair.killPrimary() : pair.failOver())
    await further(desks, 1)
    waits.push(performance.now() - fromMs)
    const lost = await lostOf(pair, desks)
    if (lost.length > 0) throw new Error(`after round ${n + 1} (${round}): ${lost.join('; ')}`)
    // The next one falls into work that is under way, a few batches later.
    await further(desks, 1 + (n % 3))
    say(
      `${n + 1} of ${rounds.length} (${round}): ${Math.round(waits.at(-1) ?? 0)} ms, ${sum(desks, 'acked')} entries acknowledged`,
    )
  }
  await Promise.all(desks.map((desk) => desk.stop()))
  const inOrder = waits.toSorted((one, other) => one - other)
  return {
    kills: rounds.filter((round) => round === 'kill').length,
    failovers: rounds.filter((round) => round === 'failover').length,
    entries: sum(desks, 'written'),
    acknowledged: sum(desks, 'acked'),
    refusals: sum(desks, 'refused'),
    medianMs: Math.round(inOrder[inOrder.length >> 1] ?? 0),
    longestMs: Math.round(inOrder.at(-1) ?? 0),
    lost: await lostOf(pair, desks),
    twice: await twiceOf(pair, desks),
  }
}

/** A desk that pushes without a pause and sends again what was not answered, as a desk does. */
class Pusher {
  readonly #desk: EnrolledDesk
  readonly log: ReturnType<typeof aLog>
  acked = 0
  refused = 0
  cases = 0
  #going = false
  #done: Promise<void> = Promise.resolve()

  constructor(desk: EnrolledDesk) {
    this.#desk = desk
    this.log = aLog(desk)
    this.log.opened()
  }

  get written(): number {
    return this.log.entries.length
  }

  get name(): string {
    return this.#desk.certificate.deskId
  }

  start(): void {
    this.#going = true
    this.#done = this.#push()
  }

  async stop(): Promise<void> {
    this.#going = false
    await this.#done
  }

  async #push(): Promise<void> {
    while (this.#going) {
      if (this.acked === this.written) this.#work()
      try {
        const ack = await push(this.#desk, this.log.batch(this.acked + 1))
        if (!ack.durable) throw new Error('the city answers that nothing is durable')
        this.acked = ack.received.seq
      } catch {
        this.refused++
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    }
  }

  #work(): void {
    for (let n = 0; n < casesAPush; n++) this.log.decided(this.log.received(++this.cases).caseId)
  }
}

/** Resolves when every desk has had so many more batches acknowledged. */
async function further(desks: readonly Pusher[], batches: number): Promise<void> {
  const goals = desks.map(({ acked }) => acked + batches * casesAPush)
  const untilMs = performance.now() + 60_000
  while (desks.some(({ acked }, n) => acked < (goals[n] ?? 0))) {
    if (performance.now() > untilMs) throw new Error('a desk is not answered any more')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** Every acknowledged entry is in the journal of the primary, byte for byte. */
async function lostOf(pair: Pair, desks: readonly Pusher[]): Promise<readonly string[]> {
  // First what was acknowledged, then what there is: a batch between the two is no loss.
  const acked = new Map(desks.map((desk) => [desk.name, desk.acked]))
  const rows = await rowsOf<{ desk_id: string; seq: number; hash: string }>(
    pair,
    'SELECT desk_id, seq, hash FROM journal',
  )
  const found = new Map(rows.map(({ desk_id, hash, seq }) => [`${desk_id} ${seq}`, hash]))
  return desks.flatMap(({ log, name }) =>
    log.entries.slice(0, acked.get(name)).flatMap(({ envelope }, at) => {
      const there = found.get(`${name} ${at + 1}`)
      return there === entryHash(envelope) ? [] : [`${name} ${at + 1} ${there ? 'differs' : 'is gone'}`]
    }),
  )
}

/** No act is there twice, and each had its effect once. */
async function twiceOf(pair: Pair, desks: readonly Pusher[]): Promise<readonly string[]> {
  const rows = await rowsOf<{ entry_id: string }>(
    pair,
    'SELECT entry_id FROM journal GROUP BY entry_id HAVING count(*) > 1',
  )
  const [cases] = await rowsOf<{ n: number; open: number }>(
    pair,
    "SELECT count(*)::int AS n, count(*) FILTER (WHERE choice IS DISTINCT FROM 'ACCEPT')::int AS open FROM matter_case",
  )
  const [heads] = await rowsOf<{ n: number }>(
    pair,
    'SELECT (sum(received_seq) - (SELECT count(*) FROM journal))::int AS n FROM log_head',
  )
  const expected = desks.reduce((all, desk) => all + (desk.acked - 1) / 2, 0)
  return [
    ...rows.map(({ entry_id }) => entry_id),
    ...(cases?.n === expected && cases.open === 0 ? [] : [`${cases?.n} cases of ${expected}`]),
    ...(heads?.n === 0 ? [] : [`the heads and the journal differ by ${heads?.n}`]),
  ]
}

async function rowsOf<Row>(pair: Pair, question: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: pair.primaryUrl() })
  await client.connect()
  try {
    return (await client.query(question)).rows as Row[]
  } finally {
    await client.end()
  }
}

function sum(desks: readonly Pusher[], of: 'acked' | 'refused' | 'written'): number {
  return desks.reduce((all, desk) => all + desk[of], 0)
}
