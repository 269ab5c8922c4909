import { namesOf } from '#main/store/queries/certificate.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { listUnanswered } from '#main/store/queries/sync.ts'
import type { DeskId } from '#shared/kernel/ids.ts'
import { books } from './sim-books.ts'
import type { SimCity } from './sim-city.ts'
import type { SimDesk } from './sim-desk.ts'
import { erased } from './sim-erasure.ts'
import type { SimLaws } from './sim-laws.ts'

/** Acts that must be there in the end, each with the desk that was heard of it first. */
export type Required = Map<string, string>

type CityEntry = {
  readonly desk_id: string
  readonly epoch: number
  readonly seq: number
  readonly entry_id: string
  readonly hash: string
  readonly envelope: string
  readonly salt: string
  readonly body: string
  readonly repeated: boolean
}

/** When it is quiet: both sides byte for byte, act by act, picture by picture (sync.md D.3). */
export async function convergence(
  laws: SimLaws,
  city: SimCity,
  desks: readonly SimDesk[],
  required: Required,
): Promise<void> {
  const entries = await city.rows<CityEntry>(
    'SELECT desk_id, epoch, seq, entry_id, hash, envelope, salt, body, repeated FROM journal',
  )
  sameLogs(laws, entries, desks)
  onceEach(laws, entries, required, leftBeside(desks))
  await numbersOnce(laws, city)
  for (const desk of desks) laws.folded(desk)
  await sameCases(laws, city, desks)
  await answers(laws, city, desks)
  await pictures(laws, city, desks)
  await erased(laws, city, desks)
  await custody(laws, city)
  await feeds(laws, city, desks)
  // Who may not write cannot take it yet.
  for (const desk of desks) if (!desk.frozen) allUnderstood(laws, desk)
  await books(laws, city, desks)
}

/** 3 and 34: the city has what each desk has, in the same bytes; one log of a desk is open. */
function sameLogs(laws: SimLaws, entries: readonly CityEntry[], desks: readonly SimDesk[]): void {
  const theirs = new Map(entries.map((each) => [`${each.desk_id} ${each.epoch} ${each.seq}`, each]))
  for (const desk of desks) {
    const { deskId, epoch } = desk.self
    const rows = desk.store.client
      .prepare('SELECT epoch, seq, entry_id, envelope, salt, body FROM journal')
      .all() as readonly CityEntry[]
    for (const row of rows) {
      // An earlier log may be of another desk, which this one was before a code of the city office.
      const writer = row.epoch === epoch ? deskId : (JSON.parse(row.envelope) as { desk_id: string }).desk_id
      const at = theirs.get(`${writer} ${row.epoch} ${row.seq}`)
      if (!at) laws.broken(3, `${desk.name} ${row.epoch}/${row.seq} is not at the city`)
      // Who was revoked is told of no erasure any more.
      else if (at.salt === '' && desk.frozen?.reason === 'REVOKED') continue
      else if (at.envelope !== row.envelope || at.body !== row.body || at.salt !== row.salt)
        laws.broken(3, `${desk.name} ${row.epoch}/${row.seq} differs at the city`)
    }
  }
}

/** 7, 16 and 33: what was kept somewhere is at the city, and in effect once. */
function onceEach(
  laws: SimLaws,
  entries: readonly CityEntry[],
  required: Required,
  spared: ReadonlySet<string>,
): void {
  const effective = new Set<string>()
  const known = new Set<string>()
  for (const { entry_id, repeated } of entries) {
    if (!repeated && effective.has(entry_id)) laws.broken(7, `${entry_id} took effect twice`)
    if (!repeated) effective.add(entry_id)
    known.add(entry_id)
  }
  for (const [entryId, name] of required)
    if (!known.has(entryId) && !spared.has(entryId)) laws.broken(16, `${entryId} of ${name} is lost`)
}

