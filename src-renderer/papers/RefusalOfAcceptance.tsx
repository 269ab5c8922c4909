import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { Facts, NumberedSection, partyFacts } from './parts.tsx'

type Content = Extract<PaperContent, { kind: 'D4' }>
type Props = { content: Content; large: boolean }

/** D4: the refusal in writing, with its reason, the organ to go to and the ways to object. */
export function RefusalOfAcceptance({ content, large }: Props) {
  const { appliedOn, categoryWord, givenBack, items, legalBasis, matterName, reason, remedies } = content
  const day = longDayText(appliedOn)
  return (
    <PaperFrame
      content={content}
      large={large}
      title="不予受理通知书"
      seal="受理专用章"
      receiver="签收人"
      officer="经办人"
      self="本通知书"
    >
      <Facts facts={[...partyFacts(content), { label: '申请日期', value: day, wide: true }]} />
      <p className="paper-body">
        你（单位）于{day}提出的“{matterName}”申请，经审查，依据{legalBasis}，现决定对下列事项<b>不予受理</b>。
      </p>
      <Facts
        facts={[
          { label: '不予受理', value: items.map(itemLine), wide: true },
          { label: '理由类别', value: categoryWord, wide: true },
          { label: '具体理由', value: reason, wide: true },
          { label: '有权机关', value: content.rightOrgan, wide: true },
          { label: '退还材料', value: givenBack, wide: true },
        ]}
      />
      <NumberedSection title="不服本决定的救济途径" lines={remedies} />
    </PaperFrame>
  )
}

function itemLine({ itemNo, name, organ }: Content['items'][number]): string {
  return `${itemNo} ${name}（${organ}）`
}
