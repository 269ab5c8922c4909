import type { LedgerRow } from '#shared/contract/assist-ledger.ts'
import { ledgerColumns } from '#shared/domain/assist-ledger.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import './paper.css'

type Props = {
  readonly unitName: string
  readonly practice: boolean
  readonly title: string
  readonly by: string
  readonly printedOn: string
  readonly rows: readonly LedgerRow[]
}

/** D14 on A4 across: every column of the form, the head again on every sheet. */
export function LedgerSheet({ by, practice, printedOn, rows, title, unitName }: Props) {
  const whole = ledgerColumns.reduce((sum, [, , width]) => sum + width, 5)
  return (
    <article className="paper-sheet paper-a4-wide ledger-sheet" lang="zh-CN" aria-label={title}>
      {practice ? <p className="paper-practice">练习 · 不具法律效力</p> : null}
      <h1>
        {unitName}　{title}
      </h1>
      <table className="paper-table ledger-table">
        <colgroup>
          <col style={{ width: `${(5 / whole) * 100}%` }} />
          {ledgerColumns.map(([key, , width]) => (
            <col key={key} style={{ width: `${(width / whole) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">序号</th>
            {ledgerColumns.map(([key, head]) => (
              <th key={key} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={row.orderId}>
              <td>{n + 1}</td>
              {ledgerColumns.map(([key]) => (
                <td key={key}>{row[key]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="ledger-foot">
        制表：{by}　{longDayText(printedOn)}　共 {rows.length} 条　免费服务，不收取任何费用
      </p>
    </article>
  )
}
