import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame, Signature } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, NumberedSection, partyFacts, Section } from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D6' }>
type Props = { content: Content; large: boolean }

/** D6: the promise of the applicant above, the notice of the centre below, both about the same rows. */
export function DeficiencyPledge({ content, large }: Props) {
  const { acceptedOn, items, primaries, provisional, rows, signedBy } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="容缺受理承诺书、通知书"
      seal="受理专用章"
      receiver="通知书签收人"
      officer="受理人"
      others={['负责人（需要审批的）']}
      self="本承诺书、通知书"
      copies="一式两份，一份当场交申请人，一份由本中心存卷。"
      provisional={provisional}
    >
      <Facts
        facts={[
          ...partyFacts(content),
          { label: '容缺事项', value: items.map(({ name, organ }) => `${name}（${organ}）`), wide: true },
          {
            label: '主要材料',
            value: `√ 已经齐全、符合法定形式${primaries.length > 0 ? `：${primaries.join('、')}` : ''}`,
            wide: true,
          },
        ]}
      />
      <Section title="容缺后补的材料">
        {large ? (
          rows.map((row) => <RowBox key={row.n} row={row} />)
        ) : (
          <Grid columns={columns} rows={rows.map(cellsOf)} />
        )}
      </Section>
      <NumberedSection title="一、申请人承诺" lines={promises} />
      <div className="paper-unbroken">
        <p className="paper-line">
          <b>本人（单位）没有下列情形：</b>
          被列入失信名单且没有修复信用；以前作出的容缺承诺没有履行且没有补救；法律、法规规定不得容缺受理的其他情形。
        </p>
        {signedBy && <p className="paper-line">承诺已由{signedBy}当面签名确认。</p>}
        <div className="paper-promise">
          <Signature who="承诺人签名或者按指印" />
        </div>
      </div>
      <div className="paper-second">
        <Section title="二、容缺受理通知">
          <p className="paper-body">
            {`根据你（单位）的申请和承诺，本中心于${longDayText(acceptedOn)}对下列事项容缺受理：${items.map(({ name }) => name).join('、')}。请在第一页写明的补交期限前补齐材料。补交期限从受理之日的次日起按工作日计算，不超过该事项的承诺办结时限。材料补齐后才发给办理结果；逾期没有补齐的，退回申请。`}
          </p>
          {provisional && (
            <p className="paper-note">补交期限跨到还没有公布放假安排的年份，为暂定，有变化的另行告知。</p>
          )}
        </Section>
        <Section title="补交登记（补交时由窗口填写）">
          <Grid
            columns={[
              { head: '序号', width: 'paper-w-n', centred: true },
              { head: '所缺材料' },
              { head: '补交期限', width: 'paper-w-return', centred: true, whole: true },
              { head: '补交日期' },
              { head: '收件人签名' },
            ]}
            rows={rows.map(({ dueWord, n, name }) => [n, name, dueWord, byHand, byHand])}
          />
        </Section>
      </div>
    </PaperFrame>
  )
}

/** Five columns cannot be read in large print. */
function RowBox({ row }: { readonly row: Content['rows'][number] }) {
  return (
    <div className="paper-box">
      <Facts
        facts={[
          { label: '所缺材料', value: `${row.n}. ${row.name}`, wide: true },
          { label: '补交形式', value: row.required, wide: true },
          { label: '补交方式', value: row.way, wide: true },
          { label: '补交期限', value: row.dueWord, wide: true },
        ]}
      />
    </div>
  )
}

const promises: readonly string[] = [
  '主要申请材料真实、有效；所缺材料按上表的方式在补交期限前交齐，送达窗口的日期为补交日期。',
  '知道材料补齐后才发给办理结果；逾期没有补齐的，按退件处理，由此产生的后果自行承担。',
  '知道承诺不实或者不履行承诺的，将依法记入信用记录，今后不再适用容缺受理。',
]

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '所缺材料' },
  { head: '补交形式', width: 'paper-w-way' },
  { head: '补交方式', width: 'paper-w-taken', centred: true },
  { head: '补交期限', width: 'paper-w-return', centred: true, whole: true },
]

function cellsOf({ dueWord, n, name, required, way }: Content['rows'][number]) {
  return [n, name, required, way, dueWord]
}
