import { hash } from '#shared/crypto/suite.ts'

/** Crockford's letters: nothing that can be read as something else over the telephone. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeLength = 16
const selectorLength = 4

export type CodeParts = { readonly selector: string; readonly codeHash: string }

/** 16 characters of 5 bits from 16 random bytes, written in groups of four. */
export function writeCode(random: Uint8Array): string {
  const text = [...random.subarray(0, codeLength)].map((byte) => letters[byte % 32]).join('')
  return text.match(/.{4}/g)?.join('-') ?? text
}

/** What is stored of a code, and by what a try finds it. Nothing when it cannot be one of ours. */
export function readCode(typed: string): CodeParts | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')
  if (code.length !== codeLength || [...code].some((letter) => !letters.includes(letter))) return undefined
  return {
    selector: code.slice(0, selectorLength),
    codeHash: hash('gsc/enrol-code/1', code).toString('base64url'),
  }
}
