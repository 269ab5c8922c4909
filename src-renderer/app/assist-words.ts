import type { AssistResult } from '#shared/domain/assist-order.ts'
import { modeWords } from '#shared/domain/assist-words.ts'
import type { LetterAct, LetterState } from '#shared/domain/letter.ts'
import type { PriorityGround } from '#shared/domain/priority.ts'

export { categoryWords, modeWords, orderStateWords, pauseCauseWords } from '#shared/domain/assist-words.ts'

/** Words of 小萍帮办 as the window shows them (domain.md 1.3, 3.6, D8, D9). */

/** The word of a mode as it came in a refusal. */
export function modeWordOf(mode: string | undefined): string {
  return Object.entries(modeWords).find(([key]) => key === mode)?.[1] ?? '预约'
}

export const letterStateWords: Readonly<Record<LetterState, string>> = {
  DRAFT: '未签',
  SIGNED: '未到期限',
  ACTIVE: '有效',
  EXPIRED: '已到期',
  REVOKED: '已解除',
  FULFILLED: '已办结',
  VOID: '已失效（委托人死亡）',
}

export const letterActShort: Readonly<Record<LetterAct, string>> = {
  SUBMIT: '提交材料',
  COLLECT_NOTICE: '领取受理通知书',
  CORRECT: '补正材料',
  PAY_STATUTORY_FEE: '代缴法定规费',
  COLLECT_RESULT: '领取结果',
  QUERY: '查询进度',
  OTHER: '其他',
}

/** The seal in a square of ui.md 6.3: read as a word beside it. */
export const priorityWords: Readonly<
  Record<PriorityGround, { readonly seal: string; readonly word: string }>
> = {
  ELDERLY: { seal: '老', word: '老年人优先' },
  DISABLED: { seal: '残', word: '残疾人优先' },
  OTHER: { seal: '优', word: '特殊情况优先' },
}

export const assistResultWords: Readonly<Record<AssistResult, string>> = {
  GRANTED: '办成',
  ACCEPTED: '受理',
  PAPERS_MISSING: '缺材料',
  NOT_DONE: '未办',
}
