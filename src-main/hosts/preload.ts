import { contextBridge, ipcRenderer } from 'electron'
import type { Change } from '#shared/contract/desk.ts'
import type { Bridge } from '#shared/contract/wire.ts'
import { channels } from './electron/sender.ts'
import type { Reply } from './electron/window-line.ts'

/**
 * All a page can reach of the program: asking, hearing of changes, printing.
 *
 * No channel name, event or sender crosses; a fault comes as a plain value because an exception would lose its
 * sentence on the way.
 */
const bridge: Bridge = {
  ask: async (name, input) => {
    const reply = (await ipcRenderer.invoke(channels.ask, name, input)) as Reply
    return reply.t === 'answer' ? reply.answer : Promise.reject(reply.fault)
  },
  onChange: (listener) => {
    const hear = (_event: unknown, what: Change): void => listener(what)
    ipcRenderer.on(channels.change, hear)
    return () => void ipcRenderer.removeListener(channels.change, hear)
  },
  print: async () => (await ipcRenderer.invoke(channels.print)) === true,
}

contextBridge.exposeInMainWorld('pingchuang', Object.freeze(bridge))
