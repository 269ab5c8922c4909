import { useState } from 'react'
import type { OrderView } from '#shared/contract/assist.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { Signature } from '#shared/domain/signature.ts'
import { type CaseId, LetterId } from '#shared/kernel/ids.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { freshId } from '../../app/fresh-id.ts'
import { SigningPanel } from '../../app/SigningPanel.tsx'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { ErrandScope } from './ErrandScope.tsx'
import { letterOf, newErrand, type Outlook, type Scope } from './errand-draft.ts'

type Props = {
  readonly order: OrderView & { readonly caseId: CaseId }
  readonly onClose: () => void
}
type Drafted = Extract<Answer<'letter.draft'>, { ok: true }>['value']

/** 续办: a new letter with a number of its own that names the one before; the older ends where it begins. */
export function RenewPanel({ onClose, order }: Props) {
  const { answer } = useLive('errand.outlook', { caseId: order.caseId }, [])
  return answer?.ok ? <Renewing order={order} outlook={answer.value} onClose={onClose} /> : null
}

function Renewing({ onClose, order, outlook }: Props & { readonly outlook: Outlook }) {
  const [scope, setScope] = useState<Scope>(() => ({
    ...newErrand(outlook).scope,
    category: order.registration.category,
    acts: order.letter?.acts ?? [],
    officerId: order.officerId ?? outlook.officers[0]?.staffId ?? '',
  }))
  const [letterId] = useState(() => LetterId.parse(freshId()))
  const [drafted, setDrafted] = useState<Drafted>()
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const { orderId } = order
  const officer = outlook.officers.find(({ staffId }) => staffId === scope.officerId)?.name ?? ''
  const working = async (work: () => Promise<void>) => {
    if (busy) return
    setBusy(true)
    setRefused(undefined)
    try {
      await work()
    } catch {
      setRefused('没有收到结果。请按 Esc 回去看委托书有没有续上，再决定要不要重做。')
    } finally {
      setBusy(false)
    }
  }
  const draw = () =>
    working(async () => {
      const answer = await ask('letter.draft', { orderId, wish: letterOf(scope, true) })
      if (answer.ok) setDrafted(answer.value)
      else setRefused(assistRefusalText(answer.refusal))
    })
  const sign = (signature: Signature, pin: string) =>
    working(async () => {
      const wish = letterOf(scope, true)
      const answer = await ask('letter.sign', { letterId, orderId, wish, signature, officer: { pin } })
      if (!answer.ok) return setRefused(assistRefusalText(answer.refusal))
      say(`已续签 ${answer.value.letterNo}，按 P 打印`)
      onClose()
    })
  if (drafted)
    return (
      <SigningPanel
        text={drafted.text}
        title="续办委托书，请看清后签名"
        who={scope.signer === 'GUARDIAN' ? '监护人' : '委托人'}
        name={drafted.terms.signer.name}
        parties={[drafted.terms.principal.name, drafted.terms.principal.idNumber, officer]}
        pinOf={officer}
        verb="签好了，续办"
        busy={busy}
        refused={refused}
        onBack={() => setDrafted(undefined)}
        onSigned={(signature, pin) => void sign(signature, pin)}
      />
    )
  return (
    <div className="errand-cover" role="dialog" aria-modal="true" aria-label="续办委托">
      <ErrandScope
        renewing
        outlook={outlook}
        scope={scope}
        signed={false}
        busy={busy}
        refused={refused}
        onChange={(part) => setScope({ ...scope, ...part })}
        onBack={onClose}
        onLetter={() => void draw()}
      />
    </div>
  )
}
