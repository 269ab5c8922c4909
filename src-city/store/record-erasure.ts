import { and, eq, inArray, isNull, ne, notInArray, type SQL, sql } from 'drizzle-orm'
import { DepartmentAct } from '#shared/domain/department-act.ts'
import type { Erasure } from '#shared/domain/erasure.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { aboutCase, besideKinds } from '#shared/domain/of-case.ts'
import { erasedHash, leftBy, residueText } from '#shared/domain/residue.ts'
import { Told } from '#shared/domain/told-events.ts'
import type { CaseId, CentreId, EntryId, PictureId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { parsed } from '#shared/kernel/json.ts'
import { erasedBody, isErasedBody } from '#shared/protocol/feed.ts'
import { forgetCards } from './apply/card-holder.ts'
import type { Staged } from './apply/stage.ts'
import { findErasureOf, listErased } from './queries/erasure.ts'
import { recordFeed } from './record-feed.ts'
import { among, column, reach, rowsOf, type Writer } from './store.ts'
import { erasure } from './tables/erasure.ts'
import { feed } from './tables/feed.ts'
import { journal } from './tables/journal.ts'
import { logHead } from './tables/log-head.ts'
import { picture } from './tables/picture.ts'

/** What the feed says of a case without a word of anybody. */
const unspoken = ['body-erased', 'disposition-changed']

/** A decision as it outlives the database; `entryId` is the name under which the feeds tell it. */
export type Decision = Omit<Erasure, 'authorisedBy' | 'on'> & {
  readonly entryId: EntryId
  readonly caseNo: string
  readonly centres: readonly CentreId[]
  readonly askedBy: string
  readonly askedMs: number
  readonly confirmedBy: string
  readonly confirmedMs: number
}

export type Erased = { readonly entries: number; readonly pictures: readonly PictureName[] }
type PictureName = { readonly centreId: CentreId; readonly pictureId: PictureId }

/** Asked for by one person; asked again before anybody confirmed, the later wish stands. */
export async function recordErasureAsked(
  writer: Writer,
  row: Omit<typeof erasure.$inferInsert, 'centreId' | 'confirmedBy' | 'confirmedMs' | 'centres'>,
): Promise<void> {
  const { home, caseId, ...wish } = row
  await writer
    .insert(erasure)
    .values({ ...row, centreId: home, centres: [] })
    .onConflictDoUpdate({ target: [erasure.centreId, erasure.caseId], set: wish })
}

/**
 * Erases a case at every centre that shares it, and tells their feeds, in one transaction. Known already, it does
 * nothing: a city that begins with another memory is told all decisions again.
 */
export async function recordErasure(
  writer: Writer,
  decision: Decision,
  nowMs: number,
): Promise<Erased | undefined> {
  const { askedBy, basis, caseId, centres, confirmedBy, confirmedMs, entryId, home, reference } = decision
  await reach(writer, centres)
  await lockLogs(writer, centres)
  if ((await findErasureOf(writer, home, caseId))?.confirmedMs) return undefined
  const { entryId: _, ...row } = decision
  for (const centreId of centres)
    await writer
      .insert(erasure)
      .values({ ...row, centreId })
      .onConflictDoUpdate({ target: [erasure.centreId, erasure.caseId], set: row })
  const erased = await eraseBodies(writer, centres, caseId)
  const authorisedBy: Erasure['authorisedBy'] = [askedBy, confirmedBy]
  const body: Erasure = { caseId, home, basis, reference, authorisedBy, on: dateOf(confirmedMs) }
  for (const centreId of [...centres].sort())
    await recordFeed(writer, centreId, [{ entryId, kind: 'body-erased', caseId, body }], nowMs)
  return erased
}

/** What a desk wrote of an erased case before it heard of that: its bodies go in the transaction that brought them. */
export async function eraseBrought(
  writer: Writer,
  centreId: CentreId,
  batch: readonly Staged[],
): Promise<void> {
  const cases = new Set(batch.flatMap(({ arrival, event }) => arrival.caseId ?? caseBeside(event) ?? []))
  if (cases.size === 0) return
  for (const { caseId, centres } of await listErased(writer, centreId, cases)) {
    await reach(writer, centres)
    await eraseBodies(writer, centres, caseId)
  }
}

/** The case an entry of no case names itself; a rating of an order that comes so late is looked for with the next of its case. */
function caseBeside(event: DeskEvent | undefined): CaseId | undefined {
  if (event?.type === 'picture-taken' || event?.type === 'picture-viewed') return event.ofCase
  if (event?.type === 'appointment-set') return event.appointment.caseId
  return event?.type === 'rating-invited' && event.subject.of === 'CASE' ? event.subject.caseId : undefined
}

/** Every batch holds the row of its log: what is on its way is waited for, what comes later sees the decision. */
async function lockLogs(writer: Writer, centres: readonly CentreId[]): Promise<void> {
  await writer
    .select({ seq: logHead.receivedSeq })
    .from(logHead)
    .where(among(logHead.centreId, centres))
    .orderBy(logHead.centreId, logHead.deskId, logHead.epoch)
    .for('update')
}

async function eraseBodies(writer: Writer, centres: readonly CentreId[], caseId: CaseId): Promise<Erased> {
  await writer.execute(sql`select set_config('pingchuang.erases', 'yes', true)`)
  const pictures = await erasePictures(writer, centres, caseId)
  const rows = (await listBodies(writer, centres, caseId)).filter(({ salt }) => salt !== '')
  await forgetCards(writer, rows)
  if (rows.length > 0)
    await rowsOf(
      writer,
      sql`update journal set body = r.body, salt = ''
          from unnest(${column(rows, (row) => row.centreId)}::text[], ${column(rows, (row) => row.deskId)}::text[],
                      ${column(rows, (row) => row.epoch)}::int[], ${column(rows, (row) => row.seq)}::int[],
                      ${column(rows, (row) => row.entryId)}::text[],
                      ${column(rows, (row) => residueText(row.body, caseId))}::text[])
               as r (centre_id, desk_id, epoch, seq, entry_id, body)
          where journal.centre_id = r.centre_id and journal.desk_id = r.desk_id and journal.epoch = r.epoch
            and journal.seq = r.seq and journal.entry_id = r.entry_id`,
    )
  await eraseFeed(writer, centres, caseId)
  return { entries: rows.length, pictures }
}

/** A desk that is behind has still to hear how far things and items went before the case was erased. */
async function eraseFeed(writer: Writer, centres: readonly CentreId[], caseId: CaseId): Promise<void> {
  const { body, centreId, feedSeq, kind } = feed
  const told = await writer
    .select({ body, centreId, feedSeq, kind })
    .from(feed)
    .where(and(among(centreId, centres), eq(feed.caseId, caseId), notInArray(kind, unspoken)))
  const rows = told.filter((row) => !isErasedBody(row.body))
  if (rows.length === 0) return
  await rowsOf(
    writer,
    sql`update feed set body = r.body
        from unnest(${column(rows, (row) => row.centreId)}::text[], ${column(rows, (row) => row.feedSeq)}::int[],
                    ${column(rows, (row) => feedLeft(row, caseId))}::text[]) as r (centre_id, feed_seq, body)
        where feed.centre_id = r.centre_id and feed.feed_seq = r.feed_seq`,
  )
}

function feedLeft({ body, kind }: { readonly body: string; readonly kind: string }, caseId: CaseId): string {
  const schema = kind === 'case-told' ? Told : DepartmentAct
  const said = schema.safeParse(parsed(body)).data
  return erasedBody(said && (leftBy(schema, said, caseId) as object))
}

/** What is of the case, and what is of none and yet about it, but for the word of an erasure itself. */
async function listBodies(writer: Writer, centres: readonly CentreId[], caseId: CaseId) {
  const { body, centreId, deskId, entryId, epoch, kind, salt, seq } = journal
  const bodies = (which: SQL | undefined) =>
    writer
      .select({ centreId, deskId, epoch, seq, entryId, kind, body, salt })
      .from(journal)
      .where(and(among(centreId, centres), which))
  const own = await bodies(and(eq(journal.caseId, caseId), ne(kind, 'case-erased')))
  const beside = await bodies(and(isNull(journal.caseId), inArray(kind, besideKinds)))
  return [...own, ...aboutCase(caseId, own, beside)]
}

/** The keys go; without them the sealed files are noise, wherever a copy of them lies. */
async function erasePictures(
  writer: Writer,
  centres: readonly CentreId[],
  caseId: CaseId,
): Promise<readonly PictureName[]> {
  const names = await writer
    .update(picture)
    .set({ key: erasedHash, salt: erasedHash, commitment: erasedHash })
    .where(and(among(picture.centreId, centres), eq(picture.ofCase, caseId)))
    .returning({ centreId: picture.centreId, pictureId: picture.pictureId })
  if (names.length > 0)
    await rowsOf(
      writer,
      sql`insert into picture_upload (centre_id, picture_id, received_bytes, state, changed_ms)
          select r.centre_id, r.picture_id, 0, 'ERASED', 0
          from unnest(${column(names, (row) => row.centreId)}::text[], ${column(names, (row) => row.pictureId)}::text[])
               as r (centre_id, picture_id)
          on conflict (centre_id, picture_id) do update set state = 'ERASED'`,
    )
  return names
}
