import type { DayState } from '#shared/contract/day.ts'
import { addDays, weekdayOf } from '#shared/domain/day.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { dayLooks } from './words.ts'

type Props = {
  readonly date: string
  readonly today: string
  readonly states: ReadonlyMap<string, DayState>
  readonly onChoose: (date: string) => void
}

/** The days of a month, each with what it is worth by shape as well as colour (ui.md UX-441). */
export function MonthStrip({ date, onChoose, states, today }: Props) {
  return (
    <div className="day-strip" role="radiogroup" aria-label={`${Number(date.slice(5, 7))} 月的日结`}>
      {daysOfMonth(date).map((each) => {
        const state = states.get(each) ?? 'NONE'
        const ahead = each > today
        return (
          <button
            key={each}
            type="button"
            role="radio"
            tabIndex={-1}
            disabled={ahead}
            aria-checked={each === date}
            title={`${each} ${ahead ? '还没到' : dayLooks[state].word}`}
            className={[ahead && 'is-ahead', each === today && 'is-today', restsOn(each) && 'is-rest']
              .filter(Boolean)
              .join(' ')}
            onClick={() => onChoose(each)}
          >
            <b>{Number(each.slice(8))}</b>
            {ahead ? null : <StatusMark {...dayLooks[state]} word="" />}
          </button>
        )
      })}
    </div>
  )
}

function daysOfMonth(date: string): readonly string[] {
  const first = `${date.slice(0, 7)}-01`
  return Array.from({ length: 31 }, (_, n) => addDays(first, n)).filter((each) =>
    each.startsWith(date.slice(0, 7)),
  )
}

function restsOn(date: string): boolean {
  return [0, 6].includes(weekdayOf(date))
}
