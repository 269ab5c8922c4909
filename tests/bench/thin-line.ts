import { connect, createServer, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { aLottery } from '../support/lottery.ts'

export type LineWish = {
  readonly bytesPerSecond: number
  readonly oneWayMs: number
  /** Of a packet, each way. */
  readonly loss: number
  readonly seed: number
}

export type Crossed = { connections: number; packets: number; lost: number; up: number; down: number }

export type ThinLine = {
  readonly url: string
  readonly crossed: Readonly<Crossed>
  readonly close: () => Promise<void>
}

const packetBytes = 1_460
/** IPv4 and TCP, of every packet. */
const packetHead = 40
/** RFC 6298: what TCP waits for an answer before it knows better; doubled each time the same packet is lost. */
const lostMs = 1_000

/**
 * A slow line of TCP between desk and city: all connections share its bytes a second, each way. A lost packet
 * took its room on the line, and its connection says nothing more in that direction until the packet has been
 * sent again, one retransmission time-out later.
 */
export async function aThinLine(cityUrl: string, wish: LineWish): Promise<ThinLine> {
  const { hostname, port: cityPort } = new URL(cityUrl)
  const crossed: Crossed = { connections: 0, packets: 0, lost: 0, up: 0, down: 0 }
  const open = new Set<Socket>()
  const up = aWay(wish, 1, crossed, 'up')
  const down = aWay(wish, 2, crossed, 'down')
  const keep = (socket: Socket): void => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
  }

  async function take(client: Socket): Promise<void> {
    crossed.connections += 1
    keep(client)
    // SYN and its answer: a new connection costs a round trip before the first byte of a request.
    await up(0)
    await later(wish.oneWayMs)
    await down(0)
    await later(wish.oneWayMs)
    const city = connect({ host: hostname, port: Number(cityPort), allowHalfOpen: true })
    keep(city)
    await Promise.allSettled([flow(client, city, up, wish.oneWayMs), flow(city, client, down, wish.oneWayMs)])
    client.destroy()
    city.destroy()
  }

  const server = createServer({ allowHalfOpen: true }, (client) => void take(client))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as { port: number }
  return {
    url: `http://127.0.0.1:${port}`,
    crossed,
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Resolves when a packet with so many bytes of its own has left the sender and was not lost. */
type Way = (bytes: number) => Promise<void>

function aWay(
  { bytesPerSecond, loss, seed }: LineWish,
  salt: number,
  crossed: Crossed,
  way: 'up' | 'down',
): Way {
  const lottery = aLottery(seed * 2 + salt)
  let freeAtMs = 0
  return async (bytes) => {
    for (let waitMs = lostMs; ; waitMs *= 2) {
      const nowMs = performance.now()
      freeAtMs = Math.max(nowMs, freeAtMs) + ((bytes + packetHead) / bytesPerSecond) * 1_000
      crossed.packets += 1
      crossed[way] += bytes + packetHead
      await later(freeAtMs - nowMs)
      if (!lottery.chance(loss)) return
      crossed.lost += 1
      await later(waitMs)
    }
  }
}

/** What one end says, packet by packet, in its order; its end as well. */
async function flow(from: Socket, to: Socket, way: Way, oneWayMs: number): Promise<void> {
  let arrived = Promise.resolve()
  const arrive = (work: () => void): void => {
    const before = arrived
    arrived = later(oneWayMs).then(() => before.then(work))
  }
  try {
    for await (const part of from as AsyncIterable<Buffer>)
      for (let at = 0; at < part.length; at += packetBytes) {
        const packet = part.subarray(at, at + packetBytes)
        await way(packet.length)
        arrive(() => to.write(packet))
      }
    arrive(() => to.end())
  } catch {
    arrive(() => to.destroy())
  }
  await arrived
}
