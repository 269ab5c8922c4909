import type { SignatureCode } from '#shared/domain/signature.ts'
import type { Detail, Refusal } from '#shared/kernel/result.ts'

export const signatureSentences: Readonly<Record<SignatureCode, (detail: Detail) => string>> = {
  'signature-blank': () => '还没有签名，或者签得太小。请写清姓名。',
  'signature-shrunk': () => '签名被缩小了，认不出是谁写的。请擦掉重签。',
  'signature-image-missing': () => '签名的图没有留下来。请擦掉重签。',
  'signature-name-missing': () => '还差签名人的姓名。',
  'text-changed': () => '签名以后内容改过，原来的签名不算数。请重签。',
  'witness-missing': () => '按指印要有见证人：姓名、证件号和签名都要有。',
  'witness-not-independent': ({ name }) => `“${name}”是办这件事的人，不能当见证人。请换一位。`,
  'fingerprint-reason-missing': () => '请写明为什么按指印，例如不会写字。',
}

export function signatureText({ code, detail }: Refusal<SignatureCode>): string {
  return signatureSentences[code](detail)
}

/** SHA-256 of the words as they are shown, written as the desk writes every hash. */
export async function textHash(text: string): Promise<string> {
  const sum = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(sum)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
