import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A recording stand-in for Electron: our real main file runs against it, and tests look at what it was told.
 *
 * Only what main uses is here; a new call fails loudly instead of being swallowed.
 */
export type Call = { readonly name: string; readonly input: readonly unknown[] }
type Handler = (...input: never[]) => unknown

class FakeContents extends EventEmitter {
  readonly id: number
  readonly mainFrame = { parent: null, origin: 'app://bundle', url: 'app://bundle/' }
  openHandler: (() => { action: string }) | undefined
  address = 'app://bundle/'
  gone = false
  constructor(id: number) {
    super()
    this.id = id
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.openHandler = handler
  }
  getURL(): string {
    return this.address
  }
  isDestroyed(): boolean {
    return this.gone
  }
  send(channel: string, ...input: unknown[]): void {
    note('webContents.send', channel, ...input)
  }
  print(options: unknown, done: (printed: boolean) => void): void {
    note('webContents.print', options)
    done(true)
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeContents(world.windows.length + 1)
  constructor(options: unknown) {
    super()
    note('new BrowserWindow', options)
    world.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  loadURL(address: string): Promise<void> {
    note('loadURL', address)
    return Promise.resolve()
  }
  isMinimized(): boolean {
    return true
  }
  restore = recorder('window.restore')
  show = recorder('window.show')
  focus = recorder('window.focus')
}

class FakeSession extends EventEmitter {
  readonly handlers: Record<string, Handler | null> = {}
  readonly webRequest = { onBeforeRequest: (handler: Handler) => this.#set('onBeforeRequest', handler) }
  setSpellCheckerEnabled = recorder('setSpellCheckerEnabled')
  setPermissionRequestHandler = (handler: Handler | null): void => this.#set('request', handler)
  setPermissionCheckHandler = (handler: Handler): void => this.#set('check', handler)
  setDevicePermissionHandler = (handler: Handler): void => this.#set('device', handler)
  setBluetoothPairingHandler = (handler: Handler): void => this.#set('bluetooth', handler)
  setDisplayMediaRequestHandler = (handler: Handler): void => this.#set('display', handler)
  setUSBProtectedClassesHandler = (handler: Handler): void => this.#set('usb', handler)
  #set(name: string, handler: Handler | null): void {
    note(`session.${name}`, handler === null ? null : 'handler')
    this.handlers[name] = handler
  }
}

class FakeApp extends EventEmitter {
  isPackaged = true
  readonly commandLine = {
    hasSwitch: (name: string) => world.switches.has(name),
    getSwitchValue: (name: string) => (name === 'data-dir' ? join(world.home, 'data') : ''),
    appendSwitch: recorder('appendSwitch'),
  }
  enableSandbox = recorder('enableSandbox')
  quit = recorder('quit')
  exit = recorder('exit')
  requestSingleInstanceLock(): boolean {
    note('requestSingleInstanceLock')
    return world.first
  }
  getAppPath(): string {
    return world.home
  }
  getPath(): string {
    return world.home
  }
  whenReady(): Promise<void> {
    note('whenReady')
    return Promise.resolve()
  }
}

const world = {
  home: '',
  first: true,
  switches: new Set<string>(),
  calls: [] as Call[],
  windows: [] as FakeWindow[],
  children: [] as ChildProcess[],
  ipc: new Map<string, Handler>(),
  served: undefined as ((request: Request) => Promise<Response>) | undefined,
}

export const app = new FakeApp()
export const BrowserWindow = FakeWindow
export const Menu = { setApplicationMenu: recorder('setApplicationMenu') }
export const dialog = {
  showErrorBox: recorder('showErrorBox'),
  showMessageBox: (...input: unknown[]) => Promise.resolve(note('showMessageBox', ...input)),
}
export const session = { defaultSession: new FakeSession() }
export const ipcMain = { handle: (channel: string, handler: Handler) => void world.ipc.set(channel, handler) }
export const protocol = {
  registerSchemesAsPrivileged: recorder('registerSchemesAsPrivileged'),
  handle: (scheme: string, handler: typeof world.served) => {
    note('protocol.handle', scheme)
    world.served = handler
  },
}
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(true),
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(`sealed:${text}`)),
  decryptStringAsync: (sealed: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: sealed.toString().slice('sealed:'.length) }),
}
/** The engine stand-in of the browser host, in a real process, behind the utility process's methods. */
export const utilityProcess = {
  fork: (file: string, input: unknown, options: unknown) => {
    note('utilityProcess.fork', file, input, options)
    const child = fork(join(import.meta.dirname, 'echo-engine.ts'), { serialization: 'advanced' })
    world.children.push(child)
    return Object.assign(child, { postMessage: (message: object) => child.connected && child.send(message) })
  },
}

export function note(name: string, ...input: unknown[]): void {
  world.calls.push({ name, input })
}

function recorder(name: string): (...input: unknown[]) => void {
  return (...input) => note(name, ...input)
}

/** A fresh program folder with a small built window, and nothing remembered. */
export function freshWorld(change: { first?: boolean; switches?: string[] } = {}): typeof world {
  app.removeAllListeners()
  world.home = mkdtempSync(join(tmpdir(), 'fake-electron-'))
  world.first = change.first ?? true
  world.switches = new Set(change.switches)
  world.calls = []
  world.windows = []
  world.ipc.clear()
  const manifest: Record<string, object> = {}
  const files = { '/index.html': '<p>__CSP_NONCE__</p>', '/assets/index-a1B2c3D4.js': 'void 0' }
  mkdirSync(join(world.home, 'dist', 'renderer', 'assets'), { recursive: true })
  mkdirSync(join(world.home, 'dist', 'main'), { recursive: true })
  for (const [path, text] of Object.entries(files)) {
    writeFileSync(join(world.home, 'dist', 'renderer', path), text)
    const sha256 = createHash('sha256').update(text).digest('hex')
    manifest[path] = {
      file: path.slice(1),
      type: path.endsWith('js') ? 'text/javascript' : 'text/html',
      cache: 'no-store',
      sha256,
    }
  }
  writeFileSync(join(world.home, 'dist', 'main', 'renderer-manifest.json'), JSON.stringify(manifest))
  return world
}

/** Quits the way a person does, and waits until the engine stand-in has ended. */
export async function endWorld(): Promise<void> {
  app.emit('before-quit', { preventDefault: () => undefined })
  const running = world.children
    .splice(0)
    .filter((child) => child.exitCode === null && child.signalCode === null)
  await Promise.all(running.map((child) => new Promise((resolve) => child.once('exit', resolve))))
  rmSync(world.home, { recursive: true, force: true })
}
