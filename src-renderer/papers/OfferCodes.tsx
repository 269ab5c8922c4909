import { HandQr } from './CaseCode.tsx'
import './paper.css'
import './label.css'

type Props = {
  readonly parts: readonly string[]
  readonly unitName: string
  readonly to: string
  readonly about: string
}

/** The codes of an offer on paper: they travel with the bag, and the other desk reads them there. */
export function OfferCodes({ about, parts, to, unitName }: Props) {
  return (
    <article className="paper-sheet paper-a4 offer-codes" lang="zh-CN" aria-label="交接码">
      <div className="paper-flow">
        <header className="paper-head">
          <div className="paper-name">
            <p className="paper-unit">{unitName}</p>
            <h1>材料交接码</h1>
          </div>
        </header>
        <p>
          交给：<b>{to}</b>　{about}
        </p>
        <p>随袋走。接收方在自己的萍窗里扫全部 {parts.length} 个码，次序不要紧；点清实物再签收。</p>
        <div className="offer-codes-all">
          {parts.map((part, at) => (
            <figure key={part}>
              <HandQr code={part} label={`第 ${at + 1} 个码，共 ${parts.length} 个`} />
              <figcaption>
                第 {at + 1} 个，共 {parts.length} 个
              </figcaption>
            </figure>
          ))}
        </div>
      </div>
    </article>
  )
}
