import { Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { conditionWords, thingFormWords } from '#shared/domain/slip-text.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useHandCodes } from '../../app/hand-codes.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { CodeShow, useCodeShow } from './CodeShow.tsx'
import { HandCodesRead } from './HandCodesRead.tsx'
import { useAct } from './use-act.ts'

type Offered = Extract<Answer<'custody.readOffer'>, { ok: true }>['value']['offers'][number]

/** Another desk offers something by its codes: read whole, looked at against the pile, and signed for. */
export function TakeOver() {
  const { clear, of, read } = useHandCodes()
  const [receipt, setReceipt] = useState<readonly string[]>()
  if (receipt) return <ReceiptShown parts={receipt} onClose={clear} />
  if (read.size < of) return <HandCodesRead title="收交接" onBack={clear} />
  return <Offers parts={[...read.values()]} onBack={clear} onTaken={setReceipt} />
}

type OffersProps = {
  readonly parts: readonly string[]
  readonly onBack: () => void
  readonly onTaken: (receipt: readonly string[]) => void
}

function Offers({ onBack, onTaken, parts }: OffersProps) {
  const { answer } = useLive('custody.readOffer', { parts: [...parts] }, ['session'])
  const { busy, refused, run } = useAct(custodyRefusalText)
  const box = useDialogFocus(undefined)
  const offers = answer?.ok ? answer.value.offers : []
  const [first] = offers
  const forUs = offers.length > 0 && offers.every((each) => each.forUs)
  const n = offers.reduce((sum, { lines }) => sum + lines.length, 0)
  const go = () => {
    if (forUs && !busy)
      void run(
        () => ask('custody.accept', { parts: [...parts] }),
        (taken) => onTaken(taken.receipt),
      )
  }
  useKeys('overlay', { Enter: go, 'Ctrl+Enter': go, Escape: onBack })
  const wrong =
    answer && !answer.ok
      ? custodyRefusalText(answer.refusal)
      : first && !forUs
        ? custodyRefusalText({ code: 'offer-not-for-you', detail: { to: first.to } })
        : undefined
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt take-over"
        role="dialog"
        aria-modal="true"
        aria-label="收交接"
        data-takes-codes
        tabIndex={-1}
      >
        <h2>{first ? `${first.from}交来 ${n} 件，请对着实物点清` : '收交接'}</h2>
        {first ? (
          <p className="weak">
            交给{first.to}，{dayText(first.on)}，{first.docNo}
          </p>
        ) : null}
        <div className="take-over-lines">
          {offers.map((each) => (
            <OfferLines key={each.offerId} offer={each} />
          ))}
        </div>
        <p className="field-error" role="alert">
          {refused ?? wrong ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            不收，退给对方 <kbd>Esc</kbd>
          </Button>
          <span className="spacer" />
          <Button type="primary" disabled={busy || !forUs} onClick={go}>
            {busy ? '正在记录' : '点清了，签收'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

function OfferLines({ offer: { caseNo, lines, ownerName } }: { readonly offer: Offered }) {
  return (
    <section aria-label={ownerName}>
      <h3>
        {ownerName} <span className="weak code">{formatCaseNo(caseNo)}</span>
      </h3>
      <ol className="custody-things">
        {lines.map(({ bagNo, condition, copies, docNumber, form, name, pages, returnBy, thingId }) => (
          <li key={thingId}>
            <b>{name}</b>
            <span className="weak">
              {[
                `${thingFormWords[form]} ${copies} 份`,
                docNumber && `号码 ${docNumber}`,
                pages && `${pages} 页`,
                conditionWords[condition],
                bagNo,
                returnBy && `${dayText(returnBy)}还`,
              ]
                .filter(Boolean)
                .join('，')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** It is ours now; the other desk learns it by reading this code, with or without a line. */
function ReceiptShown({
  onClose,
  parts,
}: {
  readonly parts: readonly string[]
  readonly onClose: () => void
}) {
  const { last, n, turn } = useCodeShow(parts)
  const box = useDialogFocus(undefined)
  const onward = () => (last ? onClose() : turn(1))
  useKeys('overlay', {
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
    Enter: onward,
    Escape: onClose,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt code-dialog"
        role="dialog"
        aria-modal="true"
        aria-label="收据码"
        tabIndex={-1}
      >
        <h2>已签收，记在本机</h2>
        <p className="weak">请对方扫收据码，对方就知道材料到了。没扫上也不要紧，联网后市级会告诉对方。</p>
        <CodeShow parts={parts} n={n} />
        <div className="prompt-actions">
          <span className="spacer" />
          <Button type="primary" onClick={onward}>
            {last ? '对方扫好了，回看板' : '下一个码'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
