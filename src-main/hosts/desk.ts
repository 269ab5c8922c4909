import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { hasSlots } from '#main/security/key-slots.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { attachTerminal } from './browser/terminal.ts'
import { startBrowserHost } from './browser.ts'
import { asFault } from './fault-report.ts'
import { firstSetup } from './first-setup.ts'

/**
 * `npm run desk -- --data DIR [--window DIR] [--print]`: a real desk in the system's browser, where Electron cannot be.
 *
 * A folder without a desk needs the `setup.json` of whoever installs it (docs/operating-the-city.md). What is
 * for the person goes to stdout, the log to stderr: one JSON object a line, ids and codes only.
 */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      window: { type: 'string' },
      print: { type: 'boolean', default: false },
    },
  })
  process.umask(0o077)
  if (values.data === undefined)
    throw new Fault('data-missing', 'desk', '请用 --data 指明工作台的数据文件夹。')
  const root = join(import.meta.dirname, '..', '..')
  const dataDir = resolve(root, values.data)
  const { done, setup } = firstSetup(dataDir)
  if (!setup && !hasSlots(dataDir))
    throw new Fault('no-desk-here', dataDir, `${dataDir} 里没有工作台，也没有安装设置文件 setup.json。`)
  const host = await startBrowserHost({
    dataDir,
    root,
    ...(setup ? { setup } : {}),
    ...(values.window === undefined ? {} : { rendererDir: resolve(root, values.window) }),
    ...(values.print ? { show: 'print' as const } : {}),
  })
  done()
  if (host.recoveryCode) console.log(`恢复码（只显示这一次，请抄写两份分开保管）：${host.recoveryCode}`)
  log({ event: 'ready' })
  console.log(`${host.centreName}的工作台已打开。`)
  const code = await attachTerminal(host)
  log({ event: 'stopped', code })
  return code
}

function log(line: object): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), room: 'host', ...line })}\n`)
}

try {
  process.exitCode = await main()
} catch (error) {
  const { code, sentence } = asFault(error)
  log({ event: 'failed', code })
  console.error(sentence)
  process.exitCode = 1
}
