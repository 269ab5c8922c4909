import type { Answer, Name } from '#shared/contract/desk.ts'
import type { DraftFault } from '#shared/contract/intake.ts'
import type { Played } from './play-visit.ts'

type CodeOf<N extends Name> = Extract<Answer<N>, { ok: false }>['refusal']['code']
/** All a visit can be refused with; `draft-faulty` is told as the first fault behind it. */
type Code =
  | Exclude<
      CodeOf<'draft.save'> | CodeOf<'intake.review'> | CodeOf<'intake.decide'> | CodeOf<'paper.content'>,
      'draft-faulty'
    >
  | DraftFault['code']

const words: Readonly<Record<Code, string>> = {
  'id-length': '身份证号不是 18 位，请核对。',
  'id-form': '身份证号里有不该有的字符，请核对。',
  'id-birth-date': '身份证号里的出生日期不存在，请核对。',
  'id-check-digit': '身份证号第 18 位对不上，请核对。',
  'credit-code-length': '统一社会信用代码不是 18 位，请核对。',
  'credit-code-form': '统一社会信用代码里有不该有的字符，请核对。',
  'credit-code-check-character': '统一社会信用代码最后一位对不上，请核对。',
  'matter-unknown': '目录里没有这件事，请核对事项代码。',
  'material-judged-twice': '同一份材料判了两次，请只留一次。',
  'rows-unjudged': '还有材料没看，看完才能决定。',
  'rows-open': '还有材料没补齐，不能受理。',
  'nothing-to-correct': '没有要补正的材料，不能出补正通知。',
  'nothing-deferred': '没有容缺的材料，不能按容缺受理。',
  'deficiency-not-allowed': '这个事项不允许容缺。',
  'pledge-broken': '以前的容缺承诺没有履行，补救以前不能再容缺。',
  'must-be-accepted': '材料已经齐全，应当受理，不能只收件。',
  'no-power-to-accept': '本中心对这些事项只代收，没有受理权。',
  'no-power-to-decide': '没有可以当场办结的事项。',
  'right-organ-missing': '不归本机关的，要写明应当去哪里办。',
  'refusal-ground-missing': '不予受理要写明理由。',
  'never-hold-original': '这类证件只能看，不能收原件。',
  'not-deferrable': '这份材料不能容缺。',
  'not-waivable': '这份材料不能免交。',
  'reason-missing': '必交的材料判为不适用，要写原因。',
  'same-case-open': '同一人有一件相同的事在办，再办一件要写原因。',
  'deferral-too-long': '容缺补交的期限太长。',
  'row-unknown': '没有这一行材料。',
  'field-unknown': '表里没有这一栏。',
  'field-missing': '表里还有必填的没填。',
  'field-form': '表里有一栏填得不对。',
  'answer-missing': '还有情形没回答。',
  'applicant-name-missing': '没有写办事人姓名。',
  'phone-form': '电话号码不对，请核对。',
  'phone-missing': '没有电话的，请写明原因。',
  'applicant-kind-wrong': '办事人类型不对：个人的事由个人申请，单位的事由单位申请。',
  'representative-missing': '来办的人的姓名、身份证号或关系没有写全。',
  'matter-missing': '没有写办什么事。',
  'numbers-used-up': '今天的编号已经用完。',
  'draft-unknown': '这份草稿不在本机了。',
  'draft-not-yours': '这份草稿是别人的。',
  'draft-already-decided': '这件已经办完，不能再改。',
  'pin-missing': '不予受理和不受理要再输一次 PIN。',
  'pin-wrong': 'PIN 不对，没有办理。',
  'pin-locked': 'PIN 连着输错，先锁住了。',
  'staff-unknown': '这个人不在本工作台的名单里。',
  'paper-unknown': '没有找到要打印的单子。',
  'case-erased': '本件的个人信息已依法删除，不能再打印。',
}

/** What was not done and why, in one sentence, with the place the rule points at. */
export function refusalWords(refused: Extract<Played, { ok: false }>): string {
  const at =
    refused.detail['row'] ?? refused.detail['field'] ?? refused.detail['rows'] ?? refused.detail['question']
  return `${isCode(refused.code) ? words[refused.code] : '没有办理。'}${at ? `（${at}）` : ''}`
}

function isCode(code: string): code is Code {
  return Object.hasOwn(words, code)
}
