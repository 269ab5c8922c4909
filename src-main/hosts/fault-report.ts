import type { FaultReport } from '#shared/contract/dispatch.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { errorCode, Fault } from '#shared/kernel/fault.ts'

/** Logs a fault under an id, without personal data, and gives the clerk sentence and id. */
export function reportFault(error: unknown, log: (line: object) => void): FaultReport {
  const fault = asFault(error)
  const faultId = randomBytes(4).toString('hex')
  log({ level: 'fault', faultId, code: fault.code, at: stackOf(error) })
  return { code: fault.code, sentence: fault.sentence, faultId }
}

export function asFault(error: unknown): Fault {
  if (error instanceof Fault) return error
  const code = errorCode(error)
  if (code === 'SQLITE_FULL')
    return new Fault(
      'disk-full',
      code,
      '磁盘满了，刚才这一步没有记录。请清理磁盘后再做一次，之前保存的都在。',
    )
  if (code.startsWith('SQLITE_IOERR') || code === 'SQLITE_READONLY')
    return new Fault('disk-failing', code, '磁盘写不进去，刚才这一步没有记录。请联系运维，之前保存的都在。')
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB')
    return new Fault('database-damaged', code, '数据文件有损坏，已停止写入。请不要重装，联系运维恢复。')
  return new Fault('unexpected', (error as Error | null)?.name ?? 'unknown')
}

/** File and line only: messages may carry what a clerk typed. */
function stackOf(error: unknown): string {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n').slice(1, 6) : []
  return lines.map((line) => /([\w-]+\.ts:\d+)/.exec(line)?.[1] ?? '').join(' < ')
}
