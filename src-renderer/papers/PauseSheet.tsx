import type { PauseSheet as Sheet } from '#shared/contract/assist-paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { AssistFrame } from './AssistFrame.tsx'
import { Signature } from './PaperFrame.tsx'
import { Facts, NumberedSection } from './parts.tsx'

const titles = { PAUSE: '代办中止单', RESUME: '续办委托单', STOP: '代办终止单' } as const
const effects = {
  PAUSE: '中止期间专员不代办、不代领；原因消除后可以续办。材料要取回的，凭本人签名退还。',
  RESUME: '从今天起在委托期限内继续代办，权限以新的委托书为准。',
  STOP: '代办到此终止，委托书同时失效；材料原件已退还的见清单，没退还的当面退还。',
} as const

/** D11: why it stands still, ends or goes on, what was done, and what is still with us. */
export function PauseSheet({ sheet }: { readonly sheet: Sheet }) {
  const { act, cause, givenBack, heldCount, letterNo, note, validTo } = sheet
  return (
    <AssistFrame
      sheet={sheet}
      title={titles[act]}
      copies="本单一式两份，委托人、本中心各执一份。"
      signing={
        <>
          <Signature who={sheet.signedBy ? `委托人（${sheet.signedBy}）签名` : '委托人签名或者按指印'} />
          <p>
            专员：{sheet.officerName}（工号 {sheet.officerBadge}）
          </p>
          <p>专员签名：</p>
        </>
      }
    >
      <Facts
        facts={[
          { label: '委托人', value: sheet.name, wide: true },
          { label: '事项', value: sheet.about, wide: true },
          { label: '登记单号', value: sheet.registrationNo, wide: true },
          { label: '办件编号', value: sheet.caseNoGrouped, wide: true },
          { label: '委托书', value: letterNo, wide: true },
          { label: '新的期限', value: validTo ? `到 ${longDayText(validTo)}` : undefined, wide: true },
          { label: act === 'RESUME' ? '原中止原因' : '原因', value: cause, wide: true },
          { label: '说明', value: note, wide: true },
          { label: '日期', value: longDayText(sheet.issuedOn), wide: true },
          { label: '材料', value: heldCount === 0 ? '全部退还' : `还有 ${heldCount} 件没有退还`, wide: true },
          { label: '退还清单', value: givenBack, wide: true },
        ]}
      />
      <NumberedSection title="已经办了" lines={sheet.done} />
      <p className="paper-line">{effects[act]}</p>
    </AssistFrame>
  )
}
