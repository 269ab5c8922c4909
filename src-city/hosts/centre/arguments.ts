import { z } from 'zod'
import { CentreId, DeskId, StaffId } from '#shared/kernel/ids.ts'
import { parsed, wrong } from '../office/arguments.ts'

type Shape = { readonly ids: readonly Id[]; readonly options?: readonly Option[]; readonly needs?: Option }
type Id = keyof typeof shapes
type Option = 'name' | 'desk' | 'days' | 'basis' | 'doc' | 'by'

/** The number of a case is checked where it is looked for. */
const shapes = { centre: CentreId, desk: DeskId, person: StaffId, case: z.string() } as const
const words = { centre: '中心代码', desk: '窗口编号', person: '人员编号', case: '办件编号' } as const

/** What stands behind each command, in this order, and the options it knows. */
const commands = {
  open: { ids: ['centre'], options: ['name'], needs: 'name' },
  code: { ids: ['centre'], options: ['desk'] },
  desks: { ids: [] },
  stop: { ids: ['desk'] },
  admit: { ids: ['desk'] },
  people: { ids: ['centre'] },
  off: { ids: ['centre', 'person'] },
  on: { ids: ['centre', 'person'] },
  keep: { ids: ['centre'], options: ['days', 'desk'], needs: 'days' },
  asked: { ids: ['centre'] },
  erase: { ids: ['centre', 'case'], options: ['basis', 'doc', 'by'], needs: 'doc' },
  confirm: { ids: ['centre', 'case'], options: ['by'], needs: 'by' },
  erased: { ids: ['centre'] },
} as const satisfies Readonly<Record<string, Shape>>

export type Asked = {
  readonly command: keyof typeof commands
  readonly centreId: CentreId
  readonly deskId: DeskId
  readonly staffId: StaffId
  readonly caseNo: string
  readonly options: Readonly<Partial<Record<Option | 'city' | 'data', string>>>
}

/** Reads the command line; `undefined` asks for the help. What is not known is refused, never passed over. */
export function readArguments(argv: readonly string[]): Asked | undefined {
  const [command = 'help', ...rest] = argv
  if (command === 'help' || rest.includes('--help') || command === '--help') return undefined
  if (!isCommand(command)) throw wrong(`没有“${command}”这个命令`)
  const { ids, needs, options = [] }: Shape = commands[command]
  const typed = parsed(rest, ['city', 'data', ...options])
  const { positionals } = typed
  const values = typed.values as Asked['options']
  if (needs !== undefined && !values[needs]) throw wrong(`${command} 少写了 --${needs}`)
  if (positionals.length > ids.length) throw wrong(`多写了“${positionals[ids.length]}”；含空格的内容要加引号`)
  const named = new Map(ids.map((id, at) => [id, idOf(id, positionals[at])]))
  const desk = values.desk === undefined ? named.get('desk') : idOf('desk', values.desk)
  return {
    command,
    centreId: named.get('centre') as CentreId,
    deskId: desk as DeskId,
    staffId: named.get('person') as StaffId,
    caseNo: named.get('case') ?? '',
    options: values,
  }
}

function idOf(id: Id, typed: string | undefined): string {
  if (typed === undefined) throw wrong(`少写了${words[id]}`)
  if (!shapes[id].safeParse(typed).success) throw wrong(`${words[id]}“${typed}”写得不对`)
  return typed
}

function isCommand(command: string): command is keyof typeof commands {
  return Object.hasOwn(commands, command)
}
