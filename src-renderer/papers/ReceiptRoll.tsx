import { useRef } from 'react'
import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import { keptForGood } from './parts.tsx'
import { useRollLength } from './roll.ts'
import './sheet.css'

type Content = Extract<PaperContent, { kind: 'D1' }>

/** D1 on a roll of 80 mm: the same words one below the other, and nothing that needs a column. */
export function ReceiptRoll({ content }: { readonly content: Content }) {
  const box = useRef<HTMLElement>(null)
  useRollLength(box, true)
  const { applicantName, caseNo, caseNoGrouped, clerkBadge, clerkName, docNo, enquiryCode, issuedOn } =
    content
  return (
    <article
      ref={box}
      className="paper-sheet take-home paper-roll receipt-roll"
      lang="zh-CN"
      aria-label="收件凭证"
    >
      {content.practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <header className="take-home-head">
          <div>
            <p className="paper-unit">{content.unitName}</p>
            <h1>收件凭证</h1>
            {content.printed >= 1 && <p className="paper-mark">补打 第 {content.printed} 次</p>}
          </div>
          <div className="take-home-code">
            <CaseQr caseNo={caseNo} />
            <p>
              查询码 <b>{enquiryCode}</b>
            </p>
          </div>
        </header>
        <p>文书编号</p>
        <p>{docNo}</p>
        <p>办件编号</p>
        <p>{caseNoGrouped}</p>
        <p>申请人：{applicantName}</p>
        <p>证件号码：{content.applicantIdMasked}</p>
        {content.applicantPhoneMasked && <p>联系电话：{content.applicantPhoneMasked}</p>}
        {content.representativeLine && <p>代理人：{content.representativeLine}</p>}
        <p>申办事项：{content.matterName}</p>
        <p>收件时间：{content.receivedAt}</p>
        {content.notAcceptance && (
          <p className="paper-warning">
            <b>本凭证不代表已受理。</b>是否受理由主管部门决定并出具凭据。
          </p>
        )}
        <Lines
          title="办理事项"
          lines={content.items.map(({ deptName, name, roleWord }) => `${name}（${deptName}，${roleWord}）`)}
        />
        <Lines title="收到的材料" lines={content.materials.map(materialWords)} />
        <Lines
          title="留存的原件"
          lines={content.originalsKept.map(({ name, returnBy }) =>
            returnBy ? `${name}，预计${returnBy}归还` : `${name}，${keptForGood}`,
          )}
        />
        <Lines title="下一步" lines={content.nextSteps} />
        <footer className="take-home-foot">
          <p>申请人（代理人）签名或者按指印：</p>
          <p className="receipt-roll-sign" />
          <p>
            收件人：{clerkName}（工号 {clerkBadge}）
          </p>
          <p>{longDayText(issuedOn)}　（业务专用章）</p>
          <p className="receipt-roll-seal" />
          <p>本凭证一式两份，申请人、本中心各执一份。加盖印章后有效。</p>
          {content.unitPhone && <p>咨询电话：{content.unitPhone}</p>}
          <p>咨询、监督投诉电话：12345</p>
        </footer>
      </div>
    </article>
  )
}

function Lines({ lines, title }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0)
    return (
      <p className="paper-line">
        <b>{title}：</b>无
      </p>
    )
  return (
    <section className="paper-section">
      <h2>{title}</h2>
      <ol className="paper-list take-home-lines">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ol>
    </section>
  )
}

function materialWords({ copies, form, name, note, taken }: Content['materials'][number]): string {
  return `${name}（${[form, copies > 0 ? `${copies} 份` : '', taken, note].filter(Boolean).join('，')}）`
}
