import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#shared/kernel/fault.ts'

/** Where a host keeps the 32 bytes that bind the data to this computer. */
export type DeskSecretStore = {
  /** `undefined` only when no secret was ever kept; a damaged one is a fault, never a fresh start. */
  readonly load: () => Buffer | undefined
  readonly save: (secret: Buffer) => void
}

export const deskSecretBytes = 32

/**
 * Keeps the desk secret in a plain file that only its owner may read.
 *
 * The weaker kind: whoever can read this account's files can read it, so the data is then as safe as the
 * person's own secret. It is used where no key store of the system can be trusted, and is reported as weaker;
 * it is never dressed up as encryption.
 */
export function fileDeskSecret(dataDir: string): DeskSecretStore {
  const file = join(dataDir, 'desk-secret')
  return {
    load: () => (existsSync(file) ? readSecret(file) : undefined),
    save: (secret) => saveSecret(dataDir, file, secret),
  }
}

function readSecret(file: string): Buffer {
  // A backup tool or a careless copy may have widened the rights; narrowing them again locks nobody out.
  if (process.platform !== 'win32') chmodSync(file, 0o600)
  const secret = readFileSync(file)
  if (secret.length !== deskSecretBytes)
    throw new Fault(
      'desk-secret-damaged',
      `${secret.length} bytes`,
      '本机密钥文件已损坏，请联系运维用恢复码打开，不要删除任何文件。',
    )
  return secret
}

/** Never replaces a secret: the data written under the old one could not be opened any more. */
function saveSecret(dataDir: string, file: string, secret: Buffer): void {
  if (secret.length !== deskSecretBytes) throw new Fault('broken-promise', 'a desk secret has 32 bytes')
  if (existsSync(file)) throw new Fault('desk-secret-exists', 'a desk secret is never replaced')
  const draft = `${file}.new`
  const handle = openSync(draft, 'w', 0o600)
  try {
    writeSync(handle, secret)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
  renameSync(draft, file)
  if (process.platform !== 'win32') syncFolder(dataDir)
}

/** Without it a power cut may forget the new name although the bytes are on the disk. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
