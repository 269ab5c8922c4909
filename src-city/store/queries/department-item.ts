import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { ItemState } from '#shared/domain/item-case.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { centre } from '../tables/centre.ts'
import { desk } from '../tables/desk.ts'
import { itemCase, materialItem, matterCase } from '../tables/matter-case.ts'
import { listFeedOfCase } from './feed.ts'
import { listReceipts, type Receipt } from './receipt.ts'

/** States in which the next step is the department's. */
const withTheDepartment: readonly ItemState[] = [
  'FORWARDED',
  'ACCEPTED',
  'ACCEPTED_WITH_DEFICIENCY',
  'DEEMED_ACCEPTED',
  'IN_REVIEW',
  'SUSPENDED',
  'EXTENDED',
  'DECIDED_APPROVED',
  'DECIDED_REFUSED',
]

/** The office's own: items of its department in centres of its area. */
type Scope = { readonly name: string; readonly area: string }

const columns = {
  centreId: matterCase.centreId,
  caseId: matterCase.caseId,
  caseNo: matterCase.caseNo,
  itemNo: itemCase.itemNo,
  deskId: desk.deskId,
  deskPart: desk.deskPart,
  epoch: desk.epoch,
}

/** The desk that took the case in or, where that one was revoked and its machine goes on as another, that other. */
const inHandAt = sql`coalesce((select f.desk_id from desk f where f.centre_id = ${matterCase.centreId}
  and f.in_place_of @> jsonb_build_array(${matterCase.deskId})
  order by jsonb_array_length(f.in_place_of) desc limit 1), ${matterCase.deskId})`

function itemsOf(reader: Reader) {
  return reader
    .select(columns)
    .from(itemCase)
    .innerJoin(
      matterCase,
      and(eq(matterCase.centreId, itemCase.centreId), eq(matterCase.caseId, itemCase.caseId)),
    )
    .innerJoin(desk, and(eq(desk.centreId, matterCase.centreId), eq(desk.deskId, inHandAt)))
}

/** The item of this office behind a number; another department's is answered like none at all. */
export async function findDepartmentItem(
  reader: Reader,
  scope: Scope,
  which: { readonly caseNo: string; readonly itemNo: string } | { readonly projectNo: string },
) {
  const named =
    'projectNo' in which
      ? eq(itemCase.projectNo, which.projectNo)
      : and(eq(matterCase.caseNo, which.caseNo), eq(itemCase.itemNo, which.itemNo))
  const rows = await itemsOf(reader)
    .where(and(inScope(scope), named))
    .limit(2)
  // One number of the platform for two items says of neither which one is meant.
  return rows.length === 1 ? rows[0] : undefined
}

const facts = {
  centreId: matterCase.centreId,
  caseId: matterCase.caseId,
  centreName: centre.name,
  caseNo: matterCase.caseNo,
  itemNo: itemCase.itemNo,
  itemId: itemCase.itemId,
  state: itemCase.state,
  since: itemCase.since,
  receivedOn: matterCase.receivedOn,
  promisedDue: itemCase.promisedDue,
  statutoryDue: itemCase.statutoryDue,
  projectNo: itemCase.projectNo,
}

/** Items whose next step is the department's, in the order of their numbers. No names of people: those are the counter's. */
export async function listDepartmentItems(reader: Reader, scope: Scope, after: string, max: number) {
  const place = sql<string>`${matterCase.caseNo} || '-' || ${itemCase.itemNo}`
  const rows = await factsOf(reader)
    .where(
      and(
        inScope(scope),
        inArray(itemCase.state, [...withTheDepartment]),
        sql`${itemCase.role} <> 'DECIDE'`,
        sql`${place} collate "C" > ${after}`,
      ),
    )
    .orderBy(asc(sql`${place} collate "C"`))
    .limit(max)
  const receipts = await listReceipts(reader, rows)
  return rows.map(({ caseId, ...row }) => ({ ...row, itemName: nameOf(receipts.get(caseId), row.itemNo) }))
}

/** One item as the department may see it: where it stands, its materials by name, what the feed told of it. */
export async function showDepartmentItem(reader: Reader, { caseId, centreId, itemNo }: DepartmentItem) {
  const [row] = await factsOf(reader).where(
    and(eq(itemCase.centreId, centreId), eq(itemCase.caseId, caseId), eq(itemCase.itemNo, itemNo)),
  )
  assert(row, 'an item that was found is there')
  const receipt = (await listReceipts(reader, [row])).get(caseId)
  const states = await reader
    .select({ rowId: materialItem.rowId, state: materialItem.state })
    .from(materialItem)
    .where(and(eq(materialItem.centreId, centreId), eq(materialItem.caseId, caseId)))
  const stateOf = new Map(states.map(({ rowId, state }) => [rowId, state]))
  const { caseId: _, ...item } = row
  return {
    item: { ...item, itemName: nameOf(receipt, itemNo) },
    materials: (receipt?.materials ?? [])
      .filter(({ usedBy }) => usedBy.includes(itemNo))
      .map(({ name, rowId }) => ({ rowId, name, state: stateOf.get(rowId) ?? '' })),
    told: await listFeedOfCase(reader, centreId, caseId),
  }
}

function factsOf(reader: Reader) {
  return reader
    .select(facts)
    .from(itemCase)
    .innerJoin(
      matterCase,
      and(eq(matterCase.centreId, itemCase.centreId), eq(matterCase.caseId, itemCase.caseId)),
    )
    .innerJoin(centre, eq(centre.centreId, itemCase.centreId))
}

function nameOf(receipt: Receipt | undefined, itemNo: string): string {
  return receipt?.items.find((item) => item.itemNo === itemNo)?.name ?? ''
}

/** Over several centres on purpose: an office serves a county (sync.md F.3 rule 10, the reporting list). */
function inScope({ area, name }: Scope) {
  return and(eq(itemCase.deptName, name), sql`starts_with(${itemCase.centreId}, ${area})`)
}

export type DepartmentItem = NonNullable<Awaited<ReturnType<typeof findDepartmentItem>>> & {
  readonly centreId: CentreId
}
