import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hasSlots } from '#main/security/key-slots.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { lockDirectory } from '#shared/sqlite/directory-lock.ts'
import { attachTerminal } from './browser/terminal.ts'
import { startBrowserHost } from './browser.ts'
import type { FirstStaff } from './engine-port.ts'
import { asFault } from './fault-report.ts'
import { buildWindow } from './practice/build-window.ts'
import { type PracticeCity, startPracticeCity } from './practice/city-child.ts'
import { findElectron, runElectron } from './practice/electron-app.ts'

const centre = { centreId: '360322102', name: '桐木镇便民服务中心' } as const

/** Sample people of the practice centre; their PINs are printed because they protect nothing real. */
const people: readonly FirstStaff[] = [
  { name: '王芳', role: 'clerk', badge: '练习001', pin: '135790' },
  { name: '李敏', role: 'assistOfficer', badge: '练习002', pin: '246801' },
  { name: '周建国', role: 'centreManager', badge: '练习003', pin: '975310' },
]
const posts = {
  clerk: '窗口人员',
  assistOfficer: '小萍帮办专员',
  centreManager: '中心负责人',
  auditor: '审计员',
} as const

const say = (line: string): void => console.log(line)

/** `npm start [-- --reset] [--data DIR] [--print]`: a practice centre with everything a real one has. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      reset: { type: 'boolean', default: false },
      data: { type: 'string', default: 'data/practice' },
      print: { type: 'boolean', default: false },
    },
  })
  process.umask(0o077)
  const startedMs = performance.now()
  const root = join(import.meta.dirname, '..', '..')
  const dataDir = resolve(root, values.data)
  if (values.reset) reset(dataDir)
  buildWindow(root, say)
  const lock = lockDirectory(dataDir)
  say('正在启动练习用的市级服务……')
  const city = await startPracticeCity(root, join(dataDir, 'city'))
  const watch = stopWithParent()
  try {
    const deskDir = join(dataDir, 'desk')
    const setup = await firstSetup(city, deskDir)
    say(setup ? '正在登记练习工作台、载入目录……' : '正在打开练习工作台……')
    const electron = values.print ? undefined : findElectron(root, say)
    if (electron)
      return await runElectron(electron, { root, deskDir, setup, onReady: () => welcome(startedMs) })
    const host = await startBrowserHost({
      dataDir: deskDir,
      root,
      say,
      ...(setup ? { setup } : {}),
      ...(values.print ? { show: 'print' as const } : {}),
    })
    if (host.recoveryCode) say(`恢复码（练习用，正式使用时请抄写两份分开保管）：${host.recoveryCode}`)
    welcome(startedMs)
    return await attachTerminal(host, say)
  } finally {
    clearInterval(watch)
    await city.stop()
    lock.release()
    say('练习中心已关闭，数据已保存。')
  }
}

/** Only a folder without a desk is set up; a second start finds everything as it was left. */
async function firstSetup(city: PracticeCity, deskDir: string) {
  if (hasSlots(deskDir)) return undefined
  return { cityUrl: city.url, code: await city.enrolmentCode(centre), practice: true, staff: people }
}

function welcome(startedMs: number): void {
  say('')
  say(`练习中心已就绪（${((performance.now() - startedMs) / 1000).toFixed(1)} 秒）：${centre.name}`)
  for (const [index, person] of people.entries())
    say(`  ${index + 1}  ${person.name}  ${posts[person.role]}  PIN ${person.pin}`)
  say('')
}

/** A shell or npm that was killed passes no signal on; what it started must not stay behind. */
function stopWithParent(): NodeJS.Timeout {
  const parent = process.ppid
  return setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 1_000)
}

/** Takes the lock first: data in use is never pulled away under a running desk. */
function reset(dataDir: string): void {
  if (!existsSync(dataDir)) return
  if (!existsSync(join(dataDir, 'in-use.lock')))
    throw new Fault('not-practice-data', dataDir, `${dataDir} 不是练习数据，没有删除。`)
  lockDirectory(dataDir).release()
  rmSync(dataDir, { recursive: true, force: true })
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  say('练习数据已清空，从头开始。')
}

try {
  process.exitCode = await main()
} catch (error) {
  const { code, message, sentence } = asFault(error)
  console.error(`${sentence}\n（${code}）`)
  if (process.env['PINGCHUANG_DEBUG']) console.error(message, error)
  process.exitCode = 1
}
