import type { PaperContent } from '#shared/contract/paper.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { byHand, Facts, itemFacts, partyFacts, Section } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-EXTENSION' }>; large: boolean }

/** D16: the end of the law is moved once, and the applicant is told why. */
export function ExtensionNotice({ content, large }: Props) {
  const { approver, daysWord, dueBefore, dueWord, opening, provisional, reason } = content
  return (
    <PaperFrame
      content={content}
      large={large}
      title="延期告知书"
      seal="业务专用章"
      receiver="签收人"
      officer="经办人"
      self="本告知书"
      provisional={provisional}
    >
      <Facts facts={[...partyFacts(content), ...itemFacts(content)]} />
      <p className="paper-body">{opening}</p>
      <Section title="延期情况">
        <Facts
          facts={[
            { label: '延期理由', value: reason || byHand, wide: true },
            { label: '延长期限', value: daysWord, wide: true },
            { label: '原定期限', value: dueBefore, wide: true },
            { label: '延长至', value: dueWord, wide: true },
            { label: '批准人', value: approver || byHand, wide: true },
          ]}
        />
        <p className="paper-note">
          办理期限只延长一次。
          {provisional && '期限跨到还没有公布放假安排的年份，为暂定，公布后有变化的另行告知。'}
        </p>
      </Section>
    </PaperFrame>
  )
}
