import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { RefusalGround } from '#shared/domain/decision.ts'
import { useKeys } from '../../app/keys.ts'
import { pinSentences } from '../../app/pin-words.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import type { Outlook } from './outlook.ts'

type Category = 'NOT_OURS' | 'NOT_REQUIRED' | 'CONDITIONS'
type Props = {
  readonly outlook: Outlook | undefined
  readonly busy: boolean
  /** What the desk said of the PIN. */
  readonly pinSaid: string
  readonly onRefuse: (ground: RefusalGround, pin: string) => void
  readonly onNotRequired: (pin: string) => void
  readonly onBack: () => void
}

const categories = [
  { value: 'NOT_OURS', label: '不归本机关办' },
  { value: 'NOT_REQUIRED', label: '依法不用办（不受理）' },
  { value: 'CONDITIONS', label: '不符合申请条件' },
] as const satisfies readonly { value: Category; label: string }[]

const consequences: Readonly<Record<Category, string>> = {
  NOT_OURS: '会打印不予受理通知书，写明该去哪里、复议和诉讼途径。决定后不能撤销。',
  NOT_REQUIRED: '会记下“无需办理”，请当场告诉办事人。决定后不能撤销。',
  CONDITIONS: '会打印不予受理通知书，写明复议和诉讼途径。决定后不能撤销。',
}

/** 不予受理 and 不受理: category, reason and right organ, then a second confirmation. Not reachable by one key. */
export function RefusePanel({ outlook, busy, pinSaid, onRefuse, onNotRequired, onBack }: Props) {
  const [category, setCategory] = useState<Category>()
  const [reason, setReason] = useState('')
  const [rightOrgan, setRightOrgan] = useState('')
  const [pin, setPin] = useState('')
  const [told, setTold] = useState(false)
  useEffect(() => void focusPlace('refuse.category'), [])
  useEffect(() => {
    if (!pinSaid) return
    setPin('')
    focusPlace('refuse.pin')
  }, [pinSaid])

  const notOurs = category === 'NOT_OURS'
  const reasonFault = reason.trim().length < 2 ? '请写明理由，至少两个字。' : undefined
  const organFault =
    notOurs && rightOrgan.trim() === '' ? '请写明该去哪个机关，方便办事人少跑路。' : undefined
  const pinFault = pin.length < 6 ? pinSentences['pin-missing']() : undefined
  const refuse = outlook?.choices.find(({ choice }) => choice === 'REFUSE')
  const noPower = refuse?.why?.code === 'no-power-to-accept'
  const options = categories.map((each) => ({
    ...each,
    disabled: noPower && each.value !== 'NOT_REQUIRED',
  }))
  const confirm = () => {
    if (!category) return void focusPlace('refuse.category')
    setTold(true)
    const asked = category !== 'NOT_REQUIRED'
    if (asked && reasonFault) return void focusPlace('refuse.reason')
    if (asked && organFault) return void focusPlace('refuse.organ')
    if (pinFault) return void focusPlace('refuse.pin')
    if (!asked) return onNotRequired(pin)
    const organ = notOurs ? { rightOrgan: rightOrgan.trim() } : {}
    onRefuse({ category, reason: reason.trim(), ...organ }, pin)
  }
  useKeys('overlay', { Escape: onBack, 'Ctrl+Enter': confirm })
  const pick = (value: string) =>
    setTimeout(() => focusPlace(value === 'NOT_REQUIRED' ? 'refuse.pin' : 'refuse.reason'))
  return (
    <div className="veil">
      <div className="prompt is-wide" role="dialog" aria-modal="true" aria-labelledby="refuse-title">
        <h2 id="refuse-title">不予受理 / 不受理</h2>
        {noPower ? (
          <p className="note">这些事项由部门受理，本中心只能告知“依法不用办”，不能替部门不予受理。</p>
        ) : null}
        <ChoiceField
          label="属于哪一类"
          fieldId="refuse.category"
          options={options}
          value={category ?? ''}
          onChoose={(value) => setCategory(categories.find((each) => each.value === value)?.value)}
          onPicked={pick}
          onEnter={() => category && pick(category)}
        />
        {category === 'NOT_OURS' || category === 'CONDITIONS' ? (
          <FastField
            label="理由（写进不予受理通知书）"
            fieldId="refuse.reason"
            value={reason}
            maxLength={200}
            required
            error={told ? reasonFault : undefined}
            onInput={setReason}
            onEnter={() => focusPlace(notOurs ? 'refuse.organ' : 'refuse.pin')}
          />
        ) : null}
        {notOurs ? (
          <FastField
            label="该去哪个机关（地址、电话）"
            fieldId="refuse.organ"
            value={rightOrgan}
            maxLength={80}
            required
            error={told ? organFault : undefined}
            onInput={setRightOrgan}
            onEnter={() => focusPlace('refuse.pin')}
          />
        ) : null}
        {category ? (
          <PinField
            label="您的 PIN（再确认一次）"
            fieldId="refuse.pin"
            value={pin}
            required
            error={(told ? pinFault : undefined) ?? (pin === '' && pinSaid ? pinSaid : undefined)}
            onInput={setPin}
            onEnter={confirm}
          />
        ) : null}
        <p>{category ? consequences[category] : '选好类别后再决定。'}</p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不决定 <kbd>Esc</kbd>
          </Button>
          <Button
            danger
            type="primary"
            data-field="refuse.confirm"
            disabled={!category || busy}
            onClick={confirm}
          >
            {category === 'NOT_REQUIRED' ? '确认无需办理' : '确认不予受理'} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
