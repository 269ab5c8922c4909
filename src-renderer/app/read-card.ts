import { ask } from './desk-client.ts'

/** The person whose card lies on the reader, or the sentence of why there is none. */
export async function readCard(): Promise<
  { readonly name: string; readonly idNumber: string; readonly address: string } | string
> {
  const card = await ask('device.readCard', {}).catch(() => undefined)
  if (!card) return '读卡没有成功，请再按一次 F7，或用键盘输入。'
  if (card.ok) return card.value
  return card.refusal.code === 'reader-missing'
    ? '这台电脑没有接读卡机，请用键盘输入。'
    : '没有读到身份证，请放好再按一次 F7。'
}
