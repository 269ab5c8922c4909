import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { onChords } from './chord.ts'

export type Column<Row> = {
  readonly key: string
  readonly title: string
  /** A CSS grid track: `120px`, `minmax(0, 1fr)`. */
  readonly width: string
  readonly show: (row: Row) => ReactNode
}

type Props<Row> = {
  readonly label: string
  readonly rows: readonly Row[]
  readonly columns: readonly Column<Row>[]
  readonly rowKey: (row: Row) => string
  readonly groupOf?: (row: Row) => string
  readonly onOpen: (row: Row) => void
  readonly onDelete?: (row: Row) => void
  /** Takes the focus when the list first has rows, so that Enter opens the first one. */
  readonly autoFocus?: boolean
  readonly onEnd?: () => void
}

type Line<Row> = { readonly group: string } | { readonly row: Row; readonly at: number }

const rowPx = 32
const pageRows = 12

/** A long list that answers at once: only the visible rows exist, and one of them is the tab stop. */
export function FastGrid<Row>(props: Props<Row>) {
  const { columns, groupOf, label, rows } = props
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(0)
  const focused = Math.min(at, Math.max(0, rows.length - 1))
  const wanted = useRef(props.autoFocus === true)
  const lines = useMemo(() => linesOf(rows, groupOf), [rows, groupOf])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  })

  const focusRow = (next: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, next))
    setAt(target)
    wanted.current = true
    const line = lines.findIndex((each) => 'at' in each && each.at === target)
    virtual.scrollToIndex(target === 0 ? 0 : line)
    if (target === rows.length - 1) props.onEnd?.()
  }

  useEffect(() => {
    if (!wanted.current || rows.length === 0) return
    const row = box.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
    if (!row) return
    wanted.current = false
    row.focus({ preventScroll: true })
  })

  const template = columns.map(({ width }) => width).join(' ')
  const open = (row: Row | undefined) => withRow(row, props.onOpen)
  return (
    <div className="grid" role="grid" aria-label={label} aria-rowcount={rows.length}>
      <div className="grid-head" role="row" style={{ gridTemplateColumns: template }}>
        {columns.map(({ key, title }) => (
          <span key={key} role="columnheader">
            {title}
          </span>
        ))}
      </div>
      <div
        ref={box}
        className="grid-body"
        role="rowgroup"
        onKeyDown={onChords({
          ArrowDown: () => focusRow(focused + 1),
          ArrowUp: () => focusRow(focused - 1),
          PageDown: () => focusRow(focused + pageRows),
          PageUp: () => focusRow(focused - pageRows),
          Home: () => focusRow(0),
          End: () => focusRow(rows.length - 1),
          Enter: () => open(rows[focused]),
          Delete: () => withRow(rows[focused], props.onDelete),
        })}
      >
        <div className="grid-space" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]
            if (!line) return null
            const style = { transform: `translateY(${start}px)`, gridTemplateColumns: template }
            if ('group' in line) {
              return (
                <div
                  key={`group ${line.group}`}
                  className="grid-group"
                  role="presentation"
                  style={{ transform: style.transform }}
                >
                  {line.group}
                </div>
              )
            }
            return (
              <div
                key={props.rowKey(line.row)}
                role="row"
                className="grid-row"
                aria-rowindex={line.at + 1}
                tabIndex={line.at === focused ? 0 : -1}
                style={style}
                onFocus={() => line.at !== at && setAt(line.at)}
                onClick={() => setAt(line.at)}
                onDoubleClick={() => open(line.row)}
              >
                <Cells row={line.row} columns={columns} />
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}

function withRow<Row>(row: Row | undefined, act: ((row: Row) => void) | undefined): void {
  if (row !== undefined) act?.(row)
}

const Cells = memo(function Cells<Row>({ row, columns }: Pick<Props<Row>, 'columns'> & { row: Row }) {
  return columns.map(({ key, show }) => (
    <span key={key} role="gridcell" className="grid-cell">
      {show(row)}
    </span>
  ))
}) as <Row>(props: Pick<Props<Row>, 'columns'> & { row: Row }) => ReactNode

function linesOf<Row>(
  rows: readonly Row[],
  groupOf: ((row: Row) => string) | undefined,
): readonly Line<Row>[] {
  const lines: Line<Row>[] = []
  let before: string | undefined
  for (const [at, row] of rows.entries()) {
    const group = groupOf?.(row)
    if (group !== undefined && group !== before) lines.push({ group })
    before = group
    lines.push({ row, at })
  }
  return lines
}
