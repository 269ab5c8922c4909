import {
  findMatter,
  type ItemRow,
  listItems,
  listMaterials,
  type MaterialRow,
  type MatterRow,
} from '#main/store/queries/case.ts'
import { listThingsOfCase, type ThingRow } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { record } from '#main/store/record.ts'
import { deferralLimit } from '#shared/catalogue/deferral.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import { CustodyPolicy, MaterialForm, Necessity } from '#shared/catalogue/schema.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { AwaitedRow } from '#shared/contract/lifecycle.ts'
import { ownersOf } from '#shared/domain/custody.ts'
import { decideMove, type MoveCode } from '#shared/domain/decide-move.ts'
import { isOver } from '#shared/domain/lifecycle.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Paper } from '#shared/domain/paper.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { actOf, type Desk, rulesOf } from './desk.ts'
import { misjudged } from './draft-check.ts'
import { refuseErased } from './erased.ts'
import { heldElsewhere, notOurs } from './held-elsewhere.ts'
import { itemFacts, moveFacts } from './item-facts.ts'
import { recordMove } from './move.ts'
import { numbered } from './paper-plan.ts'

/**
 * What the applicant brought later: an answer to a notice, or a paper that was promised.
 *
 * Brought in parts it is recorded in parts; an item goes back to 已收件 with the last row it waited for.
 */
export function supply(desk: Desk, input: Input<'case.supply'>): Answer<'case.supply'> {
  return desk.store.write((writer) => {
    const matter = findMatter(writer, input.caseId)
    if (!matter) return notOurs(writer, input.caseId)
    const locked = refuseErased(writer, input.caseId) ?? heldElsewhere(writer, input.caseId)
    if (locked) return locked
    const facts = moveFacts(desk, matter, input)
    if (facts.on < matter.receivedOn) return refuse('before-receipt', { on: facts.on })
    if (facts.on > facts.today) return refuse('date-ahead', { on: facts.on })
    const faulty = faultyRow(desk, writer, matter, input)
    if (faulty) return faulty
    record(writer, actOf(desk), {
      type: 'material-judged',
      caseId: input.caseId,
      on: facts.on,
      atMs: desk.seams.wallMs(),
      rows: input.rows,
    })
    const moved = movedBySupply(writer, desk, matter, input)
    if (!moved.ok) return moved
    const awaited = listMaterials(writer, input.caseId).filter(isAwaited)
    return ok({
      moved: moved.value.map(({ itemNo }) => ({ itemNo, to: 'RECEIVED' as const })),
      awaited: awaited.map(({ judgement, name, rowId }) => ({
        rowId,
        name,
        deferred: judgement?.state === 'DEFERRED',
      })),
      papers: moved.value.flatMap(({ papers }) => papers),
    })
  })
}

/** Originals go back against a signature; whose they are in law is what the signature says. */
export function giveBack(desk: Desk, input: Input<'case.giveBack'>): Answer<'case.giveBack'> {
  return desk.store.write((writer) => {
    const matter = findMatter(writer, input.caseId)
    if (!matter) return refuse('case-unknown')
    const erased = refuseErased(writer, input.caseId)
    if (erased) return erased
    const { on, receivedOn, today } = moveFacts(desk, matter, input)
    if (on < receivedOn) return refuse('before-receipt', { on })
    if (on > today) return refuse('date-ahead', { on })
    const rows = new Map(listMaterials(writer, input.caseId).map((row) => [row.rowId, row]))
    const rowIds = [...new Set(input.rowIds)]
    const self = getInstallation(writer)
    const things = listThingsOfCase(writer, input.caseId)
    const back: ThingRow[] = []
    for (const rowId of rowIds) {
      const row = rows.get(rowId)
      if (!row) return refuse('row-unknown', { row: rowId })
      const here = things.filter(
        (thing) => thing.rowId === rowId && thing.since <= on && isHere(thing, self.centreId),
      )
      if (here.length === 0) return refuse('original-not-here', { row: row.name })
      back.push(...here)
    }
    if (!input.signedBy) return refuse('signature-missing')
    const owners = ownersOf(matter.applicant, matter.representative)
    if (!owners.includes(input.signedBy)) return refuse('stranger', { name: input.signedBy })
    const itemNos = [...new Set(rowIds.flatMap((rowId) => rows.get(rowId)?.usedBy ?? []))].toSorted()
    const plan = [['D16-RETURN', itemNos]] as const
    const papers = numbered(writer, desk, self, Number(on.slice(0, 4)), plan)
    record(writer, actOf(desk), {
      type: 'originals-returned',
      caseId: input.caseId,
      on,
      atMs: desk.seams.wallMs(),
      rowIds,
      things: back.map(({ thingId, tip }) => ({ thingId, base: tip })),
      signedBy: input.signedBy,
      papers,
    })
    return ok({ papers })
  })
}

/** In this centre's cabinet, and nothing speaks against its going: what is on its way comes back first. */
function isHere({ disputed, gone, holder, incidentId, offerId }: ThingRow, centreId: CentreId): boolean {
  return (
    !gone && !disputed && !incidentId && !offerId && holder.at === 'COUNTER' && holder.centreId === centreId
  )
}

/** A row the applicant still owes: asked for, promised, or never looked at. */
export function isAwaited({ judgement }: MaterialRow): boolean {
  return !judgement || judgement.state === 'EXPECTED' || judgement.state === 'DEFERRED'
}

