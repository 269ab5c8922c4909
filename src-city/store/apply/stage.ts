import { and, asc, eq, inArray, like } from 'drizzle-orm'
import type { Day } from '#shared/domain/day.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import type { PictureTaken } from '#shared/domain/picture.ts'
import type { CaseId, CentreId, DeskId, StaffId } from '#shared/kernel/ids.ts'
import { among, type Writer } from '../store.ts'
import { type DispositionState, disposition } from '../tables/disposition.ts'
import { feed } from '../tables/feed.ts'
import { itemCase, materialItem, matterCase, paper } from '../tables/matter-case.ts'
import type { staff } from '../tables/staff.ts'
import type { Arrival } from './arrival.ts'
import { type AssistStage, loadAssist, noAssist } from './assist-stage.ts'
import { type CardStage, loadCards, noCards } from './card-holder.ts'
import type { Consultations } from './consultation.ts'
import { type CustodyStage, emptyCustody, loadCustody } from './custody-stage.ts'
import { type DayStage, emptyDays, loadDays } from './day-close.ts'

export type ItemRow = Omit<typeof itemCase.$inferSelect, 'centreId' | 'caseId'>
export type PaperRow = Omit<typeof paper.$inferSelect, 'centreId' | 'caseId'>
export type StaffRow = Omit<typeof staff.$inferSelect, 'centreId' | 'deskId' | 'leftOn'>

/** A case as it stands while a batch is applied. */
export type CaseImage = {
  readonly caseId: CaseId
  readonly caseNo: string
  readonly deskId: DeskId
  readonly matterId: string
  readonly receivedOn: string
  choice: string | null
  decidedOn: string | null
  readonly items: Map<string, ItemRow>
  readonly papers: Map<string, PaperRow>
  /** The state of each row; read only for a batch that judges rows again. */
  readonly materials: Map<string, string>
  /** Rows that are new or judged again, to be written. */
  readonly judged: Set<string>
}

export type DeskFacts = {
  readonly centreId: CentreId
  readonly deskId: DeskId
  readonly deskPart: string
  /** Parts of the numbers given to earlier lives of the log. */
  readonly earlierParts?: readonly string[]
  /** Revoked desks whose machine goes on as this one. */
  readonly inPlaceOf?: readonly DeskId[]
}

/** Whether a number's part was ever given to this desk. */
export function ownsPart({ deskPart, earlierParts = [] }: DeskFacts, part: string | undefined): boolean {
  return part === deskPart || (part !== undefined && earlierParts.includes(part))
}

/**
 * What a batch sees and what it changes: read once, changed in memory, written once.
 *
 * This is what makes a batch of 2,000 entries a dozen statements (sync.md F.3 rule 12).
 */
export type Stage = {
  readonly desk: DeskFacts
  readonly cases: Map<CaseId, CaseImage>
  readonly takenNos: Map<string, CaseId>
  /** Cases behind a held entry: everything later of that case waits, nothing else does. */
  readonly heldCases: Map<CaseId, DispositionState>
  readonly changed: Set<CaseId>
  readonly staff: Map<StaffId, StaffRow>
  /** Who no longer works there, by the day of it. */
  readonly staffLeft: Map<StaffId, Day>
  readonly consultations: Consultations
  /** What the feed of the centre says at the places this batch refers to. */
  readonly feedHashes: ReadonlyMap<number, string>
  readonly custody: CustodyStage
  readonly assist: AssistStage
  readonly days: DayStage
  readonly pictures: PictureTaken[]
  /** What cards read at this centre say: number and name, both only as hashes. */
  readonly cards: CardStage
  catalogueVersion: string | undefined
}

export type Staged = { readonly arrival: Arrival; readonly event: DeskEvent | undefined }

/** Reads all the batch may touch, and locks the cases in one order so that two desks cannot deadlock. */
export async function loadStage(writer: Writer, desk: DeskFacts, batch: readonly Staged[]): Promise<Stage> {
  const ids = new Set<CaseId>()
  const nos = new Set<string>()
  for (const { arrival, event } of batch) {
    if (arrival.caseId) ids.add(arrival.caseId)
    if (event?.type === 'matter-received') nos.add(event.caseNo)
  }
  const events = batch.map(({ event }) => event)
  return {
    ...(await stageOfCases(writer, desk, ids, judges(batch))),
    takenNos: nos.size > 0 ? await loadTakenNos(writer, desk.centreId, nos) : new Map(),
    feedHashes: await loadFeedHashes(writer, desk.centreId, batch),
    custody: await loadCustody(writer, desk.centreId, events),
    assist: await loadAssist(writer, desk.centreId, events),
    cards: await loadCards(writer, desk.centreId, events),
    days: events.some((event) => event?.type === 'day-closed') ? await loadDays(writer, desk) : emptyDays(),
  }
}

