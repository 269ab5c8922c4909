import { existsSync } from 'node:fs'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SafeStorage } from 'electron'
import { z } from 'zod'
import { deskSecretBytes, fileDeskSecret } from '#main/security/desk-secret.ts'
import { Fault } from '#shared/kernel/fault.ts'

export type KeyStore = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>
export type HeldSecret = {
  /** `file` is the weaker kind and has to be reported as such to the head of the centre. */
  readonly kind: 'key-store' | 'file'
  readonly load: () => Promise<Buffer>
}

/** The backend is remembered to tell a changed desktop from a damaged file. */
const Slot = z.object({ version: z.literal(1), backend: z.string(), sealed: z.base64() })
type Slot = z.infer<typeof Slot>

const unreadable =
  '本机密钥取不到：系统密钥环没有打开，或者换过桌面环境。请登录系统密钥环后重试，或联系运维用恢复码打开。'

/**
 * Finds the desk secret, or makes the first one.
 *
 * A key store counts only where it is a real one: `basic_text` encrypts with a password everybody knows. Without
 * one, the secret lies in a file of its owner and is called that. A secret that was sealed once and cannot be
 * opened is never replaced: data behind it would be lost.
 */
export async function holdDeskSecret(
  dataDir: string,
  keyStore: KeyStore,
  platform: NodeJS.Platform,
  random: (bytes: number) => Buffer,
): Promise<HeldSecret> {
  const slotFile = join(dataDir, 'desk-secret.sealed')
  const plain = fileDeskSecret(dataDir)
  const inFile = { kind: 'file', load: () => Promise.resolve(plain.load() ?? lost()) } as const
  const backend = await backendOf(keyStore, platform)
  if (existsSync(slotFile)) {
    if (!backend) throw new Fault('desk-secret-unreadable', 'no key store any more', unreadable)
    return { kind: 'key-store', load: () => unseal(slotFile, keyStore, backend) }
  }
  // A secret that began its life in a file stays there: the file was readable, sealing it now hides nothing.
  if (plain.load()) return inFile
  if (!backend) {
    plain.save(random(deskSecretBytes))
    return inFile
  }
  await seal(slotFile, keyStore, backend, random(deskSecretBytes))
  return { kind: 'key-store', load: () => unseal(slotFile, keyStore, backend) }
}

/** The name of a key store that may be trusted, or nothing. */
async function backendOf(keyStore: KeyStore, platform: NodeJS.Platform): Promise<string | undefined> {
  if (!(await keyStore.isAsyncEncryptionAvailable())) return undefined
  if (platform !== 'linux') return platform
  const backend = keyStore.getSelectedStorageBackend()
  return backend === 'basic_text' || backend === 'unknown' ? undefined : backend
}

async function seal(file: string, keyStore: KeyStore, backend: string, secret: Buffer): Promise<void> {
  const sealed = (await keyStore.encryptStringAsync(secret.toString('base64'))).toString('base64')
  const slot: Slot = { version: 1, backend, sealed }
  await writeFile(`${file}.new`, JSON.stringify(slot), { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

async function unseal(file: string, keyStore: KeyStore, backend: string): Promise<Buffer> {
  const slot = await readSlot(file)
  const opened = await openSealed(keyStore, slot, backend)
  const secret = Buffer.from(opened.result, 'base64')
  if (secret.length !== deskSecretBytes) throw new Fault('desk-secret-damaged', 'wrong length', unreadable)
  // The system has a better key by now; a failure to use it changes nothing for today.
  if (opened.shouldReEncrypt) await seal(file, keyStore, backend, secret).catch(() => undefined)
  return secret
}

async function readSlot(file: string): Promise<Slot> {
  try {
    return Slot.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new Fault('desk-secret-damaged', String(error), unreadable)
  }
}

async function openSealed(keyStore: KeyStore, slot: Slot, backend: string) {
  try {
    return await keyStore.decryptStringAsync(Buffer.from(slot.sealed, 'base64'))
  } catch {
    throw new Fault('desk-secret-unreadable', `sealed under ${slot.backend}, now ${backend}`, unreadable)
  }
}

function lost(): never {
  throw new Fault('desk-secret-lost', 'the file is gone', unreadable)
}
