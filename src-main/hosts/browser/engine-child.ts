import { fork } from 'node:child_process'
import { join } from 'node:path'
import type { EngineToHost, HostToEngine } from '../engine-port.ts'

/** A running engine, whether it is a Node child or one of Electron's utility processes. */
export type EngineChild = {
  readonly post: (message: HostToEngine) => void
  readonly onMessage: (listener: (message: EngineToHost) => void) => void
  readonly onExit: (listener: () => void) => void
  readonly kill: () => void
}

/** All an engine needs of our surroundings; `NODE_OPTIONS` and the like stay outside. */
const surroundings =
  'PATH HOME LANG LC_ALL TZ TMPDIR XDG_RUNTIME_DIR SystemRoot TEMP TMP APPDATA LOCALAPPDATA USERPROFILE HTTP_PROXY HTTPS_PROXY NO_PROXY'.split(
    ' ',
  )

export function engineEnvironment(): Record<string, string> {
  const given = surroundings.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given)
}

/** The secret goes over the channel, never through arguments or the environment, which others may read. */
export function forkEngine(file: string, dataDir: string): EngineChild {
  const child = fork(file, [], {
    serialization: 'advanced',
    execArgv: ['--import', import.meta.resolve('#shared/loading/quick-drizzle.ts')],
    // What was compiled the last time lies where nobody else may put code for us; the engine keeps it there.
    env: { ...engineEnvironment(), NODE_COMPILE_CACHE: join(dataDir, 'compiled') },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  let ended = false
  child.on('error', () => child.kill('SIGKILL'))
  child.on('exit', () => {
    ended = true
  })
  return {
    post: (message) => {
      // A send that meets a dying child fails by callback; its exit is told separately and is what counts.
      if (!ended && child.connected) child.send(message, () => undefined)
    },
    onMessage: (listener) => void child.on('message', (message) => listener(message as EngineToHost)),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  }
}
