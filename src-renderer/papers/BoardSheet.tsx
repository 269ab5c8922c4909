import { longDayText } from '#shared/domain/date-text.ts'
import { type Column, Grid, Section } from './parts.tsx'
import './paper.css'
import './sheet.css'

type Line = { readonly caseNo: string; readonly item: string; readonly due: string }
type Props = {
  readonly title: string
  readonly by: string
  readonly unitName: string
  readonly practice: boolean
  readonly printedOn: string
  readonly groups: readonly { readonly name: string; readonly lines: readonly Line[] }[]
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '办件编号', width: 'board-w-no' },
  { head: '事项' },
  { head: '期限', width: 'board-w-due' },
]

/** 时限单: what a department is shown of the board. No person is named on it (ui.md UX-483). */
export function BoardSheet({ by, groups, practice, printedOn, title, unitName }: Props) {
  return (
    <article className="paper-sheet take-home paper-a4" lang="zh-CN" aria-label={title}>
      {practice ? <p className="paper-practice">练习 · 不具法律效力</p> : null}
      <div className="paper-flow">
        <header className="take-home-head">
          <div>
            <p className="paper-unit">{unitName}</p>
            <h1>{title}</h1>
          </div>
        </header>
        {groups.map(({ lines, name }) => (
          <Section key={name} title={name === '' ? '全部' : `${name}　${lines.length} 件`}>
            <Grid
              columns={columns}
              rows={lines.map(({ caseNo, due, item }, n) => [n + 1, caseNo, item, due])}
            />
          </Section>
        ))}
        <footer className="take-home-foot">
          <p className="paper-phones">
            <span>{by}</span>
            <span>打印日期：{longDayText(printedOn)}</span>
            <span>本单不含个人信息</span>
          </p>
        </footer>
      </div>
    </article>
  )
}
