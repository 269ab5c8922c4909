import { lastPaperSerial } from '#main/store/queries/case.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { acceptsItself } from '#shared/domain/decide-move.ts'
import type { Outcome } from '#shared/domain/decision.ts'
import type { MaterialItem } from '#shared/domain/events.ts'
import type { CentreRole, ItemState } from '#shared/domain/item-case.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { By, Move } from '#shared/domain/move.ts'
import type { Paper, PaperKind } from '#shared/domain/paper.ts'
import { PaperId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import type { Desk } from './desk.ts'
import { documentNo } from './numbers.ts'
import { returnedLater } from './paper-materials.ts'

const accepted: readonly ItemState[] = ['ACCEPTED', 'ACCEPTED_WITH_DEFICIENCY', 'COMPLETED']
/** Their papers go home with the applicant. */
const turnedAway: readonly ItemState[] = ['ACCEPTANCE_REFUSED', 'NOT_REQUIRED']

type Plan = {
  readonly self: Installation
  readonly day: string
  readonly outcomes: readonly Outcome[]
  readonly items: readonly { readonly itemNo: string; readonly role: CentreRole }[]
  /** The rows that count, not those an answer has switched off. */
  readonly materials: readonly MaterialItem[]
}

/**
 * Which papers a decision owes the applicant: they follow from the states, the clerk never picks them
 * (ui.md 0.10). A slip D1 for what was only taken in or is kept in original, D2 for what was accepted,
 * D3 for what must be supplied, D4 for what was refused, D5 for what needs no application. With an
 * acceptance go the promises it rests on: D6 for what follows later, D7 for what a promise stands for.
 * What is passed on takes its D7 along; what the centre has yet to accept gets it then. What was decided
 * at once is over, and each has its D12.
 */
export function papersFor(
  reader: Reader,
  desk: Desk,
  { day, items, materials, outcomes, self }: Plan,
): Paper[] {
  const year = Number(day.slice(0, 4))
  const itemNos = (states: readonly ItemState[]) =>
    outcomes.filter(({ state }) => states.includes(state)).map(({ itemNo }) => itemNo)
  const staying = outcomes.filter(({ state }) => !turnedAway.includes(state)).map(({ itemNo }) => itemNo)
  const keepsOriginals = materials.some(
    (row) => returnedLater(row) && row.usedBy.some((itemNo) => staying.includes(itemNo)),
  )
  const promised = outcomes
    .filter(
      ({ itemNo, state }) => accepted.includes(state) || (state === 'RECEIVED' && passedOn(items, itemNo)),
    )
    .filter(({ itemNo }) => materials.some((row) => committed(row) && row.usedBy.includes(itemNo)))
    .map(({ itemNo }) => itemNo)
  const plans: readonly (readonly [PaperKind, readonly string[]])[] = [
    ['D1', keepsOriginals ? staying : itemNos(['RECEIVED'])],
    ['D2', itemNos(accepted)],
    ['D3', itemNos(['CORRECTION_PENDING'])],
    ['D4', itemNos(['ACCEPTANCE_REFUSED'])],
    ['D5', itemNos(['NOT_REQUIRED'])],
    ['D6', itemNos(['ACCEPTED_WITH_DEFICIENCY'])],
    ['D7', promised],
    ...itemNos(['COMPLETED']).map((itemNo) => ['D12', [itemNo]] as const),
  ]
  return numbered(reader, desk, self, year, plans)
}

/** Whether a written promise stands for the paper. */
function committed({ judgement }: { readonly judgement?: Judgement | null | undefined }): boolean {
  return judgement?.state === 'WAIVED' && judgement.by === 'commitment'
}

function passedOn(items: Plan['items'], itemNo: string): boolean {
  const item = items.find((each) => each.itemNo === itemNo)
  return item !== undefined && !acceptsItself(item.role)
}

type MoveFacts = { readonly by: By; readonly role: CentreRole; readonly committed: boolean }

/**
 * The papers one act on one item owes (domain.md 3.2). What the department does it says on its own paper;
 * the centre adds what it must itself give the applicant.
 */
export function paperKindsOf(move: Move, { by, committed: promised, role }: MoveFacts): readonly PaperKind[] {
  const own = by.organ === 'centre'
  switch (move.act) {
    case 'SUPPLY':
      return ['D1', ...pledged(promised && !acceptsItself(role))]
    case 'ACCEPT':
      return own ? ['D2', ...pledged(promised)] : []
    case 'ACCEPT_WITH_DEFICIENCY':
      return ['D2', 'D6', ...pledged(promised)]
    case 'CORRECT':
      return ['D3']
    case 'REFUSE':
      return own ? ['D4'] : []
    case 'NOT_REQUIRED':
      return ['D5']
    case 'FORWARD':
      return ['D13']
    case 'SUSPEND':
      return ['D16-SUSPENSION']
    case 'EXTEND':
      return ['D16-EXTENSION']
    case 'APPROVE':
    case 'REJECT':
      return own ? ['D16-DECISION'] : []
    case 'COMPLETE':
      return ['D12']
    case 'DELIVER':
      return ['D12-DELIVERY']
    case 'WITHDRAW':
      return ['D16-WITHDRAWAL']
    case 'TERMINATE':
      return ['D16-TERMINATION']
    case 'ARCHIVE':
      return ['D16-ARCHIVE']
    case 'DEEM_ACCEPTED':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND':
    case 'DEMAND_MET':
    case 'RESULT_ARRIVED':
      return []
  }
}

function pledged(promised: boolean): readonly PaperKind[] {
  return promised ? ['D7'] : []
}

/** Gives each planned paper its number in the order of the plan. */
export function numbered(
  reader: Reader,
  desk: Pick<Desk, 'seams'>,
  self: Installation,
  year: number,
  plans: readonly (readonly [PaperKind, readonly string[]])[],
): Paper[] {
  const last = new Map<PaperKind, number>()
  return plans
    .filter(([, nos]) => nos.length > 0)
    .map(([kind, nos]) => {
      const serial = (last.get(kind) ?? lastPaperSerial(reader, kind, year)) + 1
      last.set(kind, serial)
      return {
        paperId: PaperId.parse(desk.seams.newId()),
        kind,
        docNo: documentNo(self, kind, year, serial),
        serial,
        itemNos: [...nos],
      }
    })
}
