import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'

export type OnTheWire = { readonly requests: number; readonly up: number; readonly down: number }

/**
 * What this process says and hears over its own sockets while `work` runs, headers and all: counted at the
 * socket, so that it is the same count for every way of sending.
 */
export async function onTheWire<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly wire: OnTheWire }> {
  const sockets: Socket[] = []
  let requests = 0
  const opened = (message: unknown): void => void sockets.push((message as { socket: Socket }).socket)
  const asked = (): void => void (requests += 1)
  subscribe('net.client.socket', opened)
  subscribe('http.client.request.start', asked)
  try {
    const value = await work()
    const sum = (of: (socket: Socket) => number) => sockets.reduce((total, one) => total + of(one), 0)
    const wire = { requests, up: sum((one) => one.bytesWritten), down: sum((one) => one.bytesRead) }
    return { value, wire }
  } finally {
    unsubscribe('net.client.socket', opened)
    unsubscribe('http.client.request.start', asked)
  }
}
