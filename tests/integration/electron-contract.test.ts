import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { app, endWorld, freshWorld, session } from '#tests/support/a-fake-electron.ts'

vi.mock('electron', () => import('#tests/support/a-fake-electron.ts'))

type World = ReturnType<typeof freshWorld>
type Prevented = { prevented: boolean; preventDefault: () => void }

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue())
afterEach(async () => {
  await endWorld()
  vi.resetModules()
})

/** Starts our real main file and waits for its window. */
async function started(change: Parameters<typeof freshWorld>[0] = {}): Promise<World> {
  const world = freshWorld(change)
  await import('#main/hosts/electron.ts')
  if (change.first !== false && !change.switches)
    await vi.waitFor(() => expect(world.calls.some(({ name }) => name === 'loadURL')).toBe(true), 5000)
  return world
}

function inputOf(world: World, name: string): readonly unknown[] {
  return world.calls.find((call) => call.name === name)?.input ?? []
}

function names(world: World): string[] {
  return world.calls.map(({ name }) => name)
}

function anEvent(url = ''): Prevented & { url: string } {
  const event = { url, prevented: false, preventDefault: () => (event.prevented = true) }
  return event
}

const hostile =
  `javascript:alert(1) data:text/html,x file:///etc/passwd http://evil.test https://evil.test about:blank about:srcdoc
  app://bundle.evil/ app://bundle@evil/ app://user@bundle/ app://user:pw@bundle/ app://evil/bundle app://bundle:80/ app:bundle app:///bundle
  app://BUNDLE/ app://bundle%2eevil/ app://bundle./ app://.bundle/ app://bundle%00/ app2://bundle/ xapp://bundle/ app-x://bundle/
  blob:app://bundle/1 filesystem:app://bundle/x view-source:app://bundle/ chrome://settings devtools://devtools chrome-extension://x/
  \\\\evil\\share //evil.test/x ftp://evil.test ws://evil.test ms-settings:x mailto:x@y smb://evil tel:110 intent://x
  http://app/bundle https://bundle/ http://xn--bundle-.test app://xn--bundle-9d0b/ app://bundl\u0435/ app://bundle\u3002evil/ http://127.0.0.1
  http://localhost app://127.0.0.1/ app://[::1]/ x:y %61pp://bundle/ vscode://file/x search-ms:query=x`.split(
    /\s+/,
  )

