import type { DispositionState } from '../tables/disposition.ts'
import { assistSentences } from './assist-verdict.ts'
import { custodySentences } from './custody-verdict.ts'

/** How an entry was disposed of when it was not simply applied. */
export type Verdict = {
  readonly state: DispositionState
  readonly code: VerdictCode
  readonly detail: string
}

/** One Chinese sentence a code: what stands in the way, and what happens next. */
export const sentences = {
  'kind-unknown': '市级程序还不认识这类记录，已原样保存，升级后自动处理。',
  'kind-version-unknown': '市级程序还不认识这类记录的新版本，已原样保存，升级后自动处理。',
  'body-schema': '记录内容与约定的格式不符，已原样保存，等待市级处理。',
  'body-missing': '这条记录的内容不在了，市级没有删除这件的决定，请联系运维。',
  'case-held': '本件前面有一条记录还在等待市级处理，这一条随后处理。',
  'city-fault': '市级处理这条记录时出现故障，已原样保存，等待市级处理。',
  'entry-id-reused': '这条记录的编号已被另一条内容不同的记录使用，请联系运维。',
  'desk-mismatch': '记录中的窗口信息与市级登记的不一致，请联系运维。',
  'case-mismatch': '记录内外的办件不一致，请联系运维。',
  'case-no-length': '办件编号不是 25 位，请核对编号。',
  'case-no-form': '办件编号的格式不对，请核对编号。',
  'case-no-check-character': '办件编号的校验位不对，请核对编号。',
  'case-no-foreign': '办件编号不是发给本窗口的号段，请联系运维。',
  'case-no-taken': '本中心已有相同编号的办件，请核对后重新编号。',
  'case-already-received': '这件已经收过，不再重复登记。',
  'part-listed-twice': '同一件里有重复的事项、材料或文书编号，请核对。',
  'case-not-received': '市级没有这件的收件记录，不能办理后续手续。',
  'case-already-decided': '这件已经作出受理决定，不能再次决定。',
  'item-unknown': '决定中的事项不在这件的收件范围内，请核对。',
  'row-unknown': '记录中的材料不在这件的收件范围内，请核对。',
  'state-differs': '市级这一事项的状态与记录的不一致，请核对前面的记录。',
  'leads-elsewhere': '记录中的办理结果与规定的流转不符，请联系运维。',
  'not-from-this-state': '这一事项现在的状态不能这样办理。',
  'item-withdrawn': '申请人已经撤回这一事项，不能再办理或作出决定。',
  'item-ended': '这一事项已经结束，不能再办理。',
  'before-receipt': '办理日期早于收件日期，请核对日期。',
  'before-last-act': '办理日期早于上一步的日期，请核对日期。',
  'already-extended': '这一事项已经延过一次，不能再次延期。',
  'second-correction': '补正只能一次告知；再次补正要有新情况和负责人签批。',
  'right-organ-missing': '不属于本机关的，要告知该去的机关。',
  'site-inspection-counts': '现场踏勘不属于特别程序，不能暂停计时。',
  'basis-missing': '暂停计时没有写明法律依据。',
  'receiver-missing': '转送没有写明去向或接收人。',
  'pledge-not-signed': '容缺受理没有申请人签字的承诺。',
  'approver-missing': '延期没有写明批准人。',
  'reason-missing': '没有写明理由。',
  'remedies-missing': '不予决定没有告知复议和诉讼的途径。',
  'result-not-here': '结果还没有到窗口，不能当面送达。',
  'signature-missing': '送达没有签收人，不能算送达。',
  'proof-missing': '送达没有凭证，不能算送达。',
  'request-not-signed': '撤回没有申请人签字的申请。',
  'department-answer-missing': '转送后的答复要写明部门的文书编号。',
  'not-forwarded': '这一事项还没有转送，不会有部门的答复。',
  'consultation-code-foreign': '这份咨询的查询码不是本窗口的，请联系运维。',
  ...custodySentences,
  ...assistSentences,
  'day-one-signer': '日结的制表人和签字人是同一个人，请另一人签字后重新日结。',
  'day-digest': '日结的数字与签字时的不一致，请联系运维。',
  'day-range': '日结没有接着上一次日结的记录，请联系运维。',
  'day-order': '日结的日期或次序不对，请联系运维。',
  'card-name-differs':
    '这个证件号码在本中心读过身份证，登记的姓名与证上的不一致。请核对姓名或号码；受理时间不变。',
  'paper-unknown': '市级没有这份文书的记录，请核对。',
} as const

export type VerdictCode = keyof typeof sentences

export function held(state: 'HELD_SCHEMA' | 'HELD_INTERNAL', code: VerdictCode): Verdict {
  return { state, code, detail: sentences[code] }
}

export function returned(code: VerdictCode): Verdict {
  return { state: 'RETURNED_RULE', code, detail: sentences[code] }
}