/** The rows a supplement may bring, with what the row keys ask of them. */
export function awaitedRows(
  desk: Desk,
  matter: MatterRow,
  items: readonly ItemRow[],
  materials: readonly MaterialRow[],
): AwaitedRow[] {
  const merged = mergedOf(desk, matter)
  const going = new Map(items.filter(({ state }) => !isOver(state)).map((row) => [row.itemNo, row.deptName]))
  return materials
    .filter((row) => isAwaited(row) && row.usedBy.some((itemNo) => going.has(itemNo)))
    .map((row) => {
      const line = merged?.materials.find(({ rowId }) => rowId === row.rowId)
      return {
        rowId: row.rowId,
        name: row.name,
        form: MaterialForm.parse(row.form),
        copies: row.copies,
        custodyPolicy: CustodyPolicy.parse(row.custodyPolicy),
        necessity: Necessity.parse(row.necessity),
        primary: line?.primary ?? false,
        howToObtain: row.howToObtain,
        notes: [...(line?.notes ?? [])],
        usedBy: [...row.usedBy],
        usedByDepts: [...new Set(row.usedBy.flatMap((itemNo) => going.get(itemNo) ?? []))],
        waivableBy: [...(line?.waivableBy ?? [])],
        mayCommit: line?.mayCommit ?? false,
        mayDefer: line?.mayDefer ?? false,
        deferDays: line && merged ? deferralLimit(line, merged) : 0,
        ...(row.judgement ? { judgement: row.judgement } : {}),
      }
    })
}

/** The set as it was merged at receipt; nothing when that catalogue no longer knows the matter. */
function mergedOf(desk: Desk, matter: MatterRow): MergedMatter | undefined {
  const { catalogue } = rulesOf(desk, matter)
  const known = catalogue.matters.some(({ matterId }) => matterId === matter.matterId)
  return known ? mergeMatter(catalogue, matter.matterId, matter.answers) : undefined
}

type SupplyCode =
  | 'row-unknown'
  | 'row-not-awaited'
  | 'material-judged-twice'
  | 'never-hold-original'
  | 'not-waivable'
  | 'not-deferrable'
  | 'deferral-too-long'
  | 'reason-missing'
  | 'item-ended'

function faultyRow(
  desk: Desk,
  writer: Writer,
  matter: MatterRow,
  { rows: judged }: Input<'case.supply'>,
): Result<never, SupplyCode> | undefined {
  const rows = new Map(listMaterials(writer, matter.caseId).map((row) => [row.rowId, row]))
  const items = listItems(writer, matter.caseId).filter(({ state }) => !isOver(state))
  const going = new Set(items.map(({ itemNo }) => itemNo))
  const pledged = new Set(items.filter(({ clocks }) => clocks.acceptedOn).map(({ itemNo }) => itemNo))
  const seen = new Set<string>()
  for (const { judgement, rowId } of judged) {
    const row = rows.get(rowId)
    if (!row) return refuse('row-unknown', { row: rowId })
    if (seen.has(rowId)) return refuse('material-judged-twice', { row: row.name })
    seen.add(rowId)
    if (!row.usedBy.some((itemNo) => going.has(itemNo))) return refuse('item-ended', { row: row.name })
    if (!isAwaited(row)) return refuse('row-not-awaited', { row: row.name })
    // The day was promised in writing and accepted with the item: it is kept or missed, not put off.
    const again = row.judgement?.state === 'DEFERRED' && judgement.state === 'DEFERRED'
    if (again && row.usedBy.some((itemNo) => pledged.has(itemNo)))
      return refuse('not-deferrable', { row: row.name })
    const code = wrongly(desk, matter, row, judgement)
    if (code) return refuse(code, { row: row.name })
  }
  return undefined
}

/** The same rules as at the intake; what the catalogue no longer knows can only be handed in. */
function wrongly(desk: Desk, matter: MatterRow, row: MaterialRow, judgement: Judgement) {
  const merged = mergedOf(desk, matter)
  const line = merged?.materials.find(({ rowId }) => rowId === row.rowId)
  if (merged && line) return misjudged(line, judgement, merged)
  if (judgement.state === 'WAIVED') return 'not-waivable'
  if (judgement.state === 'DEFERRED') return 'not-deferrable'
  const kept = judgement.state === 'SUPPLIED' && judgement.taken === 'ORIGINAL'
  return kept && row.custodyPolicy === 'NEVER_HOLD' ? 'never-hold-original' : undefined
}

/** These only mean that the applicant has to come once more. */
const notYet: ReadonlySet<MoveCode> = new Set(['rows-open', 'rows-unjudged'])

function movedBySupply(
  writer: Writer,
  desk: Desk,
  matter: MatterRow,
  input: Input<'case.supply'>,
): Result<readonly { readonly itemNo: string; readonly papers: readonly Paper[] }[], MoveCode> {
  const supplied = new Set(input.rows.map(({ rowId }) => rowId))
  const materials = listMaterials(writer, matter.caseId)
  const touched = new Set(
    materials.filter(({ rowId }) => supplied.has(rowId)).flatMap(({ usedBy }) => usedBy),
  )
  const moved: { readonly itemNo: string; readonly papers: readonly Paper[] }[] = []
  for (const row of listItems(writer, matter.caseId)) {
    if (row.state !== 'CORRECTION_PENDING' || !touched.has(row.itemNo)) continue
    const item = itemFacts(rulesOf(desk, matter), row, materials)
    const facts = moveFacts(desk, matter, input)
    const step = { matter, itemNo: row.itemNo, item, move: { act: 'SUPPLY' }, facts } as const
    const decided = decideMove(item, step.move, facts)
    if (!decided.ok && !notYet.has(decided.refusal.code)) return decided
    if (decided.ok) moved.push({ itemNo: row.itemNo, papers: recordMove(writer, desk, step, decided.value) })
  }
  return ok(moved)
}
