import { useState } from 'react'
import type { MaterialItem } from '#shared/domain/events.ts'
import type { DefectReason } from '#shared/domain/material.ts'
import { defectReasons, judgementWord } from '../../app/materials/judge.ts'
import { defectWords } from '../../app/materials/words.ts'
import { onChords } from '../../components/chord.ts'
import { focusPlace } from '../../components/focus-place.ts'

type Props = {
  readonly rows: readonly MaterialItem[]
  readonly wrong: Readonly<Record<string, DefectReason>>
  readonly error: string | undefined
  readonly onMark: (rowId: string, reason: DefectReason | undefined) => void
  readonly onEnter: () => void
}

/** The rows of an item for a correction: a digit says what is wrong, 0 that nothing is. */
export function FoundWrong({ rows, wrong, error, onMark, onEnter }: Props) {
  const [at, setAt] = useState(0)
  const row = rows[at]
  const stand = (n: number) => {
    const to = Math.max(0, Math.min(rows.length - 1, n))
    setAt(to)
    focusPlace(`wrong.${rows[to]?.rowId ?? ''}`)
  }
  const mark = (reason: DefectReason | undefined) => {
    if (!row) return
    onMark(row.rowId, reason)
    stand(at + 1)
  }
  const digits = Object.fromEntries(defectReasons.map((reason, n) => [String(n + 1), () => mark(reason)]))
  return (
    <div className={`field is-wide${error ? ' is-wrong' : ''}`}>
      <div className="field-head" id="wrong-label">
        哪些材料要补正
        <span className="hint">
          {defectReasons.map((reason, n) => (
            <span key={reason}>
              <kbd>{n + 1}</kbd> {defectWords[reason]}
            </span>
          ))}
          <span>
            <kbd>0</kbd> 没问题
          </span>
        </span>
      </div>
      <div
        className="wrong-rows"
        role="listbox"
        aria-labelledby="wrong-label"
        onKeyDown={onChords({
          ...digits,
          '0': () => mark(undefined),
          ArrowDown: () => stand(at + 1),
          ArrowUp: () => stand(at - 1),
          Enter: onEnter,
        })}
      >
        {rows.map((each, n) => (
          <div
            key={each.rowId}
            role="option"
            aria-selected={n === at}
            tabIndex={n === at ? 0 : -1}
            data-field={`wrong.${each.rowId}`}
            onClick={() => stand(n)}
          >
            <span>{each.name}</span>
            <span className={wrong[each.rowId] ? 'tone-amber' : 'weak'}>
              {wordOf(each, wrong[each.rowId])}
            </span>
          </div>
        ))}
      </div>
      <div className={error ? 'field-error' : 'field-hint'}>{error ?? ''}</div>
    </div>
  )
}

function wordOf({ judgement }: MaterialItem, reason: DefectReason | undefined): string {
  if (reason) return `要补正·${defectWords[reason]}`
  return judgement ? judgementWord(judgement) : '没看'
}
