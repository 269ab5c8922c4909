import type { DayReport } from '#shared/contract/day.ts'
import { DayLine, type DayLines, dayLineWords } from '#shared/domain/day-close.ts'

type Row = Omit<DayReport['rows'][number], 'sent'> & { readonly sent?: number }

/** Line by line: what is here, what went out, what the city has in effect, and the difference. */
export function Reconciliation({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <table className="day-table" aria-label="与市级核对">
      <thead>
        <tr>
          <th scope="col">业务</th>
          <th scope="col">本机</th>
          <th scope="col">已发送</th>
          <th scope="col">市级</th>
          <th scope="col">差</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ city, desk, line, sent }) => {
          const apart = city === undefined ? undefined : desk - city
          return (
            <tr key={line} className={apart ? 'is-apart' : desk === 0 ? 'is-nothing' : ''}>
              <th scope="row">
                {dayLineWords[line].name} <small className="weak">{dayLineWords[line].unit}</small>
              </th>
              <td>{desk}</td>
              <td>{sent ?? '—'}</td>
              <td>{city ?? '—'}</td>
              <td>{apart ?? '—'}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Before anything is signed there is only what this desk counted. */
export function rowsOfPlan(lines: DayLines): readonly Row[] {
  return DayLine.options.map((line) => ({ line, desk: lines[line] ?? 0 }))
}
