import { type ReactNode, useLayoutEffect } from 'react'
import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CaseBars, CaseQr } from './CaseCode.tsx'
import { paperSize } from './paper-size.ts'

type Props = {
  content: PaperContent
  large: boolean
  title: string
  /** Which stamp makes this paper valid (domain.md 4). */
  seal: '受理专用章' | '业务专用章' | '决定机关印章'
  /** Whose stamp, where it is not the centre's. */
  sealOf?: string
  /** What the person who takes the paper signs as; a paper nobody takes has none. */
  receiver?: string
  /** What the clerk signs as. */
  officer: string
  /** Who else signs for the centre or on the way. */
  others?: readonly string[]
  /** How the paper speaks of itself in the note on copies: 本凭证, 本通知书. */
  self: string
  /** Who keeps which, where it is not one for the applicant and one for the centre. */
  copies?: string
  provisional?: boolean
  /** The last words, which stand on the sheet of the seal: a seal alone on a sheet seals nothing. */
  closing?: string
  children: ReactNode
}

/** Everything the papers share: number, title, codes, signatures, seal and telephones. */
export function PaperFrame({ content, large, title, children, provisional = false, ...tail }: Props) {
  const size = paperSize(content, large)
  const number = `文书编号：${content.docNo}`
  useRunningHead(number)
  const classes = ['paper-sheet', `paper-${size.toLowerCase()}`, large ? 'paper-large' : '']
  return (
    <article className={classes.filter(Boolean).join(' ')} lang="zh-CN" aria-label={title}>
      {content.practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <p className="paper-doc-no">{number}</p>
        <header className="paper-head">
          <CaseQr caseNo={content.caseNo} />
          <div className="paper-name">
            <p className="paper-unit">{content.unitName}</p>
            <h1>{title}</h1>
          </div>
          <div className="paper-marks">
            {provisional && <span className="paper-mark">暂定</span>}
            {content.printed >= 1 && (
              <span className="paper-mark">
                补打<small>第 {content.printed} 次</small>
              </span>
            )}
          </div>
          <p className="paper-case-no">
            <b>办件编号</b> <span>{content.caseNoGrouped}</span>
          </p>
          <CaseBars caseNo={content.caseNo} />
        </header>
        {children}
        <Tail content={content} {...tail} />
      </div>
    </article>
  )
}

/** The margin of the following sheets belongs to the page, which takes its words from the root. */
export function useRunningHead(text: string): void {
  useLayoutEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--paper-running', JSON.stringify(text))
    return () => void style.removeProperty('--paper-running')
  }, [text])
}

type TailProps = Omit<Props, 'large' | 'title' | 'provisional' | 'children'>

function Tail({ closing, content, copies, officer, others = [], receiver, seal, sealOf, self }: TailProps) {
  const { clerkBadge, clerkName, issuedOn, unitName, unitPhone } = content
  return (
    <footer className="paper-tail">
      <div className="paper-signing">
        {closing && <p className="paper-closing">{closing}</p>}
        <div className="paper-signatures">
          {receiver && <Signature who={`${receiver}签名或者按指印`} />}
          <p>
            {officer}：{clerkName}（工号 {clerkBadge}）
          </p>
          <p>{officer}签名：</p>
          {others.map((who) => (
            <p key={who}>{who}签名：</p>
          ))}
        </div>
        <div className="paper-seal">
          <p>{sealOf ?? unitName}</p>
          <p className="paper-seal-name">（{seal}）</p>
          <p>{longDayText(issuedOn)}</p>
        </div>
      </div>
      <p>
        {self}
        {copies ?? '一式两份，申请人、本中心各执一份。'}加盖印章后有效。
      </p>
      <p className="paper-phones">
        {unitPhone && <span>咨询电话：{unitPhone}</span>}
        <span>{unitPhone ? '监督投诉电话' : '咨询、监督投诉电话'}：12345</span>
      </p>
    </footer>
  )
}

/** Room to sign, and the day under it. */
export function Signature({ who }: { readonly who: string }) {
  return (
    <div className="paper-sign">
      <p>{who}：</p>
      <p className="paper-sign-day">
        <span>年</span>
        <span>月</span>
        <span>日</span>
      </p>
    </div>
  )
}
