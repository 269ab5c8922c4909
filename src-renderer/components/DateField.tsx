import { useEffect, useId, useRef, useState } from 'react'
import { onChords } from './chord.ts'
import { FieldFrame, type FieldFrameProps } from './FastField.tsx'

type Props = FieldFrameProps & {
  /** A day as `YYYY-MM-DD`, or empty. */
  readonly value: string
  readonly onCommit: (day: string) => void
  /** Reads what was typed; nothing when it is no day. */
  readonly read: (typed: string) => string | undefined
  readonly onEnter?: (() => void) | undefined
  readonly fieldId?: string
}

/**
 * A date as clerks type it: 19580307, 58.3.7, 1958-03-07. Kept on Enter, Tab and on leaving.
 *
 * What cannot be read stays in the field with a sentence beside it; a date is never lost and never
 * replaced by another one in silence.
 */
export function DateField({ value, onCommit, read, onEnter, fieldId, ...frame }: Props) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const [unread, setUnread] = useState(false)
  const committed = useRef(value)

  useEffect(() => {
    if (value === committed.current) return
    committed.current = value
    setTyped(value)
    setUnread(false)
  }, [value])

  const commit = (): boolean => {
    const text = typed.trim()
    const day = text === '' ? '' : read(text)
    setUnread(day === undefined)
    if (day === undefined) return false
    setTyped(day)
    if (day !== committed.current) {
      committed.current = day
      onCommit(day)
    }
    return true
  }

  const wrong = unread ? '没有认出这个日期，请按 19580307 这样输入。' : frame.error
  return (
    <FieldFrame {...frame} error={wrong} htmlFor={id}>
      <input
        id={id}
        className="field-input"
        data-field={fieldId}
        value={typed}
        autoComplete="off"
        inputMode="numeric"
        aria-required={frame.required}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={commit}
        onKeyDown={onChords({ Enter: () => commit() && onEnter?.() })}
      />
    </FieldFrame>
  )
}
