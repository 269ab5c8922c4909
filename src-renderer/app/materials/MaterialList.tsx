import type { ReactNode } from 'react'
import type { Judgement } from '#shared/domain/material.ts'
import { DefectPanel, DeferPanel, NotApplicablePanel } from './AskPanels.tsx'
import type { RowKey, RowToJudge } from './judge.ts'
import { MaterialRow, RowKeys } from './MaterialRow.tsx'

/** What a row key still has to be told before it judges. */
export type Asking = { readonly rowId: string; readonly what: 'defer' | 'defect' | 'notApplicable' }

type Props<Row extends RowToJudge> = {
  readonly label: string
  readonly title: ReactNode
  readonly rows: readonly Row[]
  readonly at: number
  readonly judgementOf: (row: Row) => Judgement | undefined
  readonly picturesOf: (rowId: string) => readonly string[]
  readonly asking: Asking | undefined
  readonly said: string
  /** Longest term, in working days, for which the row may follow later. */
  readonly mostDays: (row: Row) => number
  readonly onStand: (n: number) => void
  readonly onKey: (key: RowKey) => void
  readonly onSettle: (rowId: string, judgement: Judgement) => void
}

/** The rows to be judged with the keys of the row in hand, at the intake and when papers are brought later. */
export function MaterialList<Row extends RowToJudge>(props: Props<Row>) {
  const {
    asking,
    at,
    judgementOf,
    label,
    mostDays,
    onKey,
    onSettle,
    onStand,
    picturesOf,
    rows,
    said,
    title,
  } = props
  const row = rows[at]
  const asked = asking && rows.find(({ rowId }) => rowId === asking.rowId)
  const settle = (judgement: Judgement) => asked && onSettle(asked.rowId, judgement)
  return (
    <section className="pane materials-pane">
      {title}
      <div className="materials-head" aria-hidden="true">
        <span>判定</span>
        <span>材料</span>
        <span>用于</span>
        <span>要求</span>
      </div>
      <div className="materials" role="listbox" aria-label={label}>
        {rows.map((each, n) => (
          <MaterialRow
            key={each.rowId}
            row={each}
            judgement={judgementOf(each)}
            pictures={picturesOf(each.rowId).length}
            focused={n === at}
            onStand={() => onStand(n)}
          />
        ))}
      </div>
      <div className="row-foot" role="group" aria-label={row ? `判定${row.name}` : '判定'}>
        {row ? <RowKeys row={row} pictures={picturesOf(row.rowId).length} onKey={onKey} /> : null}
        {said ? (
          <p className="field-error" role="alert">
            {said}
          </p>
        ) : null}
        {asked && asking.what === 'defer' ? <DeferPanel most={mostDays(asked)} onSettle={settle} /> : null}
        {asked && asking.what === 'defect' ? <DefectPanel onSettle={settle} /> : null}
        {asked && asking.what === 'notApplicable' ? <NotApplicablePanel onSettle={settle} /> : null}
      </div>
    </section>
  )
}
