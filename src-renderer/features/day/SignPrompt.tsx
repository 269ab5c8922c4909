import { Button } from 'antd'
import { useState } from 'react'
import type { DayReasons } from '#shared/domain/day-close.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { type Closed, useClosing } from './use-closing.ts'
import { type Plan, placeOf, refusalSentence } from './words.ts'

type Props = {
  readonly plan: Plan
  readonly counted: number | undefined
  readonly onClosed: (closed: Closed) => void
  readonly onCancel: () => void
}

type ReasonKey = keyof DayReasons

const reasonLabels: Readonly<Record<ReasonKey, string>> = {
  count: '实物与账面不符的原因',
  clock: '时钟不准的原因',
  again: '再次日结的原因',
  alone: '没有负责人签字的原因',
}

/** Two people over one sum (security.md 4.7): whoever sits here counted, somebody else signs. */
export function SignPrompt({ counted, onCancel, onClosed, plan }: Props) {
  const { self, others } = usePeople()
  const [signerId, setSignerId] = useState<string>()
  const signer = others.find(({ staffId }) => staffId === signerId) ?? others[0]
  const manager = self?.role === 'centreManager' || signer?.role === 'centreManager'
  const asked = reasonsAsked(plan, counted, manager || !signer)
  const [reasons, setReasons] = useState<DayReasons>({})
  const [pin, setPin] = useState('')
  const [second, setSecond] = useState('')
  const { busy, refusal, submit } = useClosing(onClosed)
  const places = [...asked, ...(others.length > 1 ? ['signer'] : []), 'own', 'second'] as const
  const box = useDialogFocus(asked[0] ? `day.${asked[0]}` : 'day.own')
  const onward = (from: string) => {
    const next = places[places.indexOf(from as (typeof places)[number]) + 1]
    if (next) focusPlace(`day.${next}`)
  }
  const sign = async (own: string, other: string) => {
    const missing = asked.find((key) => (reasons[key]?.trim().length ?? 0) < 2)
    if (missing) return void focusPlace(`day.${missing}`)
    if (own.length < 6) return void focusPlace('day.own')
    if (other.length < 6 || !signer) return void focusPlace('day.second')
    const refused = await submit({
      date: plan.sum.date,
      through: plan.sum.through,
      ...(counted === undefined ? {} : { counted }),
      reasons: Object.fromEntries(asked.map((key) => [key, reasons[key]])),
      pin: own,
      second: { staffId: signer.staffId as StaffId, pin: other },
    })
    if (!refused) return
    const place = placeOf(refused) ?? 'own'
    if (place !== 'second') setPin('')
    setSecond('')
    focusPlace(`day.${place}`)
  }
  useKeys('overlay', { 'Ctrl+Enter': () => void sign(pin, second), Escape: onCancel })
  const wrong = refusal ? refusalSentence(refusal) : undefined
  const at = refusal ? placeOf(refusal) : undefined
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt day-sign"
        role="dialog"
        aria-modal="true"
        aria-labelledby="day-sign-title"
        tabIndex={-1}
      >
        <h2 id="day-sign-title">两人签字，日结就记下</h2>
        <p className="weak">两位看过同样的数目，再各自输入 PIN。日结不锁任何东西，后面的业务转到下一次。</p>
        {asked.map((key) => (
          <FastField
            key={key}
            label={reasonLabels[key]}
            fieldId={`day.${key}`}
            required
            maxLength={60}
            value={reasons[key] ?? ''}
            error={at === key ? wrong : undefined}
            onInput={(words) => setReasons({ ...reasons, [key]: words })}
            onEnter={() => onward(key)}
          />
        ))}
        {others.length > 1 ? (
          <ChoiceField
            label="签字人"
            fieldId="day.signer"
            options={others.map(({ name, staffId }) => ({ value: staffId, label: name }))}
            value={signer?.staffId ?? ''}
            error={at === 'signer' ? wrong : undefined}
            onChoose={setSignerId}
            onPicked={() => onward('signer')}
            onEnter={() => onward('signer')}
          />
        ) : null}
        <PinField
          label={`制表人 ${self?.name ?? ''} 的 PIN`}
          fieldId="day.own"
          required
          value={pin}
          error={at === 'own' ? wrong : undefined}
          onInput={(digits) => {
            setPin(digits)
            if (digits.length === 6) onward('own')
          }}
          onEnter={() => onward('own')}
        />
        <PinField
          label={signer ? `签字人 ${signer.name} 的 PIN` : '签字人的 PIN'}
          fieldId="day.second"
          required
          value={second}
          error={at === 'second' ? wrong : undefined}
          onInput={(digits) => {
            setSecond(digits)
            if (digits.length === 6) void sign(pin, digits)
          }}
          onEnter={() => void sign(pin, second)}
        />
        <p className="field-error" role="alert">
          {signer ? (at ? '' : (wrong ?? '')) : '本工作台只登记了一个人，日结要两个人签字。'}
        </p>
        <div className="prompt-actions">
          <Button onClick={onCancel}>
            再看看 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={() => void sign(pin, second)}>
            签字日结 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

/** What has to be said before anybody may sign. */
function reasonsAsked(plan: Plan, counted: number | undefined, manager: boolean): readonly ReasonKey[] {
  return [
    ...(counted !== undefined && counted !== plan.sum.custody.here ? (['count'] as const) : []),
    ...(plan.needs.clock ? (['clock'] as const) : []),
    ...(plan.needs.again ? (['again'] as const) : []),
    ...(manager ? [] : (['alone'] as const)),
  ]
}

/** Whoever is signed in, and everybody who may sign beside them, managers first. */
function usePeople() {
  const { answer } = useLive('staff.tiles', {}, ['session'])
  const overview = useLive('desk.overview', {}, ['session']).answer
  const self = overview?.ok ? overview.value.signedIn : undefined
  const tiles = answer?.ok ? answer.value.tiles : []
  const others = tiles
    .filter(({ role, staffId }) => staffId !== self?.staffId && role !== 'auditor')
    .toSorted((one, other) => Number(other.role === 'centreManager') - Number(one.role === 'centreManager'))
  return { self, others }
}