/** What a rescue keeps beside the journal by intention: it spoke of places in the old log, or is told again. */
export function leftBeside(desks: readonly SimDesk[]): ReadonlySet<string> {
  const statement = `SELECT entry_id FROM journal_branch WHERE fate = 'LEFT'
    OR kind IN ('desk-opened', 'epoch-opened', 'department-acted')`
  return new Set(
    desks.flatMap(({ store }) => store.client.prepare(statement).pluck().all() as readonly string[]),
  )
}

/** 22: a number of a case stands once, also where two machines of one name had given it twice. */
async function numbersOnce(laws: SimLaws, city: SimCity): Promise<void> {
  const twice = await city.rows<{ case_no: string }>(
    'SELECT case_no FROM matter_case GROUP BY case_no HAVING count(*) > 1',
  )
  for (const { case_no } of twice) laws.broken(22, `${case_no} stands on two cases`)
}

type Line = { readonly case_id: string; readonly part: string; readonly says: string }

/** An item as it stands with the days it has, a row of its papers as it was judged; the same words on both sides. */
const cityLines = `
  SELECT case_id, item_no AS part, concat(state, ' since ', since, ' corrected ', corrections, ' accepted ',
    accepted_on, ' due ', promised_due, ' ', statutory_due) AS says FROM item_case
  UNION ALL SELECT case_id, row_id, state FROM material_item`
const deskLines = `
  SELECT case_id, item_no AS part, state || ' since ' || since || ' corrected ' || corrections || ' accepted ' ||
    ifnull(clocks ->> '$.acceptedOn', '') || ' due ' || ifnull(clocks ->> '$.promisedDue', '') || ' ' ||
    ifnull(clocks ->> '$.statutoryDue', '') AS says FROM item_case
  UNION ALL SELECT case_id, row_id, ifnull(judgement ->> '$.state', 'EXPECTED') FROM material_item`

/** 13, 14 and 30: cases nobody holds back stand the same on both sides. */
async function sameCases(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const theirs = new Map(
    (await city.rows<Line>(cityLines)).map(({ case_id, part, says }) => [`${case_id} ${part}`, says]),
  )
  const disposed = await city.rows<Disposed>('SELECT desk_id, epoch, seq, case_id FROM disposition')
  const heads = await city.rows<{ desk_id: string; epoch: number; received_seq: number }>(
    'SELECT desk_id, epoch, received_seq FROM log_head',
  )
  for (const desk of desks) {
    const { epoch, seq } = desk.head
    const log = heads.find((each) => each.desk_id === desk.self.deskId && each.epoch === epoch)
    // A revoked desk hears nothing any more: what its put-away copy did stays with the city.
    if (desk.frozen?.reason === 'REVOKED' && log && log.received_seq > seq) continue
    const apart = heldBack(desk, disposed)
    const mine = desk.store.client.prepare(deskLines).all() as readonly Line[]
    const elsewhere = new Set([...(await actedElsewhere(city, desk)), ...(await untold(city, desk))])
    for (const { case_id, part, says } of mine) {
      if (elsewhere.has(case_id) || apart.has(case_id)) continue
      const there = theirs.get(`${case_id} ${part}`)
      if (there !== says)
        laws.broken(30, `${desk.name} ${case_id} ${part}: ${says} here, ${there ?? 'unknown'} there`)
    }
  }
}

type Disposed = {
  readonly desk_id: string
  readonly epoch: number
  readonly seq: number
  readonly case_id: string | null
}

/** Cases with an entry that waits or came back. What a department had overtaken is put right on both sides. */
function heldBack({ self, store }: SimDesk, disposed: readonly Disposed[]): ReadonlySet<string | null> {
  const overtaken = new Set(
    store.client
      .prepare(
        `SELECT epoch || '/' || seq FROM item_move JOIN journal ON position = item_move.changed_at
         WHERE overtaken_at IS NOT NULL`,
      )
      .pluck()
      .all(),
  )
  return new Set(
    disposed.flatMap(({ case_id, desk_id, epoch, seq }) =>
      desk_id === self.deskId && overtaken.has(`${epoch}/${seq}`) ? [] : [case_id],
    ),
  )
}

