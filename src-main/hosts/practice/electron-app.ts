import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hasDisplay } from '../browser/open-browser.ts'
import type { EngineOptions } from '../engine-port.ts'

const fetchPatienceMs = 60_000

/**
 * The Electron program, if this machine has one or can get one; only asked for where a window can show.
 *
 * The package comes without its binary, which its own installer fetches; where that fails, the browser
 * host shows the same window.
 */
export function findElectron(root: string, say: (line: string) => void): string | undefined {
  if (!hasDisplay() || process.env['PINGCHUANG_HOST'] === 'browser') return undefined
  const folder = join(root, 'node_modules', 'electron')
  const present = () => {
    const pointer = join(folder, 'path.txt')
    if (!existsSync(pointer)) return undefined
    const program = join(folder, 'dist', readFileSync(pointer, 'utf8').trim())
    return existsSync(program) ? program : undefined
  }
  const found = present()
  if (found || !existsSync(join(folder, 'install.js'))) return found
  say('正在取 Electron（取不到就用系统浏览器）……')
  spawnSync(process.execPath, [join(folder, 'install.js')], {
    cwd: folder,
    stdio: 'ignore',
    timeout: fetchPatienceMs,
  })
  return present()
}

export type ElectronRun = {
  readonly root: string
  readonly deskDir: string
  readonly setup: EngineOptions['setup']
  readonly onReady: () => void
}

/** Builds main and preload, leaves the first setup where Electron's main looks for it, and waits. */
export async function runElectron(
  program: string,
  { deskDir, onReady, root, setup }: ElectronRun,
): Promise<number> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  spawnSync(process.execPath, [vite, 'build', '--config', 'vite.electron.config.ts', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  })
  mkdirSync(deskDir, { recursive: true, mode: 0o700 })
  if (setup) writeFileSync(join(deskDir, 'setup.json'), JSON.stringify(setup), { mode: 0o600 })
  const child = spawn(program, [root, `--data-dir=${deskDir}`], { cwd: root, stdio: 'inherit' })
  onReady()
  return new Promise((resolve) => void child.once('exit', (code) => resolve(code ?? 0)))
}
