import { Worker } from 'node:worker_threads'
import { type Result, refuse } from '#shared/kernel/result.ts'
import type { Packing, PushAck } from '#shared/protocol/messages.ts'
import type { Answer, CityCode } from '../services/city.ts'
import { outageSaid } from '../store/outage.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import type { CityLog } from './city-log.ts'

export type ThreadSettings = {
  readonly databaseUrl: string
  readonly poolSize: number
  readonly cityEpoch: number
}

/** A batch as it was on the line, of a desk that has shown who it is. */
export type Given = {
  readonly id: number
  readonly desk: DeskRow
  readonly body: Uint8Array
  readonly packing: Packing | undefined
}
type Fault = {
  readonly code: string | undefined
  readonly name: string
  readonly stack: string
}
export type Came = { readonly answer: Result<PushAck, CityCode> } | { readonly fault: Fault }
export type Said = (Came & { readonly id: number }) | { readonly lost: string }

type Waiting = (came: Came) => void
type Thread = {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
  readonly over: Promise<void>
}

/** To its desks a thread that ended is what a database is that was away. */
const busy = refuse(outageSaid.code, outageSaid.detail)

export function aThread(workerData: ThreadSettings): Worker {
  return new Worker(new URL('./push-thread.ts', import.meta.url), { workerData })
}

/**
 * Batches are unpacked, checked and recorded on threads beside the one that listens: half of a city's work for a
 * batch needs no database, and while it is done for one batch the other is written down (adr/0038). Only on a
 * PostgreSQL server: the embedded database has one connection, on the thread that opened it.
 */
export class PushThreads {
  readonly #begin: () => Worker
  readonly #log: CityLog
  readonly #threads: Thread[]
  #last = 0
  #closing = false

  constructor(count: number, settings: ThreadSettings, log: CityLog, begin = aThread) {
    this.#begin = () => begin(settings)
    this.#log = log
    this.#threads = Array.from({ length: count }, () => this.#start())
  }

  /** Throws what was thrown there. */
  async take(desk: DeskRow, { body, packing }: Pick<Given, 'body' | 'packing'>): Answer<PushAck> {
    const [first, ...others] = this.#threads
    if (!first) return busy
    const { waiting, worker } = others.reduce(
      (least, thread) => (thread.waiting.size < least.waiting.size ? thread : least),
      first,
    )
    const id = ++this.#last
    const came = await new Promise<Came>((resolve) => {
      waiting.set(id, resolve)
      worker.postMessage({ id, desk, body, packing } satisfies Given)
    })
    if ('answer' in came) return came.answer
    const { code, name, stack } = came.fault
    throw Object.assign(new Error(name), { name, stack, ...(code === undefined ? {} : { code }) })
  }

  /** Ends the threads once they have nothing to do any more. */
  async close(): Promise<void> {
    this.#closing = true
    for (const { worker } of this.#threads) worker.postMessage('stop')
    await Promise.all(this.#threads.map(({ over }) => over))
  }

  #start(): Thread {
    const worker = this.#begin()
    const waiting = new Map<number, Waiting>()
    worker.on('message', (said: Said) => {
      if ('lost' in said) return this.#log({ event: 'connection-lost', code: said.lost })
      waiting.get(said.id)?.(said)
      waiting.delete(said.id)
    })
    worker.on('error', (error) => this.#log({ event: 'fault', code: 'push-thread', reason: error.name }))
    const over = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        for (const tell of waiting.values()) tell({ answer: busy })
        waiting.clear()
        this.#replace(worker)
        resolve()
      })
    })
    return { worker, waiting, over }
  }

  /** One that ended by itself, as by want of memory, is started anew; what it had comes again from the desks. */
  #replace(worker: Worker): void {
    const at = this.#threads.findIndex((thread) => thread.worker === worker)
    if (at !== -1 && !this.#closing) this.#threads[at] = this.#start()
  }
}
