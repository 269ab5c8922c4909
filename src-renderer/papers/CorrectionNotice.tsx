import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { type Column, Facts, Grid, partyFacts, Section, Unconfirmed } from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D3' }>
type Props = { content: Content; large: boolean }

/** D3: everything that is missing, told at once, and for each material how and where to get it. */
export function CorrectionNotice({ content, large }: Props) {
  const { items, legalNotice, provisional, receivedAt, rows, supplementDueWord, unconfirmed } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title={legalNotice ? '一次性告知（补正）通知书' : '一次性告知单'}
      seal={legalNotice ? '受理专用章' : '业务专用章'}
      receiver="签收人"
      officer="经办人"
      self={legalNotice ? '本通知书' : '本告知单'}
      provisional={provisional}
      closing={afterwards(content)}
    >
      <Facts
        facts={[
          ...partyFacts(content),
          { label: '收件时间', value: receivedAt, wide: true },
          { label: '补正期限', value: supplementDueWord, wide: true },
        ]}
      />
      <p className="paper-body">{opening(content)}</p>
      {!legalNotice && (
        <p className="paper-warning">
          <b>本告知单由本窗口代为告知，不是受理机关作出的补正通知。</b>
          是否受理，由受理机关决定。
        </p>
      )}
      <Section title="涉及的事项">
        <Grid
          columns={[
            { head: '序号', width: 'paper-w-n', centred: true },
            { head: '事项名称' },
            { head: '承办部门', width: 'paper-w-dept' },
          ]}
          rows={items.map(({ itemNo, name, deptName }) => [itemNo, name, deptName])}
        />
      </Section>
      <Section title="需要补正的材料">
        {large ? <Boxes rows={rows} /> : <Grid columns={columns} rows={rows.map(cellsOf)} />}
        <Unconfirmed facts={unconfirmed} />
      </Section>
    </PaperFrame>
  )
}

/** Seven columns cannot be read in large print, so every material becomes a box of its own. */
function Boxes({ rows }: Pick<Content, 'rows'>) {
  return rows.map((row) => (
    <div key={row.n} className="paper-box">
      <Facts
        facts={[
          { label: '材料', value: `${row.n}. ${row.name}`, wide: true },
          { label: '问题', value: row.problem, wide: true },
          { label: '要求', value: row.required, wide: true },
          { label: '办理途径', value: row.howToObtain, wide: true },
          { label: '必要性', value: row.necessityWord },
          { label: '可否容缺', value: deferralWord(row) },
        ]}
      />
    </div>
  ))
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料', width: 'paper-w-material' },
  { head: '问题', width: 'paper-w-problem' },
  { head: '要求', width: 'paper-w-required' },
  { head: '办理途径（怎么补、在哪补）' },
  { head: '必要性', width: 'paper-w-necessity', centred: true },
  { head: '可否容缺', width: 'paper-w-word', centred: true },
]

function cellsOf(row: Content['rows'][number]): readonly (string | number)[] {
  const { howToObtain, n, name, necessityWord, problem, required } = row
  return [n, name, problem, required, howToObtain, necessityWord, deferralWord(row)]
}

function deferralWord({ mayDefer }: Content['rows'][number]): string {
  return mayDefer ? '可' : '否'
}

function opening({ legalNotice, matterName, receivedAt }: Content): string {
  const application = `你（单位）于${receivedAt}提出的“${matterName}”申请`
  return legalNotice
    ? `${application}，经审查，申请材料不齐全或者不符合法定形式。依据《中华人民共和国行政许可法》第三十二条第一款第（四）项，现将需要补正的全部内容一次告知如下。`
    : `${application}，经核对，下列材料还没有备齐或者需要更正。为方便一次备齐，现将全部内容一次告知如下。`
}

function afterwards({ provisional }: Content): string {
  const ways =
    '请按“办理途径”一栏准备材料，带本单到本窗口补交。逾期没有补齐的，本次申请不能受理；备齐后可以重新申请。'
  return provisional ? `${ways}补正期限跨到还没有公布放假安排的年份，为暂定，有变化的另行告知。` : ways
}
