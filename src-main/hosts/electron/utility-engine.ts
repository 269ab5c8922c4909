import type { UtilityProcess } from 'electron'
import type { EngineChild } from '../browser/engine-child.ts'
import type { EngineToHost } from '../engine-port.ts'

/** Makes Electron's utility process look like the Node child the browser host has. */
export function utilityEngine(child: UtilityProcess): EngineChild {
  return {
    post: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', (message) => listener(message as EngineToHost)),
    onExit: (listener) => void child.once('exit', () => listener()),
    kill: () => void child.kill(),
  }
}