/** A stage for acts on known cases, as those of a department are. */
export async function stageOfCases(
  writer: Writer,
  desk: DeskFacts,
  ids: ReadonlySet<CaseId>,
  withMaterials: boolean,
): Promise<Stage> {
  return {
    desk,
    cases: ids.size > 0 ? await loadCases(writer, desk.centreId, ids, withMaterials) : new Map(),
    takenNos: new Map(),
    heldCases: ids.size > 0 ? await loadHeldCases(writer, desk.centreId, ids) : new Map(),
    changed: new Set(),
    staff: new Map(),
    staffLeft: new Map(),
    consultations: new Map(),
    feedHashes: new Map(),
    custody: emptyCustody(),
    assist: noAssist(),
    days: emptyDays(),
    pictures: [],
    cards: noCards(),
    catalogueVersion: undefined,
  }
}

async function loadCases(
  writer: Writer,
  centreId: CentreId,
  ids: ReadonlySet<CaseId>,
  withMaterials: boolean,
): Promise<Map<CaseId, CaseImage>> {
  const rows = await writer
    .select()
    .from(matterCase)
    .where(and(eq(matterCase.centreId, centreId), among(matterCase.caseId, ids)))
    .orderBy(asc(matterCase.caseId))
    .for('update')
  const cases = new Map<CaseId, CaseImage>()
  for (const { centreId: _, changedMs: __, ...facts } of rows)
    cases.set(facts.caseId, {
      ...facts,
      items: new Map(),
      papers: new Map(),
      materials: new Map(),
      judged: new Set(),
    })
  if (cases.size > 0) await loadParts(writer, centreId, cases)
  if (cases.size > 0 && withMaterials) await loadMaterials(writer, centreId, cases)
  return cases
}

async function loadParts(
  writer: Writer,
  centreId: CentreId,
  cases: ReadonlyMap<CaseId, CaseImage>,
): Promise<void> {
  const items = await writer
    .select()
    .from(itemCase)
    .where(and(eq(itemCase.centreId, centreId), among(itemCase.caseId, cases.keys())))
  for (const { centreId: _, caseId, ...item } of items) cases.get(caseId)?.items.set(item.itemNo, item)
  const papers = await writer
    .select()
    .from(paper)
    .where(and(eq(paper.centreId, centreId), among(paper.caseId, cases.keys())))
  for (const { centreId: _, caseId, ...one } of papers) cases.get(caseId)?.papers.set(one.paperId, one)
}

async function loadMaterials(
  writer: Writer,
  centreId: CentreId,
  cases: ReadonlyMap<CaseId, CaseImage>,
): Promise<void> {
  const rows = await writer
    .select({ caseId: materialItem.caseId, rowId: materialItem.rowId, state: materialItem.state })
    .from(materialItem)
    .where(and(eq(materialItem.centreId, centreId), among(materialItem.caseId, cases.keys())))
  for (const { caseId, rowId, state } of rows) cases.get(caseId)?.materials.set(rowId, state)
}

function judges(batch: readonly Staged[]): boolean {
  return batch.some(
    ({ event }) =>
      event?.type === 'material-judged' ||
      event?.type === 'originals-returned' ||
      (event?.type === 'department-acted' && event.asks.length > 0),
  )
}

async function loadFeedHashes(
  writer: Writer,
  centreId: CentreId,
  batch: readonly Staged[],
): Promise<ReadonlyMap<number, string>> {
  const seqs = batch.flatMap(({ event }) => (event?.type === 'department-acted' ? [event.feed.seq] : []))
  if (seqs.length === 0) return new Map()
  const rows = await writer
    .select({ feedSeq: feed.feedSeq, hash: feed.hash })
    .from(feed)
    .where(and(eq(feed.centreId, centreId), inArray(feed.feedSeq, seqs)))
  return new Map(rows.map(({ feedSeq, hash }) => [feedSeq, hash]))
}

async function loadTakenNos(
  writer: Writer,
  centreId: CentreId,
  nos: ReadonlySet<string>,
): Promise<Map<string, CaseId>> {
  const rows = await writer
    .select({ caseNo: matterCase.caseNo, caseId: matterCase.caseId })
    .from(matterCase)
    .where(and(eq(matterCase.centreId, centreId), among(matterCase.caseNo, nos)))
  return new Map(rows.map(({ caseNo, caseId }) => [caseNo, caseId]))
}

async function loadHeldCases(
  writer: Writer,
  centreId: CentreId,
  ids: ReadonlySet<CaseId>,
): Promise<Map<CaseId, DispositionState>> {
  const rows = await writer
    .selectDistinct({ caseId: disposition.caseId, state: disposition.state })
    .from(disposition)
    .where(
      and(
        eq(disposition.centreId, centreId),
        among(disposition.caseId, ids),
        like(disposition.state, 'HELD%'),
      ),
    )
  const heldCases = new Map<CaseId, DispositionState>()
  for (const { caseId, state } of rows) if (caseId) heldCases.set(caseId, state)
  return heldCases
}
