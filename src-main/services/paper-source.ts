import type { ItemRow, PaperRow } from '#main/store/queries/case.ts'
import type { ItemFact } from '#shared/catalogue/schema.ts'
import { factWords } from '#shared/catalogue/schema.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import type { ItemMoved } from '#shared/domain/events.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { Move } from '#shared/domain/move.ts'
import { assert } from '#shared/kernel/fault.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import type { Issued } from './as-issued.ts'
import type { Rules } from './desk.ts'
import { catalogued, departmentSays, isOpen } from './open-facts.ts'
import type { PaperFrame } from './paper.ts'

/** All a paper is made of: what was recorded up to its act, and the catalogue the case goes by. */
export type Source = Issued & {
  readonly paper: PaperRow
  readonly rules: Rules
  readonly receivedAt: string
  readonly frame: PaperFrame
  /** The name of who did something; the desk itself has none. */
  readonly nameOf: (actor: string) => string
}

export type D<Kind extends PaperContent['kind']> = Extract<PaperContent, { kind: Kind }>

export function onPaper(items: readonly ItemRow[], paper: PaperRow): readonly ItemRow[] {
  return items.filter(({ itemNo }) => paper.itemNos.includes(itemNo))
}

export function itemLine({ deptName, itemNo, name }: ItemRow) {
  return { itemNo, name, organ: deptName }
}

/** The act a paper belongs to and the one item it is about. */
export function actBehind<Name extends Act>({ behind, items }: Source, act: Name) {
  const { event } = behind
  assert(event.type === 'item-moved' && event.move.act === act, `the paper belongs to ${act}`)
  const row = items.find(({ itemNo }) => itemNo === event.itemNo)
  assert(row, 'an act moves an item of the case')
  const { by } = event
  return {
    event,
    move: event.move as Extract<Move, { act: Name }>,
    row,
    /** What every paper of one act says first. */
    head: {
      item: itemLine(row),
      ...(by.organ === 'department' && by.docNo ? { departmentDocNo: by.docNo } : {}),
    },
  }
}

/** The day of an act, with the hour where it was told on that day. */
export function momentOf({ atMs, on }: Pick<ItemMoved, 'atMs' | 'on'>): string {
  return dateOf(atMs) === on ? `${longDayText(on)} ${timeOf(atMs)}` : longDayText(on)
}

/** What the applicant asked for, as a notice takes it up. */
export function application({ matter }: Source, item: ItemRow): string {
  return `你（单位）于${longDayText(matter.receivedOn)}提出的“${item.name}”申请`
}

/** The department's own rule: the licensing law says nothing of conditions, and not all of this is a licence. */
export function basisOf(rules: Rules, items: readonly ItemRow[]): string {
  const basis = [...new Set(catalogued(rules, items).map((item) => item.legalBasis))].join('；')
  return `${basis}${isOpen(rules, items, 'legalBasis', 'condition') ? departmentSays : ''}`
}

/** Only what is a permit rests on the licensing law. */
export function isPermit(rules: Rules, items: readonly ItemRow[]): boolean {
  const known = catalogued(rules, items)
  return known.length === items.length && known.every(({ itemType }) => itemType === 'PERMIT')
}

export function openWords(rules: Rules, items: readonly ItemRow[], facts: readonly ItemFact[]): string[] {
  return facts.filter((fact) => isOpen(rules, items, fact)).map((fact) => factWords[fact])
}