describe('S17: the window', () => {
  test('rows 2-6, 8-11: every switch of the page is written out and shut', async () => {
    const world = await started()
    expect(world.windows).toHaveLength(1)
    const [options] = inputOf(world, 'new BrowserWindow') as [{ webPreferences: object }]
    expect(options.webPreferences).toEqual({
      preload: join(world.home, 'dist', 'main', 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      plugins: false,
      spellcheck: false,
      devTools: false,
    })
    expect(names(world).indexOf('enableSandbox')).toBeLessThan(names(world).indexOf('whenReady'))
    expect(names(world)).not.toContain('appendSwitch')
    expect(inputOf(world, 'setApplicationMenu')).toEqual([null])
  })

  test('rows 1, 18: only our own scheme is loaded, and it has no special rights', async () => {
    const world = await started()
    expect(inputOf(world, 'loadURL')).toEqual(['app://bundle/'])
    expect(inputOf(world, 'registerSchemesAsPrivileged')).toEqual([
      [{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }],
    ])
    expect(names(world).indexOf('registerSchemesAsPrivileged')).toBeLessThan(
      names(world).indexOf('whenReady'),
    )
  })

  test('row 15, 20: nothing in the hosts opens an outside program or reaches past the two wrappers', () => {
    const hosts = join(import.meta.dirname, '../../src-main/hosts')
    const files = [
      'electron.ts',
      'preload.ts',
      'guards',
      'own-protocol',
      'sender',
      'single-instance',
      'window-line',
      'window-options',
    ]
    const text = files
      .map((file) => readFileSync(join(hosts, file.includes('.') ? file : `electron/${file}.ts`), 'utf8'))
      .join()
    for (const word of [
      'openExternal',
      'openPath',
      'ipcMain.on',
      'setAsDefaultProtocolClient',
      'crashReporter',
      'enableBlinkFeatures',
    ])
      expect([word, text.includes(word)]).toEqual([word, false])
  })

  test('the engine gets the secret over its port, not through its arguments or surroundings', async () => {
    const world = await started()
    const fork = JSON.stringify(inputOf(world, 'utilityProcess.fork'))
    const sealed = JSON.parse(readFileSync(join(world.home, 'data', 'desk-secret.sealed'), 'utf8')) as {
      sealed: string
    }
    const secret = Buffer.from(sealed.sealed, 'base64').toString().slice('sealed:'.length)
    expect(Buffer.from(secret, 'base64')).toHaveLength(32)
    expect(fork).not.toContain(secret)
    expect(JSON.stringify(inputOf(world, 'showMessageBox'))).toContain('secret of 32 bytes')
  })
})

describe('S28: going elsewhere', () => {
  test('rows 12-14: no hostile address is gone to, opened or attached', async () => {
    const world = await started()
    const contents = world.windows[0]?.webContents
    expect(hostile.length).toBeGreaterThan(40)
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect'])
      for (const url of hostile) {
        const event = anEvent(url)
        contents?.emit(name, event)
        expect([name, url, event.prevented]).toEqual([name, url, true])
      }
    const home = anEvent('app://bundle/#/cases')
    contents?.emit('will-navigate', home)
    expect(home.prevented).toBe(false)
    expect(contents?.openHandler?.()).toEqual({ action: 'deny' })
    const webview = anEvent()
    contents?.emit('will-attach-webview', webview)
    expect(webview.prevented).toBe(true)
  })

  test('no download is begun but that of an own workbook, and no outside address is loaded', async () => {
    await started()
    const download = anEvent()
    session.defaultSession.emit('will-download', download)
    expect(download.prevented).toBe(true)
    const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
    for (const [address, type, begun] of [
      ['blob:app://bundle/1', workbook, true],
      ['blob:app://bundle/1', 'text/html', false],
      ['blob:https://evil.example/1', workbook, false],
      ['app://bundle/x.xlsx', workbook, false],
      ['https://evil.example/x.xlsx', workbook, false],
    ] as const) {
      const event = anEvent()
      session.defaultSession.emit('will-download', event, { getURL: () => address, getMimeType: () => type })
      expect([address, type, event.prevented]).toEqual([address, type, !begun])
    }
    const before = session.defaultSession.handlers.onBeforeRequest as (
      details: object,
      answer: (a: { cancel: boolean }) => void,
    ) => void
    const cancelled = (url: string): boolean => {
      let cancel = false
      before({ url }, (answer) => (cancel = answer.cancel))
      return cancel
    }
    const outside = hostile.filter((url) => !/^(blob|devtools):/.test(url))
    for (const url of outside) expect([url, cancelled(url)]).toEqual([url, true])
    for (const url of ['app://bundle/', 'app://bundle/assets/x.js', 'blob:app://bundle/1'])
      expect(cancelled(url)).toBe(false)
  })

  test('row 5: every permission is asked about, and only two are ever given, to our own page', async () => {
    const world = await started()
    const permissions = permissionNames()
    expect(permissions.length).toBeGreaterThan(40)
    const granted = permissions.flatMap((permission) =>
      ['app://bundle/', 'app://bundle.evil/', 'https://evil.test/', ''].flatMap((from) =>
        [['video'], ['audio'], ['video', 'audio'], []].flatMap((kinds) =>
          ask(world, permission, from, kinds).map((way) => `${way} ${permission} ${from} ${kinds.join('+')}`),
        ),
      ),
    )
    const clipboard = [['video'], ['audio'], ['video', 'audio'], []].flatMap((kinds) => {
      const end = `clipboard-sanitized-write app://bundle/ ${kinds.join('+')}`
      return [`request ${end}`, `check ${end}`]
    })
    expect(granted.sort()).toEqual(
      [...clipboard, 'request media app://bundle/ video', 'check media app://bundle/ video'].sort(),
    )
    const { handlers } = session.defaultSession
    expect((handlers.device as () => boolean)()).toBe(false)
    expect(world.calls.filter(({ name }) => name === 'session.request').map(({ input }) => input[0])).toEqual(
      [null, 'handler'],
    )
  })
})

/** All names the typings know, so that a newer Electron's new permission is asked about here too. */
function permissionNames(): string[] {
  const typings = readFileSync(join(import.meta.dirname, '../../node_modules/electron/electron.d.ts'), 'utf8')
  const line = /setPermissionRequestHandler\(handler: .*?permission: ([^,]+),/.exec(typings)?.[1] ?? ''
  return [...line.matchAll(/'([^']+)'/g)].map(([, name = '']) => name)
}

function ask(world: World, permission: string, from: string, kinds: string[]): string[] {
  const contents = world.windows[0]?.webContents
  const { check, request } = session.defaultSession.handlers as Record<
    string,
    (...input: unknown[]) => unknown
  >
  const ways: string[] = []
  const details = { requestingUrl: from, isMainFrame: true, mediaTypes: kinds }
  request?.(contents, permission, (given: boolean) => given && ways.push('request'), details)
  for (const bad of [{ ...details, isMainFrame: false }])
    request?.(contents, permission, (given: boolean) => given && ways.push('request from a frame'), bad)
  const mediaType = kinds.length === 1 ? kinds[0] : 'unknown'
  if (check?.(contents, permission, from, { requestingUrl: from, isMainFrame: true, mediaType }))
    ways.push('check')
  if (check?.(null, permission, from, { requestingUrl: from, isMainFrame: true, mediaType }))
    ways.push('check of nobody')
  return ways
}

describe('row 17: who may call main', () => {
  test('no forged sender gets through on any channel, and our own window does', async () => {
    const world = await started()
    const contents = world.windows[0]?.webContents
    if (!contents) throw new Error('no window')
    const { mainFrame } = contents
    const stranger = { ...contents, id: 99, mainFrame, isDestroyed: () => false }
    const forged = [
      { sender: stranger, senderFrame: mainFrame },
      { sender: contents, senderFrame: null },
      { sender: contents, senderFrame: { ...mainFrame, parent: mainFrame } },
      { sender: contents, senderFrame: { ...mainFrame } },
      ...['https://evil.test', 'app://bundle.evil', 'null', 'file://', ''].map((origin) =>
        frameWith(contents, { origin }),
      ),
      ...hostile.map((url) => frameWith(contents, { url })),
    ]
    expect([...world.ipc.keys()].sort()).toEqual(['desk:ask', 'desk:print'])
    for (const [channel, handler] of world.ipc)
      for (const event of forged) {
        Object.assign(mainFrame, (event as { set?: object }).set)
        const call = (): unknown => (handler as (...input: unknown[]) => unknown)(event, 'echo', {})
        expect(call, channel).toThrow(/unknown-window|no-frame|sub-frame|foreign-origin/)
        Object.assign(mainFrame, { origin: 'app://bundle', url: 'app://bundle/' })
      }
    const own = world.ipc.get('desk:ask') as unknown as (...input: unknown[]) => Promise<unknown>
    const event = { sender: contents, senderFrame: mainFrame }
    expect(await own(event, 'echo', { x: 1 })).toMatchObject({
      t: 'answer',
      answer: { value: { asked: 1, input: { x: 1 } } },
    })
    await expect(own(event, 'x'.repeat(61), {})).rejects.toThrow('malformed')
    await expect(own(event, 7, {})).rejects.toThrow('malformed')
  })

  test('a dying engine answers what was open, comes back and has the window look anew', async () => {
    const world = await started()
    const contents = world.windows[0]?.webContents
    const own = world.ipc.get('desk:ask') as unknown as (...input: unknown[]) => Promise<unknown>
    const event = { sender: contents, senderFrame: contents?.mainFrame }
    const open = own(event, 'silence', {})
    expect(await own(event, 'crash', {})).toMatchObject({ t: 'fault', fault: { code: 'engine-restarted' } })
    expect(await open).toMatchObject({ t: 'fault' })
    expect(await own(event, 'echo', {})).toMatchObject({ t: 'answer' })
    const told = world.calls.filter(({ name }) => name === 'webContents.send').map(({ input }) => input)
    expect(told).toEqual(['session', 'journal', 'drafts', 'sync'].map((what) => ['desk:change', what]))
    contents?.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false })
    expect(await own(event, 'echo', {})).toMatchObject({
      answer: { value: { connection: `window-${contents?.id}-2` } },
    })
  })
})

