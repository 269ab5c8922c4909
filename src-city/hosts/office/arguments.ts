import { parseArgs } from 'node:util'
import { checkCaseNo } from '#shared/domain/case-number.ts'
import { WrongArguments } from '../command.ts'
import { type ActName, actCommands, optionsOf } from './acts.ts'

/** Options of each command beside those of an act; `city`, `key` and `data` say where and who. */
const commands = {
  open: ['city', 'data', 'name', 'area', 'save'],
  offices: ['city', 'data', 'json'],
  revoke: ['city', 'data'],
  admit: ['city', 'data'],
  audit: ['city', 'data', 'limit', 'json'],
  publish: ['city', 'data'],
  calendar: ['city', 'data'],
  items: ['city', 'key', 'state', 'due', 'json'],
  show: ['city', 'key', 'json'],
} as const satisfies Readonly<Record<string, readonly string[]>>
const actOptions = ['city', 'key', 'doc', 'on', 'handler', 'project', 'request'] as const

export type Asked = {
  readonly command: keyof typeof commands | ActName
  /** What stands behind the command: an item, the id of an office, or a file. */
  readonly target: string
  readonly options: Readonly<Record<string, string | undefined>>
  readonly asks: readonly string[]
  readonly json: boolean
}

/** Reads the command line; `undefined` asks for the help. What is not known is refused, never passed over. */
export function readArguments(argv: readonly string[]): Asked | undefined {
  const [command = 'help', ...rest] = argv
  if (command === 'help' || command === '--help' || rest.includes('--help')) return undefined
  if (!isCommand(command)) throw wrong(`没有“${command}”这个命令`)
  const known = isAct(command)
    ? [...actOptions, ...optionsOf(command).map(({ option }) => option)]
    : commands[command]
  const { positionals, values } = parsed(rest, known)
  const { ask = [], json = false, ...options } = values as Given
  const missing = neededOf(command).find((option) => (option === 'ask' ? ask.length === 0 : !options[option]))
  if (missing) throw wrong(`${command} 少写了 --${missing}`)
  const [target = '', more] = positionals
  if (more !== undefined) throw wrong(`多写了“${more}”；含空格的内容要加引号`)
  const named = command !== 'open' && command !== 'offices' && command !== 'items'
  if (named && target === '')
    throw wrong(`${command} 后面要写${command === 'publish' || command === 'calendar' ? '文件' : '编号'}`)
  if (!named && target !== '') throw wrong(`多写了“${target}”`)
  return { command, target, options, asks: ask, json }
}

type Given = { readonly ask?: string[]; readonly json?: boolean } & Readonly<Record<string, string>>

export function isAct(command: string): command is ActName {
  return Object.hasOwn(actCommands, command)
}

/**
 * An item by what stands on the papers, case number and item (`…-01`, grouped or not), or by the number of
 * the platform. A number of ours is checked here, so that a slip of the hand never names another case.
 */
export function itemBehind(target: string): { caseNo: string; itemNo: string } | { projectNo: string } {
  const bare = target.replace(/[\s-]/g, '').toUpperCase()
  if (!/^\d{17}[0-9A-Z]{8,10}$/.test(bare)) return { projectNo: target }
  const read = checkCaseNo(bare.slice(0, 25))
  const itemNo = bare.slice(25)
  if (!read.ok) throw wrong(`办件编号“${target}”不对，校验位或日期与编号不符，请对照单子核对`)
  if (!/^\d{2}$/.test(itemNo)) throw wrong(`办件编号后面要写两位事项号，例如 ${read.value.caseNo}-01`)
  return { caseNo: read.value.caseNo, itemNo }
}

export function wrong(what: string): WrongArguments {
  return new WrongArguments('argument-malformed', what, `${what}。没有向市级登记任何内容。`)
}

function isCommand(command: string): command is Asked['command'] {
  return isAct(command) || Object.hasOwn(commands, command)
}

function neededOf(command: Asked['command']): readonly string[] {
  if (command === 'open') return ['name', 'area']
  if (!isAct(command)) return []
  return ['doc', ...optionsOf(command).flatMap(({ needed, option }) => (needed ? [option] : []))]
}

/** Every option takes a text, but for `json` and `ask`; one that is not known is refused by name. */
export function parsed(rest: readonly string[], known: readonly string[]) {
  const options = Object.fromEntries(
    known.map((name) => [
      name,
      name === 'json'
        ? ({ type: 'boolean' } as const)
        : name === 'ask'
          ? ({ type: 'string', multiple: true } as const)
          : ({ type: 'string' } as const),
    ]),
  )
  try {
    return parseArgs({ args: [...rest], options, allowPositionals: true })
  } catch (error) {
    const [, option] = /'(-[^' ]+)/.exec((error as Error).message) ?? []
    throw wrong(option === undefined ? '参数写得不对' : `参数 ${option} 不认识，或者后面少写了内容`)
  }
}
