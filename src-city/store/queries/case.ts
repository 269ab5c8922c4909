import { and, asc, eq, gt } from 'drizzle-orm'
import type { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { among, type Reader } from '../store.ts'
import { itemCase, materialItem, matterCase, paper } from '../tables/matter-case.ts'

type CaseRow = Pick<typeof matterCase.$inferSelect, 'caseId' | 'caseNo' | 'matterId' | 'receivedOn'>

/** A case as the city's own tables know it; the shape of `CaseDigest`. */
export type CaseFacts = Awaited<ReturnType<typeof listCases>>[number]

const columns = {
  caseId: matterCase.caseId,
  caseNo: matterCase.caseNo,
  matterId: matterCase.matterId,
  receivedOn: matterCase.receivedOn,
}

export async function findCase(
  reader: Reader,
  centreId: CentreId,
  caseNo: string,
): Promise<CaseFacts | undefined> {
  const rows = await reader
    .select(columns)
    .from(matterCase)
    .where(and(eq(matterCase.centreId, centreId), eq(matterCase.caseNo, caseNo)))
  return (await withParts(reader, centreId, rows))[0]
}

/** Cases of a centre in the order of their numbers, after the one given. */
export async function listCases(reader: Reader, centreId: CentreId, afterCaseNo: string, max: number) {
  const rows = await reader
    .select(columns)
    .from(matterCase)
    .where(and(eq(matterCase.centreId, centreId), gt(matterCase.caseNo, afterCaseNo)))
    .orderBy(asc(matterCase.caseNo))
    .limit(max)
  return withParts(reader, centreId, rows)
}

async function withParts(reader: Reader, centreId: CentreId, rows: readonly CaseRow[]) {
  const ids = rows.map((row) => row.caseId)
  const items = await listItems(reader, centreId, ids)
  const materials = await listMaterials(reader, centreId, ids)
  const papers = await listPapers(reader, centreId, ids)
  return rows.map(({ caseId, ...facts }) => ({
    ...facts,
    items: partsOf(items, caseId, (item) => item.itemNo),
    materials: partsOf(materials, caseId, (material) => material.rowId),
    papers: partsOf(papers, caseId, (one) => `${one.kind} ${one.docNo}`),
  }))
}

function listItems(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { caseId, itemNo, itemId, state, acceptedOn, promisedDue, statutoryDue } = itemCase
  return reader
    .select({ caseId, itemNo, itemId, state, acceptedOn, promisedDue, statutoryDue })
    .from(itemCase)
    .where(and(eq(itemCase.centreId, centreId), among(caseId, ids)))
}

function listMaterials(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { caseId, rowId, state } = materialItem
  return reader
    .select({ caseId, rowId, state })
    .from(materialItem)
    .where(and(eq(materialItem.centreId, centreId), among(caseId, ids)))
}

function listPapers(reader: Reader, centreId: CentreId, ids: readonly CaseId[]) {
  const { caseId, kind, docNo, printed } = paper
  return reader
    .select({ caseId, kind, docNo, printed })
    .from(paper)
    .where(and(eq(paper.centreId, centreId), among(caseId, ids)))
}

/** Sorted by code unit here: a database sorts by its own collation, and the desk compares text by text. */
function partsOf<Part extends { readonly caseId: CaseId }>(
  parts: readonly Part[],
  caseId: CaseId,
  keyOf: (part: Part) => string,
): Omit<Part, 'caseId'>[] {
  return parts
    .filter((part) => part.caseId === caseId)
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
    .map(({ caseId: _, ...rest }) => rest)
}
