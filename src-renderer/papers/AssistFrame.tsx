import type { ReactNode } from 'react'
import type { AssistPaper } from '#shared/contract/assist-paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import { useRunningHead } from './PaperFrame.tsx'
import './paper.css'

type Props = {
  readonly sheet: Pick<AssistPaper, 'code' | 'docNo' | 'issuedOn' | 'practice' | 'printed' | 'unitName'>
  readonly title: string
  /** Whose copy this is. */
  readonly copy?: string
  readonly marks?: ReactNode
  readonly copies: string
  readonly large?: boolean
  readonly seal?: boolean
  readonly signing: ReactNode
  readonly children: ReactNode
}

/** What the papers of 小萍帮办 share; those who take them home get the larger size. */
export function AssistFrame(props: Props) {
  const { children, copies, copy, large = true, marks, seal = true, sheet, signing, title } = props
  const number = `文书编号：${sheet.docNo}`
  useRunningHead(number)
  return (
    <article
      className={`paper-sheet paper-a4 handover-slip${large ? ' paper-large' : ''}`}
      lang="zh-CN"
      aria-label={title}
    >
      {sheet.practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <p className="paper-doc-no">{number}</p>
        <header className="paper-head">
          <CaseQr caseNo={sheet.code} />
          <div className="paper-name">
            <p className="paper-unit">{sheet.unitName}</p>
            <h1>{title}</h1>
          </div>
          <div className="paper-marks">
            {copy ? <span className="paper-mark">{copy}</span> : null}
            {sheet.printed >= 1 && (
              <span className="paper-mark">
                补打<small>第 {sheet.printed} 次</small>
              </span>
            )}
            {marks}
          </div>
        </header>
        {children}
        <footer className="paper-tail">
          <div className="paper-signing">
            <div className="paper-signatures">{signing}</div>
            {seal ? (
              <div className="paper-seal">
                <p>{sheet.unitName}</p>
                <p className="paper-seal-name">（业务专用章）</p>
                <p>{longDayText(sheet.issuedOn)}</p>
              </div>
            ) : null}
          </div>
          <p>{copies}</p>
          <p className="paper-free">免费服务，不收取任何费用</p>
          <p className="paper-phones">
            <span>咨询、监督投诉电话：12345</span>
          </p>
        </footer>
      </div>
    </article>
  )
}
