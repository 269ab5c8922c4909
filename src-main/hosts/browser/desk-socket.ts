import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { type FromDesk, ToDesk } from '#shared/contract/wire.ts'

/** Close codes a window can tell apart; 4000 and above are ours to define. */
export const closeCodes = { malformed: 4000, replaced: 4001, inUse: 4009, stopped: 4010 } as const

const messageBytesMax = 4 * 1024 * 1024
const pongPatienceMs = 800

export type DeskSocketOptions = {
  readonly instance: string
  readonly onAsk: (connection: string, message: ToDesk) => void
  readonly onGone: (connection: string) => void
}

/** The wire to the one live window. */
export class DeskSocket {
  readonly #options: DeskSocketOptions
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: messageBytesMax,
    perMessageDeflate: false,
  })
  #live: { readonly connection: string; readonly socket: WebSocket } | undefined
  #admitting: Promise<void> = Promise.resolve()
  #count = 0

  constructor(options: DeskSocketOptions) {
    this.#options = options
  }

  get isLive(): boolean {
    return this.#live !== undefined
  }

  /** Only called once every check on the request has passed. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (opened) => {
      opened.pause()
      opened.on('error', () => opened.terminate())
      this.#admitting = this.#admitting.then(() => this.#admit(opened))
    })
  }

  send(connection: string, message: FromDesk): void {
    if (this.#live?.connection === connection) this.#live.socket.send(JSON.stringify(message))
  }

  sendToAll(message: FromDesk): void {
    this.#live?.socket.send(JSON.stringify(message))
  }

  /** Ends the live window's line, with a code that tells the page why. */
  end(code: number, reason: string): void {
    this.#live?.socket.close(code, reason)
    this.#drop()
  }

  close(): void {
    this.end(closeCodes.stopped, 'stopped')
    this.#server.close()
  }

  /**
   * Two windows would show two truths, so the second is turned away. A reloaded page may knock before its old
   * line is seen to be gone, so the old one is asked for a sign of life first.
   */
  async #admit(socket: WebSocket): Promise<void> {
    if (this.#live && (await answers(this.#live.socket))) {
      socket.resume()
      return socket.close(closeCodes.inUse, 'in use')
    }
    this.#drop()
    this.#count += 1
    const connection = `${this.#options.instance}-${this.#count}`
    this.#live = { connection, socket }
    socket.on('message', (data, binary) => this.#hear(socket, connection, data, binary))
    socket.on('close', () => {
      if (this.#live?.connection === connection) this.#drop()
    })
    socket.resume()
    if (socket.readyState !== socket.OPEN) this.#drop()
  }

  #hear(socket: WebSocket, connection: string, data: RawData, binary: boolean): void {
    if (this.#live?.connection !== connection) return
    const message = binary ? undefined : parse(data)
    if (message) this.#options.onAsk(connection, message)
    else socket.close(closeCodes.malformed, 'malformed')
  }

  #drop(): void {
    const live = this.#live
    this.#live = undefined
    if (!live) return
    this.#options.onGone(live.connection)
    const patience = setTimeout(() => live.socket.terminate(), pongPatienceMs)
    patience.unref()
  }
}

/** Text arrives as one buffer: that is `ws`'s default and is not changed above. */
function parse(data: RawData): ToDesk | undefined {
  try {
    return ToDesk.safeParse(JSON.parse((data as Buffer).toString('utf8'))).data
  } catch {
    return undefined
  }
}

/** Whether a line is alive: a page that is being left does not answer any more. */
function answers(socket: WebSocket): Promise<boolean> {
  return new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) return resolve(false)
    const patience = setTimeout(() => settle(false), pongPatienceMs)
    const pong = (): void => settle(true)
    const closed = (): void => settle(false)
    const settle = (alive: boolean): void => {
      clearTimeout(patience)
      socket.off('pong', pong).off('close', closed)
      resolve(alive)
    }
    socket.once('pong', pong).once('close', closed)
    socket.ping()
  })
}

/** Browsers cannot set headers on a WebSocket; its address reaches no history and we write no log of it. */
export function offeredToken(request: IncomingMessage): string | undefined {
  const query = new URLSearchParams((request.url ?? '').split('?', 2)[1])
  const tokens = query.getAll('token')
  return tokens.length === 1 ? tokens[0] : undefined
}
