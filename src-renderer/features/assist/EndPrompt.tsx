import { Button } from 'antd'
import { useState } from 'react'
import type { LetterRow } from '#shared/contract/assist.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { say } from '../../app/say.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'

type Props = { readonly letter: LetterRow; readonly name: string; readonly onClose: () => void }

const causes = [
  { value: 'REVOKED', label: '委托人解除委托' },
  { value: 'PRINCIPAL_DIED', label: '委托人去世' },
]

/** The letter ends before its time; what is under way stands still in the same breath. */
export function EndPrompt({ letter, name, onClose }: Props) {
  const [cause, setCause] = useState<'REVOKED' | 'PRINCIPAL_DIED'>('REVOKED')
  const [proof, setProof] = useState('')
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const box = useDialogFocus('end.cause')
  const end = async () => {
    if (busy) return
    setBusy(true)
    try {
      const answer = await ask('letter.end', { letterId: letter.letterId, cause, proof: proof.trim() })
      if (!answer.ok) {
        setRefused(assistRefusalText(answer.refusal))
        return focusPlace('end.proof')
      }
      say('委托已终止，代办已中止。请按 P 打中止单，退还材料。')
      onClose()
    } catch {
      setRefused('没有记下，请再按一次。已保存的内容不受影响。')
    } finally {
      setBusy(false)
    }
  }
  useKeys('overlay', { Enter: () => void end(), 'Ctrl+Enter': () => void end(), Escape: onClose })
  return (
    <div className="veil">
      <div ref={box} className="prompt" role="dialog" aria-modal="true" aria-label="终止委托" tabIndex={-1}>
        <h2>终止委托</h2>
        <p className="weak">
          {name} · {letter.letterNo} · 到 {longDayText(letter.validTo)}。终止后不能再代办、代领，不能撤销。
        </p>
        <ChoiceField
          label="为什么"
          fieldId="end.cause"
          options={causes}
          value={cause}
          onChoose={(value) => setCause(value === 'REVOKED' ? 'REVOKED' : 'PRINCIPAL_DIED')}
          onPicked={() => focusPlace('end.proof')}
          onEnter={() => focusPlace('end.proof')}
        />
        <FastField
          label={cause === 'REVOKED' ? '凭什么知道，例如解除委托书' : '凭什么知道，例如死亡证明编号'}
          fieldId="end.proof"
          value={proof}
          maxLength={120}
          required
          onInput={setProof}
          onEnter={() => void end()}
        />
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            先不终止 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" danger disabled={busy} onClick={() => void end()}>
            终止这份委托 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
