import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, itemFacts, NumberedSection, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D12' }>; large: boolean }

/** D12: that it is done, with what result, and how many days it took. */
export function CompletionNotice({ content, large }: Props) {
  const { completedOn, granted, next, resultName, resultNumber, resultWord, usedWord, validUntil } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="办结通知单"
      seal="业务专用章"
      receiver="签收人"
      officer="经办人"
      self="本通知单"
    >
      <Facts facts={[...partyFacts(content), ...itemFacts(content)]} />
      <Section title="办理结果">
        <Facts
          facts={[
            { label: '结果', value: resultWord },
            { label: '办结日期', value: longDayText(completedOn) },
            { label: '结果文书', value: resultName ?? byHand, wide: true },
            { label: '文书编号', value: resultNumber ?? byHand, wide: true },
            {
              label: '有效期至',
              value: validUntil ? longDayText(validUntil) : granted ? byHand : undefined,
              wide: true,
            },
            { label: '办理用时', value: usedWord, wide: true },
          ]}
        />
      </Section>
      <NumberedSection title="下一步" lines={next} />
    </PaperFrame>
  )
}
