import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, Grid, itemFacts, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D12-DELIVERY' }> }

/** D12 送达回证: comes back signed and stays in the file. */
export function DeliveryReceipt({ content }: Props) {
  const { deliveredAt, documents, methodWord, place, reference, relation, signedBy } = content
  return (
    <PaperFrame
      content={content}
      large={false}
      title="送达回证"
      seal="业务专用章"
      receiver="受送达人（签收人）"
      officer="送达人"
      others={['第二送达人']}
      self="本回证"
      copies="一份，由签收人签名后存卷。"
    >
      <Facts
        facts={[
          { label: '受送达人', value: content.applicantName, wide: true },
          ...partyFacts(content).slice(1),
          ...itemFacts(content),
        ]}
      />
      <Section title={`送达的文书（共 ${documents.length} 件）`}>
        <Grid
          columns={[
            { head: '序号', width: 'paper-w-n', centred: true },
            { head: '文书名称' },
            { head: '文号' },
            { head: '件数', width: 'paper-w-n', centred: true },
          ]}
          rows={documents.map(({ n, name, no }) => [n, name, no || byHand, 1])}
        />
      </Section>
      <div className="paper-told">
        <Facts
          facts={[
            { label: '送达方式', value: methodWord },
            { label: '送达时间', value: deliveredAt },
            { label: '送达地点', value: place, wide: true },
            { label: '单号凭证', value: reference, wide: true },
            { label: '签收人', value: signedBy ?? byHand },
            { label: '关系', value: relation ?? byHand },
            { label: '代收理由', value: byHand, wide: true },
            { label: '未达理由', value: byHand, wide: true },
            { label: '备注', value: byHand, wide: true },
          ]}
        />
      </div>
    </PaperFrame>
  )
}
