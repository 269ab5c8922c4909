import { randomUUID } from 'node:crypto'
import type { Change } from '#shared/contract/desk.ts'
import type { FromDesk, ToDesk } from '#shared/contract/wire.ts'
import { Fault } from '#shared/kernel/fault.ts'
import type { EngineOptions, EngineToHost, HostToEngine } from '../engine-port.ts'
import type { EngineChild } from './engine-child.ts'

export type EngineReady = { readonly centreName: string; readonly recoveryCode?: string }

export type KeeperOptions = {
  readonly start: () => EngineChild
  /** Asked for at every start, so that the secret is not kept here in between. */
  readonly openWith: () => EngineOptions | Promise<EngineOptions>
  readonly onMessage: (connection: string, message: FromDesk) => void
  readonly onChange: (what: Change) => void
  /** The engine is gone for good: with the sentence to tell. */
  readonly onDown: (fault: Fault) => void
  readonly nowMs: () => number
}

export const crashesMax = 3
export const crashWindowMs = 300_000
const restartDelayMs = 200
const stopPatienceMs = 8_000
const waitingMax = 512
const everything: readonly Change[] = ['session', 'journal', 'drafts', 'sync']

const restarted = '后台程序刚刚重新启动，这一步可能没有完成。请看一下现在的情况，需要时再做一次。'
const crashing = '后台程序五分钟内出错三次，萍窗已停止。已保存的内容不受影响，请联系运维。'
const tooMany = '同时进行的操作太多，请稍等再做一次。'

/**
 * Keeps one engine alive for a host.
 *
 * A window never waits for an answer that cannot come: when the engine dies, every open question is answered
 * with a fault, the engine is started again, and the windows are told to look at everything anew. Three deaths
 * in five minutes are a fault no restart will mend, so the keeper stops and says so.
 */
export class EngineKeeper {
  readonly ready: Promise<EngineReady>
  readonly #options: KeeperOptions
  readonly #settleReady: { resolve: (ready: EngineReady) => void; reject: (fault: Fault) => void }
  readonly #open = new Map<string, Set<number>>()
  readonly #crashes: number[] = []
  #waiting: HostToEngine[] = []
  #state: 'starting' | 'serving' | 'stopping' | 'down' = 'starting'
  #starts = 0
  #child: EngineChild | undefined
  #restart: NodeJS.Timeout | undefined

  constructor(options: KeeperOptions) {
    const { promise, resolve, reject } = Promise.withResolvers<EngineReady>()
    this.#options = options
    this.ready = promise
    this.#settleReady = { resolve, reject }
    promise.catch(() => undefined)
    void this.#start()
  }

  /** Passes a question on; while the engine is starting it waits in line. */
  ask(connection: string, message: ToDesk): void {
    if (this.#state === 'down' || this.#state === 'stopping')
      return this.#answerFault(connection, message.id, 'engine-stopped', crashing)
    const open = this.#open.get(connection) ?? new Set()
    if (open.size >= waitingMax || this.#waiting.length >= waitingMax)
      return this.#answerFault(connection, message.id, 'desk-busy', tooMany)
    this.#open.set(connection, open.add(message.id))
    this.#post({ t: 'message', connection, message })
  }

  /** A window is gone: its person is signed out in the engine and nobody waits for its answers. */
  gone(connection: string): void {
    this.#open.delete(connection)
    this.#waiting = this.#waiting.filter(
      (waiting) => waiting.t !== 'message' || waiting.connection !== connection,
    )
    this.#post({ t: 'gone', connection })
  }

  /** Asks the engine to finish and close its files; only one that does not answer is ended by force. */
  async stop(): Promise<void> {
    const child = this.#child
    clearTimeout(this.#restart)
    this.#settleReady.reject(new Fault('engine-stopped', 'stopped before it was ready', '萍窗正在关闭。'))
    if (this.#state === 'down' || this.#state === 'stopping' || !child) {
      this.#state = 'down'
      return
    }
    this.#state = 'stopping'
    const ended = new Promise<void>((resolve) => child.onExit(resolve))
    child.post({ t: 'stop' })
    const patience = setTimeout(() => child.kill(), stopPatienceMs)
    await ended
    clearTimeout(patience)
    this.#state = 'down'
  }

  /** Nobody stands above a restart, so what goes wrong in here is told from here. */
  async #start(): Promise<void> {
    try {
      const child = this.#options.start()
      this.#child = child
      this.#starts += 1
      child.onMessage((message) => this.#hear(message))
      child.onExit(() => this.#exited(child))
      child.post({ t: 'open', options: await this.#options.openWith() })
    } catch (error) {
      this.#goDown(error instanceof Fault ? error : new Fault('engine-not-started', String(error)))
    }
  }

  #hear(message: EngineToHost): void {
    switch (message.t) {
      case 'ready':
        return this.#serve(message)
      case 'failed':
        return this.#goDown(new Fault(message.code, 'the engine did not open', message.sentence))
      case 'message':
        if (message.message.t !== 'change') this.#open.get(message.connection)?.delete(message.message.id)
        return this.#options.onMessage(message.connection, message.message)
      case 'change':
        return this.#options.onChange(message.what)
      case 'stopped':
        // It has closed its files; an open channel would still hold the process.
        return this.#child?.kill()
    }
  }

  #serve(ready: EngineReady & { readonly t: 'ready' }): void {
    if (this.#state !== 'starting') return
    this.#state = 'serving'
    for (const message of this.#waiting.splice(0)) this.#child?.post(message)
    const { centreName, recoveryCode } = ready
    this.#settleReady.resolve(recoveryCode === undefined ? { centreName } : { centreName, recoveryCode })
    if (this.#starts > 1) for (const what of everything) this.#options.onChange(what)
  }

  #exited(child: EngineChild): void {
    if (child !== this.#child) return
    this.#child = undefined
    if (this.#state === 'stopping' || this.#state === 'down') return
    this.#state = 'starting'
    this.#waiting = []
    this.#failOpenQuestions('engine-restarted', restarted)
    const nowMs = this.#options.nowMs()
    this.#crashes.push(nowMs)
    const recent = this.#crashes.filter((atMs) => nowMs - atMs < crashWindowMs)
    if (recent.length >= crashesMax)
      return this.#goDown(new Fault('engine-crashing', `${recent.length} crashes`, crashing))
    this.#restart = setTimeout(() => void this.#start(), restartDelayMs)
  }

  #goDown(fault: Fault): void {
    if (this.#state === 'down' || this.#state === 'stopping') return
    this.#state = 'down'
    this.#child?.kill()
    this.#failOpenQuestions(fault.code, fault.sentence)
    this.#settleReady.reject(fault)
    this.#options.onDown(fault)
  }

  #failOpenQuestions(code: string, sentence: string): void {
    for (const [connection, ids] of this.#open)
      for (const id of ids) this.#answerFault(connection, id, code, sentence)
    this.#open.clear()
  }

  #answerFault(connection: string, id: number, code: string, sentence: string): void {
    this.#options.onMessage(connection, { t: 'fault', id, fault: { code, sentence, faultId: randomUUID() } })
  }

  #post(message: HostToEngine): void {
    if (this.#state === 'serving') this.#child?.post(message)
    else if (this.#state === 'starting' && message.t !== 'gone') this.#waiting.push(message)
  }
}
