import type { OrderRow } from '#shared/contract/assist.ts'
import { clockOf } from '#shared/domain/appointment.ts'
import { modeWords } from '../../app/assist-words.ts'
import { Seals } from '../../app/Seals.tsx'
import { useLive } from '../../app/use-live.ts'

const shownMax = 4

/** What the morning brings: today's appointments, promises due today, and who goes first (ui.md 2.c). */
export function MorningBoard({ today }: { readonly today: string }) {
  const days = useLive('appointment.list', { from: today, days: 1 }, ['journal', 'catalogue']).answer
  const orders = useLive('assist.list', { scope: 'open', limit: 500 }, ['journal']).answer
  const booked = days?.ok
    ? (days.value.days[0]?.rows.filter(({ status }) => status === 'BOOKED') ?? [])
    : undefined
  const open = orders?.ok ? orders.value.rows : []
  const due = open.filter(({ promisedOn }) => promisedOn !== undefined && promisedOn <= today)
  const first = open.filter(({ priority }) => priority.grounds.length > 0)
  return (
    <section className="morning" aria-label="今天的预约和帮办">
      <h2>
        今天的预约 {booked?.length ?? 0} <kbd>Alt+3</kbd>
      </h2>
      {booked?.length === 0 ? <p className="weak">今天没有预约。</p> : null}
      <ul className="record-list">
        {booked?.slice(0, shownMax).map(({ appointmentId, conflicts, fromMin, mode, name, officerName }) => (
          <li key={appointmentId}>
            {clockOf(fromMin)} {name}{' '}
            <span className="weak">
              {modeWords[mode]} · {officerName}
            </span>
            {conflicts.length > 0 ? <span className="badge is-amber">有冲突</span> : null}
          </li>
        ))}
      </ul>
      <Orders title="今天到期的帮办承诺" rows={due} />
      <Orders title="优先对象" rows={first} />
    </section>
  )
}

function Orders({ rows, title }: { readonly title: string; readonly rows: readonly OrderRow[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h2>
        {title} {rows.length}
      </h2>
      <ul className="record-list">
        {rows.slice(0, shownMax).map(({ about, name, orderId, priority }) => (
          <li key={orderId}>
            <Seals priority={priority} />
            {name} <span className="weak">{about}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
