import { useId, useState } from 'react'
import type { ChoiceOption } from './ChoiceField.tsx'
import { onChords } from './chord.ts'
import { FieldFrame, type FieldFrameProps } from './FastField.tsx'

type Props = FieldFrameProps & {
  readonly options: readonly ChoiceOption[]
  readonly ticked: readonly string[]
  readonly onTick: (ticked: readonly string[]) => void
  readonly onEnter?: (() => void) | undefined
  readonly fieldId?: string
}

/** Any of a few: a digit ticks or unticks one. One tab stop; arrows look around, Space ticks what they stand on. */
export function TickField({ fieldId, onEnter, onTick, options, ticked, ...frame }: Props) {
  const id = useId()
  const [at, setAt] = useState(0)
  const toggle = (value: string | undefined) => {
    if (value === undefined) return
    onTick(ticked.includes(value) ? ticked.filter((each) => each !== value) : [...ticked, value])
  }
  const stand = (n: number) => setAt((n + options.length) % options.length)
  const digits = Object.fromEntries(
    options.slice(0, 9).map(({ value }, n) => [String(n + 1), () => (stand(n), toggle(value))]),
  )
  return (
    <FieldFrame {...frame} htmlFor={id} labelId={`${id}-label`}>
      <div
        id={id}
        className="choice"
        role="group"
        data-field={fieldId}
        tabIndex={0}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-note`}
        aria-activedescendant={`${id}-${at}`}
        onKeyDown={onChords({
          ...digits,
          Enter: onEnter && (() => onEnter()),
          Space: () => toggle(options[at]?.value),
          ArrowRight: () => stand(at + 1),
          ArrowDown: () => stand(at + 1),
          ArrowLeft: () => stand(at - 1),
          ArrowUp: () => stand(at - 1),
        })}
      >
        {options.map(({ label, value }, n) => (
          <span
            key={value}
            id={`${id}-${n}`}
            role="checkbox"
            aria-checked={ticked.includes(value)}
            tabIndex={-1}
            className={`choice-option${n === at ? ' is-here' : ''}`}
            onClick={() => {
              stand(n)
              toggle(value)
            }}
          >
            <kbd>{n + 1}</kbd>
            {label}
          </span>
        ))}
      </div>
    </FieldFrame>
  )
}
