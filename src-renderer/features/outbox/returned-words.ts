import type { Answer } from '#shared/contract/desk.ts'
import type { CorrectedField } from '#shared/domain/correction.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

export type OutboxRow = (Answer<'sync.outbox'> & { ok: true })['value']['rows'][number]

const titles: Readonly<Record<string, string>> = {
  'card-name-differs': '证件号码与姓名不一致',
  'case-not-received': '等收件改好再算',
}

/** One short name a reason, so that the same work is done in one go; without one its own first words. */
export function reasonTitle({ code = '', sentence = '' }: OutboxRow): string {
  return titles[code] ?? sentence.split(/[，。；]/)[0] ?? code
}

export const fieldWords: Readonly<Record<CorrectedField, string>> = {
  name: '姓名（照证件写全）',
  idNumber: '身份证号码',
}

const sentences: Record<RefusalCode<'sync.answerReturned'>, string> = {
  'nothing-changed': '还没有改。改姓名或号码，或者写明不改的理由。',
  'not-fixable': '这一条改不了内容，请看办件现在的情况；核对过就写明理由。',
  'not-returned': '这一条已经处理过，不用再改。',
  'number-wrong': '身份证号码不对，请对照证件再输一次。',
  'reason-missing': '请写明理由，至少两个字，市级会看到。',
}

export function answerRefusal({ code }: Refusal<RefusalCode<'sync.answerReturned'>>): string {
  return sentences[code]
}
