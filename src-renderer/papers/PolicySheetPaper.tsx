import type { Answer } from '#shared/contract/desk.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { type Column, Grid, Section } from './parts.tsx'
import './paper.css'
import './sheet.css'

type Props = {
  readonly firm: string
  readonly sheets: Extract<Answer<'policy.match'>, { ok: true }>['value']['sheets']
  readonly unitName: string
  readonly practice: boolean
  readonly printedOn: string
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '政策' },
  { head: '条件和怎么办' },
]

/** 惠企政策单: what a firm may ask for, with a word beside each that no department has confirmed. */
export function PolicySheetPaper({ firm, practice, printedOn, sheets, unitName }: Props) {
  return (
    <article className="paper-sheet take-home paper-a4" lang="zh-CN" aria-label="惠企政策单">
      {practice ? <p className="paper-practice">练习 · 不具法律效力</p> : null}
      <div className="paper-flow">
        <header className="take-home-head">
          <div>
            <p className="paper-unit">{unitName}</p>
            <h1>惠企政策单</h1>
            {firm ? <p>{firm}</p> : null}
          </div>
        </header>
        <Section title={`按企业情况找到 ${sheets.length} 条`}>
          <Grid
            columns={columns}
            rows={sheets.map(({ basis, condition, confirmed, deptName, gives, how, name, validTo }, n) => [
              n + 1,
              `${name}（${deptName}）。${gives}依据：${basis}。${validTo ? `到 ${longDayText(validTo)} 为止。` : ''}${confirmed ? '' : '【以部门答复为准】'}`,
              `条件：${condition}怎么办：${how}`,
            ])}
          />
        </Section>
        <footer className="take-home-foot">
          <p className="paper-phones">
            <span>帮办免费</span>
            <span>打印日期：{longDayText(printedOn)}</span>
            <span>标“以部门答复为准”的，请先问清再办</span>
          </p>
        </footer>
      </div>
    </article>
  )
}
