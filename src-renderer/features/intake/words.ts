import type { FieldSpec } from '#shared/catalogue/schema.ts'
import type { DraftFault } from '#shared/contract/intake.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'
import { pinSentences } from '../../app/pin-words.ts'

type DecideCode = RefusalCode<'intake.decide'>
type Code =
  | DecideCode
  | RefusalCode<'draft.save'>
  | RefusalCode<'draft.open'>
  | RefusalCode<'draft.discard'>
  | RefusalCode<'intake.review'>
  | RefusalCode<'party.lookup'>
  | RefusalCode<'party.past'>
  | RefusalCode<'device.readCard'>
type FaultCode = DraftFault['code']

/** One sentence a refusal: what stands in the way, whether work is safe, what to do. */
const sentences: Record<Exclude<Code, FaultCode>, (detail: Detail) => string> = {
  'draft-unknown': () => '这份草稿已经不在本机了，可能已经办完。请按 Alt+2 在办件里找。',
  'draft-not-yours': () => '这份草稿是别人的，只有本人能接着办。请本人登录，或另起一件。',
  'draft-already-decided': () => '这件已经办完，不再改草稿。请按 Alt+2 在办件里看。',
  'draft-faulty': ({ n }) => `还有 ${n || '几'} 处没填对，改好才能办。已填内容都在。`,
  'matter-unknown': () => '现用的事项目录里没有这件事了，请重新选事。已填内容都在。',
  'rows-unjudged': ({ n }) => `还有 ${n} 份材料没看，看完才能决定。`,
  'rows-open': ({ n, rows }) => `还缺 ${n} 份材料（${rows}），不能直接受理。`,
  'nothing-deferred': () => '没有材料标为容缺，用不到这一项。',
  'deficiency-not-allowed': ({ item }) => `“${item}”不办容缺受理。`,
  'pledge-broken': ({ caseNo }) =>
    `以前的容缺承诺没有履行（办件 ${caseNo}），补救以前不能再容缺。可以先收件或告知补正，已补救的由负责人在办件里同意。`,
  'nothing-to-correct': () => '没有缺的或要补正的材料，用不到告知。',
  'no-power-to-accept': () => '这些事项由部门受理，本中心只代收。',
  'no-power-to-decide': () => '没有可以在这里当场办结的事项。',
  'must-be-accepted': ({ item }) => `“${item}”材料已齐，应当受理，不能只收件。`,
  'right-organ-missing': () => '请写明该去哪个机关，方便办事人少跑路。',
  'refusal-ground-missing': () => '请选定不予受理的类别并写明理由。',
  ...pinSentences,
  'party-unknown': () => '这个人以前的资料已经不在本机了，请直接填写。',
  'reader-missing': () => '没找到读卡器，可以直接输入号码。',
  'card-missing': () => '读卡器上没有读到身份证，请放好再按 F7。',
  'numbers-used-up': () => '今天的编号已经用完，没有记录。请负责人联系运维。',
}

/** The same words at the field and in the summary (ui.md UX-103). `what` is the label of the place. */
const faultSentences: Record<FaultCode, (what: string, detail: Detail) => string> = {
  'matter-missing': () => '还没有选办什么事。',
  'applicant-name-missing': () => '还没有填姓名或名称。',
  'id-length': (_, { length }) => `身份证号要 18 位，现在是 ${length || '0'} 位。`,
  'id-form': () => '身份证号只能是数字，最后一位可以是 X。单位的代码？按 Shift+Tab 选“单位”。',
  'id-birth-date': () => '身份证号里的出生日期不对，请核对第 7 到 14 位。',
  'id-check-digit': () => '身份证号第 18 位对不上，请核对。手里没有证件？按 Tab 选“号码待核”。',
  'credit-code-length': (_, { length }) => `统一社会信用代码要 18 位，现在是 ${length || '0'} 位。`,
  'credit-code-form': () => '统一社会信用代码里没有字母 I、O、S、V、Z，请核对。',
  'credit-code-check-character': () => '统一社会信用代码最后一位对不上，请核对。',
  'phone-form': () => '电话号码不对：手机 11 位，固定电话带区号，如 0799-1234567。',
  'phone-missing': () => '还没有填电话。没有电话请选原因。',
  'applicant-kind-wrong': () => '这件事的办事人类型不对：个人的事不能由单位申请，单位的事也不能由个人申请。',
  'representative-missing': (what) => `还没有填来办的人的${what || '资料'}。`,
  'answer-missing': (what) => `情形“${what}”还没有选。`,
  'field-missing': (what) => `“${what}”还没有填。`,
  'field-form': (what) => `“${what}”填得不对，请核对。`,
  'field-unknown': (what) => `“${what}”不用填了，请回一张表看一眼。`,
  'row-unknown': (what) => `材料“${what}”不在这套材料里，请回材料看一眼。`,
  'material-judged-twice': (what) => `材料“${what}”判了两次，请再判一次。`,
  'never-hold-original': (what) => `“${what}”只看不收，请改为核验原件退回。`,
  'not-waivable': (what) => `“${what}”不能免交，请改收纸质的。`,
  'not-deferrable': (what) => `“${what}”不能容缺，请改判。`,
  'reason-missing': (what) => `“${what}”判为不适用，还没有写原因。`,
  'same-case-open': (_, { caseNo }) =>
    `同一人有 1 件相同的事在办${caseNo ? `（${caseNo}）` : ''}，仍然新建要填原因。`,
  'deferral-too-long': (what, { max }) =>
    `“${what}”容缺时间太长${max ? `，最多 ${max} 个工作日` : '，不能超过承诺时限'}。`,
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return isFaultCode(code) ? faultSentences[code]('', detail) : sentences[code](detail)
}

export function faultText(code: FaultCode, what: string, detail: Detail): string {
  return faultSentences[code](what, detail)
}

/** What is wrong with a field of the form, the same at the field, in the summary and in 核对. */
export function fieldText(
  code: 'field-missing' | 'field-form' | 'field-long',
  { label, maxLength = 200, type }: Pick<FieldSpec, 'label' | 'maxLength' | 'type'>,
): string {
  if (code === 'field-missing') return faultSentences['field-missing'](label, {})
  if (code === 'field-long') return `“${label}”太长，最多 ${maxLength} 个字，请写短些。`
  return formSentences[type]?.(label) ?? faultSentences['field-form'](label, {})
}

const formSentences: Readonly<Partial<Record<FieldSpec['type'], (label: string) => string>>> = {
  number: (label) => `“${label}”只填数字，最多两位小数。`,
  money: (label) => `“${label}”只填数字，单位元，最多两位小数。`,
  date: (label) => `“${label}”不是日期，请按 19580307 这样填。`,
  idNumber: (label) => `“${label}”对不上身份证号规则，请核对 18 位。`,
  creditCode: (label) => `“${label}”对不上统一社会信用代码规则，请核对 18 位。`,
  phone: (label) => `“${label}”不对：手机 11 位，固定电话带区号。`,
  account: (label) => `“${label}”要 8 到 24 位数字。`,
}

/** Why a choice of the decision strip cannot be taken. */
export function whyText({ code, detail }: { readonly code: string; readonly detail: Detail }): string {
  return isSentence(code) ? sentences[code](detail) : '现在不能选这一项。'
}

function isFaultCode(code: Code): code is Extract<Code, FaultCode> {
  return Object.hasOwn(faultSentences, code)
}

function isSentence(code: string): code is keyof typeof sentences {
  return Object.hasOwn(sentences, code)
}
