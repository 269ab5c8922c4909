import type { LetterSheet as Sheet } from '#shared/contract/assist-paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { AssistFrame } from './AssistFrame.tsx'
import { InkPicture } from './InkPicture.tsx'

/** D9, the very words that were signed; who reads it years later sees the ink under them. */
export function LetterSheet({ copy, sheet }: { readonly sheet: Sheet; readonly copy: string }) {
  const { signature, text } = sheet
  // The heading and the number stand above already, the name of the signer stands under it.
  const lines = text.split('\n').slice(2, -1)
  return (
    <AssistFrame
      sheet={sheet}
      title="授权委托书"
      copy={copy}
      marks={sheet.ended ? <span className="paper-mark">已终止</span> : undefined}
      copies="本委托书一式三份：委托人一份，存档一份，专员随身带一份。"
      signing={<Signing sheet={sheet} />}
    >
      <div className="letter-text">
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {sheet.officerPhone ? <p>专员电话：{sheet.officerPhone}</p> : null}
        {sheet.slips.length > 0 ? <p>交接的材料：见材料交接清单 {sheet.slips.join('、')}。</p> : null}
        {sheet.renews ? <p>本委托书接续 {sheet.renews} 号委托书。</p> : null}
        {sheet.ended ? (
          <p>
            <b>{sheet.ended}。</b>
          </p>
        ) : null}
        {signature.how === 'FINGERPRINT' ? <p>按指印的原因：{signature.reason}。</p> : null}
      </div>
    </AssistFrame>
  )
}

function Signing({ sheet }: { readonly sheet: Sheet }) {
  const { signature, signerName } = sheet
  const { witness } = signature
  return (
    <>
      <p>
        签名人：{signerName}
        {signature.how === 'FINGERPRINT' ? '（在此按指印）' : ''}
      </p>
      {signature.how === 'FINGERPRINT' ? (
        <p className="letter-finger">{'\u3000'}</p>
      ) : (
        <InkPicture strokes={signature.strokes} label="签名人签名" />
      )}
      {witness ? (
        <>
          <p>
            见证人：{witness.name}（{witness.idNumber}）
          </p>
          <InkPicture strokes={witness.ink.strokes} label="见证人签名" />
        </>
      ) : null}
      <p>
        专员：{sheet.officerName}（工号 {sheet.officerBadge}），本人口令确认
      </p>
      <p>签署日期：{longDayText(sheet.issuedOn)}</p>
    </>
  )
}
