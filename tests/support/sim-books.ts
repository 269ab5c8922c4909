import { whatIsLeft } from '#main/store/queries/left-here.ts'
import type { DayLines } from '#shared/domain/day-close.ts'
import { addLines } from '#shared/domain/day-lines.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { canonical } from '#shared/kernel/json.ts'
import type { SimCity } from './sim-city.ts'
import type { SimDesk } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'

/** When it is quiet: what the two sides wrote into their books of days, cases and originals. */
export async function books(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  for (const desk of desks) await days(laws, city, desk)
  await nothingOfTheHeld(laws, city)
  await oneHolder(laws, city, desks)
}

type Close = {
  readonly close_date: string
  readonly nth: number
  readonly epoch: number
  readonly after_seq: number
  readonly through_seq: number
  readonly sum: string
  readonly state: string | null
  readonly answer: string | null
}
type Body = { readonly seq: number; readonly body: string }

/** 21 and 35: a day is final when both sides count the same, and it becomes final unless an entry of it is held or sent back. */
async function days(laws: SimLaws, city: SimCity, desk: SimDesk): Promise<void> {
  const { deskId, epoch } = desk.self
  const closes = desk.store.client
    .prepare('SELECT * FROM day_close LEFT JOIN day_answer USING (close_date, nth)')
    .all() as readonly Close[]
  // A machine that went on as another desk keeps the days it closed under the name it had.
  const writerAt = desk.store.client
    .prepare("SELECT envelope ->> '$.desk_id' FROM journal WHERE epoch = ? AND seq = ?")
    .pluck()
  for (const close of closes) {
    const name = `${desk.name} ${close.close_date}/${close.nth}`
    const closedAs = (writerAt.get(close.epoch, close.through_seq) as string | undefined) ?? deskId
    const range = [closedAs, close.epoch, close.after_seq + 1, close.through_seq]
    const where = 'desk_id = $1 AND epoch = $2 AND seq BETWEEN $3 AND $4'
    const disposed = await city.rows<{ seq: number }>(`SELECT seq FROM disposition WHERE ${where}`, range)
    if (close.state !== 'FINAL') {
      if (close.epoch === epoch && !desk.frozen && disposed.length === 0)
        laws.broken(35, `${name} is ${close.state ?? 'not answered'}`)
      continue
    }
    const { lines, returned } = JSON.parse(close.sum) as { lines: DayLines; returned: readonly number[] }
    const ofAll = (rows: readonly Body[]) =>
      canonical(
        addLines(
          rows.filter(({ seq }) => !returned.includes(seq)).map(({ body }) => JSON.parse(body) as DeskEvent),
        ) as never,
      )
    const mine = desk.store.client
      .prepare('SELECT seq, body FROM journal WHERE epoch = ? AND seq BETWEEN ? AND ? ORDER BY seq')
      .all(...range.slice(1)) as readonly Body[]
    const theirs = await city.rows<Body>(`SELECT seq, body FROM journal WHERE ${where} ORDER BY seq`, range)
    const signed = canonical(lines as never)
    if (ofAll(mine) !== signed) laws.broken(21, `${name} is final and was ${signed}, is ${ofAll(mine)} here`)
    if (ofAll(theirs) !== signed) laws.broken(21, `${name} is final, ${signed} here, ${ofAll(theirs)} there`)
  }
}

/** 13: no case stands at the city by an entry that is held or was sent back. */
async function nothingOfTheHeld(laws: SimLaws, city: SimCity): Promise<void> {
  const rows = await city.rows<{ case_id: string }>(
    `SELECT case_id FROM matter_case WHERE NOT EXISTS (
       SELECT 1 FROM journal j WHERE j.case_id = matter_case.case_id AND j.kind = 'matter-received' AND NOT EXISTS (
         SELECT 1 FROM disposition d WHERE d.desk_id = j.desk_id AND d.epoch = j.epoch AND d.seq = j.seq))`,
  )
  for (const { case_id } of rows) laws.broken(13, `${case_id} stands without an entry in effect`)
}

type Thing = {
  readonly thing_id: string
  readonly tip: string | null
  readonly holder_at: string | null
  readonly holder_key: string | null
  readonly disputed: boolean | number
}

/** 11: who looks at the same leg of an original sees the same holder; two legs upon one are a dispute, and shown as one. */
async function oneHolder(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const columns = 'thing_id, tip, holder_at, holder_key, disputed'
  const theirs = await city.rows<Thing>(`SELECT ${columns} FROM custody_thing`)
  const byId = new Map(theirs.map((each) => [each.thing_id, each]))
  for (const desk of desks) {
    const mine = desk.store.client.prepare(`SELECT ${columns} FROM custody_thing`).all() as readonly Thing[]
    for (const { holder_at, holder_key, thing_id, tip } of mine) {
      const there = byId.get(thing_id)
      if (there?.tip === tip && (there.holder_at !== holder_at || there.holder_key !== holder_key))
        laws.broken(
          11,
          `${thing_id}: ${holder_at} ${holder_key} at ${desk.name}, ${there.holder_at} ${there.holder_key} there`,
        )
    }
  }
  const forks = await city.rows<{ thing_id: string }>(
    `SELECT DISTINCT thing_id FROM custody_leg WHERE offer_hash IS NULL AND base IS NOT NULL
     GROUP BY thing_id, base HAVING count(*) > 1`,
  )
  const settled = await city.rows<{ thing_id: string }>(
    "SELECT thing_id FROM custody_leg WHERE kind = 'OVERRIDE'",
  )
  for (const { thing_id } of forks)
    if (!byId.get(thing_id)?.disputed && !settled.some((each) => each.thing_id === thing_id))
      laws.broken(11, `${thing_id} went two ways and is not disputed`)
}

/** 25: what a desk would let itself be wiped for is at the city, at one that survives a power cut. */
export async function wipeable(laws: SimLaws, city: SimCity, desk: SimDesk): Promise<void> {
  const left = desk.store.read(whatIsLeft)
  if (!left.revoked || left.entries + left.pictures + left.branch > 0) return
  const { epoch, seq } = desk.head
  const [head] = await city.rows<{ received_seq: number }>(
    'SELECT received_seq FROM log_head WHERE desk_id = $1 AND epoch = $2',
    [desk.self.deskId, epoch],
  )
  if (!city.durable || (head?.received_seq ?? 0) < seq)
    laws.broken(25, `${desk.name} may be wiped with ${seq} entries, the city has ${head?.received_seq ?? 0}`)
}
