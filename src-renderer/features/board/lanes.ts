import type { Answer } from '#shared/contract/desk.ts'
import type { BoardRow } from '#shared/contract/lifecycle.ts'
import type { Look } from '../../app/states.ts'

export type Board = (Answer<'case.board'> & { ok: true })['value']
export type LaneName = Exclude<keyof Board, 'today' | 'more'>

/** The most pressing first: 收件未告知 has a clock of its own before any other (ui.md 0.9, 2.i). */
export const lanes: readonly (Look & { readonly lane: LaneName })[] = [
  { lane: 'untold', shape: 'hourglass', word: '收件未告知', tone: 'red', strong: true },
  { lane: 'overdue', shape: 'late', word: '已超期', tone: 'red', strong: true },
  { lane: 'dueToday', shape: 'now', word: '今天到期', tone: 'amber', strong: true },
  { lane: 'soon', shape: 'soon', word: '3 个工作日内', tone: 'amber' },
  { lane: 'normal', shape: 'filled', word: '正常', tone: 'blue' },
  { lane: 'stopped', shape: 'bars', word: '暂停计时', tone: 'grey' },
  { lane: 'notStarted', shape: 'pencil', word: '还没起算', tone: 'grey' },
]

export type Grouping = 'dept' | 'person' | 'matter'
export const groupings: readonly { readonly grouping: Grouping; readonly word: string }[] = [
  { grouping: 'dept', word: '部门' },
  { grouping: 'person', word: '办事人' },
  { grouping: 'matter', word: '事项' },
]

export type Grouped = {
  readonly rows: readonly BoardRow[]
  readonly groupOf: (row: BoardRow) => string
}

/** The groups by their most pressing row, the rows of each in the order of their days. */
export function grouped(rows: readonly BoardRow[], grouping: Grouping): Grouped {
  const groups = Map.groupBy(rows, (row) => keyOf(row, grouping))
  const counted = new Map([...groups].map(([key, { length }]) => [key, length]))
  return {
    rows: [...groups.values()].flat(),
    groupOf: (row) => `${nameOf(row, grouping)}　${counted.get(keyOf(row, grouping)) ?? 0} 件`,
  }
}

/** What a group is called where no person may be named: on the printed view. */
export function unnamedGroup(row: BoardRow, grouping: Grouping): string {
  return grouping === 'person' ? '' : nameOf(row, grouping)
}

/** The first lane with anything in it: what is pressing is seen without a key. */
export function firstLane(board: Board): LaneName {
  return lanes.find(({ lane }) => board[lane].length > 0)?.lane ?? 'untold'
}

export function rowKey({ caseId, itemNo }: BoardRow): string {
  return `${caseId} ${itemNo}`
}

function keyOf(row: BoardRow, grouping: Grouping): string {
  return { dept: row.deptName, person: row.partyId, matter: row.matterName }[grouping]
}

function nameOf(row: BoardRow, grouping: Grouping): string {
  const person = `${row.applicantName} ${row.applicantId}`
  return { dept: row.deptName, person, matter: row.matterName }[grouping]
}
