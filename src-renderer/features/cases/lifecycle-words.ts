import { dayText } from '#shared/domain/date-text.ts'
import { erasedSentence } from '#shared/domain/erasure.ts'
import type { Clocks } from '#shared/domain/item-case.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { DeliveryMethod, EndCause } from '#shared/domain/move.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'
import { pinSentences } from '../../app/pin-words.ts'

/** Each act in the word of the law or of domain.md 3.2, as it stands in the list of what may be done. */
export const actWords: Readonly<Record<Act, string>> = {
  SUPPLY: '补齐材料',
  ACCEPT: '受理',
  ACCEPT_WITH_DEFICIENCY: '容缺受理',
  CORRECT: '一次性告知（补正）',
  REFUSE: '不予受理',
  NOT_REQUIRED: '不受理（无需办理）',
  DEEM_ACCEPTED: '视为受理',
  FORWARD: '转送部门',
  REVIEW: '开始办理',
  SUSPEND: '特别程序（中止）',
  RESUME: '特别程序结束，恢复计时',
  EXTEND: '延长期限',
  BACK_TO_REVIEW: '延期后继续办理',
  DEMAND: '受理后要求补充材料',
  DEMAND_MET: '要求补充的材料已收到',
  APPROVE: '准予',
  REJECT: '不予',
  COMPLETE: '办结',
  RESULT_ARRIVED: '结果到窗口',
  DELIVER: '送达',
  WITHDRAW: '申请人撤回',
  TERMINATE: '终止',
  ARCHIVE: '归档',
}

/** Where the centre only reviews first, what follows is the department's: the act says that the file goes up. */
export function actWord(act: Act, clocks: Clocks | undefined): string {
  return act === 'REVIEW' && clocks?.firstReviewDue ? '初审完成，报部门办理' : actWords[act]
}

/** Said after the act; the sentence goes on with 「已保存在本机」. */
export const doneWords: Readonly<Record<Act, string>> = {
  SUPPLY: '材料补齐，回到已收件',
  ACCEPT: '已受理',
  ACCEPT_WITH_DEFICIENCY: '已容缺受理',
  CORRECT: '已告知补正',
  REFUSE: '已决定不予受理',
  NOT_REQUIRED: '已告知不用办理',
  DEEM_ACCEPTED: '已视为受理',
  FORWARD: '已转送部门',
  REVIEW: '已开始办理',
  SUSPEND: '已进入特别程序，暂停计时',
  RESUME: '已恢复计时',
  EXTEND: '已延长期限',
  BACK_TO_REVIEW: '已继续办理',
  DEMAND: '已记下要求补充的材料',
  DEMAND_MET: '已记下补充的材料',
  APPROVE: '已准予',
  REJECT: '已决定不予',
  COMPLETE: '已办结',
  RESULT_ARRIVED: '结果已到窗口，等申请人领取',
  DELIVER: '已送达',
  WITHDRAW: '申请人已撤回',
  TERMINATE: '已终止',
  ARCHIVE: '已归档',
}

export const methodWords: Readonly<Record<DeliveryMethod, string>> = {
  WINDOW: '窗口领取',
  POST: '邮寄',
  ASSIST: '帮办员送达',
  ELECTRONIC: '电子送达',
  PUBLIC_NOTICE: '公告',
}

export const endWords: Readonly<Record<EndCause, string>> = {
  CORRECTION_EXPIRED: '逾期没有补正',
  DEFICIENCY_EXPIRED: '容缺的材料逾期没有补',
  EARLIER_FAILED: '前面的事项没有办成',
  APPLICANT_DIED: '申请人死亡',
  IMPOSSIBLE: '已经无法办理',
}

type MoveCode = RefusalCode<'case.move'>
type Code = MoveCode | RefusalCode<'case.supply'> | RefusalCode<'case.giveBack'> | RefusalCode<'case.acts'>

