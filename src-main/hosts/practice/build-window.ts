import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#shared/kernel/fault.ts'

/** Builds the window when it was never built or a source is newer; says what it did. */
export function buildWindow(root: string, say: (line: string) => void): void {
  const page = join(root, 'dist', 'renderer', 'index.html')
  if (existsSync(page) && !isStale(root, statSync(page).mtimeMs)) return
  say('正在生成窗口（第一次约需半分钟）……')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (built.status !== 0)
    throw new Fault('window-not-built', `exit ${built.status}`, '窗口没有生成，请先运行 npm ci，再试一次。')
}

function isStale(root: string, builtMs: number): boolean {
  const sources = globSync(
    ['src-renderer/**/*', 'src-shared/**/*.ts', 'package-lock.json', 'vite.config.ts'],
    { cwd: root },
  )
  return sources.some((file) => statSync(join(root, file)).mtimeMs > builtMs)
}
