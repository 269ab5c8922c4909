import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, itemFacts, NumberedSection, partyFacts } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-DECISION' }>; large: boolean }

/** D16: the decision in writing, under the seal of the organ that decides. */
export function DecisionPaper({ content, large }: Props) {
  const { decidedOn, decisionNo, granted, opening, reason, remedies, title } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title={title}
      seal="决定机关印章"
      sealOf={content.item.organ}
      receiver="签收人"
      officer="经办人"
      others={['负责人']}
      self="本决定书"
      copies="一式两份，申请人执一份，本中心存卷一份。"
    >
      <Facts
        facts={[
          ...partyFacts(content),
          ...itemFacts(content),
          { label: '决定日期', value: longDayText(decidedOn), wide: true },
          { label: '决定文号', value: decisionNo, wide: true },
        ]}
      />
      <p className="paper-body">{opening}</p>
      <Facts
        facts={[
          {
            label: granted ? '决定内容' : '不予理由',
            value: reason ?? byHand,
            wide: true,
            room: true,
          },
        ]}
      />
      <NumberedSection title="不服本决定的救济途径" lines={remedies} />
    </PaperFrame>
  )
}
