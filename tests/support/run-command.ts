import { spawn } from 'node:child_process'
import { join } from 'node:path'

export type Ran = { readonly code: number | null; readonly said: string; readonly complained: string }

/**
 * Runs a command of the city as a person does, in a process of its own. The city it asks may live in this
 * process, so the wait leaves it free to answer.
 */
export function runCommand(
  host: 'backup' | 'bundle' | 'centre' | 'office' | 'national',
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  const root = join(import.meta.dirname, '..', '..')
  const child = spawn(process.execPath, [join(root, 'src-city', 'hosts', `${host}.ts`), ...args], {
    cwd: root,
    env: { ...process.env, ...env },
  })
  let said = ''
  let complained = ''
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString()
  })
  child.stderr.on('data', (part: Buffer) => {
    complained += part.toString()
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, said, complained }))
  })
}
