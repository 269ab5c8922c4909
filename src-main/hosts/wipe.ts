import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { hasSlots, openByDeskSecret, openByRecoveryCode, removeSlots } from '#main/security/key-slots.ts'
import { type LeftHere, whatIsLeft } from '#main/store/queries/left-here.ts'
import { deriveKey } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import { openEncrypted } from '#shared/sqlite/open.ts'
import { Store } from '#shared/sqlite/store.ts'
import { asFault } from './fault-report.ts'
import { databasePath } from './open-desk.ts'

/**
 * `npm run wipe -- --data DIR [--recovery CODE] [--yes]`: empties a computer that is a desk no more.
 *
 * Only of a desk the city revoked, and only when the city keeps all it wrote: every entry durably, every
 * picture verified (sync.md C.19, invariant 25). Exit 0: done, or may be done; 1: not yet; 2: it cannot look.
 */
function main(): number {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      recovery: { type: 'string' },
      yes: { type: 'boolean', default: false },
    },
  })
  try {
    return wipe(values.data ?? '', values.recovery, values.yes)
  } catch (error) {
    const { code, sentence } = asFault(error)
    console.error(`${code}  ${sentence}`)
    return 2
  }
}

function wipe(dataDir: string, recovery: string | undefined, yes: boolean): number {
  if (!existsSync(dataDir) || !hasSlots(dataDir))
    throw new Fault('no-desk-here', dataDir, `${dataDir} 里没有工作台的数据，请用 --data 指明文件夹。`)
  const lock = lockDirectory(dataDir)
  try {
    const stands = sentencesOf(look(dataDir, recovery))
    for (const sentence of stands) console.error(sentence)
    if (stands.length > 0) return 1
    if (!yes) {
      console.log('市级已保存全部记录和影像，可以清除。加 --yes 执行，清除后不能恢复。')
      return 0
    }
    // Keys first: from here on what is left of the files is noise.
    removeSlots(dataDir)
    for (const name of readdirSync(dataDir))
      if (!name.endsWith('.lock')) rmSync(join(dataDir, name), { recursive: true, force: true })
    console.log('已清除本机数据。')
    return 0
  } finally {
    lock.release()
  }
}

function look(dataDir: string, recovery: string | undefined): LeftHere {
  const secret = recovery === undefined ? fileDeskSecret(dataDir).load() : undefined
  if (recovery === undefined && !secret)
    throw new Fault('desk-secret-missing', dataDir, '这台电脑的密钥不在这里，请加 --recovery 输入恢复码。')
  const dataKey = secret ? openByDeskSecret(dataDir, secret) : openByRecoveryCode(dataDir, recovery ?? '')
  using store = new Store(openEncrypted(databasePath(dataDir), deriveKey(dataKey, 'db'), true))
  return store.read(whatIsLeft)
}

/** What stands in the way, each with what to do about it. */
function sentencesOf({ branch, entries, pictures, revoked }: LeftHere): readonly string[] {
  return [
    ...(revoked ? [] : ['这台工作台还在使用，请先由市级停用，联网一次后再清除。']),
    ...(entries > 0 ? [`有 ${entries} 条记录市级还没有可靠保存，请联网上传完再清除。`] : []),
    ...(pictures > 0 ? [`有 ${pictures} 张影像市级还没有确认，请联网上传完再清除。`] : []),
    ...(branch > 0 ? [`有 ${branch} 条分支记录还没有人核对，请先在“上传”里核对。`] : []),
  ]
}

process.exitCode = main()
