import { type ReactNode, type Ref, useId } from 'react'
import { cutTo } from '#shared/kernel/characters.ts'
import { onChords } from './chord.ts'

export type FieldFrameProps = {
  readonly label: string
  /** Where the value came from: 身份证, 上次 2026-03. */
  readonly badge?: string | undefined
  readonly error?: string | undefined
  readonly hint?: string | undefined
  readonly required?: boolean
  /** Marks the empty required fields, the only ones with a blue edge. */
  readonly wanted?: boolean
  readonly wide?: boolean
}

type Props = FieldFrameProps & {
  readonly value: string
  readonly onInput: (value: string) => void
  readonly onEnter?: (() => void) | undefined
  readonly onLeave?: (() => void) | undefined
  readonly inputMode?: 'text' | 'numeric' | 'tel'
  readonly maxLength?: number | undefined
  readonly disabled?: boolean
  readonly fieldId?: string
  readonly ref?: Ref<HTMLInputElement>
}

/** One line of a dense form: a native input, because every key must be on the screen at once. */
export function FastField(props: Props) {
  const id = useId()
  const { maxLength, onEnter } = props
  // Not by the attribute, which counts a rare character twice and would cut a name that fits.
  const cut = (value: string) => (maxLength === undefined ? value : cutTo(value, maxLength))
  return (
    <FieldFrame {...props} htmlFor={id}>
      <input
        id={id}
        ref={props.ref}
        className="field-input"
        data-field={props.fieldId}
        value={props.value}
        inputMode={props.inputMode}
        disabled={props.disabled}
        autoComplete="off"
        spellCheck={false}
        aria-required={props.required}
        aria-invalid={props.error !== undefined}
        aria-describedby={`${id}-note`}
        onChange={({ nativeEvent, target }) =>
          props.onInput(isComposing(nativeEvent) ? target.value : cut(target.value))
        }
        onCompositionEnd={({ currentTarget }) => props.onInput(cut(currentTarget.value))}
        onBlur={props.onLeave}
        onKeyDown={onChords({ Enter: onEnter && (() => onEnter()) })}
      />
    </FieldFrame>
  )
}

/** A word that is still being composed is left alone; it is cut when it is finished. */
function isComposing(event: Event): boolean {
  return 'isComposing' in event && event.isComposing === true
}

/** Label above, badge beside it, error below in the words of the summary. */
export function FieldFrame({
  label,
  badge,
  error,
  hint,
  required,
  wanted,
  wide,
  htmlFor,
  labelId,
  children,
}: FieldFrameProps & {
  readonly htmlFor: string
  /** For groups, which are labelled and not pointed at. */
  readonly labelId?: string
  readonly children: ReactNode
}) {
  const name = (
    <>
      {label}
      {required ? <span aria-hidden="true"> *</span> : null}
    </>
  )
  return (
    <div className={`field${wanted ? ' is-wanted' : ''}${error ? ' is-wrong' : ''}${wide ? ' is-wide' : ''}`}>
      <div className="field-head">
        {labelId ? <span id={labelId}>{name}</span> : <label htmlFor={htmlFor}>{name}</label>}
        {badge ? <span className="badge">{badge}</span> : null}
      </div>
      {children}
      <div id={`${htmlFor}-note`} className={error ? 'field-error' : 'field-hint'}>
        {error ?? hint ?? ''}
      </div>
    </div>
  )
}
