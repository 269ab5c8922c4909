import { Button } from 'antd'
import { useState } from 'react'
import type { ErrandLine } from '#shared/contract/errand.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'

type Props = { readonly onBack: () => void; readonly onFee: (line: ErrandLine) => void }

/** A statutory fee the applicant has paid and whose receipt goes along: there is no other money here (无偿). */
export function FeePrompt({ onBack, onFee }: Props) {
  const [said, setSaid] = useState({ purpose: '', amount: '', receiptNo: '' })
  const [wrong, setWrong] = useState<string>()
  const box = useDialogFocus('fee.purpose')
  const keep = () => {
    const { amount, purpose, receiptNo } = said
    const fen = Math.round(Number(amount.trim()) * 100)
    if (!purpose.trim()) return missing('purpose', '请写明缴的是哪一项法定规费。')
    if (!/^\d{1,6}(\.\d{1,2})?$/.test(amount.trim()) || fen < 1)
      return missing('amount', '金额按元填，例如 80 或 80.50。')
    if (!receiptNo.trim()) return missing('receiptNo', '请填票据号或缴款码，没有票据不能代缴。')
    onFee({
      name: `${purpose.trim()}缴费凭据（${amount.trim()} 元）`,
      form: 'FEE_RECEIPT',
      docNumber: receiptNo.trim(),
      copies: 1,
      condition: 'GOOD',
      fee: { amountFen: fen, receiptNo: receiptNo.trim(), purpose: purpose.trim() },
    })
  }
  const missing = (place: keyof typeof said, sentence: string) => {
    setWrong(sentence)
    focusPlace(`fee.${place}`)
  }
  useKeys('overlay', { Enter: keep, 'Ctrl+Enter': keep, Escape: onBack })
  const line = (key: keyof typeof said, label: string, maxLength: number, next: () => void) => (
    <FastField
      label={label}
      fieldId={`fee.${key}`}
      value={said[key]}
      maxLength={maxLength}
      required
      onInput={(value) => setSaid({ ...said, [key]: value })}
      onEnter={next}
    />
  )
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt"
        role="dialog"
        aria-modal="true"
        aria-label="代缴法定规费"
        tabIndex={-1}
      >
        <h2>代缴法定规费</h2>
        <p className="weak">只登记票据，不收现金，不收服务费。</p>
        {line('purpose', '哪一项规费', 40, () => focusPlace('fee.amount'))}
        {line('amount', '金额（元）', 9, () => focusPlace('fee.receiptNo'))}
        {line('receiptNo', '票据号（扫码或输入）', 60, keep)}
        <p className="field-error" role="alert">
          {wrong ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不加 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" onClick={keep}>
            加这张凭据 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
