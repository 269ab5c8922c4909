import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import { slipText } from '#shared/domain/slip-text.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { errandRefusalText } from '../../app/errand-words.ts'
import { useKeys } from '../../app/keys.ts'
import { type CaseOrigin, useRoutes } from '../../app/routes.ts'
import { SigningPanel } from '../../app/SigningPanel.tsx'
import { useLive } from '../../app/use-live.ts'
import { type Begun, ErrandDone } from './ErrandDone.tsx'
import { ErrandItems } from './ErrandItems.tsx'
import { ErrandScope } from './ErrandScope.tsx'
import {
  type Errand,
  letterOf,
  linesOf,
  newErrand,
  type Outlook,
  useErrands,
  wishOf,
} from './errand-draft.ts'

type Props = { readonly caseId: CaseId; readonly from: CaseOrigin }

/** 转代办 (ui.md 2.b): who and what, the letter, the papers, both names and the PIN, the printer. */
export function ErrandScreen({ caseId, from }: Props) {
  const { again, answer, failed } = useLive('errand.outlook', { caseId }, [])
  const go = useRoutes(({ go }) => go)
  const back = () => go({ at: 'case', caseId, from })
  const [done, setDone] = useState<Begun>()
  const outlook = answer?.ok ? answer.value : undefined
  const refused = answer && !answer.ok ? errandRefusalText(answer.refusal) : undefined
  if (done && outlook) return <ErrandDone begun={done} outlook={outlook} onClose={back} />
  if (outlook && !outlook.open)
    return (
      <Steps
        caseId={caseId}
        outlook={outlook}
        onBack={back}
        onDone={(begun) => {
          useErrands.getState().drop(caseId)
          setDone(begun)
        }}
      />
    )
  return (
    <NotHere caseName={outlook?.matterName} refused={refused} failed={failed} again={again} onBack={back} />
  )
}

type StepsProps = {
  readonly caseId: CaseId
  readonly outlook: Outlook
  readonly onBack: () => void
  readonly onDone: (begun: Begun) => void
}

function Steps({ caseId, onBack, onDone, outlook }: StepsProps) {
  const [fresh] = useState(() => newErrand(outlook))
  const errand = useErrands(({ inHand }) => inHand.get(caseId)) ?? fresh
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const change = (part: Partial<Errand>) => {
    setRefused(undefined)
    useErrands.getState().take(caseId, { ...errand, ...part })
  }
  const { drafted, laid, orderId, scope, signature } = errand
  const officer = outlook.officers.find(({ staffId }) => staffId === scope.officerId)?.name ?? ''
  const working = async (work: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    try {
      await work()
    } catch {
      setRefused('没有收到结果。请按 Esc 回办件看有没有记下，再决定要不要重做。')
    } finally {
      setBusy(false)
    }
  }
  const draw = () =>
    working(async () => {
      const common = { caseId, orderId, wish: wishOf(scope), letter: letterOf(scope, false) }
      const answer = await ask('errand.draft', common)
      if (!answer.ok) return setRefused(errandRefusalText(answer.refusal))
      const signed = signature?.textSha256 === answer.value.textSha256
      change({
        drafted: answer.value,
        step: signed ? 'items' : 'letter',
        ...(signed ? {} : { signature: undefined }),
      })
    })
  const begin = (slipSignature: NonNullable<Errand['signature']>, pin: string) =>
    working(async () => {
      if (!signature) return change({ step: 'scope' })
      const answer = await ask('errand.begin', {
        caseId,
        orderId,
        wish: wishOf(scope),
        letterId: errand.letterId,
        letter: letterOf(scope, false),
        signature,
        lines: linesOf(laid),
        slipSignature,
        officer: { pin },
      })
      if (answer.ok) return onDone({ ...answer.value })
      setRefused(errandRefusalText(answer.refusal))
    })
  if (errand.step === 'letter' && drafted)
    return (
      <SigningPanel
        text={drafted.text}
        title="授权委托书，请看清后签名"
        who={scope.signer === 'GUARDIAN' ? '监护人' : '委托人'}
        name={drafted.terms.signer.name}
        parties={[drafted.terms.principal.name, drafted.terms.principal.idNumber, officer]}
        verb="签好了，收材料"
        refused={refused}
        onBack={() => change({ step: 'scope' })}
        onSigned={(signed) => change({ signature: signed, step: 'items' })}
      />
    )
  if (errand.step === 'items' || errand.step === 'slip') {
    const signer = drafted?.terms.signer.name ?? outlook.principal.name
    return (
      <>
        <ErrandItems
          caseId={caseId}
          outlook={outlook}
          errand={errand}
          officer={officer}
          covered={errand.step === 'slip'}
          onChange={change}
          onBack={() => change({ step: 'scope' })}
          onSlip={() => change({ step: 'slip' })}
        />
        {errand.step === 'slip' ? (
          <SigningPanel
            text={slipText({
              act: 'TAKE_IN',
              centreName: outlook.centreName,
              on: outlook.today,
              signer,
              lines: linesOf(laid),
            })}
            title="材料交接清单，请看清后签名"
            who="移交人"
            name={signer}
            parties={[signer, officer]}
            pinOf={officer}
            verb="两边都确认了"
            busy={busy}
            refused={refused}
            onBack={() => change({ step: 'items' })}
            onSigned={(signed, pin) => void begin(signed, pin)}
          />
        ) : null}
      </>
    )
  }
  return (
    <ErrandScope
      outlook={outlook}
      scope={scope}
      signed={signature !== undefined}
      busy={busy}
      refused={refused}
      onChange={(part) => change({ scope: { ...scope, ...part } })}
      onBack={onBack}
      onLetter={() => void draw()}
    />
  )
}

/** Nothing to begin here: the case is not known, or somebody runs it already. */
function NotHere({
  again,
  caseName,
  failed,
  onBack,
  refused,
}: {
  readonly caseName: string | undefined
  readonly refused: string | undefined
  readonly failed: boolean
  readonly again: () => void
  readonly onBack: () => void
}) {
  const go = useRoutes(({ go }) => go)
  useKeys('screen', { Escape: onBack, Enter: caseName ? () => go({ at: 'assist', view: 'orders' }) : onBack })
  return (
    <div className="screen">
      <div className="screen-body">
        <h1>转代办</h1>
        {caseName ? <p role="alert">“{caseName}”已经在代办了。按 Enter 到帮办接着办。</p> : null}
        {refused ? <p role="alert">{refused}</p> : null}
        {failed ? (
          <p role="alert">
            这件没有打开，仍保存在本机。<Button onClick={again}>再打开一次</Button>
          </p>
        ) : null}
        {caseName || refused || failed ? null : (
          <Skeleton active={false} paragraph={{ rows: 8 }} title={false} />
        )}
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          回办件 <kbd>Esc</kbd>
        </Button>
      </div>
    </div>
  )
}
