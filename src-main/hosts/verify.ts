import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { hasSlots, openByDeskSecret, openByRecoveryCode } from '#main/security/key-slots.ts'
import { listErasures } from '#main/store/queries/erasure.ts'
import { lastPosition } from '#main/store/queries/journal.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { basisWords } from '#shared/domain/erasure.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { Store } from '#shared/sqlite/store.ts'
import { asFault } from './fault-report.ts'
import { databasePath } from './open-desk.ts'
import { verifyStore } from './verify-store.ts'

/**
 * `npm run verify -- --data DIR [--recovery CODE]`: checks chain and tables of a desk that is not
 * running. Prints every fault; exit 0 when there is none, 1 when there is any, 2 when it cannot look.
 */
function main(): number {
  const { values } = parseArgs({
    options: {
      data: { type: 'string', default: 'data/practice/desk' },
      recovery: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  })
  const root = join(import.meta.dirname, '..', '..')
  try {
    const { entries, erased, faults } = look(root, values.data, values.recovery)
    if (values.json) console.log(JSON.stringify({ entries, erased, faults }, null, 2))
    else {
      for (const { code, seq, sentence } of faults) console.log(`第 ${seq} 条  ${code}  ${sentence}`)
      for (const { basis, caseId, on, reference } of erased)
        console.log(`${caseId}  ${on} 依法删除：${basisWords[basis]}（${reference}）`)
      console.log(
        faults.length === 0
          ? `${entries} 条记录，链条完整，表与记录一致。`
          : `${entries} 条记录，发现 ${faults.length} 处问题。`,
      )
    }
    return faults.length === 0 ? 0 : 1
  } catch (error) {
    const { code, sentence } = asFault(error)
    console.error(`${code}  ${sentence}`)
    return code === 'database-damaged' ? 1 : 2
  }
}

function look(root: string, dataDir: string, recovery: string | undefined) {
  if (!existsSync(dataDir) || !hasSlots(dataDir))
    throw new Fault('no-desk-here', dataDir, `${dataDir} 里没有工作台的数据，请用 --data 指明文件夹。`)
  const lock = lockDirectory(dataDir)
  try {
    const dataKey =
      recovery === undefined
        ? openByDeskSecret(dataDir, secretOf(dataDir))
        : openByRecoveryCode(dataDir, recovery)
    using store = new Store(openEncrypted(databasePath(dataDir), deriveKey(dataKey, 'db'), true))
    return {
      entries: store.read(lastPosition),
      erased: store.read(listErasures),
      faults: verifyStore(store, root),
    }
  } finally {
    lock.release()
  }
}

function secretOf(dataDir: string): Buffer {
  const secret = fileDeskSecret(dataDir).load()
  if (!secret)
    throw new Fault('desk-secret-missing', dataDir, '这台电脑的密钥不在这里，请加 --recovery 输入恢复码。')
  return secret
}

process.exitCode = main()
