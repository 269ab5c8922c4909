import { Button } from 'antd'
import { useState } from 'react'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { FastField } from '../../components/FastField.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { OfferCodes } from '../../papers/OfferCodes.tsx'
import { CodeShow, useCodeShow } from './CodeShow.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { OfferMade } from './OfferPrompt.tsx'
import { useAct } from './use-act.ts'

type Props = { readonly made: OfferMade; readonly centreName: string; readonly onClose: () => void }

/** What is on offer, as codes: shown until the other desk's receipt is scanned, or taken back. */
export function OfferShown({ centreName, made, onClose }: Props) {
  const { answer } = useLive('custody.showOffer', { offerIds: [...made.offerIds] }, ['journal'])
  const [withdrawing, setWithdrawing] = useState(false)
  const parts = answer?.ok ? answer.value.parts : []
  const { last, n, turn } = useCodeShow(parts)
  const { print, state } = usePrint(parts.length > 0, { onDone: () => undefined })
  const box = useDialogFocus(undefined)
  useKeys(
    'overlay',
    {
      ArrowLeft: () => turn(-1),
      ArrowRight: () => turn(1),
      Enter: () => (last ? onClose() : turn(1)),
      'Ctrl+P': print,
      X: () => setWithdrawing(true),
      Escape: onClose,
    },
    !withdrawing,
  )
  if (withdrawing) return <WithdrawPrompt made={made} onBack={() => setWithdrawing(false)} onDone={onClose} />
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt code-dialog"
        role="dialog"
        aria-modal="true"
        aria-label="交接码"
        data-takes-codes
        tabIndex={-1}
      >
        <h2>交给{made.to}，等对方签收</h2>
        <p className="weak">{made.about}</p>
        {answer && !answer.ok ? (
          <p className="state" role="status">
            {custodyRefusalText(answer.refusal)}
          </p>
        ) : (
          <CodeShow parts={parts} n={n} />
        )}
        <p className="code-steps">
          请对方在自己的萍窗里扫{parts.length > 1 ? `全部 ${parts.length} 个码` : '这个码'}
          。对方签收后会出收据码，拿扫码枪扫一下就算交完；没有扫之前，材料仍算在我们手里。
        </p>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，交接已经记下。请看打印机，再按 Ctrl+P。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={() => setWithdrawing(true)}>
            撤回交接 <kbd>X</kbd>
          </Button>
          <Button onClick={print}>
            打印交接码 <kbd>Ctrl+P</kbd>
          </Button>
          {parts.length > 1 ? <KeyHint keys="← →">换一个码</KeyHint> : null}
          <span className="spacer" />
          <Button type="primary" onClick={() => (last ? onClose() : turn(1))}>
            {last ? '回看板' : '下一个码'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
      <div className="print-only">
        <OfferCodes parts={parts} unitName={centreName} to={made.to} about={made.about} />
      </div>
    </div>
  )
}

type WithdrawProps = {
  readonly made: OfferMade
  readonly onBack: () => void
  readonly onDone: () => void
}

/** The other side does not want it, or it goes another way: the things stay where they are. */
function WithdrawPrompt({ made, onBack, onDone }: WithdrawProps) {
  const [reason, setReason] = useState('')
  const { busy, refused, run } = useAct(custodyRefusalText)
  const go = () =>
    void run(async () => {
      for (const offerId of made.offerIds) {
        const answer = await ask('custody.withdraw', { offerId, because: 'WITHDRAWN', reason: reason.trim() })
        if (!answer.ok) return answer
      }
      return { ok: true as const, value: {} }
    }, onDone)
  return (
    <CustodyPrompt
      title={`撤回给${made.to}的交接`}
      about={made.about}
      first="withdraw.reason"
      verb="撤回"
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <FastField
        label="为什么撤回（对方不收、改日再送……）"
        fieldId="withdraw.reason"
        value={reason}
        maxLength={200}
        required
        onInput={setReason}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
