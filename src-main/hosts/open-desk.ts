import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { sealedFolder } from '#main/devices/sealed-folder.ts'
import { type HeadMark, headMark } from '#main/security/head-mark.ts'
import { firstSlots, hasFirstSlots, hasSlots, keepSlots, openByDeskSecret } from '#main/security/key-slots.ts'
import { fillLetters } from '#main/store/apply/letters.ts'
import { findInstallation } from '#main/store/queries/installation.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { Store } from '#shared/sqlite/store.ts'

export type OpenedDesk = {
  readonly store: Store
  readonly pictures: SealedFiles
  /** How far the journal has come, kept beside the database. */
  readonly mark: HeadMark
  /** Told once, at the first run: to be printed and locked away. */
  readonly recoveryCode?: string
  /** Said right after enrolment; a desk that was cut off before is marked at its next opening. */
  readonly markInstalled: () => void
  readonly close: () => void
}

/** Locks the folder, unwraps the key, opens by contract and migrates; or throws and leaves all as it was. */
export function openDesk(root: string, dataDir: string, deskSecret: Uint8Array): OpenedDesk {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = lockDirectory(dataDir)
  try {
    const installed = hasSlots(dataDir)
    if (!installed && !hasFirstSlots(dataDir) && existsSync(databasePath(dataDir)))
      throw new Fault(
        'slots-missing',
        dataDir,
        '数据还在，但密钥文件不见了，没有新建。请从备份找回或联系运维。',
      )
    const slots = installed
      ? { dataKey: openByDeskSecret(dataDir, deskSecret), recoveryCode: undefined }
      : firstSlots(dataDir, deskSecret)
    const client = openEncrypted(databasePath(dataDir), deriveKey(slots.dataKey, 'db'), installed)
    const mark = headMark(dataDir, databasePath(dataDir), deriveKey(slots.dataKey, 'mark'))
    slots.dataKey.fill(0)
    const store = new Store(client)
    try {
      migrate(client, join(root, 'migrations', 'desk'))
      store.write((writer) => ok(fillLetters(writer)))
      if (isEnrolled(store)) keepSlots(dataDir)
      return {
        store,
        pictures: sealedFolder(join(dataDir, 'pictures')),
        mark,
        ...(slots.recoveryCode ? { recoveryCode: slots.recoveryCode } : {}),
        markInstalled: () => keepSlots(dataDir),
        close: () => {
          client.close()
          lock.release()
        },
      }
    } catch (error) {
      client.close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

export function databasePath(dataDir: string): string {
  return join(dataDir, 'desk.db')
}

/** A folder whose enrolment was cut short holds keys but no installation: it may be enrolled again. */
export function isEnrolled(store: Store): boolean {
  return store.read((reader) => findInstallation(reader) !== undefined)
}

export function mustBeEnrolled(store: Store): void {
  if (!isEnrolled(store))
    throw new Fault('not-enrolled', 'no installation', '这台电脑还没有登记，请向市级要登记码。')
}
