/**
 * What one desk shows another as QR codes where no line joins them: an offer, and the receipt for it.
 *
 * Written with capitals, digits and hyphens alone: a code gun types them the same whatever input method is
 * on, and a QR code packs them closest. A long list takes several codes, which may be read in any order.
 */
export type HandCode = {
  readonly kind: HandCodeKind
  /** The same on all codes of one list. */
  readonly tag: string
  readonly n: number
  readonly of: number
  readonly data: string
}
export type HandCodeKind = 'OFFER' | 'RECEIPT'

/** Characters of one code: a QR code of version 22 at level L, read off a screen at arm's length. */
export const handCodeChars = 1_400
const form = /^(PO|PR)1-([A-Z2-7]{8})-(\d{1,3})-(\d{1,3})-([A-Z2-7]+)$/

export function readHandCode(text: string): HandCode | undefined {
  const [, kind, tag = '', n, of, data = ''] = form.exec(text.trim()) ?? []
  if (!kind) return undefined
  return { kind: kind === 'PO' ? 'OFFER' : 'RECEIPT', tag, n: Number(n), of: Number(of), data }
}

export function writeHandCodes(kind: HandCodeKind, tag: string, packed: Uint8Array): string[] {
  const text = base32(packed)
  const of = Math.ceil(text.length / handCodeChars)
  return Array.from({ length: of }, (_, at) => {
    const data = text.slice(at * handCodeChars, (at + 1) * handCodeChars)
    return `${kind === 'OFFER' ? 'PO' : 'PR'}1-${tag}-${at + 1}-${of}-${data}`
  })
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 without padding. */
export function base32(bytes: Uint8Array): string {
  let text = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31]
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

export function fromBase32(text: string): Uint8Array {
  const bytes: number[] = []
  let held = 0
  let bits = 0
  for (const letter of text) {
    held = ((held << 5) | alphabet.indexOf(letter)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((held >> bits) & 0xff)
  }
  return Uint8Array.from(bytes)
}
