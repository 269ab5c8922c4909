import type { WebContents } from 'electron'
import type { Change } from '#shared/contract/desk.ts'
import type { FaultReport } from '#shared/contract/dispatch.ts'
import { type FromDesk, ToDesk } from '#shared/contract/wire.ts'
import type { Result } from '#shared/kernel/result.ts'
import { channels } from './sender.ts'

/** What goes back to a window: an exception would lose everything but its text on the way. */
export type Reply =
  | { readonly t: 'answer'; readonly answer: Result<unknown, string> }
  | { readonly t: 'fault'; readonly fault: FaultReport }

type Engine = {
  readonly ask: (connection: string, message: ToDesk) => void
  readonly gone: (connection: string) => void
}

/**
 * The line between one window and the engine.
 *
 * A reloaded page is a new connection, as it is under the browser host: whoever was signed in there is not here.
 */
export class WindowLine {
  readonly #contents: WebContents
  readonly #engine: Engine
  readonly #waiting = new Map<number, (reply: Reply) => void>()
  #connection: string
  #pages = 1
  #nextId = 1

  constructor(contents: WebContents, engine: Engine) {
    this.#contents = contents
    this.#engine = engine
    this.#connection = `window-${contents.id}-1`
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#turnPage()
    })
    contents.once('destroyed', () => engine.gone(this.#connection))
  }

  /** Checks the shape and passes the question on; what comes in here was written by a page. */
  ask(name: unknown, input: unknown): Promise<Reply> {
    const id = this.#nextId
    this.#nextId += 1
    const message = ToDesk.safeParse({ t: 'ask', id, name, input })
    if (!message.success) return Promise.reject(new Error('malformed'))
    const { promise, resolve } = Promise.withResolvers<Reply>()
    this.#waiting.set(id, resolve)
    this.#engine.ask(this.#connection, message.data)
    return promise
  }

  hear(connection: string, message: FromDesk): void {
    if (connection !== this.#connection) return
    if (message.t === 'change') return this.tell(message.what)
    this.#waiting.get(message.id)?.(
      message.t === 'answer' ? { t: 'answer', answer: message.answer } : { t: 'fault', fault: message.fault },
    )
    this.#waiting.delete(message.id)
  }

  tell(what: Change): void {
    if (!this.#contents.isDestroyed()) this.#contents.send(channels.change, what)
  }

  #turnPage(): void {
    this.#engine.gone(this.#connection)
    this.#waiting.clear()
    this.#pages += 1
    this.#connection = `window-${this.#contents.id}-${this.#pages}`
  }
}

/** Prints what the window shows as paper, through the system's own dialog. */
export function printWindow(contents: WebContents): Promise<boolean> {
  return new Promise((resolve) => {
    contents.print({ silent: false, printBackground: true, pageSize: 'A4' }, (printed) => resolve(printed))
  })
}
