import { dateOf } from '#shared/kernel/instants.ts'
import type { NationalRecord } from '../national/record.ts'
import { runCommand } from './command.ts'
import { type Asked, readArguments, usage } from './national/arguments.ts'
import { writeBatch } from './national/files.ts'
import { summaryLines } from './national/summary.ts'
import { askCity, type Line } from './office/line.ts'
import { refusalLine } from './office/tell.ts'
import { operatorLine } from './operator-line.ts'

const casesMax = 50

/** `npm run national`: exit 0 written, 1 the city said no, 2 it was not asked, or nothing could be written. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) {
    console.log(usage)
    return 0
  }
  const records: NationalRecord[] = []
  let batch = ''
  for await (const page of pagesOf(operatorLine(asked), asked)) {
    if (!page.ok) {
      console.error(refusalLine(page.refusal))
      return Number(page.refusal.detail['status']) >= 500 ? 2 : 1
    }
    batch = page.value.batch
    records.push(...page.value.records)
  }
  const folder = writeBatch(asked.out, batch, asked.format, records)
  for (const line of summaryLines(folder, records)) console.log(line)
  if (asked.to >= dateOf(Date.now()))
    console.error('今天还没有过完：今天收到的还会增加，过后请把今天再导出一次，同一条记录的编号不变。')
  return 0
}

/** All of it is fetched before anything is written, so that half a batch is never taken for a whole one. */
async function* pagesOf(line: Line, { centre, codes, from, to }: Asked) {
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof askCity<'centreNational'>>> = await askCity(
      line,
      'centreNational',
      { centreId: centre, from, to, codes, after, limit: casesMax },
    )
    yield page
    after = page.ok ? page.value.next : null
  }
}

await runCommand(main, () => usage)
