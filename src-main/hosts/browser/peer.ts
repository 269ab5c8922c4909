import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'

export type Peer = 'ours' | 'foreign' | 'cannot-tell'

/**
 * Whether the other end of a loopback connection belongs to our own user.
 *
 * Loopback is shared by everybody at a computer; Linux tells in its socket table who opened the other end.
 * Elsewhere, or where the table cannot be read, name, code, cookie and token stand alone.
 */
export async function peerOf(socket: Socket): Promise<Peer> {
  const uid = process.getuid?.()
  const { localPort, remotePort } = socket
  if (process.platform !== 'linux' || uid === undefined) return 'cannot-tell'
  if (localPort === undefined || remotePort === undefined) return 'foreign'
  const tables = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map(readTable))
  if (tables[0] === undefined) return 'cannot-tell'
  const owner = tables
    .map((table) => ownerIn(table ?? '', remotePort, localPort))
    .find((found) => found !== undefined)
  return owner === uid ? 'ours' : 'foreign'
}

/** The owner of the socket that goes from `fromPort` to `toPort` over 127.0.0.1, seen from its own side. */
export function ownerIn(table: string, fromPort: number, toPort: number): number | undefined {
  const [from, to] = [hexPort(fromPort), hexPort(toPort)]
  for (const line of table.split('\n')) {
    const [, local, remote, , , , , uid] = line.trim().split(/\s+/)
    if (isLoopback(local, from) && isLoopback(remote, to)) return Number(uid)
  }
  return undefined
}

/** Both ways Linux writes 127.0.0.1: plain, and mapped into the table of the longer addresses. */
function isLoopback(end: string | undefined, port: string): boolean {
  return end === `0100007F:${port}` || end === `0000000000000000FFFF00000100007F:${port}`
}

function hexPort(port: number): string {
  return port.toString(16).toUpperCase().padStart(4, '0')
}

async function readTable(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'latin1')
  } catch {
    return undefined
  }
}
