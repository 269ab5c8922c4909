import { afterEach, expect, test, vi } from 'vitest'
import type { Bridge } from '#shared/contract/wire.ts'

const exposed: Record<string, unknown> = {}
const listeners: ((...input: unknown[]) => void)[] = []
const invoke = vi.fn<(channel: string, ...input: unknown[]) => Promise<unknown>>()

vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (exposed[name] = value) },
  ipcRenderer: {
    invoke: (channel: string, ...input: unknown[]) => invoke(channel, ...input),
    on: (_channel: string, listener: (...input: unknown[]) => void) => listeners.push(listener),
    removeListener: (_channel: string, listener: (...input: unknown[]) => void) =>
      listeners.splice(listeners.indexOf(listener), 1),
  },
}))

afterEach(() => void invoke.mockReset())

async function bridge(): Promise<Bridge> {
  await import('#main/hosts/preload.ts')
  return exposed.pingchuang as Bridge
}

test('row 20: a page gets one frozen object with three functions, and nothing of Electron', async () => {
  const pingchuang = await bridge()
  expect(Object.keys(exposed)).toEqual(['pingchuang'])
  expect(Object.keys(pingchuang).sort()).toEqual(['ask', 'onChange', 'print'])
  expect(Object.isFrozen(pingchuang)).toBe(true)
  expect(Object.values(pingchuang).every((value) => typeof value === 'function')).toBe(true)
})

test('an answer comes back as a value, a fault as a rejection with its sentence', async () => {
  const pingchuang = await bridge()
  invoke.mockResolvedValueOnce({ t: 'answer', answer: { ok: true, value: 7 } })
  expect(await pingchuang.ask('desk.today', {})).toEqual({ ok: true, value: 7 })
  expect(invoke).toHaveBeenCalledWith('desk:ask', 'desk.today', {})
  const fault = { code: 'x', sentence: '请联系运维。', faultId: '1' }
  invoke.mockResolvedValueOnce({ t: 'fault', fault })
  await expect(pingchuang.ask('desk.today', {})).rejects.toEqual(fault)
  invoke.mockResolvedValueOnce(true)
  expect(await pingchuang.print()).toBe(true)
})

test('a listener hears the hint only, never the event, and can leave', async () => {
  const pingchuang = await bridge()
  const heard: unknown[][] = []
  const leave = pingchuang.onChange((...input) => heard.push(input))
  listeners[0]?.({ sender: 'secret' }, 'journal')
  leave()
  expect([heard, listeners]).toEqual([[['journal']], []])
})