/** A revoked desk gets no feed any more: what departments did since stays with the city, all of it where the feed began anew. */
async function untold(city: SimCity, { centreId, frozen, store }: SimDesk): Promise<readonly string[]> {
  if (frozen?.reason !== 'REVOKED') return []
  const { hash, seq } = store.read(feedCursorOf)
  const rows = await city.rows<{ case_id: string }>(
    `SELECT DISTINCT case_id FROM feed WHERE centre_id = $1 AND case_id IS NOT NULL AND (feed_seq > $2
       OR NOT EXISTS (SELECT 1 FROM feed AS f WHERE f.centre_id = $1 AND f.feed_seq = $2 AND f.hash = $3))`,
    [centreId, seq, hash],
  )
  return rows.map(({ case_id }) => case_id)
}

/** A machine that went on as another desk never hears what the desk it was did on a newer machine: docs/simulation.md. */
async function actedElsewhere(city: SimCity, { self, store }: SimDesk): Promise<ReadonlySet<string | null>> {
  const { client } = store
  const before = client
    .prepare(
      `SELECT envelope ->> '$.desk_id' FROM journal WHERE epoch < ?
       UNION SELECT envelope ->> '$.desk_id' FROM journal_branch`,
    )
    .pluck()
    .all(self.epoch) as readonly string[]
  const here = new Set(
    client.prepare('SELECT entry_id FROM journal UNION SELECT entry_id FROM journal_branch').pluck().all(),
  )
  const cases = new Set<string | null>()
  for (const deskId of before.filter((each) => each !== self.deskId))
    for (const row of await city.rows<{ entry_id: string; case_id: string | null }>(
      'SELECT entry_id, case_id FROM journal WHERE desk_id = $1',
      [deskId],
    ))
      if (!here.has(row.entry_id)) cases.add(row.case_id)
  return cases
}

/** 31: everything held or sent back is shown at its desk, also of logs that were followed by another. */
async function answers(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const rows = await city.rows<Disposed & { readonly entry_id: string; state: string; code: string }>(
    `SELECT d.desk_id, d.epoch, d.seq, d.case_id, d.state, d.code, j.entry_id
     FROM disposition d JOIN journal j USING (centre_id, desk_id, epoch, seq)`,
  )
  for (const { code, desk_id, epoch, seq, state } of rows)
    if (state !== 'RETURNED_RULE') laws.broken(14, `${desk_id} ${epoch}/${seq} is still held: ${code}`)
  for (const desk of desks.filter(({ frozen }) => !frozen)) {
    const { client } = desk.store
    const names = desk.store.read(namesOf)
    const answered = client.prepare(
      'SELECT 1 FROM disposition WHERE answered_seq > 0 AND epoch = ? AND seq = ?',
    )
    const place = client.prepare('SELECT epoch, seq FROM journal WHERE entry_id = ?')
    const listed = desk.store.read(listUnanswered)
    for (const { desk_id, entry_id, epoch, seq, state } of rows) {
      const here = place.get(entry_id) as { epoch: number; seq: number } | undefined
      if (!names.has(desk_id as DeskId) || here?.epoch !== epoch || here.seq !== seq) continue
      const shown = listed.find(({ row }) => row.entryId === entry_id)?.each.state
      if (shown !== state && !answered.get(epoch, seq))
        laws.broken(31, `${desk.name} ${epoch}/${seq}: ${state} there, ${shown ?? 'nothing'} here`)
    }
  }
}

/** 17 and 18: what a desk calls verified is whole at the city, whatever became of its own file. */
export async function pictures(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const gone = new Set(
    (
      await city.rows<{ picture_id: string }>("SELECT picture_id FROM picture_upload WHERE state = 'ERASED'")
    ).map(({ picture_id }) => picture_id),
  )
  for (const desk of desks) {
    const verified = desk.store.client
      .prepare("SELECT picture_id FROM picture_file WHERE upload = 'VERIFIED'")
      .pluck()
      .all() as readonly string[]
    for (const pictureId of verified)
      if (!gone.has(pictureId) && !(await city.holds(desk.centreId, pictureId)))
        laws.broken(17, `${desk.name}: a verified picture is not whole at the city`)
  }
}

