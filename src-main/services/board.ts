import { type BoardItem, listAwaitedRows, listBoardItems, listOpenStops } from '#main/store/queries/item.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { BoardRow, DueClock } from '#shared/contract/lifecycle.ts'
import type { Day } from '#shared/domain/day.ts'
import { acceptsItself, deficienciesOf, type RowFacts } from '#shared/domain/decide-move.ts'
import { maskIdNumber, maskName } from '#shared/domain/masking.ts'
import type { PriorityShown } from '#shared/domain/priority.ts'
import { daysRun } from '#shared/domain/running-clock.ts'
import { addWorkingDays, type WorkingDayCalendar } from '#shared/domain/working-days.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { leftUntil } from './days-left.ts'
import { type Desk, today } from './desk.ts'
import { priorityShown } from './priority.ts'

type Made = Omit<BoardRow, 'priority'>
type Lane = 'untold' | 'overdue' | 'dueToday' | 'soon' | 'normal' | 'stopped' | 'notStarted'
const soonDays = 3

/** Every item somebody must act on, in the lanes of the board, the earliest day first in each. */
export function board(desk: Desk, { limit }: Input<'case.board'>): Answer<'case.board'> {
  return desk.store.read((reader) => {
    const found = listBoardItems(reader, limit + 1)
    const day = today(desk)
    const row = rowMaker(desk.rules.calendar, day, reader)
    const known = new Map<CaseId, PriorityShown>()
    const first = (caseId: CaseId, applicant: BoardItem['applicant']) => {
      const priority = known.get(caseId) ?? priorityShown(desk, reader, applicant, caseId)
      known.set(caseId, priority)
      return priority
    }
    const lanes: Record<Lane, BoardRow[]> = {
      untold: [],
      overdue: [],
      dueToday: [],
      soon: [],
      normal: [],
      stopped: [],
      notStarted: [],
    }
    for (const each of found.slice(0, limit)) {
      const { applicant, item } = each
      const made = { ...row(each), priority: first(item.caseId, applicant) }
      lanes[laneOf(each, made, day)].push(made)
    }
    for (const each of [lanes.stopped, lanes.notStarted]) each.sort(byDay)
    return ok({ today: day, ...lanes, more: found.length > limit })
  })
}

/** How many items press: of the lanes, those a day is closed with. */
export function countLanes(
  reader: Reader,
  desk: Desk,
): { readonly overdue: number; readonly dueToday: number; readonly soon: number } {
  const day = today(desk)
  const row = rowMaker(desk.rules.calendar, day, reader)
  const lanes = listBoardItems(reader, -1).map((each) => laneOf(each, row(each), day))
  const count = (lane: Lane) => lanes.filter((each) => each === lane).length
  return { overdue: count('overdue'), dueToday: count('dueToday'), soon: count('soon') }
}

function laneOf({ item }: BoardItem, row: Made, day: string): Lane {
  if (item.state === 'SUSPENDED') return 'stopped'
  if (item.state === 'CORRECTION_PENDING') return 'notStarted'
  if (item.state === 'RECEIVED' && acceptsItself(item.role)) return 'untold'
  if (!row.due) return 'normal'
  if (row.due < day) return 'overdue'
  if (row.due === day) return 'dueToday'
  return (row.daysLeft ?? soonDays + 1) <= soonDays ? 'soon' : 'normal'
}

/** What has no next day in the table is put in order by the day it waits for. */
function byDay(one: BoardRow, other: BoardRow): number {
  const day = ({ due, stop }: BoardRow) => due ?? stop?.expected ?? '9999'
  return day(one).localeCompare(day(other))
}

/** Rows by the calendar of now; each day and each case is looked up once for all of them. */
function rowMaker(calendar: WorkingDayCalendar, day: Day, reader: Reader): (each: BoardItem) => Made {
  const left = remembered((due: Day) => leftUntil(calendar, day, due))
  const awaited = Map.groupBy(listAwaitedRows(reader), ({ caseId }) => caseId)
  const stops = new Map(listOpenStops(reader).map((stop) => [`${stop.caseId} ${stop.itemNo}`, stop]))
  return ({ applicant, caseNo, item, matterName, partyId }) => {
    const { caseId, clocks, itemNo } = item
    const due = item.state === 'CORRECTION_PENDING' ? clocks.supplementDue : (item.nextDue ?? undefined)
    const until = due ? left(due) : undefined
    const rows = (awaited.get(caseId) ?? []).filter(({ usedBy }) => usedBy.includes(itemNo))
    const deficiencies = deficienciesOf(calendar, { clocks, rows: rows.map(rowFacts) }).map((each) => ({
      ...each,
      expired: day > each.due,
    }))
    const stop = stopOf(calendar, stops.get(`${caseId} ${itemNo}`))
    return {
      caseId,
      caseNo,
      itemNo,
      itemName: item.name,
      matterName,
      deptName: item.deptName,
      applicantName: applicant.kind === 'PERSON' ? maskName(applicant.name) : applicant.name,
      applicantId: maskIdNumber(applicant.idNumber),
      partyId,
      state: item.state,
      since: item.since,
      ...(due ? { due, dueClock: clockOf(item, due) } : {}),
      ...(until ? { daysLeft: until.days } : {}),
      ...(item.promised ? { promised: item.promised } : {}),
      ...(item.statutory ? { statutory: item.statutory } : {}),
      clocks,
      ...(clocks.acceptedOn ? { run: runOf(calendar, clocks, day) } : {}),
      ...(stop ? { stop: stop.told } : {}),
      deficiencyExpired: deficiencies.some(({ expired }) => expired),
      deficiencies,
      provisional: clocks.provisional || (until?.provisional ?? false) || (stop?.provisional ?? false),
    }
  }
}

/** The clock that ends on the day an item must next be acted on. */
function clockOf({ clocks, state }: BoardItem['item'], due: Day): DueClock {
  if (state === 'CORRECTION_PENDING') return 'SUPPLEMENT'
  if (state === 'RECEIVED' || state === 'FORWARDED') return due === clocks.custodyDue ? 'CUSTODY' : 'NOTICE'
  if (clocks.firstReviewDue === due) return 'FIRST_REVIEW'
  if (clocks.deliveryDue && clocks.decidedOn) return 'DELIVERY'
  if (clocks.extension && clocks.statutoryDue) return 'STATUTORY'
  return clocks.promisedDue ? 'PROMISED' : 'STATUTORY'
}

function runOf(calendar: WorkingDayCalendar, clocks: BoardRow['clocks'], day: Day): BoardRow['run'] {
  const { days, stopped, waited } = daysRun(calendar, clocks, clocks.decidedOn ?? day)
  return { days, stopped, waited }
}

function stopOf(
  calendar: WorkingDayCalendar,
  stop: ReturnType<typeof listOpenStops>[number] | undefined,
): { readonly told: NonNullable<BoardRow['stop']>; readonly provisional: boolean } | undefined {
  if (stop?.move.act !== 'SUSPEND') return undefined
  const { basis, expectedDays, kind } = stop.move
  const { due: expected, provisional } = addWorkingDays(calendar, stop.actedOn, expectedDays)
  return { told: { kind, ...(basis ? { basis } : {}), from: stop.actedOn, expected }, provisional }
}

function rowFacts({ judgement, name, rowId }: ReturnType<typeof listAwaitedRows>[number]): RowFacts {
  return { rowId, name, judgement: judgement ?? undefined, held: false, surrendered: false }
}

function remembered<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>()
  return (key) => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
