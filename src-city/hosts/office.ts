import { hash } from '#shared/crypto/suite.ts'
import { ItemState } from '#shared/domain/item-case.ts'
import { stateWords } from '#shared/domain/lifecycle-words.ts'
import { DateText } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import type { Result } from '#shared/kernel/result.ts'
import { runCommand, say, told } from './command.ts'
import { type ActName, askOf, moveOf, optionsOf, unfit } from './office/acts.ts'
import { type Asked, isAct, itemBehind, readArguments, wrong } from './office/arguments.ts'
import { intoNewFile, readKeyFile } from './office/key-file.ts'
import { askCity, type Line } from './office/line.ts'
import { publishCalendars, publishCatalogue } from './office/publish.ts'
import { actLine, auditLines, itemLines, officeLines, refusalLine, shownLines } from './office/tell.ts'
import { usage, usageAfter } from './office/usage.ts'
import { cityUrl, operatorLine } from './operator-line.ts'

const pageMax = 200
const today = dateOf(Date.now())

/** `npm run office`: exit 0 done, 1 the city said no, 2 it was not asked or did not answer. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) return say([usage()])
  const { command } = asked
  if (isAct(command)) return act(asked, command)
  switch (command) {
    case 'open':
      return open(asked)
    case 'offices':
      return answered(asked, await askCity(operator(asked), 'offices', {}), officeLines)
    case 'revoke':
    case 'admit': {
      const status = command === 'revoke' ? 'REVOKED' : 'ACTIVE'
      const answer = await askCity(operator(asked), 'putOffice', { officeId: asked.target, status })
      return answered(asked, answer, () => [
        status === 'ACTIVE' ? '密钥已恢复。' : '密钥已停用，从下一次请求起不再有效。',
      ])
    }
    case 'audit': {
      const limit = countOf('limit', asked.options['limit'] ?? '50')
      const answer = await askCity(operator(asked), 'officeAudit', { officeId: asked.target, limit })
      return answered(asked, answer, auditLines)
    }
    case 'publish':
      return answered(asked, await publishCatalogue(operator(asked), asked.target), (lines) => lines)
    case 'calendar':
      return answered(asked, await publishCalendars(operator(asked), asked.target), (lines) => lines)
    case 'items':
      return items(asked)
    case 'show':
      return answered(
        asked,
        await askCity(office(asked), 'departmentItem', itemBehind(asked.target)),
        (shown) => shownLines(shown, today),
      )
  }
}

async function open(asked: Asked): Promise<number> {
  const { area = '', name = '', save } = asked.options
  const line = operator(asked)
  const ask = () => askCity(line, 'openOffice', { name, area })
  const answer =
    save === undefined
      ? await ask()
      : await intoNewFile(save, async () => {
          const value = await ask()
          return { value, key: value.ok ? value.value.key : undefined }
        })
  return answered(asked, answer, ({ key, officeId }) => [
    `已登记：${name}（区划 ${area}），部门编号 ${officeId}。`,
    save === undefined
      ? `密钥（只出现这一次，请交给部门保管）：${key}`
      : `密钥已写入 ${save}，请交给部门保管，不要留副本。`,
  ])
}

/** All pages: what is asked for here is what one office has on its table. */
async function items(asked: Asked): Promise<number> {
  const line = office(asked)
  const state = stateOf(asked.options['state'])
  const due = dayOf('due', asked.options['due'])
  const all = []
  for (let after: string | null = ''; after !== null; ) {
    const page: Awaited<ReturnType<typeof askCity<'departmentItems'>>> = await askCity(
      line,
      'departmentItems',
      {
        after,
        limit: pageMax,
      },
    )
    if (!page.ok) return answered(asked, page, () => [])
    all.push(...page.value.items)
    after = page.value.next
  }
  const wanted = all.filter(
    (item) =>
      (state === undefined || item.state === state) &&
      (due === undefined || (item.promisedDue ?? item.statutoryDue ?? '9999') <= due),
  )
  if (asked.json) return say([JSON.stringify(wanted, undefined, 2)])
  return say(itemLines(wanted, today))
}

async function act(asked: Asked, command: ActName): Promise<number> {
  const { doc = '', handler, project, request } = asked.options
  const own = Object.fromEntries(optionsOf(command).map(({ option }) => [option, asked.options[option]]))
  const which = itemBehind(asked.target)
  if (project !== undefined && 'projectNo' in which)
    throw wrong('已经用平台编号指明了办件，不用再写 --project')
  const wish = {
    ...which,
    ...(project === undefined ? {} : { projectNo: project }),
    move: moveOf(command, own),
    docNo: doc,
    on: dayOf('on', asked.options['on']) ?? today,
    ...(handler === undefined ? {} : { handler }),
    ...(asked.asks.length === 0 ? {} : { asks: asked.asks.map(askOf) }),
  }
  const requestId = request ?? requestIdOf(wish)
  return answered(asked, await askCity(office(asked), 'departmentAct', { ...wish, requestId }), (taken) => [
    actLine(taken),
  ])
}

/** From the words themselves: the same line entered again, after a lost answer or by habit, is the same request. */
function requestIdOf(wish: object): string {
  const plain = JSON.parse(JSON.stringify(wish)) as Json
  return `hand-${hash('gsc/hand-request/1', canonical(plain)).toString('base64url')}`
}

function operator({ options }: Asked): Line {
  return operatorLine(options)
}

function office({ options }: Asked): Line {
  const file = options['key'] ?? process.env['OFFICE_KEY_FILE']
  if (file === undefined) throw wrong('要用 --key 指明部门的密钥文件')
  return { url: cityUrl(options['city']), bearer: readKeyFile(file) }
}

function stateOf(typed: string | undefined): ItemState | undefined {
  if (typed === undefined) return undefined
  const found = ItemState.options.find((state) => state === typed || stateWords[state] === typed)
  if (!found) throw unfit('state', '已转送、已受理、容缺受理、视为受理、办理中、已中止、已延期、准予、不予')
  return found
}

function dayOf(option: string, typed: string | undefined): string | undefined {
  if (typed === undefined || DateText.safeParse(typed).success) return typed
  throw unfit(option, '2026-09-18 这样的日期')
}

function countOf(option: string, typed: string): number {
  const count = Number(typed)
  if (!Number.isInteger(count) || count < 1 || count > pageMax) throw unfit(option, `1 到 ${pageMax}`)
  return count
}

function answered<Value>(
  { json }: Asked,
  answer: Result<Value, string>,
  lines: (value: Value) => readonly string[],
): number {
  const shown = json ? (value: Value) => [JSON.stringify(value, undefined, 2)] : lines
  return told(answer, shown, refusalLine)
}

await runCommand(main, () => usageAfter(process.argv[2] ?? ''))
