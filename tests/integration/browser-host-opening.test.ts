import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { browserArguments, hasDisplay } from '#main/hosts/browser/open-browser.ts'
import { launch, start } from '#tests/support/a-browser-host.ts'

const posix = process.platform !== 'win32'
let folder = ''

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'opening-'))))
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** A program in the browser's place that writes down how it was called and stays for a while. */
function aBrowser(script: string): { readonly calledWith: () => Promise<string[]> } {
  const file = join(folder, 'browser')
  const log = join(folder, 'called')
  writeFileSync(file, `#!/bin/sh\nprintf '%s\\n' "$@" > '${log}.new'\nmv '${log}.new' '${log}'\n${script}\n`)
  chmodSync(file, 0o700)
  vi.stubEnv('PINGCHUANG_BROWSER', file)
  return {
    calledWith: async () => {
      await vi.waitFor(() => expect(existsSync(log)).toBe(true), 3000)
      return readFileSync(log, 'utf8').trim().split('\n')
    },
  }
}

describe.runIf(posix)('S12: the browser we start ourselves', () => {
  test('is given a private file, never the code, and the file is gone once the code is used', async () => {
    const browser = aBrowser('exec sleep 30')
    const at = await start({ show: 'open' })
    const called = await browser.calledWith()
    const file = fileURLToPath(called[0]?.replace('--app=', '') ?? '')
    const home = dirname(file)
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(home).mode & 0o777).toBe(0o700)
    expect(statSync(join(home, 'profile')).mode & 0o777).toBe(0o700)
    const code = /value="([0-9a-f]{64})"/.exec(readFileSync(file, 'utf8'))?.[1] ?? ''
    expect(code).toHaveLength(64)
    expect(called.join(' ') + at.lines.join(' ')).not.toContain(code)

    const headers = { Origin: 'null', 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }
    expect((await launch(at, code, headers)).status).toBe(200)
    expect(existsSync(file)).toBe(false)
    await at.host.stop()
    expect(existsSync(home)).toBe(false)
  })

  test('one that does not come up leaves a printed address', async () => {
    aBrowser('exit 1')
    const at = await start({ show: 'open' })
    await vi.waitFor(() => expect(at.lines.join(' ')).toContain('/launch#'), 3000)
    const code = at.lines.join(' ').split('#')[1] ?? ''
    expect((await launch(at, code)).status).toBe(303)
  })

  test('thirty seconds later its code is worth nothing', async () => {
    const browser = aBrowser('exec sleep 30')
    let nowMs = 0
    const at = await start({ show: 'open', nowMs: () => nowMs })
    const [app = ''] = await browser.calledWith()
    const code = /value="([0-9a-f]{64})"/.exec(
      readFileSync(fileURLToPath(app.replace('--app=', '')), 'utf8'),
    )?.[1]
    nowMs = 30_001
    expect((await launch(at, code ?? '')).body).toContain('过期')
    await at.host.stop()
  })
})

test.runIf(posix)('at a terminal, Enter gives a new address and a signal closes everything', async () => {
  const house = join(import.meta.dirname, '../..')
  const window = join(folder, 'renderer')
  mkdirSync(window)
  writeFileSync(join(window, 'index.html'), '<p>x</p>')
  const options = {
    dataDir: join(folder, 'desk'),
    root: folder,
    rendererDir: window,
    engineFile: join(house, 'tests/support/echo-engine.ts'),
    show: 'print',
  }
  const script = `
    import { startBrowserHost } from '#main/hosts/browser.ts'
    import { attachTerminal } from '#main/hosts/browser/terminal.ts'
    process.exitCode = await attachTerminal(await startBrowserHost(${JSON.stringify(options)}))`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { cwd: house })
  let text = ''
  child.stdout.on('data', (part: Buffer) => (text += part.toString()))
  const addresses = (): number => text.match(/\/launch#[0-9a-f]{64}/g)?.length ?? 0
  await vi.waitFor(() => expect([addresses(), text.includes('Ctrl+C')]).toEqual([1, true]), 5000)
  child.stdin.write('\n')
  await vi.waitFor(() => expect(addresses()).toBe(2), 3000)
  const ended = new Promise((resolve) => child.on('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('the browser keeps its own walls and none of its own errands', () => {
  const given = browserArguments('file:///x', '/profile')
  for (const wanted of [
    '--disable-extensions',
    '--disable-sync',
    '--disable-background-networking',
    '--user-data-dir=/profile',
  ])
    expect(given).toContain(wanted)
  expect(given.join()).not.toContain('no-sandbox')
})

test.runIf(process.platform === 'linux')('without a display no browser is started', () => {
  vi.stubEnv('DISPLAY', '')
  vi.stubEnv('WAYLAND_DISPLAY', '')
  expect(hasDisplay()).toBe(false)
  vi.stubEnv('DISPLAY', ':0')
  expect(hasDisplay()).toBe(true)
})
