import type { Detail, Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'

type Code = RefusalCode<'consultation.log' | 'consultation.open'>

const sentences: Record<Code, (detail: Detail) => string> = {
  'nothing-asked': () => '还没有选事项，也没有写问题，没有记下。请先选事项或者写下问题。',
  'matter-unknown': () => '目录里没有这件事了，没有记下。请按 Esc 回去重新选。',
  'phone-form': () => '电话号码不对，没有记下。请写 11 位手机号或带区号的座机，也可以不留电话。',
  'consultation-of-another-day': () => '这份咨询是以前记的，已原样保存。请按 F4 另记一份。',
  'code-form': () => '查询码是 8 位，由数字和字母组成，在告知单右上角。',
  'code-check-character': () => '查询码有一位不对，请对照告知单再输一次。',
  'consultation-unknown': () => '这台工作台没有这份咨询，可能是在别的窗口记的。请按告知单上的事项重新选。',
}

export function refusalText({ code, detail }: Refusal<Code>): string {
  return sentences[code](detail)
}
