import { spawn } from 'node:child_process'
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchFile } from './pages.ts'

export type OpenedBrowser = {
  /** Ends when the browser has ended, with whether it was up long enough to have shown the window. */
  readonly ended: Promise<'closed' | 'failed'>
  /** The code was used or has run out: the file that carries it must not outlive it. */
  readonly forgetCode: () => void
  readonly close: () => Promise<void>
}

const startPatienceMs = 4_000
const closePatienceMs = 3_000

/** Whether a window can be shown here at all. */
export function hasDisplay(): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/**
 * Starts the system's Chromium on a file that posts the launch code.
 *
 * The code is in the file only, so it shows up in no argument list, address or history. Profile and file live in
 * a folder of our own that is removed with the browser: nothing of the citizens' data stays in a cache.
 */
export function openBrowser(browser: string, origin: string, code: string): OpenedBrowser {
  const folder = mkdtempSync(join(privateFolder(), 'pingchuang-'))
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
  const file = join(folder, 'enter.html')
  const profile = join(folder, 'profile')
  prepareProfile(profile, origin)
  writeFileSync(file, launchFile(origin, code), { mode: 0o600, flag: 'wx' })

  const startedMs = Date.now()
  const child = spawn(browser, browserArguments(pathToFileURL(file).href, profile), { stdio: 'ignore' })
  const ended = new Promise<'closed' | 'failed'>((resolve) => {
    child.once('error', () => resolve('failed'))
    child.once('exit', () => resolve(Date.now() - startedMs < startPatienceMs ? 'failed' : 'closed'))
  })
  const wiped = ended.then(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const forgetCode = (): void => {
    if (existsSync(file)) unlinkSync(file)
  }
  return {
    ended,
    forgetCode,
    close: async () => {
      child.kill('SIGTERM')
      const patience = setTimeout(() => child.kill('SIGKILL'), closePatienceMs)
      await wiped
      clearTimeout(patience)
    },
  }
}

/**
 * A fresh profile in which our own page may use the camera, and nobody else: the profile is new at every start,
 * so a clerk would be asked every morning before the first paper.
 */
export function prepareProfile(profile: string, origin: string): void {
  const folder = join(profile, 'Default')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const exceptions = { media_stream_camera: { [`${origin},*`]: { setting: 1 } } }
  const settings = { profile: { content_settings: { exceptions } } }
  writeFileSync(join(folder, 'Preferences'), JSON.stringify(settings), { mode: 0o600 })
}

/** `--no-sandbox` is not here and never will be: a browser that cannot start without it does not start. */
export function browserArguments(url: string, profile: string): readonly string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-breakpad',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-sync',
    '--disk-cache-size=1',
    '--metrics-recording-only',
    '--no-pings',
    '--password-store=basic',
    '--disable-features=Translate,OptimizationHints,MediaRouter,AutofillServerCommunication',
  ]
}

/** The first Chromium found; `PINGCHUANG_BROWSER` names one that stands elsewhere. */
export function findBrowser(): string | undefined {
  const named = process.env.PINGCHUANG_BROWSER
  if (named) return existsSync(named) ? named : undefined
  return candidates().find(isProgram)
}

function candidates(): readonly string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]
    const places = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'Chromium\\Application\\chrome.exe',
    ]
    return roots.flatMap((root) => (root ? places.map((place) => join(root, place)) : []))
  }
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    )
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return names.flatMap((name) => folders.map((folder) => join(folder, name)))
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** A folder in memory where there is one, so that the profile never reaches a disk. */
function privateFolder(): string {
  const memory = [process.env.XDG_RUNTIME_DIR, process.platform === 'linux' ? '/dev/shm' : undefined]
  return memory.find((folder): folder is string => folder !== undefined && isWritable(folder)) ?? tmpdir()
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
