import { actWords } from '#shared/domain/lifecycle-words.ts'
import { type ActName, actCommands } from './acts.ts'
import { isAct } from './arguments.ts'

const head = `没有自己系统的部门，用这个命令查看和登记本部门的办件。先由市级管理员登记部门、发密钥。

市级管理员（--data 市级数据文件夹，默认 data/city）
  npm run office -- open --name 部门名称 --area 区划 [--save 密钥文件]   登记部门，密钥只出现一次
  npm run office -- offices                                        已登记的部门
  npm run office -- revoke 部门编号 | admit 部门编号                    停用、恢复密钥
  npm run office -- audit 部门编号 [--limit 条数]                     部门办过什么、得到什么答复；部门编号写 operator 看导出记录
  npm run office -- publish 目录.pccat.json                            把签过名的目录下发到各窗口
  npm run office -- calendar working-days.json                     把放假安排下发到各窗口

部门（--key 密钥文件，或环境变量 OFFICE_KEY_FILE）
  npm run office -- items [--state 状态] [--due 日期]                 等本部门办的，先到期的在前
  npm run office -- show 编号                                       一件的状态、材料和经过
  npm run office -- 动作 编号 --doc 文号 [--on 日期] [--handler 经办人] [--project 平台编号] [--request 请求编号]

动作`

const tail = `
编号是单子上的办件编号加事项号，例如 360322102-20260914-A07-0032-X-01；也可以用平台编号。日期写成 2026-09-18，不写是今天。
带 * 的必须写。都可以加 --city 市级地址（默认 http://127.0.0.1:7300，或环境变量 CITY_URL）；查看的命令可以加 --json。
退出码：0 办好；1 市级不同意，写明代码和原因；2 没能去问，或者没有收到答复。`

/** The help, from the very table the command goes by. */
export function usage(): string {
  return [head, ...(Object.keys(actCommands) as ActName[]).map(actUsage), tail].join('\n')
}

/** After a slip in an act its own line is enough. */
export function usageAfter(command: string): string {
  return isAct(command)
    ? `${actUsage(command)}\n  共同的参数：编号 --doc* 文号 --on 日期 --handler 经办人 --project 平台编号 --request 请求编号\n全部说明：npm run office -- help`
    : usage()
}

function actUsage(name: ActName): string {
  const { act, options } = actCommands[name]
  const said = Object.entries(options).map(
    ([option, what]) => `--${option.replace('*', '')}${option.endsWith('*') ? '*' : ''} ${what}`,
  )
  return `  ${name.padEnd(9)}${actWords[act]}${said.length === 0 ? '' : `：${said.join(' ')}`}`
}
