import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { BackTable, Facts, itemFacts, NumberedSection, partyFacts } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-TERMINATION' }>; large: boolean }

/** D16: the item ends without a decision. */
export function TerminationNotice({ content, large }: Props) {
  const { causeWord, givenBack, opening, reason, remedies } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="终止告知书"
      seal="业务专用章"
      receiver="签收人"
      officer="经办人"
      self="本告知书"
    >
      <Facts facts={[...partyFacts(content), ...itemFacts(content)]} />
      <p className="paper-body">{opening}</p>
      <Facts
        facts={[
          { label: '终止原因', value: causeWord, wide: true },
          { label: '具体情况', value: reason, wide: true },
        ]}
      />
      <BackTable lines={givenBack} />
      <NumberedSection title="不服本决定的救济途径" lines={remedies} />
    </PaperFrame>
  )
}
