import { useEffect, useRef } from 'react'
import { Seals } from '../../app/Seals.tsx'
import type { Line } from './line.ts'

type Props = {
  readonly lines: readonly Line[]
  readonly current: Line | undefined
  readonly onOpen: (line: Line) => void
}

/** What was found, best first; the chosen line is always in sight. */
export function FindList({ current, lines, onOpen }: Props) {
  const list = useRef<HTMLUListElement>(null)
  const id = current?.id
  useEffect(() => {
    if (id !== undefined) list.current?.querySelector('.is-chosen')?.scrollIntoView({ block: 'nearest' })
  }, [id])
  return (
    <ul ref={list} id="find-list" className="find-list" role="listbox" aria-label="查到的">
      {lines.map((line, n) => (
        <li
          key={line.id}
          id={`find-line-${n}`}
          role="option"
          aria-selected={line.id === id}
          className={`find-line${line.id === id ? ' is-chosen' : ''}`}
          onClick={() => onOpen(line)}
        >
          <span className="weak">{line.kind}</span>
          <span className="find-title">
            {line.priority ? <Seals priority={line.priority} /> : null}
            {line.title}
          </span>
          <span className="weak find-detail">{line.detail}</span>
          {line.keys ? <kbd>{line.keys}</kbd> : <span />}
        </li>
      ))}
    </ul>
  )
}
