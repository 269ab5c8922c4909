import type { LossReport } from '#shared/contract/custody-slip.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import { Signature } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, Section } from './parts.tsx'
import './paper.css'

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料名称' },
  { head: '形式', width: 'paper-w-form', centred: true },
  { head: '证件号码', width: 'handover-w-number' },
  { head: '份数', width: 'paper-w-n', centred: true },
  { head: '最后保管', width: 'handover-w-number' },
  { head: '从哪天', width: 'handover-w-day' },
]

/** 情况说明 of a loss or a damage, signed by two and put before the manager (ui.md UX-415). */
export function LossSheet({ report }: { readonly report: LossReport }) {
  const { account, caseNo, caseNoGrouped, closedOn, closing, kindWord, outcomeWord, ownerName, rows } = report
  const title = `材料${kindWord}情况说明`
  return (
    <article className="paper-sheet paper-a4 handover-slip" lang="zh-CN" aria-label={title}>
      {report.practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <header className="paper-head">
          <CaseQr caseNo={caseNo} />
          <div className="paper-name">
            <p className="paper-unit">{report.unitName}</p>
            <h1>{title}</h1>
          </div>
          <div className="paper-marks" />
        </header>
        <Facts
          facts={[
            { label: '办件编号', value: caseNoGrouped, wide: true },
            { label: '材料主人', value: ownerName },
            { label: '登记日期', value: longDayText(report.reportedOn) },
            { label: '登记人', value: report.reporter },
            { label: '见证人', value: report.second },
          ]}
        />
        <Section title={`${kindWord}的材料（共 ${rows.length} 项）`}>
          <Grid
            dense
            columns={columns}
            rows={rows.map((row) => [
              row.n,
              row.name,
              row.formWord,
              row.docNumber,
              row.copies,
              row.lastHolder,
              longDayText(row.since),
            ])}
          />
        </Section>
        <Section title="经过">
          <p className="paper-body">{account}</p>
        </Section>
        <Section title="处理结果">
          <p className="paper-body">
            {outcomeWord
              ? `${outcomeWord}：${closing ?? ''}（${closedOn ? longDayText(closedOn) : ''}）`
              : byHand}
          </p>
        </Section>
        <footer className="paper-tail">
          <div className="handover-sides">
            <Signature who="登记人签名" />
            <Signature who="见证人签名" />
            <Signature who="中心负责人签名" />
          </div>
          <p className="paper-phones">
            <span>监督投诉电话：12345</span>
          </p>
        </footer>
      </div>
    </article>
  )
}
