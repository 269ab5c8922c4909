import { parseArgs } from 'node:util'
import { Fault } from '#shared/kernel/fault.ts'
import { CentreId, DeskId } from '#shared/kernel/ids.ts'
import { type ChainPoint, checkLink, type Entry, noHash } from '#shared/protocol/entry.ts'
import { copyHeadsMax } from '../routes/copy-routes.ts'
import type { BareSql } from '../store/database.ts'
import type { LogName } from '../store/queries/log.ts'
import type { CopiedHead } from '../store/record-copied.ts'
import { openServer } from '../store/server-pool.ts'
import { WrongArguments } from './command.ts'
import { askCity } from './office/line.ts'
import { refusalLine } from './office/tell.ts'
import { operatorLine } from './operator-line.ts'

const usage = `核对一份已恢复到另一台机器上的备份，逐条核对无误后告诉市级，各窗口才可清理旧照片。由市级管理员执行。

  npm run backup -- check --copy postgres://恢复出来的数据库 [--city 市级地址] [--data 市级数据文件夹]

退出码：0 备份完好；1 备份有缺损，或市级不同意；2 没能核对。`

const pageMax = 1_000

/** `npm run backup`: a backup counts once it was restored and every entry of it was read (sync.md C.16). */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) {
    console.log(usage)
    return 0
  }
  const line = operatorLine(asked)
  const copy = await openServer(asked.copy, 1, () => undefined)
  try {
    const { broken, heads } = await copy.withBareSql(checkLogs)
    for (const each of broken) console.error(each)
    let held = 0
    for (let at = 0; at < heads.length; at += copyHeadsMax) {
      const told = await askCity(line, 'confirmCopy', { heads: heads.slice(at, at + copyHeadsMax) })
      if (!told.ok) {
        console.error(refusalLine(told.refusal))
        return 1
      }
      held += told.value.held
    }
    console.log(`备份里 ${heads.length} 本记录核对完毕，其中 ${held} 本与市级一致，已登记为另有备份。`)
    if (held < heads.length) console.error(`${heads.length - held} 本与市级对不上，没有登记。`)
    return broken.length > 0 || held < heads.length ? 1 : 0
  } finally {
    await copy.close()
  }
}

async function checkLogs(bare: BareSql) {
  const logs = await bare.rows(
    'SELECT centre_id, desk_id, epoch, received_seq, received_hash FROM log_head ORDER BY centre_id, desk_id, epoch',
  )
  const heads: CopiedHead[] = []
  const broken: string[] = []
  for (const row of logs) {
    const log: LogName = {
      centreId: CentreId.parse(row['centre_id']),
      deskId: DeskId.parse(row['desk_id']),
      epoch: Number(row['epoch']),
    }
    const sound = await soundPart(bare, log)
    if (sound.seq !== row['received_seq'] || sound.hash !== row['received_hash'])
      broken.push(`窗口 ${log.deskId} 第 ${log.epoch} 代：第 ${sound.seq} 条以后有缺损。`)
    if (sound.seq > 0) heads.push({ ...log, ...sound })
  }
  return { broken, heads }
}

/** As far as every entry follows on the one before it and bears its own hash. */
async function soundPart(bare: BareSql, log: LogName): Promise<ChainPoint> {
  const { centreId, deskId, epoch } = log
  let at: ChainPoint = { seq: 0, hash: noHash }
  for (;;) {
    const rows = await bare.rows(
      `SELECT envelope, salt, body FROM journal WHERE centre_id = $1 AND desk_id = $2 AND epoch = $3::int
         AND seq > $4::int ORDER BY seq LIMIT ${pageMax}`,
      [centreId, deskId, String(epoch), String(at.seq)],
    )
    for (const row of rows) {
      const checked = checkLink(row as unknown as Entry, at, log)
      if (!checked.ok) return at
      at = { seq: checked.link.envelope.seq, hash: checked.link.hash }
    }
    if (rows.length < pageMax) return at
  }
}

function readArguments([command = 'help', ...rest]: readonly string[]) {
  if (command === 'help' || command === '--help') return undefined
  const options = { copy: { type: 'string' }, city: { type: 'string' }, data: { type: 'string' } } as const
  try {
    const { city, copy, data } = parseArgs({ args: [...rest], options, allowPositionals: false }).values
    if (command === 'check' && copy && URL.canParse(copy)) return { copy, city, data }
  } catch {
    // Told below, with the help.
  }
  throw new WrongArguments('argument-malformed', command, '命令或参数不认识，没有核对。')
}

try {
  process.exitCode = await main()
} catch (error) {
  // A line of the database may quote its address, and that its password.
  if (!(error instanceof Fault))
    console.error(`${(error as { code?: string }).code ?? 'copy-unreadable'}  读不了这份备份。`)
  else console.error(`${error.code}  ${error.sentence}`)
  if (error instanceof WrongArguments) console.error(`\n${usage}`)
  process.exitCode = 2
}
