import type { MatterSheet, SheetFrame, SheetMaterial } from '#shared/domain/matter-sheet.ts'
import { type Column, Facts, Grid, Section, StarNote, starred } from './parts.tsx'
import { type SheetForm, SheetPage } from './SheetPage.tsx'

type Props = {
  readonly sheet: MatterSheet
  readonly frame: SheetFrame
  readonly form: SheetForm
  /** What is still to be found, and what the person said to have. */
  readonly missing: readonly SheetMaterial[]
  readonly had: readonly string[]
}

/** 《事项咨询一次性告知单》: what is missing, where and how to get it, how long, how much, and whom to see. */
export function TakeHomeSheet({ form, frame, had, missing, sheet }: Props) {
  const title = frame.code ? '事项咨询一次性告知单' : '办事材料清单'
  const grid = form === 'A5' || form === 'A4'
  return (
    <SheetPage sheet={sheet} frame={frame} form={form} title={title}>
      <Facts facts={headFacts(sheet, frame)} />
      <Section title={missing.length > 0 ? `还要准备 ${missing.length} 样材料` : '材料都有了'}>
        {missing.length === 0 ? <p>办理时把下面的材料一起带来。</p> : null}
        {grid ? (
          missing.length > 0 && <Grid columns={columns} rows={missing.map(cellsOf)} />
        ) : (
          <Lines rows={missing} />
        )}
      </Section>
      {had.length > 0 ? (
        <p className="paper-line">
          <b>您说已经有的：</b>
          {had.join('、')}。办理时一起带来。
        </p>
      ) : null}
      <Section title="办哪些事，找哪个部门">
        <ol className="take-home-items">
          {sheet.items.map((item) => (
            <li key={item.itemId}>
              {item.name}
              {item.maybe ? '（视情况）' : ''}：{item.deptName}，{starred(item.timeWord)}，
              {starred(item.feeWord)}
            </li>
          ))}
        </ol>
        <StarNote words={sheet.items.flatMap(({ feeWord, timeWord }) => [feeWord, timeWord])} />
      </Section>
      <p className="paper-warning">
        <b>本单只供准备材料，不是收件凭证，不起算办理时限。</b>
        能不能受理，以带材料来窗口时核对的为准。
        {frame.code ? '下次来请带上本单，报查询码就能接着办，情形不用再问。' : ''}
      </p>
    </SheetPage>
  )
}

function headFacts(sheet: MatterSheet, { name }: SheetFrame) {
  const answered = sheet.answers.map(({ answer, question }) => `${question}${answer}`)
  return [
    { label: '要办的事', value: sheet.matterName, wide: true },
    { label: '咨询人', value: name, wide: true },
    { label: '情形', value: answered.join('；'), wide: true },
    { label: '办理时间', value: sheet.timeWord, wide: true },
    { label: '费用', value: sheet.feeWord, wide: true },
    { label: '牵头部门', value: sheet.leadDept, wide: true },
  ]
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料', width: 'take-home-w-material' },
  { head: '要求', width: 'take-home-w-required' },
  { head: '怎么办、在哪里办' },
]

function cellsOf(row: SheetMaterial): readonly (string | number)[] {
  return [row.n, `${row.name}${marksOf(row)}`, row.required, howOf(row)]
}

/** Narrow and large print have no room for columns: each paper is a short paragraph. */
function Lines({ rows }: { readonly rows: readonly SheetMaterial[] }) {
  return (
    <ol className="take-home-lines">
      {rows.map((row) => (
        <li key={row.rowId}>
          <b>
            {row.name}
            {marksOf(row)}
          </b>
          <br />
          {row.required}。{howOf(row)}
        </li>
      ))}
    </ol>
  )
}

function marksOf({ deferrable, maybe, optional }: SheetMaterial): string {
  const marks = [maybe && '视情况', optional && '可不交', deferrable && '可后补'].filter(Boolean)
  return marks.length > 0 ? `【${marks.join('、')}】` : ''
}

function howOf({ howToObtain, notes, when }: SheetMaterial): string {
  return [howToObtain, ...notes, when].filter(Boolean).join('')
}
