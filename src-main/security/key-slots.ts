import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { deriveKey, openSealed, randomBytes, seal } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { parsed } from '#shared/kernel/json.ts'

/** 32 bytes as `seal` writes them: suite, nonce, tag and ciphertext, 61 in all. */
const SealedKey = z.string().regex(/^[\w-]{82}$/)

const Slots = z.strictObject({
  v: z.literal(1),
  suite: z.literal(1),
  /** The data key under the desk secret of the host, and under the recovery code on paper. */
  desk: SealedKey,
  recovery: SealedKey,
})
type Slots = z.infer<typeof Slots>

/** 32 signs without 0, 1, I and O, so that a code can be read aloud. */
const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const codeLength = 26

export type FirstSlots = { readonly dataKey: Buffer; readonly recoveryCode: string }

/**
 * The data key of a desk, wrapped twice by independent means (security.md 3.1).
 *
 * `key-slots.json` marks an installation: where it exists, a missing database is a loss and no first
 * run. Until there is something to lose the slots are kept as `key-slots.first`.
 */
export function hasSlots(dataDir: string): boolean {
  return existsSync(join(dataDir, kept))
}

/** Whether a first run got as far as its keys and was cut short before the desk was enrolled. */
export function hasFirstSlots(dataDir: string): boolean {
  return existsSync(join(dataDir, first))
}

/**
 * Slots for a first run, with a recovery code that is told this once and stored nowhere.
 *
 * A first run that was cut short goes on with its data key under a new code: nobody may ever have seen
 * the one before.
 */
export function firstSlots(dataDir: string, deskSecret: Uint8Array): FirstSlots {
  if (hasSlots(dataDir)) throw new Fault('slots-exist', 'the keys of a desk are never replaced')
  const dataKey = hasFirstSlots(dataDir) ? openDeskSlot(dataDir, first, deskSecret) : randomBytes(32)
  const code = [...randomBytes(codeLength)].map((byte) => alphabet[byte % 32]).join('')
  const slots: Slots = {
    v: 1,
    suite: 1,
    desk: seal(deriveKey(deskSecret, 'slot/desk'), dataKey, 'slot/desk/1').toString('base64url'),
    recovery: seal(deriveKey(Buffer.from(code), 'slot/recovery'), dataKey, 'slot/recovery/1').toString(
      'base64url',
    ),
  }
  writeDurably(join(dataDir, first), JSON.stringify(slots, null, 2))
  return { dataKey, recoveryCode: code.match(/.{1,5}/g)?.join('-') ?? code }
}

/** From here on a missing database is a loss: the desk is enrolled and has written its first entry. */
export function keepSlots(dataDir: string): void {
  if (hasSlots(dataDir)) return
  renameSync(join(dataDir, first), join(dataDir, kept))
  syncFolder(dataDir)
}

/** Without them nothing in the folder can be read again by anybody. */
export function removeSlots(dataDir: string): void {
  for (const name of [kept, first]) rmSync(join(dataDir, name), { force: true })
  syncFolder(dataDir)
}

export function openByDeskSecret(dataDir: string, deskSecret: Uint8Array): Buffer {
  return openDeskSlot(dataDir, kept, deskSecret)
}

/** Hyphens, spaces and case do not matter in what a person types from the recovery sheet. */
export function openByRecoveryCode(dataDir: string, typed: string): Buffer {
  const code = typed.toUpperCase().replace(/[^0-9A-Z]/g, '')
  const dataKey = openSealed(
    deriveKey(Buffer.from(code), 'slot/recovery'),
    Buffer.from(read(dataDir, kept).recovery, 'base64url'),
    'slot/recovery/1',
  )
  if (!dataKey) throw new Fault('recovery-code-wrong', 'recovery slot', '恢复码不对，请逐个核对后再输。')
  return dataKey
}

const kept = 'key-slots.json'
const first = 'key-slots.first'

function openDeskSlot(dataDir: string, name: string, deskSecret: Uint8Array): Buffer {
  const slot = Buffer.from(read(dataDir, name).desk, 'base64url')
  const dataKey = openSealed(deriveKey(deskSecret, 'slot/desk'), slot, 'slot/desk/1')
  if (!dataKey)
    throw new Fault('key-wrong', 'desk slot', '这台电脑的密钥打不开这份数据，请用恢复码。数据没有改动。')
  return dataKey
}

function read(dataDir: string, name: string): Slots {
  const slots = Slots.safeParse(parsed(readFileSync(join(dataDir, name), 'utf8')))
  if (!slots.success) throw new Fault('slots-unreadable', name, '密钥文件损坏，请用备份恢复。数据没有改动。')
  return slots.data
}

/** New file, flush, rename, flush the folder: either the old slots or the new, never half. */
function writeDurably(path: string, text: string): void {
  const next = `${path}.new`
  const file = openSync(next, 'w', 0o600)
  writeSync(file, text)
  fsyncSync(file)
  closeSync(file)
  renameSync(next, path)
  syncFolder(dirname(path))
}

function syncFolder(dir: string): void {
  if (process.platform === 'win32') return
  const folder = openSync(dir, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
