import type { Answer } from '#shared/contract/desk.ts'
import type { FreezeReason } from '#shared/contract/epoch.ts'
import { ask } from '../../app/desk-client.ts'
import { CodeForm } from './CodeForm.tsx'
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
          <CodeForm needsCode={needsCode} refused={refused} label="这台电脑继续用" send={goOn} />
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

async function goOn(given: { readonly pin: string; readonly code?: string }) {
  const answer = await ask('epoch.goOn', given)
  if (answer.ok) return undefined
  return { atCode: answer.refusal.code === 'code-missing', sentence: goOnText(answer.refusal) }
}
