import { addDays } from '#shared/domain/day.ts'
import { DepartmentAct, DispositionChanged } from '#shared/domain/department-act.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { startOfDay } from '#shared/kernel/instants.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { type Batch, changesOf } from '../national/batch.ts'
import type { CodeSet } from '../national/codes.ts'
import type { CaseHistory, Told, ToldEvent } from '../national/history.ts'
import type { NationalRecord } from '../national/record.ts'
import {
  listCasesTakenIn,
  listCourse,
  listGrades,
  listStaffNames,
  listToldOfCases,
} from '../store/queries/case-history.ts'
import { findCentre } from '../store/queries/centre.ts'
import { listErased } from '../store/queries/erasure.ts'
import { recordAudit } from '../store/record-office.ts'
import type { Reader } from '../store/store.ts'
import type { Answer, City } from './city.ts'

type Wish = {
  readonly centreId: CentreId
  /** Days on which the city took in what is told, both included. */
  readonly from: string
  readonly to: string
  readonly codes: CodeSet
  readonly after: string
  readonly limit: number
}

/** A page of what changed for the national exchange: `limit` cases, with all that changed in each of them. */
export async function nationalBatch(
  city: City,
  { after, centreId, codes, from, limit, to }: Wish,
): Answer<{ batch: string; records: NationalRecord[]; next: string | null }> {
  if (to < from) return refuse('input-malformed', { field: 'to' })
  const span = { fromMs: startOfDay(from), beforeMs: startOfDay(addDays(to, 1)) }
  const name = [centreId, from.replaceAll('-', ''), to.replaceAll('-', '')].join('-')
  const batch: Batch = { name, source: `pingchuang-${centreId}`, codes }
  const answer = await city.store.read([centreId], async (reader) => {
    if (!(await findCentre(reader, centreId))) return refuse('not-found', { field: 'centreId' })
    const all = (await listCasesTakenIn(reader, centreId, span)).filter((caseId) => caseId > after)
    // Of an erased case nothing leaves here any more.
    const erased = new Set((await listErased(reader, centreId, all)).map(({ caseId }) => caseId))
    const ids = all.filter((caseId) => !erased.has(caseId))
    const page = ids.slice(0, limit)
    const histories = await historiesOf(reader, centreId, page)
    return ok({
      batch: name,
      records: histories.flatMap((history) => [...changesOf(history, span, batch)]),
      next: ids.length > limit ? (page.at(-1) ?? null) : null,
    })
  })
  // Personal data leave here in the clear: no page of them goes out before it is written that it did.
  if (answer.ok) await auditExport(city, centreId, `${from}/${to}`)
  return answer
}

/** What the operator does stands in the audit of the offices under this name. */
const operatorOffice = 'operator'

async function auditExport(city: City, centreId: CentreId, code: string): Promise<void> {
  await city.store.write([centreId], async (writer) => {
    await recordAudit(writer, {
      auditId: city.newId(),
      officeId: operatorOffice,
      atMs: city.nowMs(),
      what: 'national-exported',
      centreId,
      code,
    })
    return ok(undefined)
  })
}

type Course = Awaited<ReturnType<typeof listCourse>>
type Feed = Awaited<ReturnType<typeof listToldOfCases>>
type Grades = Awaited<ReturnType<typeof listGrades>>

async function historiesOf(
  reader: Reader,
  centreId: CentreId,
  ids: readonly CaseId[],
): Promise<readonly CaseHistory[]> {
  if (ids.length === 0) return []
  const names = await listStaffNames(reader, centreId)
  const course = Map.groupBy(await listCourse(reader, centreId, ids), ({ caseId }) => caseId)
  const feed = Map.groupBy(await listToldOfCases(reader, centreId, ids), ({ caseId }) => caseId)
  const grades = Map.groupBy(await listGrades(reader, centreId, ids), ({ caseId }) => caseId)
  return ids.map((caseId) => ({
    centreId,
    caseId,
    told: inOrder(course.get(caseId) ?? [], feed.get(caseId) ?? [], grades.get(caseId) ?? [], names),
  }))
}

/**
 * The history as the city has it: a department's act stands behind the entry it came after, and what had to
 * wait counts from the moment it was applied. So `atMs` never runs backwards.
 */
function inOrder(
  course: Course,
  feed: Feed,
  grades: Grades,
  names: ReadonlyMap<string, string>,
): readonly Told[] {
  const acts = feed.flatMap((entry) => {
    const act = DepartmentAct.safeParse(JSON.parse(entry.body)).data
    return act ? [{ ...entry, act }] : []
  })
  const applied = appliedMs(feed)
  const told: Told[] = []
  let atMs = 0
  const actsUpTo = (place: Place | undefined) => {
    while (acts[0] && (!place || isBefore(acts[0].act.after, place))) {
      const { act, entryId, madeMs } = acts.shift() as (typeof acts)[number]
      atMs = Math.max(atMs, madeMs)
      told.push({ by: 'department', entryId, atMs, act })
    }
  }
  for (const entry of course) {
    actsUpTo(entry)
    atMs = Math.max(atMs, applied.get(keyOf(entry)) ?? entry.receivedMs)
    told.push(deskTold(entry, atMs, names))
  }
  actsUpTo(undefined)
  for (const entry of grades) {
    const last = told.findLastIndex((each) => each.atMs <= entry.receivedMs)
    told.splice(last + 1, 0, deskTold(entry, entry.receivedMs, names))
  }
  return told
}

type Place = { readonly epoch: number; readonly seq: number }

/** The act came after that entry, so it stands before every later one. */
function isBefore(after: Place, { epoch, seq }: Place): boolean {
  return after.epoch < epoch || (after.epoch === epoch && after.seq < seq)
}

function keyOf({ epoch, seq }: Place): string {
  return `${epoch}/${seq}`
}

function appliedMs(feed: Feed): ReadonlyMap<string, number> {
  return new Map(
    feed.flatMap(({ body, kind, madeMs }) => {
      const changed =
        kind === 'disposition-changed' ? DispositionChanged.safeParse(JSON.parse(body)).data : undefined
      return changed?.state === 'APPLIED' ? [[keyOf(changed), madeMs] as const] : []
    }),
  )
}

function deskTold(
  { body, entryId, envelope }: Pick<Course[number], 'body' | 'entryId' | 'envelope'>,
  atMs: number,
  names: ReadonlyMap<string, string>,
): Told {
  const { actor, wall_ms } = JSON.parse(envelope) as { readonly actor: string; readonly wall_ms: number }
  return {
    by: 'desk',
    entryId,
    atMs,
    actor: names.get(actor) ?? '',
    wallMs: wall_ms,
    // Only kinds of a course are read, and what is in effect was read by this schema when it was applied.
    event: DeskEvent.parse(JSON.parse(body)) as ToldEvent,
  }
}
