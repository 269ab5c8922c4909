import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type Code = RefusalCode<'staff.signIn'>

/** One sentence a refusal. A code added to the contract does not compile until it has words. */
const sentences: Record<Code, (detail: Detail) => string> = {
  'pin-wrong': ({ left }) => `PIN 不对，还可以试 ${left} 次。`,
  'pin-locked': ({ minutes }) => `连着输错，先锁 ${minutes} 分钟，草稿都在。着急用按 Esc 换一个人登录。`,
  'staff-unknown': () => '这个人不在本工作台的名单里，请另选一位。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
