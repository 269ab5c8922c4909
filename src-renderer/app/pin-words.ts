import type { Detail } from '#shared/kernel/result.ts'

/** What is said of a PIN, at the lock screen and wherever an act asks for it once more. */
export const pinSentences = {
  'pin-wrong': ({ left }: Detail) => `PIN 不对，还可以试 ${left} 次。`,
  'pin-locked': ({ minutes }: Detail) => `PIN 连着输错，先锁 ${minutes} 分钟。已填的内容都在。`,
  'pin-missing': () => '请输入您自己的 6 位 PIN，再确认一次。',
  'staff-unknown': () => '这个人还不能在这台电脑上登录，请另选一位，或请负责人在“工作人员”里设 PIN。',
} as const
