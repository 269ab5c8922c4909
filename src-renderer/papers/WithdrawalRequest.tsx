import type { PaperContent } from '#shared/contract/paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { PaperFrame } from './PaperFrame.tsx'
import { BackTable, byHand, Facts, itemFacts, partyFacts } from './parts.tsx'

type Props = { content: Extract<PaperContent, { kind: 'D16-WITHDRAWAL' }>; large: boolean }

/** D16: the applicant asks to take the application back, and signs for the papers that go home. */
export function WithdrawalRequest({ content, large }: Props) {
  const { appliedOn, givenBack, item, reason, signedBy, unitName } = content
  const request = `本人（单位）于${longDayText(appliedOn)}提出“${item.name}”申请，现自愿撤回，请予办理，并退还申请材料。知道撤回后本次申请不再办理；以后需要办理的，可以重新申请。`
  return (
    <PaperFrame
      content={content}
      large={large}
      title="撤回申请书"
      seal="业务专用章"
      receiver="申请人（代理人）"
      officer="经办人"
      self="本申请书"
    >
      <Facts
        facts={[
          ...partyFacts(content),
          ...itemFacts(content),
          { label: '申请日期', value: longDayText(appliedOn), wide: true },
        ]}
      />
      <p className="paper-line">{unitName}：</p>
      <p className="paper-body">{request}</p>
      <Facts
        facts={[
          { label: '撤回理由', value: reason ?? byHand, wide: true, room: true },
          { label: '提出人', value: signedBy || byHand, wide: true },
        ]}
      />
      <BackTable lines={givenBack} />
    </PaperFrame>
  )
}
