import type { RegistrationSheet as Sheet } from '#shared/contract/assist-paper.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { AssistFrame } from './AssistFrame.tsx'
import { Signature } from './PaperFrame.tsx'
import { Facts } from './parts.tsx'

/** D8: who is helped, in which way and by whom; free of charge, and agreed to (domain.md 4). */
export function RegistrationSheet({ sheet }: { readonly sheet: Sheet }) {
  const { age, idNumberMasked, materialsComplete, officerBadge, officerName } = sheet
  const ready = materialsComplete === undefined ? undefined : materialsComplete ? '齐全' : '不齐，另行告知'
  return (
    <AssistFrame
      sheet={sheet}
      title="小萍帮办服务登记单"
      copies="本单一式两份，服务对象、本中心各执一份。"
      signing={
        <>
          <Signature who="服务对象签名或者按指印" />
          <p>登记人：{sheet.clerkName}</p>
        </>
      }
    >
      <Facts
        facts={[
          { label: '登记时间', value: sheet.registeredAt },
          { label: '来源', value: sheet.sourceWord },
          { label: '服务对象', value: sheet.name || '没有留名' },
          { label: '年龄', value: age === undefined ? undefined : `${age} 岁` },
          { label: '证件号码', value: idNumberMasked, wide: true },
          { label: '类别', value: sheet.categoryWord },
          { label: '优先', value: sheet.priorityWord },
          { label: '联系电话', value: sheet.phone, wide: true },
          { label: '地址', value: sheet.address, wide: true },
          { label: '事项', value: sheet.about, wide: true },
          { label: '办件编号', value: sheet.caseNoGrouped, wide: true },
          { label: '方式', value: sheet.modeWord },
          { label: '需要', value: sheet.needs },
          { label: '材料', value: ready },
          {
            label: '专员',
            value: officerName && `${officerName}（工号 ${officerBadge}，备案 ${sheet.filingNo}）`,
            wide: true,
          },
          { label: '承诺日期', value: sheet.promisedOn ? longDayText(sheet.promisedOn) : undefined },
        ]}
      />
      <p className="paper-line">本人自愿申请，已知晓本服务免费。</p>
      <p className="paper-line">
        已告知：为办理上述事项处理所需的个人信息{sheet.sensitive ? '；本人单独同意处理敏感个人信息' : ''}。
      </p>
    </AssistFrame>
  )
}
