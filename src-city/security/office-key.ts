import { hash, sameBytes } from '#shared/crypto/suite.ts'

const selectorLength = 12
const secretLength = 43

/** What is stored of a key, and by what a request finds it. */
export type OfficeKey = { readonly selector: string; readonly keyHash: string }

/** 32 random bytes behind 9 that find the row; shown once. */
export function writeOfficeKey(random: Uint8Array): string {
  const text = Buffer.from(random).toString('base64url')
  return `pco_${text.slice(0, selectorLength)}_${text.slice(selectorLength, selectorLength + secretLength)}`
}

/** Bytes of chance one key takes. */
export const officeKeyBytes = 42

export function readOfficeKey(key: string): OfficeKey | undefined {
  const parts = /^pco_([\w-]{12})_([\w-]{43})$/.exec(key)
  if (!parts?.[1]) return undefined
  return { selector: parts[1], keyHash: hash('gsc/office-key/1', key).toString('base64url') }
}

/** The time taken tells nothing about the hash. */
export function isOfficeKey(kept: string, tried: OfficeKey): boolean {
  return sameBytes(Buffer.from(kept), Buffer.from(tried.keyHash))
}
