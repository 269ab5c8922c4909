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
 * A date as clerks type it: 19580307, 58.3.7, 1958-03-07. What is typed counts at every key, since
 * Ctrl+Enter finishes from inside the field; on Enter and on leaving it is written out.
 *
 * What cannot be read stays in the field, with a sentence beside it once it is left, and counts as no date:
 * an earlier one never stands in for it in silence.
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

  const dayOf = (text: string) => (text.trim() === '' ? '' : read(text.trim()))
  const count = (day: string) => {
    if (day === committed.current) return
    committed.current = day
    onCommit(day)
  }
  const type = (text: string) => {
    setTyped(text)
    setUnread(false)
    count(dayOf(text) ?? '')
  }
  const writeOut = (): boolean => {
    const day = dayOf(typed)
    setUnread(day === undefined)
    if (day === undefined) return false
    setTyped(day)
    count(day)
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
        onChange={(event) => type(event.target.value)}
        onBlur={writeOut}
        onKeyDown={onChords({ Enter: () => writeOut() && onEnter?.() })}
      />
    </FieldFrame>
  )
}
