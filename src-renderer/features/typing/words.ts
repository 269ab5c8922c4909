import { erasedSentence } from '#shared/domain/erasure.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type Code = RefusalCode<'typing.sheet'> | RefusalCode<'typing.value'> | RefusalCode<'typing.mark'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'case-unknown': () => '本工作台没有这件，不能录入。请核对编号。',
  'case-erased': () => erasedSentence,
  'profile-unknown': () => '目录里没有这个部门的录入顺序。请换一个部门。',
  'profile-changed': () => '录入顺序刚换了新版本。请按 Esc 关掉，再按 Alt+C 打开。',
  'line-empty': () => '这一项在本件里没有内容。按 ↓ 看下一项。',
  'case-of-another': ({ clerk }) =>
    `这件是${clerk ?? '别人'}收的，完整内容只给本人和负责人。请${clerk ?? '本人'}登录后录入。`,
  'case-long-closed': () => '这件办结超过 7 天了，不再给出完整内容。确实要录，请看纸质卷宗。',
  'too-many-cases': () => '1 小时内已经取过 20 件的完整内容，先停一停。急用请负责人登录录入。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}

export const notCopied = '没有放进剪贴板，这一项没有标记。点一下录入条，再按 Enter。'
export const noAnswer = '没有取到内容，这一项没有标记。请再按一次 Enter。'
