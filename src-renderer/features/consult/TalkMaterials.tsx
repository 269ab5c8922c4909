import { useLayoutEffect, useRef } from 'react'
import type { SheetMaterial } from '#shared/domain/matter-sheet.ts'
import { StatusMark } from '../../components/StatusMark.tsx'

type Props = {
  readonly rows: readonly SheetMaterial[]
  readonly has: readonly string[]
  readonly at: number
  readonly onStand: (at: number) => void
  readonly onToggle: (rowId: string) => void
}

/** Every paper that may be asked for; what depends on an open answer says on which. */
export function TalkMaterials({ at, has, onStand, onToggle, rows }: Props) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    list.current?.querySelector(`[data-row="${at}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [at])
  if (rows.length === 0) return <p className="state">这件事不用交材料。</p>
  return (
    <div
      ref={list}
      className="materials"
      role="listbox"
      aria-label="已经有的材料"
      aria-multiselectable="true"
    >
      {rows.map((row, n) => {
        const there = has.includes(row.rowId)
        return (
          <div
            key={row.rowId}
            role="option"
            aria-selected={there}
            tabIndex={n === at ? 0 : -1}
            data-field={`material ${row.rowId}`}
            data-row={n}
            className={`material${n === at ? ' is-focused' : ''}`}
            onClick={() => {
              onStand(n)
              onToggle(row.rowId)
            }}
          >
            <div className="talk-line">
              {there ? (
                <StatusMark shape="tick" word="已有" tone="green" strong />
              ) : (
                <StatusMark shape="dashed" word="没有" tone="grey" />
              )}
              <span className="material-name">
                {row.name}
                {row.maybe ? <span className="badge">视情况</span> : null}
                {row.optional ? <span className="badge">可不交</span> : null}
              </span>
              <span className="weak">{row.required}</span>
            </div>
            {n === at ? (
              <p className="talk-how">
                {row.howToObtain}
                {row.maybe ? <strong> {row.when}</strong> : null}
              </p>
            ) : null}
          </div>
        )
      })}
    </div>
  )
}
