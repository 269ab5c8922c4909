import type { SlipSheet } from '#shared/contract/custody-slip.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { CaseQr } from './CaseCode.tsx'
import { InkPicture } from './InkPicture.tsx'
import { useRunningHead } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, Section } from './parts.tsx'
import './paper.css'

type Props = {
  readonly sheet: SlipSheet
  /** Whose copy this is: 移交人联. */
  readonly copy: string
}

/** D10: both sides, every line, the total in figures and words (domain.md 4). */
export function HandoverSlip({ copy, sheet }: Props) {
  const { actedAt, cases, copies, copiesInWords, docNo, legWord, place, received, released, rows } = sheet
  const number = `文书编号：${docNo}`
  useRunningHead(number)
  const [first] = cases
  const bags = [...new Set(rows.flatMap(({ bagNo }) => bagNo || []))]
  const back = rows.some(({ outgoing }) => outgoing)
  return (
    <article className="paper-sheet paper-a4 handover-slip" lang="zh-CN" aria-label="材料交接清单">
      {sheet.practice && <p className="paper-practice">练习 · 不具法律效力</p>}
      <div className="paper-flow">
        <p className="paper-doc-no">{number}</p>
        <header className="paper-head">
          <CaseQr caseNo={first?.caseNo ?? ''} />
          <div className="paper-name">
            <p className="paper-unit">{sheet.unitName}</p>
            <h1>材料交接清单</h1>
          </div>
          <div className="paper-marks">
            <span className="paper-mark">{copy}</span>
            {sheet.printed >= 1 && (
              <span className="paper-mark">
                补打<small>第 {sheet.printed} 次</small>
              </span>
            )}
          </div>
        </header>
        <Facts
          facts={[
            { label: '交接环节', value: legWord },
            { label: '交接时间', value: actedAt },
            { label: '交接地点', value: place, wide: true },
            {
              label: '办件',
              value: cases.map(({ caseNoGrouped, ownerName }) => `${caseNoGrouped}　${ownerName}`),
              wide: true,
            },
            { label: '袋（封）号', value: bags, wide: true },
            { label: '备注', value: sheet.remark, wide: true },
          ]}
        />
        <Section title={`材料（共 ${rows.length} 项 ${copies} 件，${copiesInWords}件）`}>
          <Grid dense columns={columnsOf(back)} rows={rows.map((row) => cellsOf(row, back))} />
        </Section>
        <footer className="paper-tail">
          <div className="handover-sides">
            <Side word="移交人" side={released} />
            <Side word="接收人" side={received} />
            <div>
              <p>
                <b>见证人</b>
              </p>
              <p>{byHand}</p>
            </div>
          </div>
          <p>
            <b>拒收或不符的情况：</b>
          </p>
          <p className="handover-room">{byHand}</p>
          <p>本清单一式两份，移交人、接收人各执一份。帮办代办不收取任何费用。</p>
          <p className="paper-phones">
            <span>咨询、监督投诉电话：12345</span>
          </p>
        </footer>
      </div>
    </article>
  )
}

type Row = SlipSheet['rows'][number]

function columnsOf(back: boolean): readonly Column[] {
  return [
    { head: '序号', width: 'paper-w-n', centred: true },
    { head: '材料名称' },
    { head: '形式', width: 'paper-w-form', centred: true },
    { head: '证件号码', width: 'handover-w-number' },
    { head: '份数', width: 'paper-w-n', centred: true },
    { head: '页数', width: 'paper-w-n', centred: true },
    { head: '状况', width: 'paper-w-n', centred: true },
    back ? { head: '原交接单', width: 'handover-w-number' } : { head: '归还日期', width: 'handover-w-day' },
    { head: '备注', width: 'paper-w-form' },
  ]
}

function cellsOf(row: Row, back: boolean): readonly (string | number)[] {
  const { conditionWord, copies, docNumber, formWord, n, name, outgoing, pages, purpose, remark, returnBy } =
    row
  const last = back ? outgoing : returnBy ? longDayText(returnBy) : '不用还'
  const note = [purpose, remark].filter(Boolean).join('，')
  return [n, name, formWord, docNumber, copies, pages, conditionWord, last, note]
}

function Side({ side, word }: { readonly word: string; readonly side: SlipSheet['released'] | undefined }) {
  const ink = side?.ink?.how === 'FINGERPRINT' ? side.ink.witness?.ink : side?.ink
  return (
    <div>
      <p>
        <b>{word}</b>
        {side ? `　${side.name}${side.badge ? `（工号 ${side.badge}）` : ''}` : ''}
      </p>
      <p>{side ? `${side.hands}　${side.how}` : '等对方签收'}</p>
      {ink ? <InkPicture strokes={ink.strokes} label={`${word}签名`} /> : <p>签名：</p>}
    </div>
  )
}
