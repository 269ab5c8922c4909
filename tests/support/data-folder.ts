import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { hash } from '#shared/crypto/suite.ts'

/** Every file below a folder with the fingerprint of its bytes; locks and empty side files apart. */
export function fingerprints(dir: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    filesBelow(dir)
      .filter((file) => !file.endsWith('in-use.lock'))
      .map((file) => [relative(dir, file), hash(readFileSync(file)).toString('hex')]),
  )
}

/** The ways in which a text or a key could lie in a file unencrypted. */
export function findInClear(dir: string, secret: string | Buffer): readonly string[] {
  const bytes = typeof secret === 'string' ? Buffer.from(secret) : secret
  const forms: readonly (readonly [string, Buffer])[] = [
    ['utf-8', bytes],
    ['hex', Buffer.from(bytes.toString('hex'))],
    ['HEX', Buffer.from(bytes.toString('hex').toUpperCase())],
    ...[0, 1, 2].map((shift) => [`base64+${shift}`, Buffer.from(base64Core(bytes, shift))] as const),
    ...[0, 1, 2].map(
      (shift) =>
        [
          `base64url+${shift}`,
          Buffer.from(base64Core(bytes, shift).replaceAll('+', '-').replaceAll('/', '_')),
        ] as const,
    ),
    ...(typeof secret === 'string'
      ? ([
          ['utf-16le', Buffer.from(secret, 'utf16le')],
          ['utf-16be', Buffer.from(secret, 'utf16le').swap16()],
        ] as const)
      : []),
  ]
  return filesBelow(dir).flatMap((file) => {
    const content = readFileSync(file)
    return forms
      .filter(([, form]) => content.includes(form))
      .map(([name]) => `${relative(dir, file)} as ${name}`)
  })
}

function filesBelow(dir: string): readonly string[] {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })
}

/** The signs of base64 that do not depend on what stands before and after, for one of three alignments. */
function base64Core(bytes: Buffer, shift: number): string {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '')
  return text.slice(Math.ceil((shift * 8) / 6), -1)
}
