import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type BrowserHost, startBrowserHost } from '#main/hosts/browser.ts'
import { root } from './a-desk.ts'
import { findChromium, launchChromium } from './chromium.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from './city-process.ts'
import { aFaultyLine, type FaultyLine } from './faulty-line.ts'

export const counterPeople = [
  { name: '王芳', role: 'clerk', badge: 'T001', pin: '135790' },
  { name: '李敏', role: 'assistOfficer', badge: 'T002', pin: '246801' },
  { name: '周建国', role: 'centreManager', badge: 'T003', pin: '975310' },
] as const

/** A real counter: city process, failing line, engine process, browser host and a real browser. */
export type Counter = {
  readonly city: CityProcess
  readonly line: FaultyLine
  readonly page: Page
  readonly dir: string
  readonly host: () => BrowserHost
  /** SIGKILL to the engine process in the middle of whatever it does; the host starts a new one. */
  readonly killEngine: () => void
  /** Kills nothing: closes host and window and opens both again on the same data. */
  readonly reopen: () => Promise<Page>
  readonly close: () => Promise<void>
}

export async function aCounter(
  wish: { readonly practice?: boolean; readonly width?: number; readonly height?: number } = {},
): Promise<Counter> {
  const executable = await findChromium()
  if (!executable) throw new Error('no Chromium')
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-counter-'))
  const city = await aCityProcess({ dataDir: join(dir, 'city') })
  const line = await aFaultyLine(city.url)
  const browser: Browser = await launchChromium(executable)
  const start = (setup?: Parameters<typeof startBrowserHost>[0]['setup']) =>
    startBrowserHost({
      dataDir: join(dir, 'desk'),
      root,
      ...(process.env['PINGCHUANG_WINDOW'] ? { rendererDir: process.env['PINGCHUANG_WINDOW'] } : {}),
      show: 'print',
      say: () => undefined,
      ...(setup ? { setup } : {}),
    })
  let host = await start({
    cityUrl: line.url,
    code: await anEnrolmentCode(city),
    practice: wish.practice ?? true,
    staff: counterPeople,
  })
  const open = async () => {
    const context = await browser.newContext({
      viewport: { width: wish.width ?? 1366, height: wish.height ?? 696 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    const page = await context.newPage()
    await page.goto(host.newAddress())
    return page
  }
  const page = await open()
  return {
    city,
    line,
    page,
    dir,
    host: () => host,
    killEngine: () => {
      for (const pid of enginesOf(process.pid)) process.kill(pid, 'SIGKILL')
    },
    reopen: async () => {
      await host.stop()
      host = await start()
      return open()
    },
    close: async () => {
      await browser.close()
      await host.stop()
      await line.close()
      await city.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The engine processes a process has started, by what their command lines say (Linux). */
function enginesOf(parent: number): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const [, , , ppid] = readFileSync(`/proc/${pid}/stat`, 'latin1')
          .replace(/\(.*\)/s, 'name')
          .split(' ')
        return (
          Number(ppid) === parent && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('hosts/engine.')
        )
      } catch {
        return false
      }
    })
}
