import { readFileSync } from 'node:fs'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok, type Result } from '#shared/kernel/result.ts'
import { Signed } from '#shared/protocol/messages.ts'
import { askCity, type Line } from './line.ts'

type Told = Result<readonly string[], string>

/** The signed catalogue (*.pccat.json) goes to every desk of the city. */
export async function publishCatalogue(line: Line, file: string): Promise<Told> {
  const answer = await askCity(line, 'publishCatalogue', read(file, Signed))
  if (!answer.ok) return answer
  const { name, repeated } = answer.value
  return ok([
    repeated ? `目录 ${name} 以前下发过，没有重复下发。` : `目录 ${name} 已下发，各窗口联网后自动接收。`,
  ])
}

/** Every year of a `working-days.json`; a year that is the same as before tells nobody. */
export async function publishCalendars(line: Line, file: string): Promise<Told> {
  const { source, years } = read(file, WorkingDayFile)
  const lines: string[] = []
  for (const [year, { restDays, workingWeekends }] of Object.entries(years)) {
    const calendar = { year, source, restDays: [...restDays], workingWeekends: [...workingWeekends] }
    const answer = await askCity(line, 'publishCalendar', calendar)
    if (!answer.ok) return answer
    lines.push(
      answer.value.repeated
        ? `${year} 年放假安排以前下发过，没有重复下发。`
        : `${year} 年放假安排已下发，各窗口联网后自动重算期限。`,
    )
  }
  return ok(lines)
}

function read<Value>(file: string, shape: { readonly parse: (value: unknown) => Value }): Value {
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw new Fault('file-unreadable', file, `${file} 读不出来，或者不是要下发的文件。没有下发。`)
  }
}
