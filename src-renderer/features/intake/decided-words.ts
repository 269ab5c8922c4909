import type { Choice } from '#shared/domain/decision.ts'

/** What happened, and that it is safe: the calm green line after the decision. */
export function decidedSentence(choice: Choice): string {
  return sentences[choice]
}

const sentences: Readonly<Record<Choice, string>> = {
  ACCEPT: '已受理，已保存在本机',
  ACCEPT_WITH_DEFICIENCY: '已容缺受理，已保存在本机',
  CORRECT: '已记下一次性告知，已保存在本机',
  REFUSE: '已决定不予受理，已保存在本机',
  NOT_REQUIRED: '已告知不用办理，已保存在本机',
  DECIDE_ON_SPOT: '已当场办结，已保存在本机',
  RECEIVE_ONLY: '已收件，已保存在本机',
}
