import { type ChildProcess, spawn } from 'node:child_process'

export type ChildServer = { readonly url: string; readonly pid: number; readonly stop: () => Promise<void> }

/** A server in a process of its own; it prints its port, alone on a line, when it listens. */
export async function aChildServer(script: string, args: readonly string[]): Promise<ChildServer> {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const port = await portOf(child)
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    stop: () =>
      new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null) return resolve()
        child.once('exit', () => resolve())
        child.kill('SIGTERM')
      }),
  }
}

function portOf(child: ChildProcess): Promise<number> {
  let errors = ''
  child.stderr?.on('data', (part: Buffer) => {
    errors = (errors + part.toString()).slice(-2_000)
  })
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString()
      const port = /^(\d+)\n/.exec(text)?.[1]
      if (port) resolve(Number(port))
    })
    child.once('exit', (code) =>
      reject(new Error(`the server ended before it listened (${code}): ${errors}`)),
    )
  })
}
