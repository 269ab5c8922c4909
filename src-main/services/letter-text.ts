import type { Installation } from '#main/store/queries/installation.ts'
import type { LetterAct, LetterTerms } from '#shared/domain/letter.ts'
import type { Staff } from '#shared/domain/staff.ts'

export const letterActWords: Readonly<Record<LetterAct, string>> = {
  SUBMIT: '提交材料',
  COLLECT_NOTICE: '领取受理通知书',
  CORRECT: '补正材料',
  PAY_STATUTORY_FEE: '代缴法定规费（凭票据）',
  COLLECT_RESULT: '领取办理结果',
  QUERY: '查询办理进度',
  OTHER: '其他',
}

/**
 * The letter D9 word for word: what is read out, shown at the customer's screen, signed and printed.
 * The ink is bound to these very characters, so whatever is changed here changes only letters to come.
 */
export function letterText(
  letterNo: string,
  self: Pick<Installation, 'centreName'>,
  officer: Staff,
  terms: LetterTerms,
): string {
  const { items, subDelegation, validFrom, validTo } = terms
  return [
    '授权委托书',
    `编号：${letterNo}`,
    ...principalLines(terms),
    `受托人：${self.centreName}；经办专员 ${officer.name}（工号 ${officer.badge}）`,
    `一、委托事项：${items.map(({ code, itemNo, name }) => `${itemNo} ${name}${code ? `（${code}）` : ''}`).join('；')}。`,
    `二、委托权限：${actWords(terms).join('、')}。`,
    '三、不在委托范围内：变更申请内容，放弃权利，代委托人作出事实承诺。',
    `四、委托期限：${chineseDay(validFrom)}起至${chineseDay(validTo)}止，最后一日有效。`,
    `五、转委托：${subDelegation ? '同意受托人在必要时转委托本中心其他备案专员' : '不同意转委托'}。`,
    '六、本服务自愿、免费，受托人不收取任何服务费用。',
    '七、委托人可以随时书面解除委托。委托人死亡、期限届满或者事项办结的，委托终止，材料原件退还。',
    `八、个人信息：同意为办理上述事项处理所需的个人信息${terms.sensitiveConsent ? '；单独同意处理所需的敏感个人信息' : ''}。`,
    `签名人：${terms.signer.name}`,
  ].join('\n')
}

function principalLines({ principal, signer }: LetterTerms): readonly string[] {
  const { address, idNumber, kind, legalRepresentative, name, phone } = principal
  const number = `${kind === 'PERSON' ? '公民身份号码' : '统一社会信用代码'} ${idNumber}`
  const whom = [
    name,
    number,
    legalRepresentative && `法定代表人 ${legalRepresentative}`,
    phone && `电话 ${phone}`,
    address,
  ]
  const lines = [`委托人：${whom.filter(Boolean).join('，')}`]
  if (signer.as === 'GUARDIAN')
    lines.push(
      `监护人：${signer.name}，公民身份号码 ${signer.idNumber ?? ''}，与委托人关系 ${signer.relation ?? ''}，证明材料 ${signer.proof ?? ''}`,
    )
  return lines
}

function actWords({ acts, otherAct }: LetterTerms): readonly string[] {
  return acts.map((act) => (act === 'OTHER' ? (otherAct ?? '') : letterActWords[act]))
}

function chineseDay(day: string): string {
  const [year, month, date] = day.split('-').map(Number)
  return `${year}年${month}月${date}日`
}
