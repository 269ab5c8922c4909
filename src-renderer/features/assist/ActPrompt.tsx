import { Button } from 'antd'
import { useState } from 'react'
import type { OrderView } from '#shared/contract/assist.ts'
import type { AssistAct } from '#shared/domain/assist.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { orderStateWords } from '../../app/assist-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { say } from '../../app/say.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { type ActForm, moveOf } from './act-forms.ts'
import { CallNumber } from './CallNumber.tsx'

type Props = {
  readonly order: OrderView
  readonly act: AssistAct
  readonly form: ActForm
  readonly onBack: () => void
  readonly onDone: () => void
}

/** One act on one order: what it asks for, and the desk's own sentence when it says no. */
export function ActPrompt({ act, form, onBack, onDone, order }: Props) {
  const [choice, setChoice] = useState(form.choice?.options[0]?.value ?? '')
  const [lines, setLines] = useState<Readonly<Record<string, string>>>({})
  const [pin, setPin] = useState('')
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const calls = act === 'FOLLOW_UP' || act === 'CALL_MISSED'
  const places = [
    ...(form.choice ? ['act.choice'] : []),
    ...(form.lines ?? []).map(({ key }) => `act.${key}`),
    ...(form.pin ? ['act.pin'] : []),
  ]
  const box = useDialogFocus(places[0])
  const submit = async () => {
    if (busy) return
    setBusy(true)
    try {
      const answer = await ask('assist.move', {
        orderId: order.orderId,
        move: moveOf(act, { choice, lines }),
        ...(form.pin ? { confirm: { pin } } : {}),
      })
      if (!answer.ok) return setRefused(assistRefusalText(answer.refusal))
      say(`“${form.word}”记下了，现在是“${orderStateWords[answer.value.to]}”`)
      onDone()
    } catch {
      setRefused('没有记下，请再按一次。已保存的内容不受影响。')
    } finally {
      setBusy(false)
    }
  }
  const onward = (from: string) => {
    const next = places[places.indexOf(from) + 1]
    if (next) focusPlace(next)
    else void submit()
  }
  useKeys('overlay', {
    Enter: () => void submit(),
    'Ctrl+Enter': () => void submit(),
    Escape: onBack,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt assist-prompt"
        role="dialog"
        aria-modal="true"
        aria-label={form.word}
        tabIndex={-1}
      >
        <h2>{form.word}</h2>
        <p className="weak">
          {order.name || '没有留名'} · {order.about || '没有写事由'}
        </p>
        {calls ? <CallNumber order={order} onRefused={setRefused} /> : null}
        {form.choice ? (
          <ChoiceField
            label={form.choice.label}
            fieldId="act.choice"
            options={form.choice.options}
            value={choice}
            onChoose={setChoice}
            onPicked={() => onward('act.choice')}
            onEnter={() => onward('act.choice')}
          />
        ) : null}
        {(form.lines ?? []).map(({ key, label }) => (
          <FastField
            key={key}
            label={label}
            fieldId={`act.${key}`}
            maxLength={60}
            value={lines[key] ?? ''}
            onInput={(line) => setLines({ ...lines, [key]: line })}
            onEnter={() => onward(`act.${key}`)}
          />
        ))}
        {form.pin ? (
          <PinField
            label="您自己的 PIN"
            fieldId="act.pin"
            value={pin}
            onInput={setPin}
            onEnter={() => void submit()}
          />
        ) : null}
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={() => void submit()}>
            {form.word} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
