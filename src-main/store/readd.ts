import { eq, like, sql } from 'drizzle-orm'
import { checkCaseNo, makeCaseNo } from '#shared/domain/case-number.ts'
import { makeConsultationCode } from '#shared/domain/consultation.ts'
import { type DepartmentActed, DeskEvent } from '#shared/domain/events.ts'
import { errorCode } from '#shared/kernel/fault.ts'
import type { EntryId, StaffId } from '#shared/kernel/ids.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import type { Store, Writer } from '#shared/sqlite/store.ts'
import { isInBranch } from './queries/epoch.ts'
import { getInstallation } from './queries/installation.ts'
import type { JournalRow } from './queries/journal.ts'
import { record } from './record.ts'
import { matterCase, paper } from './tables/case.ts'
import { consultation } from './tables/consultation.ts'
import { type Fate, journalBranch, type Renamed } from './tables/epoch.ts'
import { feedEntry } from './tables/feed.ts'
import { journal } from './tables/journal.ts'

const insertBranch = insertRow(journalBranch)

/** Kept for good before it leaves the journal; the journal lets no row go that is not kept. */
export function keepInBranch(writer: Writer, row: JournalRow, leftMs: number): void {
  insertBranch(writer, { ...row, leftMs, fate: 'LEFT' })
}

/**
 * Writes the acts of a branch once more, each under its own id, and notes what became of each.
 *
 * Whether an act still fits is not judged here: the city asks the rules and sends back what does not. An
 * act the tables cannot take at all, and one that speaks of places in the old log, waits for a person.
 */
export function readdAll(
  store: Store,
  writer: Writer,
  seams: Seams,
  branch: readonly JournalRow[],
  hasForgotten: Forgotten,
): void {
  const entryAt = new Map(branch.map(({ entryId, position }) => [position, entryId]))
  for (const row of branch) {
    const { fate, renamed } = readdOne({ store, writer, seams, entryAt, hasForgotten }, row)
    writer
      .update(journalBranch)
      .set({ fate, renamed: renamed.length > 0 ? renamed : null })
      .where(isInBranch(row))
      .run()
  }
}

/** Whether the city can no longer tell an act of a department that came after this place of the log. */
export type Forgotten = (after: DepartmentActed['after']) => boolean
type Readding = {
  readonly store: Store
  readonly writer: Writer
  readonly seams: Seams
  /** What stood at a place of the journal before the branch made way. */
  readonly entryAt: ReadonlyMap<number, EntryId>
  readonly hasForgotten: Forgotten
}
type Outcome = { readonly fate: Fate; readonly renamed: readonly Renamed[] }

function readdOne({ entryAt, hasForgotten, seams, store, writer }: Readding, row: JournalRow): Outcome {
  const left: Outcome = { fate: 'LEFT', renamed: [] }
  const known = writer.select().from(journal).where(eq(journal.entryId, row.entryId)).get()
  if (known) return { fate: 'KNOWN', renamed: [] }
  const read = DeskEvent.safeParse(JSON.parse(row.body)).data
  if (!read || read.type === 'day-closed') return left
  // Only the old log begins so; the new one has begun already.
  if (read.type === 'desk-opened' || read.type === 'epoch-opened') return { fate: 'KNOWN', renamed: [] }
  if (read.type === 'department-acted' && !hasForgotten(read.after)) {
    // The feed tells it again, in the order of the city.
    writer.delete(feedEntry).where(eq(feedEntry.entryId, read.feed.entryId)).run()
    return { fate: 'KNOWN', renamed: [] }
  }
  const event = read.type === 'department-acted' ? replaced(writer, entryAt, read) : read
  if (tried(store, writer, seams, row, event)) return { fate: 'READDED', renamed: [] }
  const other = renumbered(writer, event)
  if (other.renamed.length === 0 || !tried(store, writer, seams, row, other.event)) return left
  return { fate: 'READDED', renamed: other.renamed }
}

