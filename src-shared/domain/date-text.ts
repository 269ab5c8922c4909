import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { type Day, dayOf, partsOf, weekdayOf } from './day.ts'
import { narrowed } from './typed-text.ts'

/** `11月27日(周五)`: the form in which a due date is told to a person. */
export function dayText(day: Day): string {
  const { month, date } = partsOf(day)
  return `${month}月${date}日(周${'日一二三四五六'[weekdayOf(day)]})`
}

/** With the year, for birth dates and for days of another year: `1958年3月7日`. */
export function longDayText(day: Day): string {
  const { year, month, date } = partsOf(day)
  return `${year}年${month}月${date}日`
}

/**
 * Reads a date as clerks type it: `19580307`, `58.3.7`, `1958年3月7日`, `1958-03-07`.
 *
 * A year of two digits is the latest one that has already begun on that date, because what is
 * abbreviated at a counter are birth dates and dates on old papers.
 */
export function parseTypedDay(raw: string, today: Day): Result<Day, 'date-form' | 'date-not-in-calendar'> {
  const typed = narrowed(raw).replaceAll(' ', '')
  const match = compact.exec(typed) ?? separated.exec(typed)
  if (!match) return refuse('date-form')

  const [, year = '', month, date] = match
  const day =
    year.length === 4 ? dayOf(Number(year), Number(month), Number(date)) : pastDay(year, month, date, today)
  return day ? ok(day) : refuse('date-not-in-calendar')
}

const compact = /^(\d{4}|\d{2})(\d{2})(\d{2})$/
const separated = /^(\d{4}|\d{2})[-./。年](\d{1,2})[-./。月](\d{1,2})[日号]?$/

function pastDay(
  year: string,
  month: string | undefined,
  date: string | undefined,
  today: Day,
): Day | undefined {
  const century = Math.floor(partsOf(today).year / 100) * 100
  const thisCentury = dayOf(century + Number(year), Number(month), Number(date))
  if (thisCentury && thisCentury <= today) return thisCentury
  return dayOf(century - 100 + Number(year), Number(month), Number(date))
}
