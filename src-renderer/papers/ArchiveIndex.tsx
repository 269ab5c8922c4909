import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, type Column, Facts, Grid, itemFacts, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-ARCHIVE' }> }

/** D16: the first sheet of a closed file. */
export function ArchiveIndex({ content }: Props) {
  const { documents, endWord, endedOn, receivedOn, steps } = content
  return (
    <PaperFrame
      content={content}
      large={false}
      title="归档目录"
      seal="业务专用章"
      officer="立卷人"
      others={['检查人']}
      self="本目录"
      copies="一份，随卷保存。"
    >
      <Facts
        facts={[
          ...partyFacts(content),
          ...itemFacts(content),
          { label: '办理结果', value: endWord },
          { label: '全卷页数', value: byHand },
          { label: '收件日期', value: longDayText(receivedOn) },
          { label: '结束日期', value: longDayText(endedOn) },
          { label: '保管期限', value: byHand },
          { label: '卷号', value: byHand },
        ]}
      />
      <Section title="卷内文件">
        <Grid
          dense
          columns={columns}
          rows={documents.map(({ copies, n, name, no, on }) => [n, name, no, on, copies, byHand])}
        />
      </Section>
      <Section title="办理经过">
        <Grid
          dense
          columns={[
            { head: '日期', width: 'paper-w-day', centred: true },
            { head: '经过' },
            { head: '经办' },
          ]}
          rows={steps.map(({ on, what, who }) => [longDayText(on), what, who])}
        />
      </Section>
    </PaperFrame>
  )
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '文件名称' },
  { head: '文号', width: 'paper-w-doc' },
  { head: '日期', width: 'paper-w-day', centred: true },
  { head: '份数', width: 'paper-w-n', centred: true },
  { head: '页号', width: 'paper-w-n', centred: true },
]
