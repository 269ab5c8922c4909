import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

/**
 * What the line between desk and city can do to a request. `lose-answer` lets the city commit and cuts
 * the answer; `portal` answers 200 with a login page, as hotels and proxies do.
 */
export const lineModes = [
  'up',
  'down',
  'hang',
  'portal',
  'lose-answer',
  'bad-gateway',
  'cut-request',
  'slow',
] as const
export type LineMode = (typeof lineModes)[number]

export type FaultyLine = {
  readonly url: string
  readonly mode: () => LineMode
  readonly set: (mode: LineMode) => void
  /** Bytes of request bodies that went towards the city. */
  readonly sentBytes: () => number
  readonly close: () => Promise<void>
}

/** A line of one's own on loopback: forwards to the city, or fails in a named way. */
export async function aFaultyLine(cityUrl: string): Promise<FaultyLine> {
  let mode: LineMode = 'up'
  let sentBytes = 0
  const sockets = new Set<Socket>()
  const server = createServer((incoming, outgoing) => {
    switch (mode) {
      case 'down':
        return incoming.destroy()
      case 'hang':
        return incoming.resume()
      case 'portal':
        incoming.resume()
        return outgoing
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<html><title>上网认证</title>请先登录</html>')
      case 'bad-gateway':
        incoming.resume()
        return outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>')
      case 'cut-request':
        incoming.once('data', () => incoming.destroy())
        return undefined
      case 'lose-answer':
        // Only of a batch: a greeting that never came back would keep the batch from being sent at all.
        return forward(incoming, outgoing, (answer) =>
          incoming.url?.startsWith('/v1/push') ? incoming.socket.destroy() : answer(),
        )
      case 'slow':
        return forward(incoming, outgoing, (answer) => setTimeout(answer, 150))
      case 'up':
        return forward(incoming, outgoing, (answer) => answer())
    }
  })

  function forward(
    incoming: IncomingMessage,
    outgoing: ServerResponse,
    then: (answer: () => void) => void,
  ): void {
    const target = new URL(incoming.url ?? '/', cityUrl)
    const onward = request(
      target,
      { method: incoming.method, headers: { ...incoming.headers, host: target.host } },
      (reply) => {
        const parts: Buffer[] = []
        reply.on('data', (part: Buffer) => parts.push(part))
        reply.on('end', () =>
          then(() => outgoing.writeHead(reply.statusCode ?? 500, reply.headers).end(Buffer.concat(parts))),
        )
      },
    )
    onward.on('error', () => incoming.socket.destroy())
    incoming.on('data', (part: Buffer) => {
      sentBytes += part.length
    })
    incoming.pipe(onward)
  }

  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mode: () => mode,
    set: (next) => {
      mode = next
      // Nothing half-open may carry on in the old way.
      for (const socket of sockets) socket.destroy()
    },
    sentBytes: () => sentBytes,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy()
        server.close(() => resolve())
      }),
  }
}
