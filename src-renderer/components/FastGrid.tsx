import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
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
  /** Other keys that are about the row in focus. */
  readonly rowKeys?: Readonly<Record<string, (row: Row) => void>>
  /** Takes the focus when the list first has rows, so that Enter opens the first one. */
  readonly autoFocus?: boolean
  readonly onEnd?: () => void
  /** The row to stand on when the list first has rows: where the clerk stood before. */
  readonly startAt?: number
  readonly onStand?: (row: Row) => void
  /** Shift with the arrows takes neighbours along; told are all of them, none when there is but one. */
  readonly onSelect?: (rows: readonly Row[]) => void
}

type Line<Row> = { readonly group: string } | { readonly row: Row; readonly at: number }

const rowPx = 32
const pageRows = 12

/** A long list that answers at once: only the visible rows exist, and one of them is the tab stop. */
export function FastGrid<Row>(props: Props<Row>) {
  const { columns, groupOf, label, rows } = props
  const box = useRef<HTMLDivElement>(null)
  const [at, setAt] = useState(props.startAt ?? 0)
  const [anchor, setAnchor] = useState<number>()
  const focused = Math.min(at, Math.max(0, rows.length - 1))
  const [first, last] =
    anchor === undefined ? [0, -1] : [Math.min(anchor, focused), Math.max(anchor, focused)]
  const wanted = useRef(props.autoFocus === true)
  const lines = useMemo(() => linesOf(rows, groupOf), [rows, groupOf])
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    overscan: 8,
    initialRect: { width: 800, height: 600 },
  })

  const lineOf = (target: number) => lines.findIndex((each) => 'at' in each && each.at === target)
  const stand = (next: number, from?: number) => {
    const target = Math.max(0, Math.min(rows.length - 1, next))
    setAt(target)
    setAnchor(from)
    // At the end of the list nothing is painted anew, and the wish would be granted when a dialog opens.
    if (target !== focused) wanted.current = true
    virtual.scrollToIndex(target === 0 ? 0 : lineOf(target))
    if (target === rows.length - 1) props.onEnd?.()
  }
  const focusRow = (next: number) => stand(next)
  const takeAlong = (next: number) => props.onSelect && stand(next, anchor ?? focused)

  const { onSelect, onStand } = props
  const standing = rows[focused]
  useEffect(() => {
    if (standing !== undefined) onStand?.(standing)
  }, [standing, onStand])
  useEffect(() => {
    onSelect?.(last > first ? rows.slice(first, last + 1) : [])
  }, [onSelect, rows, first, last])
  // Rows that came anew stand elsewhere: what was taken along is not guessed.
  useEffect(() => () => setAnchor(undefined), [rows])
  const start = useRef(props.startAt ? lineOf(focused) : 0)
  useLayoutEffect(() => {
    if (start.current > 0) virtual.scrollToIndex(start.current, { align: 'center' })
    start.current = 0
  })

  useEffect(() => {
    if (!wanted.current || rows.length === 0) return
    const row = box.current?.querySelector<HTMLElement>('[role="row"][tabindex="0"]')
    if (!row) return
    wanted.current = false
    // Rows that come while a dialog stands over the list leave its keys alone; it gives them back when it closes.
    const dialog = document.querySelector('[aria-modal="true"]')
    if (!dialog || dialog.contains(row)) row.focus({ preventScroll: true })
  })

  const template = columns.map(({ width }) => width).join(' ')
  const open = (row: Row | undefined) => withRow(row, props.onOpen)
  return (
    <div
      className="grid"
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length}
      aria-multiselectable={onSelect ? true : undefined}
    >
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
          'Shift+ArrowDown': () => takeAlong(focused + 1),
          'Shift+ArrowUp': () => takeAlong(focused - 1),
          PageDown: () => focusRow(focused + pageRows),
          PageUp: () => focusRow(focused - pageRows),
          Home: () => focusRow(0),
          End: () => focusRow(rows.length - 1),
          Enter: () => open(rows[focused]),
          Delete: () => withRow(rows[focused], props.onDelete),
          ...Object.fromEntries(
            Object.entries(props.rowKeys ?? {}).map(([chord, act]) => [
              chord,
              () => withRow(rows[focused], act),
            ]),
          ),
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
                  key={`group ${index} ${line.group}`}
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
                aria-selected={onSelect ? line.at >= first && line.at <= last : undefined}
                tabIndex={line.at === focused ? 0 : -1}
                style={style}
                onFocus={() => line.at !== at && setAt(line.at)}
                onClick={(event) => {
                  setAnchor(event.shiftKey && onSelect ? (anchor ?? focused) : undefined)
                  setAt(line.at)
                }}
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
