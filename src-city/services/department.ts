import { hash } from '#shared/crypto/suite.ts'
import { DepartmentAct } from '#shared/domain/department-act.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { JudgedMaterial } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import { assert } from '#shared/kernel/fault.ts'
import { EntryId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import {
  type DepartmentItem,
  findDepartmentItem,
  listDepartmentItems,
  showDepartmentItem,
} from '../store/queries/department-item.ts'
import { listFeed } from '../store/queries/feed.ts'
import { findOffice, findOfficeRequest, type OfficeRow } from '../store/queries/office.ts'
import { actSentence, lockCaseLog, recordDepartmentAct } from '../store/record-department-act.ts'
import { recordAudit, recordOfficeRequest } from '../store/record-office.ts'
import { reach, type Writer } from '../store/store.ts'
import type { Answer, City, CityCode } from './city.ts'

type Which = {
  readonly caseNo?: string | undefined
  readonly itemNo?: string | undefined
  readonly projectNo?: string | undefined
}

export type DepartmentInput = Which & {
  /** The department's own number of this request: sent twice, it takes effect once. */
  readonly requestId: string
  readonly move: Move
  readonly docNo: string
  readonly on?: string | undefined
  readonly handler?: string | undefined
  readonly asks?: JudgedMaterial[] | undefined
}

type Taken = {
  feedSeq: number
  caseNo: string
  itemNo: string
  from: ItemState
  to: ItemState
  repeated: boolean
}

/**
 * Takes what a department did with one of its items, and tells the centre in the same commit.
 *
 * What is refused leaves nothing but its line in the audit; what was taken before is answered as it was.
 */
export async function actOnItem(city: City, office: OfficeRow, input: DepartmentInput): Answer<Taken> {
  const which = named(input)
  if (!which) return refuse('input-malformed', { field: 'caseNo' })
  let found: DepartmentItem | undefined
  const answer = await city.store.write('city', async (writer) => {
    found = await findDepartmentItem(writer, office, which)
    if (!found) return refuse('not-found', { field: 'projectNo' in which ? 'projectNo' : 'caseNo' })
    await reach(writer, [found.centreId])
    const taken = await takeAct(city, writer, office, found, input)
    if (taken.ok) await recordAudit(writer, auditOf(city, office, input, found, 'ok'))
    return taken
  })
  if (!answer.ok) await auditRefusal(city, office, input, found, answer.refusal)
  return answer
}

/** What waits for this department, for entry by hand. */
export async function itemsOfDepartment(
  city: City,
  office: OfficeRow,
  { after, limit }: { readonly after: string; readonly limit: number },
): Answer<{ items: Awaited<ReturnType<typeof listDepartmentItems>>; next: string | null }> {
  const items = await city.store.read('city', (reader) =>
    listDepartmentItems(reader, office, after, limit + 1),
  )
  const page = items.slice(0, limit)
  const last = page.at(-1)
  return ok({ items: page, next: items.length > limit && last ? `${last.caseNo}-${last.itemNo}` : null })
}

/** One item of this department: what it is, its materials, what was done with it. */
export async function itemOfDepartment(
  city: City,
  office: OfficeRow,
  input: Which,
): Answer<{ item: Shown['item']; materials: Shown['materials']; acts: ToldAct[] }> {
  const which = named(input)
  if (!which) return refuse('input-malformed', { field: 'caseNo' })
  return city.store.read('city', async (reader) => {
    const found = await findDepartmentItem(reader, office, which)
    if (!found) return refuse('not-found', { field: 'projectNo' in which ? 'projectNo' : 'caseNo' })
    const { told, ...shown } = await showDepartmentItem(reader, found)
    return ok({ ...shown, acts: told.flatMap(({ body, seq }) => toldAct(found, seq, body)) })
  })
}

type Shown = Awaited<ReturnType<typeof showDepartmentItem>>
type ToldAct = {
  feedSeq: number
  on: string
  act: string
  from: ItemState
  to: ItemState
  docNo: string
  handler: string | null
}

/** What the feed says of other items of the case, or of entries that waited, is not for this office. */
function toldAct({ itemNo }: DepartmentItem, feedSeq: number, body: string): readonly ToldAct[] {
  if (body === '') return []
  const told = DepartmentAct.safeParse(JSON.parse(body)).data
  if (told?.itemNo !== itemNo) return []
  const { by, from, move, office, on, to } = told
  const docNo = by.organ === 'department' ? by.docNo : ''
  return [{ feedSeq, on, act: move.act, from, to, docNo, handler: office.handler ?? null }]
}

async function takeAct(
  city: City,
  writer: Writer,
  office: OfficeRow,
  item: DepartmentItem,
  input: DepartmentInput,
): Promise<Result<Taken, CityCode>> {
  const { caseNo, centreId, itemNo } = item
  const nowMs = city.nowMs()
  const afterSeq = await lockCaseLog(writer, item)
  // Asked under the lock: of two equal requests at once, or of a key just revoked, one sees the other.
  if ((await findOffice(writer, office.officeId))?.status !== 'ACTIVE')
    return refuse('E_AUTH', { field: 'authorization', reason: 'office-revoked' })
  const key = { centreId, officeId: office.officeId, requestId: input.requestId }
  const digest = digestOf(input)
  const before = await findOfficeRequest(writer, key)
  if (before) {
    if (before.digest !== digest) return refuse('request-reused', { field: 'requestId' })
    const step = await toldAt(writer, item, before.feedSeq)
    if (!step) return refuse('not-found', { field: 'itemNo' })
    const { from, to } = step
    return ok({ feedSeq: before.feedSeq, caseNo, itemNo, from, to, repeated: true })
  }
  const today = dateOf(nowMs)
  const act = actOf(office, item, input, today)
  const entryId = EntryId.parse(city.newId())
  const told = { entryId, salt: city.newId(), nowMs, today }
  const step = await recordDepartmentAct(writer, item, afterSeq, act, told)
  if (step === undefined) return refuse('not-found', { field: 'itemNo' })
  if (typeof step === 'string') return refuse('act-refused', { reason: step, sentence: actSentence(step) })
  await recordOfficeRequest(writer, { ...key, digest, feedSeq: step.feedSeq })
  return ok({ ...step, caseNo, itemNo, repeated: false })
}

function actOf(
  office: OfficeRow,
  { caseId, itemNo }: DepartmentItem,
  { asks, docNo, handler, move, on, projectNo }: DepartmentInput,
  today: string,
) {
  return {
    caseId,
    itemNo,
    move,
    by: { organ: 'department' as const, docNo },
    on: on ?? today,
    office: { name: office.name, ...(handler ? { handler } : {}) },
    ...(asks ? { asks } : {}),
    ...(projectNo ? { projectNo } : {}),
  }
}

/** By our number, which the papers bear, or by the platform's once it was told with one of ours. */
function named({ caseNo, itemNo, projectNo }: Which) {
  if (caseNo && itemNo) return { caseNo: caseNo.replaceAll('-', '').toUpperCase(), itemNo }
  return projectNo ? { projectNo } : undefined
}

/** Over the whole request: the same number for another act is a mistake somebody must see. */
function digestOf(input: DepartmentInput): string {
  return hash(canonical(input as unknown as Json)).toString('base64url')
}

/** Nothing of a case that was erased since. */
async function toldAt(
  writer: Writer,
  { centreId }: DepartmentItem,
  feedSeq: number,
): Promise<DepartmentAct | undefined> {
  const [entry] = await listFeed(writer, centreId, feedSeq - 1, 1)
  assert(entry, 'what was told stays in the feed')
  return entry.body === '' ? undefined : DepartmentAct.parse(JSON.parse(entry.body))
}

async function auditRefusal(
  city: City,
  office: OfficeRow,
  input: DepartmentInput,
  found: DepartmentItem | undefined,
  { code, detail }: { readonly code: CityCode; readonly detail: Readonly<Record<string, string>> },
): Promise<void> {
  await city.store.write('city', async (writer) => {
    await recordAudit(writer, auditOf(city, office, input, found, detail['reason'] ?? code))
    return ok(undefined)
  })
}

/** Only what is known to be ours is written down: a number typed wrong may be anybody's. */
function auditOf(
  city: City,
  { officeId }: OfficeRow,
  { move }: DepartmentInput,
  found: DepartmentItem | undefined,
  code: string,
) {
  const { caseNo, centreId, itemNo } = found ?? {}
  return {
    auditId: city.newId(),
    officeId,
    atMs: city.nowMs(),
    what: 'act',
    act: move.act,
    code,
    centreId: centreId ?? null,
    caseNo: caseNo ?? null,
    itemNo: itemNo ?? null,
  }
}
