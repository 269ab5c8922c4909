import { useId } from 'react'
import { onChords } from './chord.ts'
import { FieldFrame, type FieldFrameProps } from './FastField.tsx'

type Props = FieldFrameProps & {
  readonly value: string
  readonly onInput: (digits: string) => void
  readonly onEnter?: (() => void) | undefined
  readonly fieldId: string
}

/** Six digits nobody reads over a shoulder; the number pad types as well as the row above the letters. */
export function PinField({ value, onInput, onEnter, fieldId, ...frame }: Props) {
  const id = useId()
  return (
    <FieldFrame {...frame} htmlFor={id}>
      <input
        id={id}
        type="password"
        className="field-input is-pin"
        data-field={fieldId}
        value={value}
        inputMode="numeric"
        autoComplete="off"
        maxLength={6}
        aria-required={frame.required}
        aria-invalid={frame.error !== undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => onInput(event.target.value.replace(/\D/g, ''))}
        onKeyDown={onChords({ Enter: onEnter && (() => onEnter()) })}
      />
    </FieldFrame>
  )
}
