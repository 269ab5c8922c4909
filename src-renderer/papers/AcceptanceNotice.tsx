import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { MaterialTable } from './MaterialTable.tsx'
import { PaperFrame } from './PaperFrame.tsx'
import {
  type Column,
  Facts,
  Grid,
  NumberedSection,
  partyFacts,
  Section,
  StarNote,
  starred,
} from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D2' }>
type Props = { content: Content; large: boolean }

/** D2: one sheet for all items of a matter that this centre accepts. */
export function AcceptanceNotice({ content, large }: Props) {
  const { acceptedOn, appliedOn, deficiencies, feeWord, legalBasis, materials, provisional } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="受理通知书"
      seal="受理专用章"
      receiver="签收人"
      officer="受理人"
      self="本通知书"
      provisional={provisional}
    >
      <Facts
        facts={[
          ...partyFacts(content),
          { label: '申请日期', value: longDayText(appliedOn) },
          { label: '受理日期', value: longDayText(acceptedOn) },
          { label: '收费', value: feeWord, wide: true },
        ]}
      />
      <p className="paper-body">{opening(content)}</p>
      <Section title="受理事项和办理期限">
        {large ? (
          content.items.map((item) => <ItemBox key={item.itemNo} item={item} />)
        ) : (
          <Grid columns={itemColumns} rows={content.items.map(itemRow)} />
        )}
        {!large && (
          <StarNote
            words={content.items.flatMap((item) => [
              item.statutoryWord,
              item.promisedWord,
              item.promisedDueWord,
            ])}
          />
        )}
        <p className="paper-note">
          办理期限从受理之日的次日起算，按工作日计算的不含法定节假日。依法需要听证、招标、拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计入办理期限，另行书面告知。
        </p>

        {provisional && (
          <p className="paper-note">
            <b>标有“暂定”的原因：</b>
            办理期限跨到还没有公布放假安排的年份，办结日期为暂定，公布后有变化的另行告知。
          </p>
        )}
      </Section>
      {deficiencies.length > 0 && <Deficiencies rows={deficiencies} />}
      {materials.length > 0 && (
        <Section title="收到的材料">
          <MaterialTable lines={materials} />
        </Section>
      )}
      <NumberedSection title="受理依据" lines={legalBasis} />
    </PaperFrame>
  )
}

function Deficiencies({ rows }: { rows: Content['deficiencies'] }) {
  return (
    <Section title="先受理、后补交的材料（容缺受理）">
      <Grid
        columns={[
          { head: '材料名称' },
          { head: '补交方式', width: 'paper-w-way' },
          { head: '补交期限', width: 'paper-w-return', whole: true },
        ]}
        rows={rows.map(({ name, way, dueWord }) => [name, way, dueWord])}
      />
      <p className="paper-note">材料补齐后才能发给办理结果；逾期没有补齐的，退回申请。</p>
    </Section>
  )
}

function opening({ appliedOn, deficiencies, matterName }: Content): string {
  const found =
    deficiencies.length > 0
      ? '主要申请材料齐全、符合法定形式，次要材料可以后补'
      : '申请材料齐全、符合法定形式'
  return `你（单位）于${longDayText(appliedOn)}提出的“${matterName}”申请，经审查，${found}，现决定予以受理。`
}

/** Seven columns cannot be read in large print. */
function ItemBox({ item }: { readonly item: Content['items'][number] }) {
  const { caseKindWord, organ, promisedDueWord, promisedWord, statutoryWord } = item
  return (
    <div className="paper-box">
      <Facts
        facts={[
          { label: `事项 ${item.itemNo}`, value: nameOf(item), wide: true },
          { label: '受理机关', value: organ, wide: true },
          { label: '办件类型', value: caseKindWord, wide: true },
          { label: '法定期限', value: statutoryWord, wide: true },
          { label: '承诺期限', value: promisedWord, wide: true },
          { label: '承诺办结', value: promisedDueWord, wide: true },
        ]}
      />
    </div>
  )
}

function nameOf({ deficiency, name }: Content['items'][number]): string {
  return deficiency ? `${name}（容缺受理）` : name
}

const itemColumns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '事项名称' },
  { head: '受理机关', width: 'paper-w-organ' },
  { head: '办件类型', width: 'paper-w-kind', centred: true },
  { head: '法定期限', width: 'paper-w-limit', centred: true },
  { head: '承诺期限', width: 'paper-w-limit', centred: true },
  { head: '承诺办结日期', width: 'paper-w-due', centred: true, whole: true },
]

function itemRow(item: Content['items'][number]): readonly string[] {
  const { caseKindWord, itemNo, organ, promisedDueWord, promisedWord, statutoryWord } = item
  return [
    itemNo,
    nameOf(item),
    organ,
    caseKindWord,
    starred(statutoryWord),
    starred(promisedWord),
    starred(promisedDueWord),
  ]
}
