import Database from 'better-sqlite3'
import { type DeskEngine, runDesk } from '#main/hosts/desk-engine.ts'
import { installDesk } from '#main/hosts/install-desk.ts'
import type { HeadMark, Mark } from '#main/security/head-mark.ts'
import type { Session } from '#main/services/desk.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import type { Brought, Carry } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { errorCode } from '#shared/kernel/fault.ts'
import type { SealedFiles } from '#shared/kernel/sealed-files.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import type { Sticks } from '#shared/kernel/sticks.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { cheapHash, people, rules } from './a-desk.ts'
import type { Lottery } from './lottery.ts'
import { allSteps, emptyAfter } from './older-desk.ts'
import { drive, pagesMax, storeOn } from './sim-drives.ts'
import { type SimTime, simBytes } from './sim-time.ts'
import './sim-zlib.ts'

type Parts = {
  readonly time: SimTime
  readonly lottery: Lottery
  readonly carry: Carry
  readonly sticks?: Sticks
}

/** What lies on a disk: the database as bytes when it was copied, the mark beside it, the sealed files. */
export type SimDisk = {
  readonly database: Buffer
  readonly mark: Mark | undefined
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** How often a desk with nothing to say looks whether the city is there. */
export const simLookMs = 300_000

/** Thrown where the computer is switched off in the middle of an act; the transaction is gone with it. */
export class PowerGone extends Error {}

let copy: Store | undefined

/** An empty database to replay a journal into, one for all seeds; what was written there is undone when it is closed. */
export function emptyCopy(): Store {
  copy ??= storeOn(new Database(emptyAfter(allSteps)))
  const { client } = copy
  client.close = () => client.exec('ROLLBACK')
  client.exec('BEGIN')
  return copy
}

/** Full: the database may not grow. Failing: nothing at all is written, as on a disk that went read-only. */
export type DiskTrouble = 'full' | 'failing' | undefined

/** What SQLite and the file system say of such a disk. */
export function isDiskTrouble(error: unknown): boolean {
  return ['SQLITE_FULL', 'SQLITE_READONLY', 'ENOSPC'].includes(errorCode(error))
}

/** One computer of one counter: production engine on a disk in memory. */
export class SimDesk {
  readonly name: string
  readonly centreId: string
  readonly #time: SimTime
  readonly #lottery: Lottery
  readonly #carry: Carry
  readonly #sticks: Sticks | undefined
  store: Store
  mark: Mark | undefined
  files: Map<string, Uint8Array>
  /** The file the mark was written beside is the one it lies beside now. */
  sameFile = true
  engine: DeskEngine | undefined
  readonly session: { staff: Session['staff'] } = { staff: undefined }
  /** Grows with every start; what belongs to an earlier life is dead. */
  life = 0
  clockOffMs = 0
  /** Sleeps until then: no timer of it runs. */
  sleepsUntilMs = 0
  faults: unknown[] = []
  /** Files the program took off this disk, in their order. */
  readonly evicted: string[] = []
  #trouble: DiskTrouble
  #dieAtId = 0
  #gone = false

  private constructor(name: string, centreId: string, parts: Parts, disk: SimDisk) {
    this.name = name
    this.centreId = centreId
    this.#time = parts.time
    this.#lottery = parts.lottery
    this.#carry = parts.carry
    this.#sticks = parts.sticks
    this.store = drive(disk.database)
    this.mark = disk.mark
    this.files = new Map(disk.files)
  }

  /** What lies on the disk of a computer that was enrolled a moment ago, and whose people have their PINs. */
  static async enrolled(name: string, centreId: string, code: string, parts: Parts): Promise<SimDisk> {
    const disk = { database: emptyAfter(allSteps), mark: undefined, files: new Map<string, Uint8Array>() }
    const desk = new SimDesk(name, centreId, parts, disk)
    const enrolled = await enrol('http://city', code, 'simulated', undefined, parts.carry)
    await installDesk(desk.store, desk.#seams(), rules, {
      enrolled,
      cityUrl: 'http://city',
      practice: false,
      staff: people,
      hash: cheapHash,
      carry: parts.carry,
    })
    desk.start()
    desk.kill()
    return desk.disk()
  }

  /** A computer that is switched on with that disk. */
  static on(name: string, centreId: string, parts: Parts, disk: SimDisk): SimDesk {
    const desk = new SimDesk(name, centreId, parts, disk)
    desk.start()
    return desk
  }

  /** Another computer with a copy of this one's disk. */
  copy(name: string, disk: SimDisk, carry: Carry): SimDesk {
    const sticks = this.#sticks
    const parts = { time: this.#time, lottery: this.#lottery, carry, ...(sticks ? { sticks } : {}) }
    const twin = new SimDesk(name, this.centreId, parts, disk)
    twin.sameFile = false
    twin.start()
    return twin
  }

  get wallMs(): number {
    return this.#time.wallMs + this.clockOffMs
  }

  get self() {
    return this.store.read(getInstallation)
  }

  journalHas(kind: DeskEvent['type']): boolean {
    return this.store.client.prepare('SELECT 1 FROM journal WHERE kind = ?').get(kind) !== undefined
  }

  get frozen() {
    return this.store.read(findFreeze)
  }

  get head() {
    const { epoch } = this.self
    return { epoch, ...this.store.read((reader) => headOf(reader, epoch)) }
  }

  /** The power went; whoever sees it switches the rest off. */
  get isGone(): boolean {
    return this.#gone
  }

  /** As the support for whole desks wants to see one. */
  get opened() {
    return { store: this.store, pictures: this.#sealed() }
  }

  get clock() {
    return { nowMs: this.wallMs }
  }

  get diskTrouble(): DiskTrouble {
    return this.#trouble
  }

  /** SQLite itself refuses, and no file of a picture is kept. */
  set diskTrouble(trouble: DiskTrouble) {
    this.#trouble = trouble
    const { client } = this.store
    const pages = trouble === 'full' ? Number(client.pragma('page_count', { simple: true })) : pagesMax
    client.pragma(`max_page_count = ${pages}`)
    client.pragma(`query_only = ${trouble === 'failing' ? 1 : 0}`)
  }

  get isOn(): boolean {
    return this.engine !== undefined
  }

  /** Switched off before its n-th next id is drawn: somewhere in the middle of what it does then. */
  dieSoon(n: number): void {
    this.#dieAtId = n
  }

  #seams(): Seams {
    const mine = this.life
    const alive = () => this.life === mine && this.engine !== undefined
    const timers = this.#time.laterFor(this.name, alive)
    const later: Seams['later'] = (work, delayMs) => {
      // A computer that sleeps runs nothing; its timers are due when it wakes.
      const due = () => {
        const leftMs = this.sleepsUntilMs - this.#time.nowMs
        if (leftMs <= 0) return work()
        cancel = timers(due, leftMs)
        return undefined
      }
      let cancel = timers(due, delayMs)
      return () => cancel()
    }
    const powered = <Args extends readonly unknown[], Value>(work: (...args: Args) => Value) => {
      return (...args: Args): Value => {
        if (this.#gone) throw new PowerGone(this.name)
        return work(...args)
      }
    }
    return {
      wallMs: powered(() => this.wallMs),
      monoMs: () => this.#time.nowMs,
      bootId: `${this.name}-${mine}`,
      newId: powered(() => {
        if (this.#dieAtId > 0) {
          this.#dieAtId -= 1
          if (this.#dieAtId === 0) this.#gone = true
          if (this.#gone) throw new PowerGone(this.name)
        }
        return this.#time.newId(this.wallMs)
      }),
      randomBytes: powered(simBytes(this.#lottery)),
      later,
    }
  }

  /** Starts the program on what the disk has; `faulted` is what a host would show. */
  start(): void {
    this.life += 1
    this.#dieAtId = 0
    this.#gone = false
    const mine = this.life
    this.session.staff = this.store.read(listStaff)[0]
    // Timers belong to the life that set them; the engine is named before it may set any.
    this.engine = {} as DeskEngine
    const carry: Carry = (address, request) => {
      const { promise, reject, resolve } = Promise.withResolvers<Brought>()
      // Who died in the meantime hears nothing.
      const heard = (work: () => void) => (this.life === mine ? work() : void this.#time.rests())
      this.#carry(address, request).then(
        (brought) => heard(() => resolve(brought)),
        (error: Error) => heard(() => reject(error)),
      )
      return promise
    }
    this.engine = runDesk({
      store: this.store,
      pictures: this.#sealed(),
      seams: this.#seams(),
      rules,
      changed: () => undefined,
      faulted: (error) => this.faults.push(error),
      draw: () => this.#lottery.draw(),
      // Whoever has nothing to say speaks rarely: half of a seed went into greetings that brought nothing.
      lookEveryMs: simLookMs,
      idleMs: 15_000,
      carry,
      ...(this.#sticks ? { sticks: this.#sticks } : {}),
      mark: this.#headMark(),
    })
  }

  /** `kill -9`: nothing is finished, nothing is said. */
  kill(): void {
    this.engine = undefined
    this.life += 1
  }

  /** The disk as a careless backup keeps it. */
  disk(): SimDisk {
    return { database: this.store.client.serialize(), mark: this.mark, files: new Map(this.files) }
  }

  /** Another disk in this computer; what was on the old one is gone. */
  putIn(disk: SimDisk, change: { readonly keepMark: boolean }): void {
    this.kill()
    this.store = drive(disk.database)
    if (!change.keepMark) this.mark = disk.mark
    this.files = new Map(disk.files)
    this.#trouble = undefined
  }

  async ask<N extends Name>(name: N, input: Input<N>): Promise<Answer<N>> {
    const { engine } = this
    if (!engine) throw new Error(`${this.name} is off`)
    return (await engine.ask(this.session as Session, name, input)) as Answer<N>
  }

  signIn(index: number): void {
    this.session.staff = this.store.read(listStaff)[index]
  }

  #sealed(): SealedFiles {
    const { files } = this
    return {
      keep: (name, bytes) => {
        if (this.#trouble) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' })
        if (!files.has(name)) files.set(name, bytes)
      },
      read: (name) => files.get(name),
      remove: (name) => {
        if (files.delete(name)) this.evicted.push(name)
      },
      names: () => [...files.keys()],
    }
  }

  #headMark(): HeadMark {
    return {
      read: () => this.mark && { mark: this.mark, sameFile: this.sameFile },
      write: (mark) => {
        this.mark = mark
        this.sameFile = true
      },
    }
  }
}
