import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron'
import { Fault } from '#shared/kernel/fault.ts'
import { engineEnvironment } from './browser/engine-child.ts'
import { EngineKeeper, type EngineReady } from './browser/engine-keeper.ts'
import { guardContents, guardSession } from './electron/guards.ts'
import { ownIndex, ownScheme } from './electron/own-origin.ts'
import { ownPrivileges, serveWindow, WindowManifest } from './electron/own-protocol.ts'
import { holdDeskSecret } from './electron/safe-storage-secret.ts'
import { channels, handleOwn } from './electron/sender.ts'
import { exitCodes, focusOnSecondStart, mayStart } from './electron/single-instance.ts'
import { utilityEngine } from './electron/utility-engine.ts'
import { printWindow, WindowLine } from './electron/window-line.ts'
import { windowOptions } from './electron/window-options.ts'
import { firstSetup } from './first-setup.ts'

/** Everything that is open at the moment; main itself holds no data. */
const lines = new Map<number, WindowLine>()
const home = app.getAppPath()
let window: BrowserWindow | undefined
let gaveUp = false

if (mayStart(app, tell)) {
  if (app.isPackaged) Menu.setApplicationMenu(null)
  app.enableSandbox()
  protocol.registerSchemesAsPrivileged([ownPrivileges])
  guardContents(app)
  focusOnSecondStart(app, () => window)
  app.on('window-all-closed', () => app.quit())
  app.whenReady().then(openDesk).catch(giveUp)
}

/** The engine opens the data first: a person never looks at a window without a desk behind it. */
async function openDesk(): Promise<void> {
  guardSession(session.defaultSession)
  protocol.handle(ownScheme, serveWindow(join(home, 'dist', 'renderer'), readManifest()))
  const dataDir = dataFolder()
  const held = await holdDeskSecret(dataDir, safeStorage, process.platform, randomBytes)
  const { done, setup } = firstSetup(dataDir)
  const keeper = new EngineKeeper({
    start: startEngine,
    openWith: async () => {
      const secret = await held.load()
      const options = { dataDir, root: home, deskSecret: secret.toString('base64') }
      secret.fill(0)
      return setup ? { ...options, setup } : options
    },
    onMessage: (connection, message) => {
      for (const line of lines.values()) line.hear(connection, message)
    },
    onChange: (what) => {
      for (const line of lines.values()) line.tell(what)
    },
    onDown: giveUp,
    nowMs: Date.now,
  })
  stopWithApp(keeper)
  answerWindows()
  const ready = await keeper.ready
  done()
  await showRecoveryCode(ready)
  await openWindow(keeper)
}

function startEngine(): ReturnType<typeof utilityEngine> {
  const file = join(home, 'dist', 'main', 'engine.js')
  const env = engineEnvironment()
  return utilityEngine(
    utilityProcess.fork(file, [], { serviceName: 'pingchuang-engine', env, execArgv: [], stdio: 'inherit' }),
  )
}

async function openWindow(keeper: EngineKeeper): Promise<void> {
  const opened = new BrowserWindow(windowOptions(join(home, 'dist', 'main', 'preload.cjs'), app.isPackaged))
  const { id } = opened.webContents
  window = opened
  lines.set(id, new WindowLine(opened.webContents, keeper))
  opened.once('ready-to-show', () => opened.show())
  opened.once('closed', () => {
    lines.delete(id)
    window = undefined
  })
  await opened.loadURL(ownIndex)
}

function answerWindows(): void {
  const refused = (channel: string, why: string): void => console.warn(`refused ${channel}: ${why}`)
  handleOwn(ipcMain, channels.ask, lines, refused, (sender, [name, input]) =>
    lines.get(sender.id)?.ask(name, input),
  )
  handleOwn(ipcMain, channels.print, lines, refused, (sender) => printWindow(sender))
}

/** Shown before the window and nowhere else: it opens the data when this computer is lost. */
async function showRecoveryCode({ centreName, recoveryCode }: EngineReady): Promise<void> {
  if (recoveryCode === undefined) return
  await dialog.showMessageBox({
    type: 'info',
    title: '萍窗恢复码',
    message: `${centreName}的恢复码（只显示这一次，请抄写两份，分开保管）：`,
    detail: recoveryCode,
    buttons: ['已经抄好'],
    noLink: true,
  })
}

/** Quitting waits for the engine to close its files. */
function stopWithApp(keeper: EngineKeeper): void {
  app.once('before-quit', (event) => {
    event.preventDefault()
    void keeper.stop().finally(() => app.exit(0))
  })
}

function dataFolder(): string {
  const wished = app.commandLine.getSwitchValue('data-dir')
  const folder = isAbsolute(wished) ? wished : join(app.getPath('userData'), 'desk')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

function readManifest(): WindowManifest {
  try {
    return WindowManifest.parse(
      JSON.parse(readFileSync(join(home, 'dist', 'main', 'renderer-manifest.json'), 'utf8')),
    )
  } catch (error) {
    throw new Fault('window-missing', String(error), '程序文件不完整，请重新安装萍窗。已保存的内容不受影响。')
  }
}

/** Told once: an engine that is down also fails whatever was waiting for it. */
function giveUp(error: unknown): void {
  if (gaveUp) return
  gaveUp = true
  console.error(error instanceof Fault ? error.code : error)
  tell(error instanceof Fault ? error.sentence : '萍窗没有启动成功。已保存的内容不受影响，请联系运维。')
  app.exit(exitCodes.fault)
}

function tell(sentence: string): void {
  dialog.showErrorBox('萍窗', sentence)
}
