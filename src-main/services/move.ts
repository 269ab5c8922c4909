import { findMatter, listMaterials, type MatterRow } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findItem } from '#main/store/queries/item.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { decideMove, type ItemFacts, type Moved, type MoveFacts } from '#shared/domain/decide-move.ts'
import { saysNo } from '#shared/domain/lifecycle.ts'
import type { JudgedMaterial } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { Paper } from '#shared/domain/paper.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { actOf, type Desk, person, rulesOf } from './desk.ts'
import { refuseErased } from './erased.ts'
import { heldElsewhere, notOurs } from './held-elsewhere.ts'
import { isCommitted, itemFacts, moveFacts, sunkOf } from './item-facts.ts'
import { numbered, paperKindsOf } from './paper-plan.ts'
import { brokenPledgeOf } from './pledge-past.ts'
import { checkPin, confirmed } from './staff.ts'

/**
 * One act on one item. Everything is looked up and checked inside the one transaction; only PINs,
 * the person's own or a second one's, are looked at before, because they are hashed off the main thread.
 */
export async function move(desk: Desk, input: Input<'case.move'>): Promise<Answer<'case.move'>> {
  const confirmation = saysNo(input.move.act) ? await confirmed(desk, input.confirm) : ok(undefined)
  if (!confirmation.ok) return confirmation
  const second = input.second ? await secondPerson(desk, input.second) : ok(undefined)
  if (!second.ok) return second
  return desk.store.write((writer) => {
    const matter = findMatter(writer, input.caseId)
    if (!matter) return notOurs(writer, input.caseId)
    const locked = refuseErased(writer, input.caseId) ?? heldElsewhere(writer, input.caseId)
    if (locked) return locked
    const row = findItem(writer, input.caseId, input.itemNo)
    if (!row) return refuse('item-unknown')
    const asked = input.asks ?? []
    const wrong = wrongAsk(writer, matter, input)
    if (wrong) return wrong
    const rules = rulesOf(desk, matter)
    const materials = listMaterials(writer, input.caseId)
    const item = withAsked(itemFacts(rules, row, materials, sunkOf(writer, rules, matter)), asked)
    const act = approvedBy(input.move, second.value)
    const facts = {
      ...moveFacts(desk, matter, input),
      ...(act.act === 'ACCEPT_WITH_DEFICIENCY'
        ? { brokenPledge: brokenPledgeOf(writer, desk, matter.partyId) }
        : {}),
    }
    const decided = decideMove(item, act, facts)
    if (!decided.ok) return decided
    if (asked.length > 0)
      record(writer, actOf(desk), {
        type: 'material-judged',
        caseId: input.caseId,
        on: facts.on,
        atMs: desk.seams.wallMs(),
        rows: asked,
      })
    const papers = recordMove(
      writer,
      desk,
      { matter, itemNo: input.itemNo, item, move: act, facts },
      decided.value,
      input.place,
    )
    return ok({ ...decided.value, papers })
  })
}

export type Step = {
  readonly matter: MatterRow
  readonly itemNo: string
  readonly item: ItemFacts
  readonly move: Move
  readonly facts: MoveFacts
}

/** Writes a decided act with the papers it owes. */
export function recordMove(
  writer: Writer,
  desk: Desk,
  { facts, item, itemNo, matter, move }: Step,
  moved: Moved,
  place?: string,
): Paper[] {
  const self = getInstallation(writer)
  const kinds = paperKindsOf(move, { by: facts.by, role: item.role, committed: isCommitted(item) })
  const plans = kinds.map((kind) => [kind, [itemNo]] as const)
  const papers = numbered(writer, desk, self, Number(facts.on.slice(0, 4)), plans)
  record(writer, actOf(desk), {
    type: 'item-moved',
    caseId: matter.caseId,
    itemNo,
    move,
    by: facts.by,
    from: moved.from,
    to: moved.to,
    on: facts.on,
    atMs: desk.seams.wallMs(),
    place: place || self.centreName,
    clocks: moved.clocks,
    papers,
  })
  return papers
}

/** A manager other than the person acting; one's own approval is none. */
async function secondPerson(
  desk: Desk,
  { pin, staffId }: { readonly staffId: StaffId; readonly pin: string },
): Promise<Result<StaffId, 'manager-needed' | 'pin-wrong' | 'pin-locked' | 'staff-unknown'>> {
  if (staffId === person(desk).staffId) return refuse('manager-needed')
  const checked = await checkPin(desk, staffId, pin)
  if (!checked.ok) return checked
  return checked.value.role === 'centreManager' ? ok(staffId) : refuse('manager-needed')
}

/** Who approved is what the desk has checked, never what a window says. */
function approvedBy(move: Move, second: StaffId | undefined): Move {
  const agreed = second ? { approvedBy: second } : {}
  if (move.act === 'CORRECT' && move.newFact)
    return { ...move, newFact: { reason: move.newFact.reason, ...agreed } }
  if (move.act === 'ACCEPT_WITH_DEFICIENCY' && move.repaired)
    return { ...move, repaired: { reason: move.repaired.reason, ...agreed } }
  return move
}

function wrongAsk(
  writer: Writer,
  { caseId }: MatterRow,
  { asks = [], itemNo, move }: Input<'case.move'>,
): Result<never, 'row-unknown' | 'row-not-asked'> | undefined {
  const rows = new Map(listMaterials(writer, caseId).map((row) => [row.rowId, row]))
  const strange = asks.find(({ rowId }) => !rows.get(rowId)?.usedBy.includes(itemNo))
  if (strange) return refuse('row-unknown', { row: strange.rowId })
  const unasked = asks.find(({ judgement }) => move.act !== 'CORRECT' || judgement.state !== 'EXPECTED')
  return unasked && refuse('row-not-asked', { row: rows.get(unasked.rowId)?.name ?? unasked.rowId })
}

function withAsked(item: ItemFacts, asked: readonly JudgedMaterial[]): ItemFacts {
  const judgements = new Map(asked.map(({ judgement, rowId }) => [rowId, judgement]))
  return {
    ...item,
    rows: item.rows.map((row) => ({ ...row, judgement: judgements.get(row.rowId) ?? row.judgement })),
  }
}
