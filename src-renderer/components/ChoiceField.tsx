import { type Ref, useId } from 'react'
import { onChords } from './chord.ts'
import { FieldFrame, type FieldFrameProps } from './FastField.tsx'

export type ChoiceOption = { readonly value: string; readonly label: string; readonly disabled?: boolean }

type Props = FieldFrameProps & {
  readonly options: readonly ChoiceOption[]
  readonly value: string
  readonly onChoose: (value: string) => void
  /** After a digit or a click, which mean "this one, and on"; arrows only look around. */
  readonly onPicked?: ((value: string) => void) | undefined
  readonly onEnter?: (() => void) | undefined
  readonly fieldId?: string
  readonly ref?: Ref<HTMLDivElement>
}

/** The keys of the top row in their order: nine digits, and three more where there are more to choose. */
const topRow = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const

/** One of a few, chosen by its digit. The group is one tab stop; arrows move, as in every radio group. */
export function ChoiceField({ options, value, onChoose, onPicked, onEnter, fieldId, ref, ...frame }: Props) {
  const id = useId()
  const at = options.findIndex((option) => option.value === value)
  const move = (step: number) => {
    const next = options[(at + step + options.length) % options.length]
    if (next && !next.disabled) onChoose(next.value)
  }
  const pick = (option: ChoiceOption) => {
    if (option.disabled) return
    onChoose(option.value)
    onPicked?.(option.value)
  }
  const digits = Object.fromEntries(
    options.slice(0, topRow.length).map((option, n) => [topRow[n] ?? '', () => pick(option)]),
  )
  return (
    <FieldFrame {...frame} htmlFor={id} labelId={`${id}-label`}>
      <div
        id={id}
        ref={ref}
        className="choice"
        role="radiogroup"
        data-field={fieldId}
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-note`}
        aria-required={frame.required}
        onKeyDown={onChords({
          ...digits,
          Enter: onEnter && (() => onEnter()),
          ArrowRight: () => move(1),
          ArrowDown: () => move(1),
          ArrowLeft: () => move(-1),
          ArrowUp: () => move(-1),
        })}
      >
        {options.map((option, n) => (
          <span
            key={option.value}
            role="radio"
            aria-checked={option.value === value}
            aria-disabled={option.disabled}
            tabIndex={-1}
            className="choice-option"
            onClick={() => pick(option)}
          >
            {topRow[n] ? <kbd>{topRow[n]}</kbd> : null}
            {option.label}
          </span>
        ))}
      </div>
    </FieldFrame>
  )
}
