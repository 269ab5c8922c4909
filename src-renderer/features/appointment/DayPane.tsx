import type { AppointmentRow } from '#shared/contract/officer.ts'
import { clockOf } from '#shared/domain/appointment.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { modeWords } from '../../app/assist-words.ts'
import { Seals } from '../../app/Seals.tsx'
import { type Day, rests } from './slots.ts'
import { conflictWords, statusWords } from './words.ts'

type Props = {
  readonly day: Day
  readonly today: string
  readonly rows: readonly AppointmentRow[]
  readonly onChoose: (row: AppointmentRow) => void
}

/** One day in words: whether anybody works, who is on duty, and every appointment with its digit. */
export function DayPane({ day, onChoose, rows, today }: Props) {
  const on = day.onDuty.map(({ name }) => name).join('、')
  return (
    <aside className="side-pane" aria-label="这一天">
      <h2>
        {dayText(day.on)}
        {rests(day) ? <b className="rest-mark">休</b> : null}
      </h2>
      <p>
        值班：{on || (rests(day) ? '还没有排，预约时请选一位专员' : '没有另排')}
        {rests(day) && !on ? <span className="badge is-amber">没有值班</span> : null}
      </p>
      <h3>{day.on === today ? '今天的预约' : '这天的预约'}</h3>
      {rows.length === 0 ? (
        <p className="weak">{day.on === today ? '今天没有预约。' : '没有预约。'}</p>
      ) : null}
      <ol className="assist-acts">
        {rows.map((row, n) => (
          <li key={row.appointmentId}>
            <button type="button" className="plain" onClick={() => onChoose(row)}>
              {n < 9 ? <kbd>{n + 1}</kbd> : null} {clockOf(row.fromMin)}–{clockOf(row.toMin)}{' '}
              <Seals priority={row.priority} />
              {row.name}
            </button>
            <span className="weak">
              {modeWords[row.mode]} · {row.about || '没有写事由'} · {row.place} · {row.officerName}
              {row.status === 'BOOKED' ? '' : ` · ${statusWords[row.status]}`}
            </span>
            {row.conflicts.map(({ appointmentId, kind }) => (
              <span key={`${kind}${appointmentId ?? ''}`} className="badge is-amber">
                {conflictWords[kind]}
              </span>
            ))}
          </li>
        ))}
      </ol>
      <p className="weak">预约只约时间，不改变办件的任何法定时限。</p>
    </aside>
  )
}
