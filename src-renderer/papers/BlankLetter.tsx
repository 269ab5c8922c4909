import type { AssistPaper } from '#shared/contract/assist-paper.ts'
import { AssistFrame } from './AssistFrame.tsx'
import { Signature } from './PaperFrame.tsx'
import { byHand, Facts } from './parts.tsx'

/** A letter to be filled in by hand at somebody's home; it counts once it has been signed at a desk. */
export function BlankLetter({ sheet }: { readonly sheet: AssistPaper }) {
  return (
    <AssistFrame
      sheet={{ ...sheet, docNo: `${sheet.docNo}附空白委托书`, printed: 0 }}
      title="授权委托书"
      copies="本委托书一式三份：委托人一份，存档一份，专员随身带一份。回中心登记编号后有效。"
      signing={
        <>
          <Signature who="委托人（监护人）签名或者按指印" />
          <p>按指印的原因：</p>
          <p>见证人签名、证件号：</p>
          <p>专员签名：</p>
        </>
      }
    >
      <Facts
        facts={[
          { label: '委托人', value: byHand, wide: true },
          { label: '证件号码', value: byHand, wide: true },
          { label: '地址电话', value: byHand, wide: true, room: true },
          {
            label: '受托人',
            value: `${sheet.unitName}；专员 ${sheet.officerName}（工号 ${sheet.officerBadge}）`,
            wide: true,
          },
          { label: '委托事项', value: byHand, wide: true, room: true },
          {
            label: '委托权限',
            value: [
              '☐ 提交材料　☐ 领取受理通知书　☐ 补正材料',
              '☐ 代缴法定规费（凭票据）　☐ 领取结果　☐ 查询进度',
            ],
            wide: true,
          },
          { label: '不能委托', value: '变更申请内容，放弃权利，代委托人作出事实承诺', wide: true },
          {
            label: '委托期限',
            value: '　　年　　月　　日起至　　年　　月　　日止（最长六个月）',
            wide: true,
          },
          { label: '转委托', value: '☐ 同意　☐ 不同意', wide: true },
          { label: '个人信息', value: '☐ 同意为办理上述事项处理　☐ 单独同意处理敏感个人信息', wide: true },
        ]}
      />
    </AssistFrame>
  )
}
