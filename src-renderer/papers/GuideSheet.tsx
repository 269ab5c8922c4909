import type { MatterSheet, SheetFrame, SheetItem } from '#shared/domain/matter-sheet.ts'
import { FlowPicture } from '../components/FlowPicture.tsx'
import { type Column, Facts, Grid, Section } from './parts.tsx'
import { SheetPage } from './SheetPage.tsx'

type Props = { readonly sheet: MatterSheet; readonly frame: SheetFrame }

/** 办事指南: everything about a matter that can be told before anybody applies. */
export function GuideSheet({ frame, sheet }: Props) {
  return (
    <SheetPage sheet={sheet} frame={frame} form="A4" title={`${sheet.matterName}办事指南`}>
      <Facts
        facts={[
          { label: '类别', value: sheet.kindWord },
          { label: '编号', value: sheet.matterId },
          { label: '牵头部门', value: sheet.leadDept, wide: true },
          { label: '配合部门', value: sheet.relatedDepts.join('、'), wide: true },
          { label: '办理时间', value: sheet.timeWord, wide: true },
          { label: '费用', value: sheet.feeWord, wide: true },
          { label: '要问清', value: sheet.answers.map(({ question }) => question).join(''), wide: true },
        ]}
      />
      <Section title="怎么走">
        <FlowPicture steps={sheet.items} />
      </Section>
      <Section title="一套材料">
        <Grid
          columns={materialColumns}
          rows={sheet.materials.map((row) => [
            row.n,
            `${row.name}${row.maybe ? '【视情况】' : ''}${row.optional ? '【可不交】' : ''}`,
            row.required,
            [row.howToObtain, ...row.notes, row.when].join(''),
            row.depts.join('、'),
          ])}
        />
      </Section>
      <Section title="各个事项">
        {sheet.items.map((item) => (
          <div key={item.itemId} className="paper-box">
            <Facts facts={itemFacts(item)} />
          </div>
        ))}
      </Section>
      <p className="paper-note">带“以部门答复为准”的内容还没有经部门核实，办理前请先问清。</p>
    </SheetPage>
  )
}

const materialColumns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料', width: 'take-home-w-material' },
  { head: '要求', width: 'take-home-w-required' },
  { head: '怎么办、在哪里办' },
  { head: '用于', width: 'take-home-w-dept' },
]

function itemFacts(item: SheetItem) {
  return [
    { label: `事项 ${item.n}`, value: `${item.name}${item.maybe ? '（视情况）' : ''}`, wide: true },
    { label: '什么时候办', value: item.when === '' ? undefined : item.when, wide: true },
    { label: '部门', value: item.deptName, wide: true },
    { label: '本中心', value: item.roleWord, wide: true },
    { label: '条件', value: item.condition === '' ? undefined : item.condition, wide: true },
    { label: '时限', value: item.timeWord, wide: true },
    { label: '收费', value: item.feeWord, wide: true },
    { label: '到场', value: item.presence, wide: true },
    { label: '依据', value: item.legalBasis, wide: true },
  ]
}
