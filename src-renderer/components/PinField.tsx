import { useId } from 'react'
import { onChords } from './chord.ts'
import { FieldFrame, type FieldFrameProps } from './FastField.tsx'

type Props = FieldFrameProps & {
  readonly value: string
  readonly onInput: (digits: string) => void
  readonly onEnter?: (() => void) | undefined
  readonly fieldId: string
}

/**
 * Six digits nobody reads over a shoulder; the number pad types as well as the row above the letters.
 * A seventh begins them anew: whoever was refused types the PIN again without rubbing out what cannot be read.
 */
export function PinField({ value, onInput, onEnter, fieldId, ...frame }: Props) {
  const id = useId()
  const enter = onChords({ Enter: onEnter && (() => onEnter()) })
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
        onKeyDown={(event) => {
          if (value.length === 6 && /^\d$/.test(event.key)) event.currentTarget.select()
          enter(event)
        }}
      />
    </FieldFrame>
  )
}