/** One sentence a refusal: what stands in the way and what to do. The same words grey out an act beforehand. */
const sentences: Record<Code, (detail: Detail) => string> = {
  ...pinSentences,
  'case-unknown': () => '本工作台没有这件。请按 Esc 回去再找。',
  'case-erased': () => erasedSentence,
  'held-elsewhere': ({ holder, thing }) =>
    `“${thing}”现在由${holder}保管，这里只能看，没有改动。请联系对方办理或交回。`,
  'item-unknown': () => '这件里没有这个事项了，请重新打开这件。',
  'row-unknown': () => '这份材料不在这个事项里，请重新打开这件。',
  'row-not-asked': ({ row }) => `“${row}”要标成缺或需补正，才能写进告知书。`,
  'row-not-awaited': ({ row }) => `“${row}”已经齐了，不用再补。`,
  'material-judged-twice': ({ row }) => `“${row}”判了两次，请再判一次。`,
  'never-hold-original': ({ row }) => `“${row}”只看不收，请改为核验原件退回。`,
  'not-waivable': ({ row }) => `“${row}”不能免交，请收纸质的。`,
  'not-deferrable': ({ row }) => `“${row}”不能再容缺，请改判。`,
  'deferral-too-long': ({ row }) => `“${row}”容缺的时间太长，请改短些。`,
  'original-not-here': ({ row }) => `“${row}”的原件不在窗口，不能退还。`,
  stranger: ({ name }) => `“${name}”不是申请人，也不是登记的代理人，不能领走原件。请本人或代理人来领。`,
  'manager-needed': () => '要由另一位中心负责人同意，自己不能替自己同意。',
  'item-withdrawn': () => '申请人已经撤回，不能再办。',
  'item-ended': () => '这个事项已经结束，不能再办。',
  'not-from-this-state': () => '现在的状态不能做这一步。',
  'before-receipt': ({ receivedOn }) => `日期不能早于收件那天${at(receivedOn)}。`,
  'before-last-act': ({ since }) => `日期不能早于上一步${at(since)}。`,
  'date-ahead': () => '日期还没到，只能写今天或以前。',
  'already-extended': () => '已经延长过一次，法律只准一次。',
  'second-correction': () => '已经告知过一次。再次告知要写明新发现的事实，并由负责人同意。',
  'right-organ-missing': () => '请写明该去哪个机关，方便办事人少跑路。',
  'site-inspection-counts': () => '现场核查、踏勘不属于可以扣除的特别程序，时间照算，不能中止。',
  'basis-missing': () => '请写明哪一部法律、第几条规定可以中止。',
  'receiver-missing': () => '请写明送到哪个部门、谁签收的。',
  'pledge-not-signed': () => '请写明谁签了容缺受理承诺书。',
  'approver-missing': () => '请写明批准延期的负责人。',
  'reason-missing': () => '请写明理由。',
  'remedies-missing': () => '请写明到哪里复议、诉讼和期限。',
  'result-not-here': () => '结果还没到窗口，不能当面交。请先记“结果到窗口”，或选邮寄、电子送达。',
  'signature-missing': () => '请写明谁签收的。',
  'proof-missing': () => '请写明邮单号、电子回执号或公告的地方。',
  'request-not-signed': () => '请写明谁签了撤回申请书。',
  'department-answer-missing': () => '这是部门的答复，请写明部门文书的文号。',
  'not-forwarded': () => '还没有转送，不能记部门的答复。',
  'only-the-desk': () => '视为受理由系统到期自动记，不能手工做。',
  'notice-still-running': () => '告知期限还没过。',
  'rows-unjudged': ({ n, rows }) => `还有 ${n} 份材料没看：${rows}。`,
  'rows-open': ({ n, rows }) => `还缺 ${n} 份材料：${rows}。补齐才能做这一步。`,
  'nothing-deferred': () => '没有标为容缺的材料，用不到这一项。',
  'nothing-to-correct': () => '没有标出缺的或要补正的材料。请在清单里按数字标出来。',
  'deficiency-not-allowed': () => '这个事项不办容缺受理。',
  'pledge-broken': ({ caseNo }) =>
    `以前的容缺承诺没有履行（办件 ${caseNo}）。已经补救的，写明怎么补救，由负责人同意。`,
  'deficiency-open': ({ n, rows }) => `还欠 ${n} 份容缺材料：${rows}。补齐才能办结。`,
  'no-power-to-accept': () => '这个事项由部门受理，本中心只代收转送。',
  'no-power-to-decide': () => '这个事项由部门决定，请记部门的答复。',
  'ours-to-accept': () => '这个事项由本中心受理，不用转送。',
  'earlier-failed': ({ earlier }) => `它要用的前一项（${earlier}）没有办成，只能终止或撤回。`,
  'earlier-not-failed': () => '前面的事项还没有定，不能用这个原因终止。',
  'review-first': () => '要先开始办理，才能作决定。',
  'not-immediate': () => '不是即办件，要先受理、再办理。',
  'no-limit-to-extend': () => '没有法定期限，用不到延期。',
  'extension-too-long': ({ most }) => `最多延 ${most} 个工作日，请改短些。`,
  'extension-too-late': ({ due }) => `法定期限${at(due)}已过，过期不能再延。`,
  'not-expired': ({ due }) =>
    due ? `期限${at(due)}还没过，不能这样终止。` : '没有到期的材料，不能用这个原因终止。',
  'already-demanded': () => '上一次要求补充的还没有收到。',
  'nothing-demanded': () => '没有要求补充过材料。',
  'originals-kept': ({ n, rows }) => `还有 ${n} 份原件没退还：${rows}。请先按 T 退还。`,
}

export function actRefusal({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}

/** Why an act is greyed, in the words of the refusal it would meet. */
export function whyNot({ code, detail }: { readonly code: string; readonly detail: Detail }): string {
  return Object.hasOwn(sentences, code) ? sentences[code as Code](detail) : '现在不能做这一步。'
}

/** What an act does besides the state, where a date alone would not say it. */
export const effectWords: Readonly<Partial<Record<Act, string>>> = {
  SUSPEND: '从这天起暂停计时，特别程序用的时间不算在期限里。',
  RESUME: '从次日起接着计时。',
  EXTEND: '法定期限按所填的工作日往后延，只能延一次，要书面告知理由。',
  DEMAND: '不停钟：法律只准特别程序扣除时间，等材料的天数另外记。',
  APPROVE: '计时停止。',
  REJECT: '计时停止。决定后不能撤销，只能另作更正。',
  REFUSE: '决定后不能撤销，只能另作更正。',
  NOT_REQUIRED: '请当场告诉办事人。记下后不能撤销。',
  TERMINATE: '记下后不能撤销，原件要退还。',
  WITHDRAW: '记下后不能再办，要办须重新申请；原件要退还。',
  ARCHIVE: '归档后这个事项不再改动。',
}

function at(day: string | undefined): string {
  return day ? `（${dayText(day)}）` : ''
}
