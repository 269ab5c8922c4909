import { basisWords, ErasureBasis } from '#shared/domain/erasure.ts'
import type { Result } from '#shared/kernel/result.ts'
import { type Asked, readArguments } from './centre/arguments.ts'
import {
  codeLines,
  commandLines,
  deskLines,
  erasedLines,
  erasureLines,
  peopleLines,
  refusalLine,
} from './centre/tell.ts'
import { runCommand, say, told } from './command.ts'
import { unfit } from './office/acts.ts'
import { askCity, type Line } from './office/line.ts'
import { operatorLine } from './operator-line.ts'

const usage = `登记中心和窗口，停用窗口和人员。由市级管理员执行。

  npm run centre -- open 中心代码 --name 中心名称          登记中心，或者改名称
  npm run centre -- code 中心代码 [--desk 窗口编号]        新窗口的登记码；写了窗口编号的，给那个窗口换机器或续证用
  npm run centre -- desks                              各窗口，最近什么时候联系过；详细情况看 /fleet 页面
  npm run centre -- stop 窗口编号 | admit 窗口编号         停用、恢复一个窗口（机器丢了先停用）
  npm run centre -- people 中心代码                      人员和岗位
  npm run centre -- off 中心代码 人员编号 | on …          停用、恢复一个人，下发到本中心各窗口
  npm run centre -- keep 中心代码 --days 天数 [--desk 窗口编号]  已确认、另有备份的照片在工作台上留几天
  npm run centre -- asked 中心代码                       要求过什么，哪些窗口已收到
  npm run centre -- erase 中心代码 办件编号 --basis 依据 --doc 文号 --by 姓名   申请删除一件的个人信息，依据见下
  npm run centre -- confirm 中心代码 办件编号 --by 姓名     另一人确认，立即删除，不能恢复
  npm run centre -- erased 中心代码                      申请和删除过的

删除的依据（个人信息保护法第四十七条）：PURPOSE_MET 目的已实现，RETENTION_OVER 保存期限已届满，CONSENT_WITHDRAWN
本人撤回同意，UNLAWFUL 违反规定处理，OTHER_LAW 其他法定情形。只能删除已办结、原件都已归还的办件。

中心代码是九位数字，例如 360322102。都可以加 --city 市级地址（默认 http://127.0.0.1:7300，或环境变量 CITY_URL）
和 --data 市级数据文件夹（默认 data/city）。退出码：0 办好；1 市级不同意；2 没能去问，或者没有收到答复。`

/** `npm run centre`: exit 0 done, 1 the city said no, 2 it was not asked or did not answer. */
async function main(): Promise<number> {
  const asked = readArguments(process.argv.slice(2))
  if (!asked) return say([usage])
  const line = operatorLine(asked.options)
  const { caseNo, centreId, command, deskId, options } = asked
  switch (command) {
    case 'open':
      return answered(
        await askCity(line, 'putCentre', { centreId, name: options.name ?? '' }),
        ({ name }) => [`已登记：${name}（${centreId}）。`],
      )
    case 'code':
      return answered(await askCity(line, 'makeCode', { centreId, ...(deskId ? { deskId } : {}) }), codeLines)
    case 'desks':
      return answered(await askCity(line, 'desks', {}), deskLines)
    case 'stop':
    case 'admit': {
      const status = command === 'stop' ? 'REVOKED' : 'ACTIVE'
      return answered(await askCity(line, 'putDesk', { deskId, status }), () => [
        command === 'stop' ? '窗口已停用，从下一次联系起只能交出已写的记录。' : '窗口已恢复。',
      ])
    }
    case 'people':
      return answered(await askCity(line, 'roster', { centreId }), peopleLines)
    case 'off':
    case 'on':
      return people(line, asked)
    case 'keep': {
      const what = { command: 'KEEP_PICTURES', days: daysOf(options.days) } as const
      const wish = { centreId, what, ...(deskId ? { deskId } : {}) }
      return answered(await askCity(line, 'commandDesks', wish), () => [
        '已下发，窗口联网后照办；用 asked 查看。',
      ])
    }
    case 'asked':
      return answered(await askCity(line, 'commands', { centreId }), commandLines)
    case 'erase':
      return erase(line, asked)
    case 'confirm': {
      const wish = { centreId, caseNo, by: options.by ?? '' }
      return answered(await askCity(line, 'confirmErasure', wish), erasedLines)
    }
    case 'erased':
      return answered(await askCity(line, 'erasures', { centreId }), erasureLines)
  }
}

async function erase(line: Line, { caseNo, centreId, options }: Asked): Promise<number> {
  const basis = ErasureBasis.safeParse(options.basis).data
  if (!basis) throw unfit('basis', ErasureBasis.options.join('、'))
  const wish = { centreId, caseNo, basis, reference: options.doc ?? '', by: options.by ?? '' }
  return answered(await askCity(line, 'askErasure', wish), (asked) => [
    `已登记申请：${asked.caseNo}，依据：${basisWords[basis]}。请另一人用 confirm 确认。`,
  ])
}

/** The list is told whole: who was off stays off, but for the one who is named. */
async function people(line: Line, { centreId, command, staffId }: Asked): Promise<number> {
  const now = await askCity(line, 'roster', { centreId })
  if (!now.ok) return answered(now, () => [])
  const off = new Set(now.value.people.filter((person) => person.off).map((person) => person.staffId))
  if (command === 'off') off.add(staffId)
  else off.delete(staffId)
  return answered(await askCity(line, 'tellRoster', { centreId, off: [...off] }), ({ people: all }) =>
    peopleLines({ people: all, toldMs: Date.now() }),
  )
}

function daysOf(typed: string | undefined): number {
  const days = Number(typed)
  if (!Number.isInteger(days) || days < 1 || days > 3_650) throw unfit('days', '1 到 3650')
  return days
}

/** In the words of this command. */
function answered<Value>(answer: Result<Value, string>, lines: (value: Value) => readonly string[]): number {
  return told(answer, lines, refusalLine)
}

await runCommand(main, () => usage)
