import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { deriveKey, openSealed, randomBytes, seal } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'

const Slots = z.strictObject({
  v: z.literal(1),
  suite: z.literal(1),
  /** The data key under the desk secret of the host, and under the recovery code on paper. */
  desk: z.string(),
  recovery: z.string(),
})

/** 32 signs without 0, 1, I and O, so that a code can be read aloud. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codeLength = 26

export type OpenedSlots = { readonly dataKey: Buffer; readonly recoveryCode?: string }

/**
 * The data key of a desk, wrapped twice by independent means (security.md 3.1).
 *
 * The file marks an installation: where it exists, a missing database is a loss and no first run.
 */
export function hasSlots(dataDir: string): boolean {
  return existsSync(pathOf(dataDir))
}

/** Makes a data key and both slots; the recovery code is told this once and stored nowhere. */
export function makeSlots(dataDir: string, deskSecret: Uint8Array): OpenedSlots {
  const dataKey = randomBytes(32)
  const recoveryCode = [...randomBytes(codeLength)].map((byte) => alphabet[byte % 32]).join('')
  const slots: z.infer<typeof Slots> = {
    v: 1,
    suite: 1,
    desk: seal(deriveKey(deskSecret, 'slot/desk'), dataKey, 'slot/desk/1').toString('base64url'),
    recovery: seal(deriveKey(Buffer.from(recoveryCode), 'slot/recovery'), dataKey, 'slot/recovery/1').toString('base64url'),
  }
  writeDurably(pathOf(dataDir), JSON.stringify(slots, null, 2))
  return { dataKey, recoveryCode: recoveryCode.match(/.{1,5}/g)?.join('-') ?? recoveryCode }
}

export function openByDeskSecret(dataDir: string, deskSecret: Uint8Array): Buffer {
  const dataKey = openSealed(
    deriveKey(deskSecret, 'slot/desk'),
    Buffer.from(read(dataDir).desk, 'base64url'),
    'slot/desk/1',
  )
  if (!dataKey)
    throw new Fault('key-wrong', 'desk slot', '这台电脑的密钥打不开这份数据，请用恢复码。数据没有改动。')
  return dataKey
}

/** Hyphens, spaces and case do not matter in what a person types from the recovery sheet. */
export function openByRecoveryCode(dataDir: string, typed: string): Buffer {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const dataKey = openSealed(
    deriveKey(Buffer.from(code), 'slot/recovery'),
    Buffer.from(read(dataDir).recovery, 'base64url'),
    'slot/recovery/1',
  )
  if (!dataKey) throw new Fault('recovery-code-wrong', 'recovery slot', '恢复码不对，请逐个核对后再输。')
  return dataKey
}

function read(dataDir: string): z.infer<typeof Slots> {
  const slots = Slots.safeParse(JSON.parse(readFileSync(pathOf(dataDir), 'utf8')))
  if (!slots.success) throw new Fault('slots-unreadable', pathOf(dataDir), '密钥文件损坏，请用备份恢复。数据没有改动。')
  return slots.data
}

function pathOf(dataDir: string): string {
  return join(dataDir, 'key-slots.json')
}

/** New file, flush, rename, flush the folder: either the old slots or the new, never half. */
function writeDurably(path: string, text: string): void {
  const next = `${path}.new`
  const file = openSync(next, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(next, path)
  if (process.platform === 'win32') return
  const folder = openSync(dirname(path), 'r')
  fsyncSync(folder)
  closeSync(folder)
}
