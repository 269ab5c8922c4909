import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import { type CatalogueFault, faultLine } from '#shared/catalogue/catalogue-fault.ts'
import { readSheets } from '#shared/catalogue/workbook/read-sheets.ts'
import { writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { readFolder } from './catalogue/folder.ts'
import { fileBytesMax } from './catalogue/read-file.ts'
import { signFile } from './catalogue/sign-file.ts'
import { makeTemplate } from './catalogue/template.ts'
import { readWorkbook, WorkbookUnreadable, writeWorkbook } from './catalogue/workbook-file.ts'
import { writeFolder } from './catalogue/write-folder.ts'
import { asFault } from './fault-report.ts'

const usage = `npm run catalogue -- check DIR                            检查目录文件夹，列出全部错误
npm run catalogue -- sign --key FILE --in DIR --out FILE  用市级密钥签名，生成 *.pccat.json
npm run catalogue -- template OUT.xlsx                    生成带示例的空白工作簿
npm run catalogue -- to-xlsx DIR OUT.xlsx                 把目录文件夹写成工作簿
npm run catalogue -- from-xlsx IN.xlsx OUT_DIR            把工作簿读成目录文件夹`

/** The tools of the city office; exit 0 when all is well, 1 with faults, 2 when it cannot be done at all. */
async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { key: { type: 'string' }, in: { type: 'string' }, out: { type: 'string' } },
  })
  const [command, from = '', to = ''] = positionals
  switch (command) {
    case 'check':
      return checked(from, ({ catalogue }) => {
        const { effectiveFrom, items, matters, version } = catalogue
        say(
          `目录 ${version}（${effectiveFrom} 起生效）：${matters.length} 个主题、${items.length} 个事项，没有错误。`,
        )
      })
    case 'sign':
      return sign(values)
    case 'template':
      await write(needed(from), makeTemplate())
      return 0
    case 'to-xlsx': {
      const out = needed(to)
      return checked(from, ({ catalogue }) => write(out, writeWorkbook(writeSheets(catalogue))))
    }
    case 'from-xlsx':
      return fromWorkbook(needed(from), needed(to))
    default:
      say(usage)
      return command === undefined ? 0 : 2
  }
}

function sign({ in: folder = '', key = '', out = '' }: { key?: string; in?: string; out?: string }) {
  needed(key)
  needed(out)
  return checked(folder, (bundle) => {
    signFile(key, bundle, out)
    const { length } = readFileSync(out)
    if (length > fileBytesMax)
      say(`注意：${out} 有 ${length} 字节，超过工作台能导入的 ${fileBytesMax} 字节。`)
    say(`已签名：${out}（目录 ${bundle.catalogue.version}，${bundle.catalogue.effectiveFrom} 起生效）`)
  })
}

async function fromWorkbook(file: string, folder: string): Promise<number> {
  const read = readSheets(await readWorkbook(readFileSync(file)))
  if (!read.ok) return tell(read.faults)
  const files = writeFolder(folder, read.catalogue)
  say(`已写入 ${folder}：${files.length} 个文件。工作日历、区划和中心角色不在工作簿里，请从原目录复制。`)
  return 0
}

/** Does something with a folder that has no fault, or lists all of them. */
async function checked(
  folder: string,
  use: (bundle: CatalogueBundle) => void | Promise<void>,
): Promise<number> {
  if (!existsSync(join(needed(folder), 'catalogue.json')))
    throw new Fault('no-catalogue-here', folder, `${folder} 里没有 catalogue.json，请指明目录文件夹。`)
  const read = readFolder(folder)
  if (!read.ok) return tell(read.faults)
  await use(read.bundle)
  return 0
}

function tell(faults: readonly CatalogueFault[]): number {
  for (const fault of faults) say(faultLine(fault))
  say(`共 ${faults.length} 处错误，没有生成任何文件。`)
  return 1
}

async function write(file: string, bytes: Promise<Buffer>): Promise<void> {
  writeFileSync(file, await bytes)
  say(`已生成：${file}`)
}

function needed(argument: string): string {
  if (argument === '') throw new Fault('argument-missing', usage, `少写了文件或文件夹。\n${usage}`)
  return argument
}

function say(line: string): void {
  console.log(line)
}

try {
  process.exitCode = await main()
} catch (error) {
  const { code, sentence } =
    error instanceof WorkbookUnreadable
      ? { code: 'workbook-unreadable', sentence: '这个文件不是能读的Excel工作簿（.xlsx），或者太大。' }
      : asFault(error)
  console.error(`${code}  ${sentence}`)
  process.exitCode = 2
}
