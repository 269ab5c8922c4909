import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, Grid, itemFacts, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D12-DELIVERY' }>; large: boolean }

/** D12 送达回证: comes back signed and stays in the file. */
export function DeliveryReceipt({ content, large }: Props) {
  const { deliveredAt, documents, methodWord, place, reference, relation, signedBy } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="送达回证"
      seal="业务专用章"
      receiver="受送达人（签收人）"
      officer="送达人"
      others={['第二送达人']}
      self="本回证"
      copies="一份，由签收人签名后存卷。"
    >
      <Facts facts={[...partyFacts(content), ...itemFacts(content)]} />
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
      <Section title="送达情况">
        <Facts
          facts={[
            { label: '受送达人', value: content.applicantName, wide: true },
            { label: '送达方式', value: methodWord, wide: true },
            { label: '送达地点', value: place, wide: true },
            { label: '送达时间', value: deliveredAt, wide: true },
            { label: '单号凭证', value: reference, wide: true },
            { label: '签收人', value: signedBy ?? byHand },
            { label: '与受送达人关系', value: relation ?? byHand },
            { label: '代收理由', value: byHand, wide: true },
            { label: '不能送达理由', value: byHand, wide: true },
            { label: '备注', value: byHand, wide: true },
          ]}
        />
      </Section>
    </PaperFrame>
  )
}
