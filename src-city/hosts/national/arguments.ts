import { parseArgs } from 'node:util'
import { CentreId, DateText } from '#shared/kernel/ids.ts'
import { type CodeSet, codeSets } from '../../national/codes.ts'
import { WrongArguments } from '../command.ts'
import { unfit } from '../office/acts.ts'
import { type Format, formats } from './files.ts'

export const usage = `把一个中心的办件按国家交换格式导出，供市级数据交换使用。由市级管理员执行。

  npm run national -- export --centre 中心编号 --from 日期 --to 日期 [--out 文件夹] [--format jsonl|csv] [--codes gb|platform]

日期是市级收到记录的日子，两头都算，写成 2026-09-18。窗口断网晚报的，算在收到的那天。
--out     导出到哪个文件夹，默认当前文件夹；里面新建一个以批次命名的文件夹，已有的不覆盖
--format  jsonl（默认，一行一条）或 csv
--codes   gb 用 GB/T 39046-2020 的代码（默认），platform 用全国平台现用的代码
--city    市级地址，默认 http://127.0.0.1:7300，或环境变量 CITY_URL
--data    市级数据文件夹，默认 data/city
退出码：0 已导出；1 市级不同意；2 没能去问、没有收到答复，或者写不进文件夹。`

export type Asked = {
  readonly centre: CentreId
  readonly from: string
  readonly to: string
  readonly out: string
  readonly format: Format
  readonly codes: CodeSet
  readonly city?: string | undefined
  readonly data?: string | undefined
}

const known = ['centre', 'from', 'to', 'out', 'format', 'codes', 'city', 'data'] as const

/** Reads the command line; `undefined` asks for the help. */
export function readArguments([command = 'help', ...rest]: readonly string[]): Asked | undefined {
  if (command === 'help' || command === '--help' || rest.includes('--help')) return undefined
  if (command !== 'export') throw wrong(`没有“${command}”这个命令`)
  const typed = parsed(rest)
  const centre = CentreId.safeParse(typed.centre)
  if (!centre.success) throw unfit('centre', '九位或十二位中心编号')
  return {
    centre: centre.data,
    from: dayOf('from', typed.from),
    to: dayOf('to', typed.to),
    out: typed.out ?? '.',
    format: chosen('format', formats, typed.format ?? 'jsonl'),
    codes: chosen('codes', codeSets, typed.codes ?? 'gb'),
    city: typed.city,
    data: typed.data,
  }
}

function parsed(rest: readonly string[]): Partial<Record<(typeof known)[number], string>> {
  const options = Object.fromEntries(known.map((name) => [name, { type: 'string' as const }]))
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: false }).values
  } catch (error) {
    const [, what] = /'([^']+)'/.exec((error as Error).message) ?? []
    throw wrong(`参数 ${what ?? ''} 不认识，或者后面少写了内容`)
  }
}

function dayOf(option: string, typed: string | undefined): string {
  const day = DateText.safeParse(typed)
  if (!day.success) throw unfit(option, '2026-09-18 这样的日期')
  return day.data
}

function chosen<One extends string>(option: string, among: readonly One[], typed: string): One {
  const found = among.find((each) => each === typed)
  if (!found) throw unfit(option, among.join('、'))
  return found
}

function wrong(what: string): WrongArguments {
  return new WrongArguments('argument-malformed', what, `${what}。没有导出任何内容。`)
}
