import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadRules } from '#main/hosts/rules.ts'
import { deskSecretBytes, fileDeskSecret } from '#main/security/desk-secret.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { root } from '../support/a-desk.ts'
import { readDay } from './day-file.ts'
import { listMatters } from './list-matters.ts'
import { type DayReport, playDay } from './play-day.ts'

const help = `npm run day -- [--cases N] [--delegations D] [--seed S] [--offline H] [--input FILE.ndjson] [--json] [--keep DIR]
npm run day -- --list [MATTER ...]

Plays a day at the counter of a township, and errands that a village has run over it to the county and back,
through the contract of both desks against a city process of its own, and compares each desk with the city.
  --cases N     visits drawn from the seed (default 60)
  --delegations D
                errands from the village (default 5; with --input none); 0 opens no second desk
  --seed S      which day (default 1)
  --offline H   hours without network in the middle of the day (default 2)
  --input FILE  a day of your own instead; the format is in docs/day-file.md
  --json        one JSON object instead of the table
  --keep DIR    keep the data of desks and city in DIR for a look afterwards
  --list        what a day of your own may name: matters, answers, items, materials, fields; plays nothing
Exit 0 when desks and city agree, 1 on any difference, 2 when the day could not be played.`

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      cases: { type: 'string', default: '60' },
      delegations: { type: 'string' },
      seed: { type: 'string', default: '1' },
      offline: { type: 'string', default: '2' },
      input: { type: 'string' },
      json: { type: 'boolean', default: false },
      keep: { type: 'string' },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    console.log(help)
    return 0
  }
  if (values.list) {
    console.log(listMatters(loadRules(root).catalogue, positionals))
    return 0
  }
  if (positionals.length > 0) throw new Error(`what is ${positionals.join(' ')}? See npm run day -- --help`)
  const dir = values.keep ?? mkdtempSync(join(tmpdir(), 'pingchuang-day-'))
  mkdirSync(dir, { recursive: true })
  try {
    const report = await playDay({
      dir,
      cases: whole(values.cases, 'cases', 1, 20_000),
      delegations: whole(
        values.delegations ?? (values.input === undefined ? '5' : '0'),
        'delegations',
        0,
        500,
      ),
      seed: whole(values.seed, 'seed', 0, 4_294_967_295),
      offlineHours: whole(values.offline, 'offline', 0, 9),
      lines: values.input === undefined ? undefined : readDay(values.input),
      say: values.json ? () => undefined : (line) => console.error(line),
      secretOf: (folder) => deskSecret(folder, values.keep !== undefined),
      newId: () => uuidV7(Date.now()),
    })
    console.log(values.json ? JSON.stringify(report, null, 2) : table(report))
    return report.difference === 0 ? 0 : 1
  } finally {
    if (values.keep === undefined) rmSync(dir, { recursive: true, force: true })
  }
}

/** A day that is kept keeps its key beside it, else nobody could look at it afterwards. */
function deskSecret(dir: string, keep: boolean): Buffer {
  const secret = randomBytes(deskSecretBytes)
  if (keep) {
    mkdirSync(dir, { recursive: true })
    fileDeskSecret(dir).save(secret)
  }
  return secret
}

function table(report: DayReport): string {
  const width = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '⺀' ? 2 : 1), 0)
  const pad = (text: string, to: number) => text + ' '.repeat(Math.max(1, to - width(text)))
  const line = (what: string, desk: string, city: string, difference: string) =>
    pad(what, 26) + desk.padStart(8) + city.padStart(10) + difference.padStart(8)
  return [
    ...report.centres.flatMap((each) => [
      each.centreName,
      pad('类别', 26) + pad('    本机', 9) + pad('市级已确认', 11) + '  差',
      ...each.rows.map((row) => line(row.what, `${row.desk}`, `${row.city}`, `${row.difference}`)),
      `本机链头   ${each.deskHead.seq}  ${each.deskHead.hash}`,
      `市级链头   ${each.cityHead.seq}  ${each.cityHead.hash}`,
      `内容不同的办件、物件 ${each.differing.length} 件${each.differing
        .slice(0, 5)
        .map((no) => `  ${no}`)
        .join('')}`,
      '',
    ]),
    `拒绝的来访 ${report.refused.length} 件`,
    ...report.refused.map(({ code, n, sentence }) => `  第 ${n} 行  ${code}  ${sentence}`),
    ...(report.delegations > 0 ? [`代办 ${report.delegations} 件，从村到县再回到本人手里`] : []),
    `每件上行 ${report.bytesPerCase} 字节，线路故障 ${report.lineFaults} 次`,
    `用时 ${report.seconds} 秒（受理 ${report.counterSeconds} 秒，联网补传 ${report.drainSeconds} 秒）`,
    report.difference === 0 ? '差 0，各边一致。' : `差 ${report.difference}，各边不一致。`,
  ].join('\n')
}

function whole(text: string, name: string, min: number, max: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < min || value > max)
    throw new Error(`--${name} takes a whole number from ${min} to ${max}`)
  return value
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