/** Nobody but this desk has the act any more: it is written again where it was, by the places of now. */
function replaced(
  writer: Writer,
  entryAt: ReadonlyMap<number, EntryId>,
  event: DepartmentActed,
): DepartmentActed {
  const { after, overtaken } = event
  const placeNow = (position: number) => {
    const entryId = entryAt.get(position)
    return entryId === undefined ? position : findPlace(writer, entryId)
  }
  return {
    ...event,
    after: { ...after, position: placeNow(after.position) ?? after.position },
    overtaken: overtaken.flatMap((position) => placeNow(position) ?? []),
  }
}

function findPlace(writer: Writer, entryId: EntryId): number | undefined {
  return writer.select({ position: journal.position }).from(journal).where(eq(journal.entryId, entryId)).get()
    ?.position
}

/** False when the tables cannot take it: a number given twice, or what it names is not there. */
function tried(store: Store, writer: Writer, seams: Seams, row: JournalRow, event: DeskEvent): boolean {
  const { actor, entryId, epoch, hash, seq, wallMs } = row
  const readded = { entryId, origin: { epoch, seq, hash, wall_ms: wallMs } }
  try {
    store.client.transaction(() => {
      record(writer, { actor: actor as StaffId | 'desk', seams }, event, readded)
    })()
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code.startsWith('SQLITE_CONSTRAINT') || code === 'case-erased') return false
    throw error
  }
}

/** The numbers of an act under this life's own part: those of before were given to something else as well. */
function renumbered(
  writer: Writer,
  event: DeskEvent,
): { readonly event: DeskEvent; readonly renamed: readonly Renamed[] } {
  const { deskPart } = getInstallation(writer)
  const renamed: Renamed[] = []
  let serial = lastSerial(writer)
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, walk(each)]))
    if (typeof fields['docNo'] !== 'string' || typeof fields['serial'] !== 'number') return fields
    serial += 1
    const from = fields['docNo']
    const docNo = from.replace(/第[0-9A-Z]{3}-\d+号/, `第${deskPart}-${String(serial).padStart(4, '0')}号`)
    if (docNo === from) return fields
    renamed.push({ from, to: docNo })
    return { ...fields, docNo, serial }
  }
  const walked = walk(event) as DeskEvent
  if (walked.type === 'matter-received') {
    const caseNo = freeCaseNo(writer, walked.caseNo, deskPart)
    if (!caseNo) return { event, renamed: [] }
    renamed.push({ from: walked.caseNo, to: caseNo })
    return { event: { ...walked, caseNo }, renamed }
  }
  if (walked.type === 'consultation-logged') {
    const number =
      (writer
        .select({ n: sql<number>`coalesce(max(${consultation.number}), 0)` })
        .from(consultation)
        .get()?.n ?? 0) + 1
    const code = makeConsultationCode({ deskPart, number })
    renamed.push({ from: walked.code, to: code })
    return { event: { ...walked, code, number }, renamed }
  }
  return { event: walked, renamed }
}

function freeCaseNo(writer: Writer, caseNo: string, deskPart: string): string | undefined {
  const read = checkCaseNo(caseNo)
  if (!read.ok) return undefined
  const { area, date } = read.value
  const prefix = `${area}${date.replaceAll('-', '')}${deskPart}`
  const last = writer
    .select({ caseNo: sql<string | null>`max(${matterCase.caseNo})` })
    .from(matterCase)
    .where(like(matterCase.caseNo, `${prefix}%`))
    .get()?.caseNo
  const before = last ? checkCaseNo(last) : undefined
  const serial = before?.ok ? before.value.serial + 1 : 1
  return serial > 9_999 ? undefined : makeCaseNo({ area, date, deskPart, serial })
}

function lastSerial(writer: Writer): number {
  return (
    writer
      .select({ n: sql<number>`coalesce(max(${paper.serial}), 0)` })
      .from(paper)
      .get()?.n ?? 0
  )
}
