import { useState } from 'react'
import type { Input } from '#shared/contract/desk.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { SlipMade } from './SlipDone.tsx'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: Things
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}
type Kind = 'RESULT' | 'FEE_RECEIPT'
type Line = Input<'custody.takeIn'>['lines'][number]

const kinds = [
  { value: 'RESULT', label: '办理结果（证照、批文）' },
  { value: 'FEE_RECEIPT', label: '代缴法定规费的凭据' },
] as const

/**
 * One more thing for a bag that is known: what a department gave out, or the receipt of a statutory fee
 * that was passed on. Nobody is paid here, so there is no place for any other money.
 */
export function ReceivePrompt({ onBack, onDone, things }: Props) {
  const [first] = things
  const [kind, setKind] = useState<Kind>('RESULT')
  const [said, setSaid] = useState({ organ: '', giver: '', name: '', number: '', amount: '' })
  const { answer } = useLive('custody.organs', { thingIds: things.map(({ thingId }) => thingId) }, [])
  const organ = said.organ || (answer?.ok ? (answer.value.organs[0]?.organ ?? '') : '')
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const places = ['receive.name', 'receive.number', ...(kind === 'FEE_RECEIPT' ? ['receive.amount'] : [])]
  const order = [...places, 'receive.organ', 'receive.giver']
  const field = (key: keyof typeof said, label: string, maxLength: number, value = said[key]) => {
    const fieldId = `receive.${key}`
    const next = order[order.indexOf(fieldId) + 1]
    return (
      <FastField
        label={label}
        fieldId={fieldId}
        value={value}
        maxLength={maxLength}
        required
        {...(key === 'amount' ? { inputMode: 'numeric' as const } : {})}
        onInput={(typed) => setSaid({ ...said, [key]: typed })}
        onEnter={() => (next ? void focusPlace(next) : go())}
      />
    )
  }
  const go = () => {
    const line = lineOf(kind, said)
    if (typeof line === 'string') return refuse(line)
    if (!organ.trim() || !said.giver.trim()) return refuse('请写明哪个部门、谁给的。')
    void run(
      () =>
        ask('custody.takeIn', {
          caseId: first.caseId,
          from: { at: 'DEPARTMENT', organ: organ.trim(), releasedBy: said.giver.trim() },
          to: 'COUNTER',
          lines: [{ ...line, ...(first.bagNo ? { bagNo: first.bagNo } : {}) }],
        }),
      ({ slip }) => onDone({ slip, said: `收到${line.name}` }),
    )
  }
  return (
    <CustodyPrompt
      title="又收到一件"
      about={`${first.ownerName}，${first.bagNo ?? '还没装袋'}`}
      first="receive.kind"
      verb="收进柜台"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="收到什么"
        fieldId="receive.kind"
        options={kinds}
        value={kind}
        onChoose={(value) => setKind(value as Kind)}
        onPicked={() => focusPlace('receive.name')}
        onEnter={() => focusPlace('receive.name')}
      />
      <div className="fields">
        {field('name', kind === 'RESULT' ? '结果名称' : '什么费（用途）', 60)}
        {field('number', kind === 'RESULT' ? '证照、文书号' : '票据号（可以扫）', 60)}
        {kind === 'FEE_RECEIPT' ? field('amount', '金额（元）', 12) : null}
        {field('organ', '哪个部门给的', 80, organ)}
        {field('giver', '谁给的', 60)}
      </div>
    </CustodyPrompt>
  )
}

/** A line of the slip, or what is still missing in it. */
function lineOf(
  kind: Kind,
  { amount, name, number }: { readonly amount: string; readonly name: string; readonly number: string },
): Line | string {
  const [what, no] = [name.trim(), number.trim()]
  if (kind === 'RESULT') {
    if (!what) return '请写明收到什么结果。'
    return { name: what, form: 'RESULT', copies: 1, condition: 'GOOD', ...(no ? { docNumber: no } : {}) }
  }
  if (!what || !no) return '代缴法定规费要写明用途和票据号。'
  if (!/^\d{1,6}(\.\d{1,2})?$/.test(amount.trim())) return '金额请填数字，最多两位小数。'
  const amountFen = Math.round(Number(amount.trim()) * 100)
  if (amountFen === 0) return '金额不能是 0。'
  return {
    name: `${what}凭据`,
    form: 'FEE_RECEIPT',
    copies: 1,
    condition: 'GOOD',
    fee: { amountFen, receiptNo: no, purpose: what },
  }
}
