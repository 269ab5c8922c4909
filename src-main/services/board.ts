import { findMatter, type ItemRow, listMaterials } from '#main/store/queries/case.ts'
import { listRunningItems } from '#main/store/queries/item.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { BoardRow } from '#shared/contract/lifecycle.ts'
import { acceptsItself, deficienciesOf } from '#shared/domain/decide-move.ts'
import { maskName } from '#shared/domain/masking.ts'
import { workingDaysBetween } from '#shared/domain/working-days.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, rulesOf, today } from './desk.ts'
import { itemFacts } from './item-facts.ts'

type Lane = 'untold' | 'overdue' | 'dueToday' | 'soon' | 'normal' | 'stopped' | 'notStarted'
const soonDays = 3

/** Every item somebody must act on, in the lanes of the board, the earliest day first in each. */
export function board(desk: Desk, { limit }: Input<'case.board'>): Answer<'case.board'> {
  return desk.store.read((reader) => {
    const found = listRunningItems(reader, limit + 1)
    const rows = found.slice(0, limit).map((item) => [item, boardRow(desk, reader, item)] as const)
    const day = today(desk)
    const lane = (name: Lane) =>
      rows.filter(([item, row]) => laneOf(item, row, day) === name).map(([, row]) => row)
    return ok({
      today: day,
      untold: lane('untold'),
      overdue: lane('overdue'),
      dueToday: lane('dueToday'),
      soon: lane('soon'),
      normal: lane('normal'),
      stopped: lane('stopped'),
      notStarted: lane('notStarted'),
      more: found.length > limit,
    })
  })
}

function laneOf(item: ItemRow, row: BoardRow, day: string): Lane {
  if (item.state === 'SUSPENDED') return 'stopped'
  if (item.state === 'CORRECTION_PENDING') return 'notStarted'
  if (item.state === 'RECEIVED' && acceptsItself(item.role)) return 'untold'
  if (!row.due) return 'normal'
  if (row.due < day) return 'overdue'
  if (row.due === day) return 'dueToday'
  return (row.daysLeft ?? soonDays + 1) <= soonDays ? 'soon' : 'normal'
}

function boardRow(desk: Desk, reader: Reader, item: ItemRow): BoardRow {
  const matter = findMatter(reader, item.caseId)
  assert(matter, 'an item belongs to a case')
  const { calendar } = desk.rules
  const day = today(desk)
  const due = item.state === 'CORRECTION_PENDING' ? item.clocks.supplementDue : (item.nextDue ?? undefined)
  const { applicant } = matter
  const left = due ? workingDaysBetween(calendar, day, due) : undefined
  const facts = itemFacts(rulesOf(desk, matter), item, listMaterials(reader, item.caseId))
  return {
    caseId: item.caseId,
    caseNo: matter.caseNo,
    itemNo: item.itemNo,
    itemName: item.name,
    matterName: matter.matterName,
    deptName: item.deptName,
    applicantName: applicant.kind === 'PERSON' ? maskName(applicant.name) : applicant.name,
    state: item.state,
    ...(due ? { due } : {}),
    ...(left ? { daysLeft: left.days } : {}),
    deficiencyExpired: deficienciesOf(calendar, facts).some((each) => day > each.due),
    provisional: item.clocks.provisional || (left?.provisional ?? false),
  }
}
