import type { BoardRow, DueClock } from '#shared/contract/lifecycle.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { type Day, partsOf } from '#shared/domain/day.ts'
import type { Limit } from '#shared/domain/item-case.ts'
import { type PauseKind, pauseWords } from '#shared/domain/move.ts'
import { usedWords } from '../../app/used-words.ts'
import type { LaneName } from './lanes.ts'

/** What must be done until the day of a clock, and how its limit is called. */
const clockWords: Readonly<Record<DueClock, { readonly act: string; readonly limit: string }>> = {
  NOTICE: { act: '告知', limit: '告知' },
  CUSTODY: { act: '转送', limit: '转送' },
  SUPPLEMENT: { act: '补齐', limit: '补正' },
  FIRST_REVIEW: { act: '初审完报部门', limit: '初审' },
  PROMISED: { act: '办结', limit: '承诺' },
  STATUTORY: { act: '办结', limit: '法定' },
  DELIVERY: { act: '送达', limit: '送达' },
}

/** The limits nobody promised: the same for every item (domain.md 3.1, 3.4). */
const fixedLimits: Readonly<Partial<Record<DueClock, number>>> = { NOTICE: 5, CUSTODY: 1, DELIVERY: 10 }

/** What happened on the day an item began to wait, before any acceptance. */
const sinceWords: Readonly<Partial<Record<BoardRow['state'], string>>> = {
  RECEIVED: '收件',
  FORWARDED: '转送',
  CORRECTION_PENDING: '告知补正',
}

export function limitWords({ n, unit }: Limit): string {
  return `${n} ${{ W: '个工作日', N: '个自然日', H: '小时', M: '个月' }[unit]}`
}

/** Why a row stands where it stands, in one sentence (ui.md 2.i). */
export function dueSentence(row: BoardRow, lane: LaneName, today: Day): string {
  switch (lane) {
    case 'untold':
      return untold(row, today)
    case 'overdue':
      return `已超 ${-(row.daysLeft ?? -1)} 个工作日${bracketed(limitOf(row))}`
    case 'dueToday':
      return `今天要${theirs(row)}${actOf(row)}`
    case 'soon':
    case 'normal':
      return row.due
        ? `最晚 ${dayIn(row.due, today)} ${actOf(row)}，还有 ${row.daysLeft} 个工作日`
        : '没有期限'
    case 'stopped':
      return stopped(row, today)
    case 'notStarted':
      return waiting(row, today)
  }
}

function untold({ daysLeft = 0, due }: BoardRow, today: Day): string {
  if (!due) return '还没告知'
  if (daysLeft < 0) return `告知期已过 ${-daysLeft} 个工作日`
  return daysLeft === 0 ? '今天要告知' : `最晚 ${dayIn(due, today)} 告知，还有 ${daysLeft} 个工作日`
}

function stopped({ stop }: BoardRow, today: Day): string {
  if (!stop) return '暂停计时'
  return `暂停计时：特别程序（${stop.basis ?? pauseWords[stop.kind]}），预计 ${monthDay(stop.expected, today)}恢复`
}

function waiting({ daysLeft = 0, due }: BoardRow, today: Day): string {
  if (!due) return '等申请人补正，还没起算'
  if (daysLeft < 0) return `补正期已过 ${-daysLeft} 个工作日，还没补来`
  return `等申请人补正，还没起算，最晚 ${monthDay(due, today)}补齐`
}

/** How the day came about, line by line: what ran, what was taken off, what was added (ui.md UX-480). */
export function clockLines(row: BoardRow, today: Day): readonly (readonly [string, string])[] {
  const { clocks, due, promised, provisional, run, statutory } = row
  const lines: (readonly [string, string])[] = []
  if (clocks.acceptedOn) lines.push(['受理', `${dayIn(clocks.acceptedOn, today)}，当天不算`])
  else lines.push([sinceWords[row.state] ?? '从', dayIn(row.since, today)])
  if (promised && clocks.acceptedOn) lines.push(['承诺', limitWords(promised)])
  if (statutory && clocks.acceptedOn) lines.push(['法定', limitWords(statutory)])
  if (clocks.firstReviewDue) lines.push(['初审', `最晚 ${dayIn(clocks.firstReviewDue, today)}报部门`])
  if (!clocks.acceptedOn && row.dueClock && limitOf(row)) lines.push(['期限', limitOf(row)])
  if (run) lines.push(['已用', usedWords(run)])
  for (const { from, kind, to } of clocks.pauses ?? [])
    lines.push(['暂停', `${span(from, to, today)} ${pauseWords[kind as PauseKind]}`])
  for (const { from, to } of clocks.demands ?? [])
    lines.push(['受理后补充', `${span(from, to, today)}，不停表，照算`])
  if (clocks.extension)
    lines.push(['延期', `${dayIn(clocks.extension.on, today)}，加 ${clocks.extension.days} 个工作日`])
  if (due) lines.push(['最晚', `${dayIn(due, today)}${provisional ? '（暂定）' : ''}`])
  return lines
}

function limitOf({ clocks, dueClock, promised, statutory }: BoardRow): string {
  if (!dueClock) return ''
  if (dueClock === 'FIRST_REVIEW') return '初审期限'
  const fixed = fixedLimits[dueClock]
  const limit = { PROMISED: promised, STATUTORY: statutory }[dueClock as string]
  if (limit) return `${clockWords[dueClock].limit} ${shortLimit(limit)}${clocks.extension ? '，已延期' : ''}`
  return fixed === undefined ? '' : `${clockWords[dueClock].limit} ${fixed} 天`
}

function shortLimit(limit: Limit): string {
  return limit.unit === 'W' ? `${limit.n} 天` : limitWords(limit)
}

function actOf({ dueClock = 'PROMISED' }: BoardRow): string {
  return clockWords[dueClock].act
}

/** After the papers went to the department, telling is its duty. */
function theirs({ state }: BoardRow): string {
  return state === 'FORWARDED' ? '由部门' : ''
}

function bracketed(words: string): string {
  return words === '' ? '' : `（${words}）`
}

function span(from: Day, to: Day | undefined, today: Day): string {
  return `${monthDay(from, today)}—${to ? monthDay(to, today) : '今天'}`
}

/** A day of another year is told with its year. */
function monthDay(day: Day, today: Day): string {
  const { date, month, year } = partsOf(day)
  return `${year === partsOf(today).year ? '' : `${year}年`}${month}月${date}日`
}

function dayIn(day: Day, today: Day): string {
  const { year } = partsOf(day)
  return `${year === partsOf(today).year ? '' : `${year}年`}${dayText(day)}`
}
