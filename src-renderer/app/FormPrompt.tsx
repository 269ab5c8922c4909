import { Button } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { ChoiceField, type ChoiceOption } from '../components/ChoiceField.tsx'
import { DateField } from '../components/DateField.tsx'
import { FastField } from '../components/FastField.tsx'
import { focusPlace } from '../components/focus-place.ts'
import { PinField } from '../components/PinField.tsx'
import { TickField } from '../components/TickField.tsx'
import { useKeys } from './keys.ts'
import { useDialogFocus } from './use-dialog-focus.ts'

type Common = {
  readonly key: string
  readonly label: string
  readonly hint?: string
  readonly wide?: boolean
}
export type FormField = Common &
  (
    | { readonly kind: 'line'; readonly maxLength?: number; readonly numeric?: boolean }
    | { readonly kind: 'date' }
    | { readonly kind: 'pin' }
    | { readonly kind: 'choice'; readonly options: readonly ChoiceOption[] }
    | { readonly kind: 'ticks'; readonly options: readonly ChoiceOption[] }
  )
/** What was said, a text a field; ticks are joined by a blank. */
export type Said = Readonly<Record<string, string>>

type Props = {
  readonly title: string
  readonly note?: ReactNode
  readonly today: string
  /** Which fields there are may hang on what was said in another one. */
  readonly fieldsOf: (said: Said) => readonly FormField[]
  readonly start: Said
  readonly first?: string
  readonly doWord: string
  /** Does it; answers the desk's own sentence when it says no. */
  readonly onDo: (said: Said) => Promise<string | undefined>
  readonly onBack: () => void
}

/** A short form over the screen: digits choose, Enter goes on, Ctrl+Enter does it, Esc leaves. */
export function FormPrompt({ doWord, fieldsOf, first, note, onBack, onDo, start, title, today }: Props) {
  const [said, setSaid] = useState(start)
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const fields = fieldsOf(said)
  const box = useDialogFocus(`form.${first ?? fields[0]?.key ?? ''}`)
  const latest = useRef(start)
  const submit = async () => {
    if (busy) return
    commitFocused()
    setBusy(true)
    try {
      setRefused(await onDo(latest.current))
    } catch {
      setRefused('没有记下，请再按一次 Ctrl+Enter。已保存的内容不受影响。')
    } finally {
      setBusy(false)
    }
  }
  const put = (key: string, value: string) => {
    latest.current = { ...latest.current, [key]: value }
    setSaid(latest.current)
  }
  const onward = (key: string, now: Said) => {
    const order = fieldsOf(now).map((field) => field.key)
    const next = order[order.indexOf(key) + 1]
    if (next) setTimeout(() => focusPlace(`form.${next}`))
    else void submit()
  }
  useKeys('overlay', { 'Ctrl+Enter': () => void submit(), Escape: onBack })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt assist-prompt"
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
      >
        <h2>{title}</h2>
        {note ? <div className="form-note">{note}</div> : null}
        <div className="fields">
          {fields.map((field) => (
            <OneField
              key={field.key}
              field={field}
              value={said[field.key] ?? ''}
              today={today}
              onPut={(value) => put(field.key, value)}
              onOn={(value) => onward(field.key, { ...said, [field.key]: value })}
            />
          ))}
        </div>
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={() => void submit()}>
            {doWord} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

type OneProps = {
  readonly field: FormField
  readonly value: string
  readonly today: string
  readonly onPut: (value: string) => void
  readonly onOn: (value: string) => void
}

function OneField({ field, onOn, onPut, today, value }: OneProps) {
  const { hint, label } = field
  const frame = { label, fieldId: `form.${field.key}`, ...(hint ? { hint } : {}), wide: field.wide ?? false }
  switch (field.kind) {
    case 'line':
      return (
        <FastField
          {...frame}
          maxLength={field.maxLength ?? 60}
          inputMode={field.numeric ? 'numeric' : 'text'}
          value={value}
          onInput={onPut}
          onEnter={() => onOn(value)}
        />
      )
    case 'date':
      return (
        <DateField
          {...frame}
          value={value}
          read={(typed) => readDay(typed, today)}
          onCommit={onPut}
          onEnter={() => onOn(value)}
        />
      )
    case 'pin':
      return (
        <PinField
          label={label}
          fieldId={`form.${field.key}`}
          value={value}
          onInput={onPut}
          onEnter={() => onOn(value)}
        />
      )
    case 'choice':
      return (
        <ChoiceField
          {...frame}
          wide
          options={field.options}
          value={value}
          onChoose={onPut}
          onPicked={onOn}
          onEnter={() => onOn(value)}
        />
      )
    case 'ticks':
      return (
        <TickField
          {...frame}
          wide
          options={field.options}
          ticked={ticksOf(value)}
          onTick={(ticked) => onPut(ticked.join(' '))}
          onEnter={() => onOn(value)}
        />
      )
  }
}

/** A date is kept on leaving its field; Ctrl+Enter in the middle of one keeps it too. */
function commitFocused(): void {
  const here = document.activeElement
  if (!(here instanceof HTMLInputElement)) return
  here.blur()
  here.focus()
}

export function ticksOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(' ').filter((each) => each !== '')
}

function readDay(typed: string, today: string): string | undefined {
  const day = parseTypedDay(typed, today)
  return day.ok ? day.value : undefined
}
