import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import type { FreezeReason } from '#shared/contract/epoch.ts'
import { ask } from '../../app/desk-client.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { freezeTexts, goOnText } from './epoch-words.ts'

type Frozen = NonNullable<(Answer<'epoch.state'> & { ok: true })['value']['frozen']>

/** Why nothing can be written here, what is safe, and how the manager lets this machine go on. */
export function EpochPanel({ frozen, isManager }: { readonly frozen: Frozen; readonly isManager: boolean }) {
  const { confirmed, needsCode, reason, refused } = frozen
  return (
    <section className="pane epoch-pane" aria-label="只能查看" role="alert">
      <h2>现在只能查看和打印</h2>
      <p>{freezeTexts[reason]}</p>
      {confirmed ? (
        <p role="status">正在向市级取回缺少的记录，取齐后自动恢复办理，不用守着。</p>
      ) : canGoOn(reason) ? (
        isManager ? (
          <GoOn needsCode={needsCode} refused={refused} />
        ) : (
          <p>请中心负责人登录，在这里确认用哪一台电脑。</p>
        )
      ) : null}
    </section>
  )
}

function canGoOn(reason: FreezeReason): boolean {
  return reason !== 'REVOKED'
}

function GoOn({ needsCode, refused }: { readonly needsCode: boolean; readonly refused: string | undefined }) {
  const [code, setCode] = useState('')
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<{ readonly at: string; readonly sentence: string }>()
  useEffect(() => {
    focusPlace(needsCode ? 'epoch.code' : 'epoch.pin')
  }, [needsCode])
  const go = async () => {
    if (busy) return
    setBusy(true)
    const given = code.trim()
    const answer = await ask('epoch.goOn', { pin, ...(given ? { code: given } : {}) }).catch(() => undefined)
    setBusy(false)
    if (!answer) return
    setPin('')
    if (answer.ok) return setFault(undefined)
    const at = answer.refusal.code === 'code-missing' ? 'epoch.code' : 'epoch.pin'
    setFault({ at, sentence: goOnText(answer.refusal) })
    focusPlace(at)
  }
  const wrong = (at: string) => (fault?.at === at ? fault.sentence : undefined)
  return (
    <div className="epoch-form">
      {refused ? <p className="field-error">市级没有同意：{refused}</p> : null}
      {needsCode ? (
        <FastField
          label="市级给的登记码"
          fieldId="epoch.code"
          value={code}
          maxLength={30}
          required
          error={wrong('epoch.code')}
          onInput={setCode}
          onEnter={() => focusPlace('epoch.pin')}
        />
      ) : null}
      <PinField
        label="负责人 PIN"
        fieldId="epoch.pin"
        value={pin}
        required
        error={wrong('epoch.pin')}
        onInput={setPin}
        onEnter={() => void go()}
      />
      <Button type="primary" disabled={busy || pin.length < 6} onClick={() => void go()}>
        这台电脑继续用 <kbd>Enter</kbd>
      </Button>
    </div>
  )
}
