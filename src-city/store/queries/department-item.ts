import { and, asc, eq, inArray, sql } from 'drizzle-orm'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import type { Reader } from '../store.ts'
import { centre } from '../tables/centre.ts'
import { desk } from '../tables/desk.ts'
import { itemCase, matterCase } from '../tables/matter-case.ts'

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
  deskId: matterCase.deskId,
  deskPart: desk.deskPart,
  epoch: desk.epoch,
}

function itemsOf(reader: Reader) {
  return reader
    .select(columns)
    .from(itemCase)
    .innerJoin(
      matterCase,
      and(eq(matterCase.centreId, itemCase.centreId), eq(matterCase.caseId, itemCase.caseId)),
    )
    .innerJoin(desk, and(eq(desk.centreId, matterCase.centreId), eq(desk.deskId, matterCase.deskId)))
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

/** Items whose next step is the department's, in the order of their numbers. No names: those are the counter's. */
export function listDepartmentItems(reader: Reader, scope: Scope, after: string, max: number) {
  const { itemId, projectNo, promisedDue, since, state, statutoryDue } = itemCase
  const place = sql<string>`${matterCase.caseNo} || '-' || ${itemCase.itemNo}`
  return reader
    .select({
      centreId: matterCase.centreId,
      centreName: centre.name,
      caseNo: matterCase.caseNo,
      itemNo: itemCase.itemNo,
      itemId,
      state,
      since,
      receivedOn: matterCase.receivedOn,
      promisedDue,
      statutoryDue,
      projectNo,
    })
    .from(itemCase)
    .innerJoin(
      matterCase,
      and(eq(matterCase.centreId, itemCase.centreId), eq(matterCase.caseId, itemCase.caseId)),
    )
    .innerJoin(centre, eq(centre.centreId, itemCase.centreId))
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
}

/** Over several centres on purpose: an office serves a county (sync.md F.3 rule 10, the reporting list). */
function inScope({ area, name }: Scope) {
  return and(eq(itemCase.deptName, name), sql`starts_with(${itemCase.centreId}, ${area})`)
}

export type DepartmentItem = NonNullable<Awaited<ReturnType<typeof findDepartmentItem>>> & {
  readonly centreId: CentreId
}
