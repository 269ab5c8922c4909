import type { Change } from '#shared/contract/desk.ts'
import type { FaultReport } from '#shared/contract/dispatch.ts'
import type { Bridge, FromDesk, ToDesk } from '#shared/contract/wire.ts'
import type { Result } from '#shared/kernel/result.ts'

type Waiting = {
  readonly message: ToDesk
  readonly resolve: (answer: Result<unknown, string>) => void
  readonly reject: (fault: FaultReport) => void
  sent: boolean
}
/** `elsewhere` and `stopped` are final: this window is not the desk's window any more. */
export type SocketState = 'connecting' | 'open' | 'lost' | 'elsewhere' | 'stopped'

/** Close codes of the browser host that say why, so that the window does not knock again. */
const finalCodes: Readonly<Record<number, SocketState>> = {
  4001: 'elsewhere',
  4009: 'elsewhere',
  4010: 'stopped',
}

const retryMs = [200, 500, 1000, 2000, 4000] as const
const lost: FaultReport = {
  code: 'connection-lost',
  sentence: '与本机程序的连接断了一下，正在重新连接。已保存的内容还在，刚才那一步请看一眼再继续。',
  faultId: '',
}

/** The bridge of the browser host: one socket to the engine on this computer, opened again when it drops. */
export function openDeskSocket(url: string, onState: (state: SocketState) => void): Bridge {
  const waiting = new Map<number, Waiting>()
  const listeners = new Set<(what: Change) => void>()
  let socket: WebSocket | undefined
  let nextId = 1
  let tries = 0

  const send = (one: Waiting) => {
    if (socket?.readyState !== WebSocket.OPEN) return
    one.sent = true
    socket.send(JSON.stringify(one.message))
  }
  const connect = () => {
    onState(tries === 0 ? 'connecting' : 'lost')
    socket = new WebSocket(url)
    socket.onopen = () => {
      tries = 0
      onState('open')
      for (const one of waiting.values()) send(one)
    }
    socket.onmessage = ({ data }) => receive(JSON.parse(String(data)) as FromDesk, waiting, listeners)
    socket.onclose = ({ code }) => {
      dropSent(waiting)
      const final = finalCodes[code]
      if (final) return onState(final)
      const wait = retryMs[Math.min(tries, retryMs.length - 1)]
      tries += 1
      onState('lost')
      setTimeout(connect, wait)
    }
  }
  connect()

  return {
    ask: (name, input) =>
      new Promise((resolve, reject) => {
        const id = nextId
        nextId += 1
        const one: Waiting = { message: { t: 'ask', id, name, input }, resolve, reject, sent: false }
        waiting.set(id, one)
        send(one)
      }),
    onChange: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    print: () => {
      window.print()
      return Promise.resolve(true)
    },
  }
}

function receive(
  message: FromDesk,
  waiting: Map<number, Waiting>,
  listeners: ReadonlySet<(what: Change) => void>,
): void {
  if (message.t === 'change') {
    for (const listener of listeners) listener(message.what)
    return
  }
  const one = waiting.get(message.id)
  waiting.delete(message.id)
  if (message.t === 'answer') one?.resolve(message.answer)
  else one?.reject(message.fault)
}

/** What was on its way when the line broke may or may not have been heard: it is never sent twice. */
function dropSent(waiting: Map<number, Waiting>): void {
  for (const [id, one] of waiting) {
    if (!one.sent) continue
    waiting.delete(id)
    one.reject(lost)
  }
}
