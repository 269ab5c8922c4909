import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ask } from '../../app/desk-client.ts'
import { pinSentences } from '../../app/pin-words.ts'
import { CodeForm } from './CodeForm.tsx'

type Certificate = (Answer<'certificate.state'> & { ok: true })['value']

/** The city vouches for this desk only until a day: said before it comes, and what to do once it is over. */
export function CertificatePanel({
  certificate,
  isManager,
}: {
  readonly certificate: Certificate
  readonly isManager: boolean
}) {
  const { asked, endsMs, refused, standing } = certificate
  if (standing === 'GOOD') return null
  const day = endsMs === undefined ? '' : `${dayText(dateOf(endsMs))} `
  if (standing === 'ENDS_SOON')
    return (
      <section className="pane epoch-pane" aria-label="窗口证书" role="status">
        <p>本窗口证书 {day}到期。到期前联网一次会自动续期，不用做什么；一直联不上网的，请负责人告诉市级。</p>
      </section>
    )
  return (
    <section className="pane epoch-pane" aria-label="窗口证书" role="alert">
      <h2>本窗口证书已到期</h2>
      <p>
        照常受理和打印，记录都在本机，一条不少；市级续期之前不接收上传。请负责人向市级要给本窗口的登记码，在这里输入。
      </p>
      {asked ? (
        <p role="status">正在向市级续期，续好后自动接着上传，不用守着。</p>
      ) : isManager ? (
        <CodeForm needsCode refused={refused} label="续期" send={renew} />
      ) : (
        <p>请中心负责人登录，在这里输入登记码。</p>
      )}
    </section>
  )
}

async function renew({ code = '', pin }: { readonly pin: string; readonly code?: string }) {
  const answer = await ask('certificate.renew', { code, pin })
  if (answer.ok) return undefined
  const { code: why, detail } = answer.refusal
  return { atCode: false, sentence: pinSentences[why](detail) }
}
