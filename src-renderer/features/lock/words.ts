import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'
import { pinSentences } from '../../app/pin-words.ts'

type Code = RefusalCode<'staff.signIn'>

/** One sentence a refusal. A code added to the contract does not compile until it has words. */
const sentences: Record<Code, (detail: Detail) => string> = {
  'pin-wrong': pinSentences['pin-wrong'],
  'pin-locked': ({ minutes }) => `连着输错，先锁 ${minutes} 分钟，草稿都在。着急用按 Esc 换一个人登录。`,
  'staff-off': () => '市级已停用您的账号，不能登录。记录和草稿都在，请找中心负责人。',
  'staff-unknown': pinSentences['staff-unknown'],
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
