import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { answeredBy, nameOfPiece } from '#shared/protocol/bundle.ts'
import type { BundleTold } from '#shared/protocol/bundle-line.ts'
import { runCommand, WrongArguments } from './command.ts'
import { askCity, type Line, sendPart } from './office/line.ts'
import { refusalLine } from './office/tell.ts'
import { operatorLine } from './operator-line.ts'

const usage = `把窗口写好的优盘读进市级。由市级管理员执行。

  npm run bundle -- import --from 优盘上的“萍窗优盘包”文件夹 [--city 市级地址] [--data 市级数据文件夹]

读完把回执写回同一个文件夹，优盘带回原窗口，在“上传与退回”里读一次。同一个优盘读两次不会重复登记。
退出码：0 都已登记；1 有市级不同意的；2 没能去问，或者读不了文件夹。`

const partBytes = 1_048_576

/** `npm run bundle`: the stick at the city itself; the same push, the same answer as at a desk with a line. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) {
    console.log(usage)
    return 0
  }
  const line = operatorLine(asked)
  const { answered, bundles } = await found(asked.from)
  if (bundles.size === 0) console.log('这个文件夹里没有优盘包。')
  let refused = 0
  for (const [bundleId, pieces] of bundles) {
    const name = bundleId.slice(0, 8)
    if (answered.has(bundleId)) {
      console.log(`${name}  已有回执，没有再读。`)
      continue
    }
    const done = await handIn(line, pieces)
    if (done.ok) {
      await writeFile(join(asked.from, `${name}-回执.pcr`), Buffer.from(done.value.reply, 'base64'))
      console.log(`${name}  ${toldLine(done.value.told)}`)
    } else {
      refused += 1
      console.error(`${name}  ${refusalLine(done.refusal)}`)
    }
  }
  return refused > 0 ? 1 : 0
}

function toldLine({ centreName, deskPart, entries, fresh, held, pictures, returned }: BundleTold): string {
  const odd = [held > 0 ? `暂存 ${held}` : '', returned > 0 ? `退回 ${returned}` : ''].filter(Boolean)
  const counted = fresh > 0 ? `新登记 ${fresh} 条` : '早已登记过，没有重复登记'
  return `${centreName} ${deskPart} 窗口：记录 ${entries} 条，${counted}，照片 ${pictures} 张${odd.length > 0 ? `，${odd.join('，')}` : ''}。回执已写回。`
}

async function handIn(line: Line, pieces: ReadonlyMap<number, Buffer>) {
  const ids: string[] = []
  for (const [, file] of [...pieces].toSorted(([one], [other]) => one - other)) {
    const pieceId = nameOfFile(file)
    for (let offset = 0; offset < file.length; ) {
      const kept = await sendPart(line, pieceId, offset, file.subarray(offset, offset + partBytes))
      if (!kept.ok) return kept
      offset = kept.value.offset
    }
    ids.push(pieceId)
  }
  return askCity(line, 'operatorBundle', { pieces: ids })
}

async function found(folder: string) {
  const bundles = new Map<string, Map<number, Buffer>>()
  const answered = new Set<string>()
  for (const name of (await names(folder)).filter((each) => /\.pc[br]$/.test(each))) {
    const file = await readFile(join(folder, name))
    const piece = nameOfPiece(file)
    const reply = answeredBy(file)
    if (reply !== undefined) answered.add(reply)
    if (piece)
      bundles.set(
        piece.bundleId,
        (bundles.get(piece.bundleId) ?? new Map<number, Buffer>()).set(piece.piece, file),
      )
  }
  return { answered, bundles }
}

async function names(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch {
    throw new Fault('folder-unreadable', folder, `读不了文件夹 ${folder}，请核对优盘和路径。`)
  }
}

function readArguments([command = 'help', ...rest]: readonly string[]) {
  if (command === 'help' || command === '--help') return undefined
  const options = { from: { type: 'string' }, city: { type: 'string' }, data: { type: 'string' } } as const
  try {
    const { city, data, from } = parseArgs({ args: [...rest], options, allowPositionals: false }).values
    if (command === 'import' && from) return { from, city, data }
  } catch {
    // Told below, with the help.
  }
  throw new WrongArguments('argument-malformed', command, '命令或参数不认识。没有读入任何内容。')
}

await runCommand(main, () => usage)
