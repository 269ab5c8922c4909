import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import './paper.css'
import './label.css'

type Label = Extract<Answer<'custody.label'>, { ok: true }>['value']

/** The label of a bag, 60×40 mm: a code for any scanner, and nobody's whole name (ui.md 2.b). */
export function LabelSheet({ label, unitName }: { readonly label: Label; readonly unitName: string }) {
  const { bagNo, code, copies, originals, ownerName, receipts, returnBy, shelf } = label
  const [caseNo = '', bag = ''] = bagNo.split(/-(?=J\d\d$)/)
  return (
    <article className="paper-sheet bag-label" lang="zh-CN" aria-label="袋标签">
      <div className="bag-label-code">
        <CaseQr caseNo={code} />
        <p className="bag-label-bag">{bag}</p>
      </div>
      <div className="bag-label-words">
        <p className="bag-label-unit">{unitName}</p>
        <p className="bag-label-owner">{ownerName}</p>
        <p>
          {[originals && `原件 ${originals}`, copies && `复印 ${copies}`, receipts && `凭据 ${receipts}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
        <p>{returnBy ? `${dayText(returnBy)}还` : '没有定归还日'}</p>
        <p>{shelf ?? ''}</p>
      </div>
      <p className="bag-label-no">{caseNo}</p>
    </article>
  )
}
