import { isDay, weekdayOf } from '#shared/domain/day.ts'
import type { CatalogueFault } from './catalogue-fault.ts'
import type { WorkingDayFile } from './working-days.ts'

/** Every day exists, lies in its year and is told once; only a weekend can be a worked one. */
export function checkWorkingDays({ years }: WorkingDayFile): readonly CatalogueFault[] {
  return Object.entries(years).flatMap(([year, { restDays, workingWeekends }]) => {
    const path = `workingDays/${year}`
    const told = [...restDays, ...workingWeekends]
    const fault = (day: string, why: string): CatalogueFault => ({
      path: `${path}/${day}`,
      rule: 'calendar-day',
      sentence: `“${day}”${why}`,
    })
    return [
      ...told
        .filter((day) => !isDay(day) || !day.startsWith(year))
        .map((day) => fault(day, `不是${year}年里的日子。`)),
      ...[...new Set(told.filter((day, at) => told.indexOf(day) !== at))].map((day) =>
        fault(day, '写了不止一次，或既写成休息又写成上班。'),
      ),
      ...workingWeekends
        .filter((day) => isDay(day) && ![0, 6].includes(weekdayOf(day)))
        .map((day) => fault(day, '不是周末，不用写成调休上班。')),
    ]
  })
}

/**
 * Years that a newer file tells of count as it tells them; the others stay known.
 *
 * A file that brings only next year must not make this year uncertain.
 */
export function withYears(before: WorkingDayFile, after: WorkingDayFile): WorkingDayFile {
  return { source: after.source, years: { ...before.years, ...after.years } }
}
