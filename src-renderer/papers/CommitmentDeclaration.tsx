import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, NumberedSection, partyFacts, Section } from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D7' }>
type Props = { content: Content; large: boolean }

/** D7: what the organ tells first, and what the applicant then states in place of the certificates. */
export function CommitmentDeclaration({ content, large }: Props) {
  const { items, rows } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="告知承诺书"
      seal="业务专用章"
      receiver="承诺人"
      officer="告知人"
      self="本承诺书"
      copies="一式两份，申请人执一份，一份随申请材料送办理机关存卷。"
    >
      <Facts facts={partyFacts(content)} />
      <Section title="一、办理机关告知">
        <Grid
          columns={columns}
          rows={rows.map(({ n, name, proves, usedFor }) => [n, name, proves ?? byHand, usedFor])}
        />
        {items.map((item) => (
          <div key={item.itemNo} className="paper-told">
            <Facts facts={toldOf(item)} />
          </div>
        ))}
        <p className="paper-note">
          <b>核查方式：</b>
          办理机关在办理中或者办结后，通过核对政务数据、向有关单位函询、实地查看等方式核查。
          <b>不实承诺的责任：</b>
          承诺不实的，依法终止办理、撤销决定或者责令整改，追回取得的利益，记入信用记录；构成违法的，依法处理。
        </p>
      </Section>
      <NumberedSection title="二、申请人承诺" lines={statements} />
      <Facts
        facts={[
          { label: '承诺范围', value: '上表所列材料要证明的内容', wide: true },
          { label: '承诺期限', value: byHand, wide: true },
          { label: '其他说明', value: byHand, wide: true, room: true },
        ]}
      />
    </PaperFrame>
  )
}

const statements: readonly string[] = [
  '已经知道办理机关告知的全部内容；',
  '本人（单位）符合告知的条件、标准和要求，上述证明内容真实、合法；',
  '愿意接受办理机关的核查，同意办理机关为核查本次承诺查询、核对有关数据；',
  '承诺不实或者违反承诺的，愿意承担告知的责任。以上是本人（单位）的真实意思表示。',
]

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '由承诺代替的证明材料' },
  { head: '要证明的内容' },
  { head: '用于', width: 'paper-w-role', centred: true },
]

function toldOf({ basis, condition, itemNo, name, organ }: Content['items'][number]) {
  return [
    { label: `事项${itemNo}`, value: name, wide: true },
    { label: '办理机关', value: organ, wide: true },
    { label: '设定依据', value: basis, wide: true },
    { label: '办理条件', value: condition, wide: true },
  ]
}