function frameWith(contents: { mainFrame: object }, set: object): object {
  return { sender: contents, senderFrame: contents.mainFrame, set }
}

describe('row 7, 18: the files of the window', () => {
  test('every answer carries the policy, only listed files are found, and a changed one is not served', async () => {
    const world = await started()
    const get = (url: string, method = 'GET'): Promise<Response> => {
      if (!world.served) throw new Error('nothing is served')
      return world.served({ url, method } as Request)
    }
    const steps = [
      '..',
      '%2e%2e',
      '.%2e',
      '..%2f',
      '..%5c',
      '....//',
      '%252e%252e',
      '%c0%ae',
      '..;',
      '..%00',
      '.',
      '%2e',
    ]
    const ends = ['etc/passwd', 'dist/main/electron.js', '%2fetc', 'index.html', 'C:/x', 'package.json']
    const depths = ['', 'assets/', 'assets/../', 'x/']
    const paths = steps.flatMap((step) =>
      ends.flatMap((end) => depths.map((depth) => `app://bundle/${depth}${step}/${end}`)),
    )
    const others = [
      'app://bundle/index.html',
      'app://bundle/__proto__',
      'app://bundle/constructor',
      'app://bundle/assets',
      ...hostile,
    ]
    expect(paths.length).toBeGreaterThan(200)
    for (const url of [...paths, ...others]) {
      const reply = await get(url)
      expect([url, reply.status]).toEqual([url, 404])
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'")
    }
    expect((await get('app://bundle/', 'POST')).status).toBe(404)

    const index = await get('app://bundle/')
    const nonce = /<p>([\w-]{24})<\/p>/.exec(await index.text())?.[1]
    expect(index.headers.get('content-security-policy')).toContain(`'nonce-${nonce}'`)
    expect(index.headers.get('content-security-policy')).toContain("form-action 'none'")
    expect((await get('app://bundle/assets/index-a1B2c3D4.js')).status).toBe(200)
    writeFileSync(join(world.home, 'dist/renderer/assets/index-a1B2c3D4.js'), 'evil()')
    expect((await get('app://bundle/assets/index-a1B2c3D4.js')).status).toBe(500)
  })
})

describe('one program at a time', () => {
  test('the second start ends with 3 before it touches anything', async () => {
    const world = await started({ first: false })
    expect(world.calls).toEqual([
      { name: 'requestSingleInstanceLock', input: [] },
      { name: 'exit', input: [3] },
    ])
  })

  test('a start without the walls between processes ends with 4 and a sentence', async () => {
    const world = await started({ first: true, switches: ['no-sandbox'] })
    expect(names(world)).toEqual(['showErrorBox', 'exit'])
    expect(inputOf(world, 'exit')).toEqual([4])
  })

  test('whatever a second start says, the first only comes to the front', async () => {
    const world = await started()
    const before = world.calls.length
    const said = [
      [],
      ['--inspect'],
      ['app://evil'],
      ['x'.repeat(100_000)],
      [{ toString: () => 'evil' }],
      null,
      undefined,
    ]
    for (const argv of said) app.emit('second-instance', {}, argv, '/', { evil: true })
    const after = new Set(names(world).slice(before))
    expect([...after]).toEqual(['window.restore', 'window.show', 'window.focus'])
  })
})
