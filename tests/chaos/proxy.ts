import { connect, createServer, type Server, type Socket } from 'node:net'
import { setTimeout as later } from 'node:timers/promises'
import { aLottery } from '../support/lottery.ts'

/** What the line does to bytes. All but two happen here; those two happen at the desk itself. */
export const faults = [
  'loss',
  'delay',
  'refused',
  'reset',
  'reset amid the request',
  'cut after n bytes of the answer',
  'answer lost',
  'half-open',
  'one way',
  'everything twice',
  'once more later',
  'portal 200',
  'portal 302',
  '502 storm',
  '503 without end',
  'trickle of 8 kbit/s',
  'slow-loris',
  'a changed byte',
  'large packets vanish',
  'no HTTP',
  'names not found',
  'clock wrong',
] as const
export type Fault = (typeof faults)[number]

export type Proxy = {
  readonly url: string
  readonly connections: () => number
  readonly set: (fault: Fault | undefined) => Promise<void>
  readonly close: () => Promise<void>
}

const page = '<html><title>上网认证</title>请先登录</html>'
const said: Partial<Record<Fault, string>> = {
  'portal 200': `HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: ${Buffer.byteLength(page)}\r\n\r\n${page}`,
  'portal 302': 'HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/login\r\ncontent-length: 0\r\n\r\n',
  '502 storm': 'HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\ncontent-length: 0\r\n\r\n',
  '503 without end': 'HTTP/1.1 503 Busy\r\nretry-after: 1\r\ncontent-length: 0\r\n\r\n',
  'no HTTP': '220 mail.example.invalid ESMTP\r\n',
}

/** A line of TCP on loopback between a desk and the city, which knows nothing of what it carries. */
export async function aProxy(cityUrl: string, seed: number): Promise<Proxy> {
  const lottery = aLottery(seed)
  const { hostname, port: cityPort } = new URL(cityUrl)
  const open = new Set<Socket>()
  let fault: Fault | undefined
  let connections = 0
  const keep = (socket: Socket): Socket => {
    open.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    return socket
  }
  const toCity = () => keep(connect({ host: hostname, port: Number(cityPort), allowHalfOpen: true }))

  function take(client: Socket): void {
    connections += 1
    keep(client)
    const now = fault
    if (now === 'reset') return void client.resetAndDestroy()
    if (now === 'half-open') return void client.resume()
    const text = now && said[now]
    if (text !== undefined) return void client.once('data', () => client.end(text))
    carry(client, toCity(), now)
  }

  function carry(client: Socket, city: Socket, now: Fault | undefined): void {
    const up = writer(city, now, 'up')
    const down = writer(client, now, 'down')
    const request: Buffer[] = []
    client.on('data', (part: Buffer) => {
      request.push(part)
      up(part)
    })
    city.on('data', (part: Buffer) => {
      if (now === 'one way') return
      if (now === 'answer lost') return void client.destroy()
      down(part)
    })
    client.on('end', () => city.end())
    city.on('end', () => now !== 'one way' && client.end())
    client.on('close', () => {
      city.destroy()
      if (now === 'once more later') setTimeout(() => again(Buffer.concat(request)), 500)
    })
    city.on('close', () => now !== 'one way' && client.destroy())
    if (now === 'everything twice') {
      const twin = toCity()
      twin.resume()
      client.on('data', (part: Buffer) => twin.write(part))
      client.on('close', () => twin.destroy())
    }
  }

  function again(request: Buffer): void {
    const city = toCity()
    city.resume()
    city.write(request)
    setTimeout(() => city.destroy(), 1_000)
  }

  /** Writes part after part in its order, in the way of the fault. */
  function writer(to: Socket, now: Fault | undefined, way: 'up' | 'down'): (part: Buffer) => void {
    let line = Promise.resolve()
    let passed = 0
    const write = async (part: Buffer): Promise<void> => {
      if (to.destroyed) return
      if (now === 'loss' && lottery.chance(0.3)) await later(200 + lottery.below(1_500))
      if (now === 'delay') await later(600)
      if (now === 'reset amid the request' && way === 'up' && passed + part.length > 700)
        return open.forEach((socket) => void socket.resetAndDestroy())
      if (now === 'cut after n bytes of the answer' && way === 'down') {
        to.end(part.subarray(0, lottery.below(part.length)))
        return
      }
      if (now === 'large packets vanish' && passed + part.length > 1_400) return
      passed += part.length
      if (now === 'trickle of 8 kbit/s') return slowly(to, part, 100, 100)
      if (now === 'slow-loris' && way === 'up') return slowly(to, part, 1, 20)
      if (now === 'a changed byte') return void to.write(changed(part))
      to.write(part)
    }
    return (part) => {
      line = line.then(() => write(part))
    }
  }

  function changed(part: Buffer): Buffer {
    const copy = Buffer.from(part)
    const at = lottery.below(copy.length)
    copy[at] = (copy[at] ?? 0) ^ (1 << lottery.below(8))
    return copy
  }

  let server: Server = await listening(take, 0)
  const { port } = server.address() as { port: number }
  return {
    url: `http://localhost:${port}`,
    connections: () => connections,
    set: async (next) => {
      const closed = fault === 'refused'
      fault = next
      // Nothing that is open may carry on in the old way.
      for (const socket of open) socket.destroy()
      if (next === 'refused' && !closed) await stopped(server)
      if (next !== 'refused' && closed) server = await listening(take, port)
    },
    close: async () => {
      for (const socket of open) socket.destroy()
      if (server.listening) await stopped(server)
    },
  }
}

async function slowly(to: Socket, part: Buffer, bytes: number, everyMs: number): Promise<void> {
  for (let at = 0; at < part.length && !to.destroyed; at += bytes) {
    to.write(part.subarray(at, at + bytes))
    await later(everyMs)
  }
}

function listening(take: (client: Socket) => void, port: number): Promise<Server> {
  const server = createServer({ allowHalfOpen: true }, take)
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve(server))
  })
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
