import { useLayoutEffect, useRef } from 'react'
import type { Found } from '#shared/catalogue/search.ts'
import { categoryWords } from './words.ts'

type Line = Found & { readonly group: string }
type Props = {
  readonly lines: readonly Line[]
  readonly at: number
  readonly onStand: (at: number) => void
}

const order = Object.keys(categoryWords) as readonly (keyof typeof categoryWords)[]

/** By category while nothing is typed; a search shows its best first, whatever they belong to. */
export function linesOf(found: readonly Found[], whole: boolean): readonly Line[] {
  const lines = found.map((each) => ({ ...each, group: categoryWords[each.matter.themeCategory] }))
  if (!whole) return lines
  return lines.toSorted(
    (one, other) => order.indexOf(one.matter.themeCategory) - order.indexOf(other.matter.themeCategory),
  )
}

export function GuideTree({ at, lines, onStand }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    box.current?.querySelector(`[data-line="${at}"]`)?.scrollIntoView?.({ block: 'nearest' })
  }, [at])
  const runs = runsOf(lines)
  return (
    <div ref={box} className="guide-tree" role="listbox" aria-label="事项">
      {runs.map(({ first, group, lines: inGroup }) => (
        <div key={`${first} ${group}`} role="group" aria-label={`${group} ${inGroup.length} 件`}>
          {/* Said by the name of the group; a list of choices holds choices only. */}
          <h2 aria-hidden="true">
            {group} <span className="weak">{inGroup.length}</span>
          </h2>
          {inGroup.map(({ item, matter }, n) => (
            <div
              key={matter.matterId}
              role="option"
              aria-selected={first + n === at}
              tabIndex={first + n === at ? 0 : -1}
              data-field={`matter ${matter.matterId}`}
              data-line={first + n}
              className={`guide-line${first + n === at ? ' is-chosen' : ''}`}
              onClick={() => onStand(first + n)}
            >
              <span className="code weak">{matter.matterId}</span>
              <span>
                {matter.name}
                {item ? <small className="weak">含：{item}</small> : null}
              </span>
            </div>
          ))}
        </div>
      ))}
    </div>
  )
}

type Run = { readonly group: string; readonly first: number; readonly lines: Line[] }

/** Neighbours of one category under one heading. */
function runsOf(lines: readonly Line[]): readonly Run[] {
  const runs: Run[] = []
  for (const [at, line] of lines.entries()) {
    const last = runs.at(-1)
    if (last?.group === line.group) last.lines.push(line)
    else runs.push({ group: line.group, first: at, lines: [line] })
  }
  return runs
}