/** 12: what came in, less what went out, is what somebody has. */
async function custody(laws: SimLaws, city: SimCity): Promise<void> {
  if ((await city.rows('SELECT 1 FROM custody_thing LIMIT 1')).length === 0) return
  for (const centreId of city.centres) {
    const answer = await city.operator('GET', `/v1/operator/centres/${centreId}/custody?limit=200`)
    const { totals } = JSON.parse(answer.text) as { totals: { in: number; out: number; held: number } }
    if (totals.in - totals.out !== totals.held) laws.broken(12, `${centreId}: ${JSON.stringify(totals)}`)
  }
}

type FeedRow = { readonly centre_id: string; readonly feed_seq: number; readonly entry_id: string }

/** 15: the feed of a centre has no gap, and each desk has taken all of it, each entry once. */
async function feeds(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const rows = await city.rows<FeedRow>(
    'SELECT centre_id, feed_seq, entry_id FROM feed ORDER BY centre_id, feed_seq',
  )
  for (const centreId of city.centres) {
    const mine = rows.filter((row) => row.centre_id === centreId)
    for (const [at, { feed_seq }] of mine.entries())
      if (feed_seq !== at + 1) laws.broken(15, `${centreId}: ${feed_seq} at place ${at + 1}`)
    for (const desk of desks.filter((each) => each.centreId === centreId && !each.frozen)) {
      const taken = new Set(
        desk.store.client.prepare('SELECT entry_id FROM feed_entry').pluck().all() as readonly string[],
      )
      const missing = mine.filter(({ entry_id }) => !taken.has(entry_id)).length
      if (missing > 0) laws.broken(15, `${desk.name} did not take ${missing} of ${mine.length} of its feed`)
    }
  }
}

/** 23: what an older program could not read of the feed is taken by the one after it. */
function allUnderstood(laws: SimLaws, { name, store }: SimDesk): void {
  const unknown = store.client
    .prepare("SELECT DISTINCT kind FROM feed_entry WHERE state = 'UNKNOWN'")
    .pluck()
    .all() as readonly string[]
  for (const kind of unknown) laws.broken(23, `${name} was brought up to date and does not take ${kind}`)
}

/** A day it closed was not answered yet: asked for when it next looks, which is up to five minutes after a refusal. */
export function asksForADay({ store }: SimDesk): boolean {
  const open = `SELECT 1 FROM day_close LEFT JOIN day_answer USING (close_date, nth) WHERE state IS NULL`
  return store.client.prepare(open).get() !== undefined
}

/** What a desk still has to say or to hear; nothing when it is quiet. */
export function whyNotQuiet(desk: SimDesk, feed: number): string {
  const { frozen, head } = desk
  const one = (statement: string) => desk.store.client.prepare(statement).pluck().get() as number
  const acked = one(`SELECT coalesce(max(acked_seq), 0) FROM sync_position WHERE epoch = ${head.epoch}`)
  const pictures = one(
    "SELECT count(*) FROM picture_file JOIN picture USING (picture_id) WHERE upload = 'WAITING' AND file = 'HERE'",
  )
  const parts = [
    frozen && frozen.reason !== 'REVOKED' ? `frozen ${frozen.reason} ${frozen.refused ?? ''}` : '',
    acked < head.seq ? `${head.seq - acked} acts wait` : '',
    pictures > 0 ? `${pictures} pictures wait` : '',
    !frozen && one('SELECT coalesce(max(seq), 0) FROM feed_cursor') < feed ? 'its feed goes on' : '',
    !frozen && one('SELECT count(over_ms) FROM certificate_note') > 0 ? 'its certificate is over' : '',
  ]
  return parts.filter(Boolean).join(', ')
}
