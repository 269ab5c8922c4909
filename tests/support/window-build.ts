import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'

/** Builds the window once for the lane, into a folder of its own: a build beside the tests disturbs nothing. */
export async function setup(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'pingchuang-window-'))
  await build({
    configFile: join(import.meta.dirname, '..', '..', 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
  process.env['PINGCHUANG_WINDOW'] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
