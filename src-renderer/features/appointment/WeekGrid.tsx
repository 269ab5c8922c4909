import type { AppointmentRow } from '#shared/contract/officer.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { modeWords, priorityWords } from '../../app/assist-words.ts'
import { Seals } from '../../app/Seals.tsx'
import { useLive } from '../../app/use-live.ts'
import { type Day, inSlot, rests, slotCount, slotText } from './slots.ts'

type At = { readonly day: number; readonly slot: number }
type Props = {
  readonly days: readonly Day[]
  readonly at: At
  readonly today: string
  readonly byOfficer: boolean
  readonly onAt: (at: At) => void
  readonly onBook: () => void
}
type ColumnOf = {
  readonly key: string
  readonly day: number
  readonly rows: readonly AppointmentRow[]
  readonly officer?: string
}

/** Half hours down, days (or the officers of one day) across; rest days are tinted and say 休. */
export function WeekGrid({ at, byOfficer, days, onAt, onBook, today }: Props) {
  const officers = useLive('officer.list', {}, ['journal']).answer
  const here = days[at.day]
  const columns: readonly ColumnOf[] =
    byOfficer && here
      ? (officers?.ok ? officers.value.rows : []).map(({ name, staffId }) => ({
          key: staffId,
          day: at.day,
          rows: here.rows.filter(({ officerId }) => officerId === staffId),
          officer: name,
        }))
      : days.map(({ on, rows }, day) => ({ key: on, day, rows }))
  if (columns.length === 0) return <p className="note">还没有登记备案的专员，先按 A 登记。</p>
  return (
    <table className="week">
      <thead>
        <tr>
          <th scope="col" className="week-hour">
            时间
          </th>
          {columns.map(({ day, key, officer }) => {
            const one = days[day]
            return one ? <Head key={key} day={one} officer={officer} today={today} /> : null
          })}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: slotCount }, (_, slot) => (
          <tr key={slotText(slot)}>
            <th scope="row" className="week-hour">
              {slotText(slot)}
            </th>
            {columns.map(({ day, key, officer, rows }, n) => (
              <td key={key} className={days[day] && rests(days[day]) ? 'is-rest' : ''}>
                <button
                  type="button"
                  data-field={officer === undefined || n === 0 ? `slot.${day}.${slot}` : undefined}
                  tabIndex={day === at.day && slot === at.slot && n === (byOfficer ? 0 : day) ? 0 : -1}
                  aria-label={labelOf(days[day], slot, inSlot(rows, slot), officer)}
                  className={inSlot(rows, slot).length > 0 ? 'is-booked' : ''}
                  onFocus={() => onAt({ day, slot })}
                  onClick={(event) => event.detail === 0 && onBook()}
                  onDoubleClick={onBook}
                >
                  {begins(inSlot(rows, slot), slot).map(({ appointmentId, priority }) => (
                    <Seals key={appointmentId} priority={priority} />
                  ))}
                  {cellText(inSlot(rows, slot), slot)}
                </button>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Head(props: { readonly day: Day; readonly officer: string | undefined; readonly today: string }) {
  const { day, officer, today } = props
  const onDuty = day.onDuty.some(({ name }) => name === officer)
  return (
    <th scope="col" className={rests(day) ? 'is-rest' : ''}>
      {officer ?? (day.on === today ? dayText(day.on).replace(/^.*\(/, '今天(') : dayText(day.on))}
      {rests(day) && officer === undefined ? (
        <b className="rest-mark">{day.works === 'unknown' ? '休?' : '休'}</b>
      ) : null}
      {onDuty ? <span className="badge">值班</span> : null}
    </th>
  )
}

function begins(rows: readonly AppointmentRow[], slot: number): readonly AppointmentRow[] {
  return rows.filter((row) => inSlot([row], slot - 1).length === 0)
}

/** Whom a half hour is kept for; the hours after the first only show that they are taken. */
function cellText(rows: readonly AppointmentRow[], slot: number): string {
  const [first, ...more] = rows
  if (!first) return ''
  if (more.length > 0) return `${rows.length} 个预约`
  return begins([first], slot).length > 0 ? `${first.name} ${modeWords[first.mode]}` : '〃'
}

function labelOf(
  day: Day | undefined,
  slot: number,
  rows: readonly AppointmentRow[],
  officer: string | undefined,
): string {
  const when = `${day ? dayText(day.on) : ''}${day && rests(day) ? '休息日' : ''} ${slotText(slot)}`
  const taken = rows
    .map(({ name, officerName, priority: { grounds } }) =>
      [...grounds.map((ground) => priorityWords[ground].word), name, `专员${officerName}`].join('，'),
    )
    .join('；')
  const seals = begins(rows, slot)
    .flatMap(({ priority: { grounds } }) => grounds.map((ground) => priorityWords[ground].seal))
    .join('')
  // What is read aloud holds what is seen, letter by letter.
  return `${officer ?? ''} ${when} ${taken ? `${seals}${cellText(rows, slot)}：${taken}` : '空'}`.trim()
}
