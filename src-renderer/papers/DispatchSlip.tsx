import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { MaterialTable } from './MaterialTable.tsx'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, Section } from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D13' }>
type Props = { content: Content }

/** D13: goes along with the papers and comes back signed by the organ that took them. */
export function DispatchSlip({ content }: Props) {
  const { materials, receivedBy, rows, sentAt, toOrgan } = content
  return (
    <PaperFrame
      content={content}
      large={false}
      title="材料流转（出库）单"
      seal="业务专用章"
      receiver="接收人"
      officer="移交人"
      others={['递送人']}
      self="本流转单"
      copies="一式两份，接收部门、本中心各执一份。"
    >
      <Facts
        facts={[
          { label: '接收单位', value: toOrgan, wide: true },
          { label: '出库时间', value: sentAt, wide: true },
          { label: '接收人', value: receivedBy ?? byHand },
          { label: '签收时间', value: byHand },
          { label: '出库方式', value: '□ 专员送达　□ 递送员　□ 快递', wide: true },
          { label: '递送人', value: byHand },
          { label: '联系电话', value: byHand },
          { label: '快递单号', value: byHand, wide: true },
          { label: '异常情况', value: byHand, wide: true },
        ]}
      />
      <Section title={`移交的办件（共 ${rows.length} 件）`}>
        <Grid dense columns={columns} rows={rows.map(cellsOf)} />
      </Section>
      {materials.length > 0 && (
        <Section title="材料清单">
          <MaterialTable lines={materials} />
        </Section>
      )}
    </PaperFrame>
  )
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '办件编号', width: 'paper-w-case' },
  { head: '申请人' },
  { head: '收件日期', width: 'paper-w-day', centred: true },
  { head: '事项' },
  { head: '材料项数', width: 'paper-w-n', centred: true },
  { head: '封套号', width: 'paper-w-kind' },
]

function cellsOf(row: Content['rows'][number]): readonly (string | number)[] {
  const { applicantName, caseNoGrouped, itemName, materials, n, receivedOn } = row
  return [n, caseNoGrouped, applicantName, longDayText(receivedOn), itemName, materials, byHand]
}
