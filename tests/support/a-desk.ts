import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { argon2id } from 'hash-wasm'
import { practiceStick } from '#main/devices/sticks.ts'
import { type DeskEngine, runDesk } from '#main/hosts/desk-engine.ts'
import { installDesk } from '#main/hosts/install-desk.ts'
import { type OpenedDesk, openDesk } from '#main/hosts/open-desk.ts'
import { loadRules } from '#main/hosts/rules.ts'
import { realLater } from '#main/hosts/seams.ts'
import type { Session } from '#main/services/desk.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import type { Carry } from '#main/sync/carry.ts'
import type { Enrolled } from '#main/sync/enrol.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import { makeKeyPair, randomBytes } from '#shared/crypto/suite.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Seams } from '#shared/kernel/seams.ts'

export const root = join(import.meta.dirname, '..', '..')
export const rules = loadRules(root)

/** A clock a test moves by hand; starts on Friday 18 September 2026, 09:00 in China. */
export type HandClock = { nowMs: number }
export const fridayMorning = Date.parse('2026-09-18T09:00:00+08:00')

export function seamsAt(clock: HandClock): Seams {
  return {
    wallMs: () => clock.nowMs,
    monoMs: () => performance.now(),
    bootId: randomBytes(8).toString('base64url'),
    newId: () => uuidV7(clock.nowMs),
    randomBytes,
    later: realLater,
  }
}

export const people = [
  { name: '王芳', role: 'clerk', badge: 'T001', pin: '135790' },
  { name: '李敏', role: 'assistOfficer', badge: 'T002', pin: '246801' },
  { name: '周建国', role: 'centreManager', badge: 'T003', pin: '975310' },
] as const

export type TestDesk = {
  readonly dir: string
  readonly secret: Buffer
  readonly clock: HandClock
  readonly opened: OpenedDesk
  readonly engine: DeskEngine
  readonly session: Session
  readonly ask: <N extends Name>(name: N, input: Input<N>) => Promise<Answer<N>>
  readonly signIn: (index?: number) => Promise<Staff>
  readonly journal: () => readonly DeskEvent[]
  /** Closes and opens again, as a restart of the program would. */
  readonly restart: () => Promise<TestDesk>
  readonly stop: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

export type DeskWish = {
  /** Another folder of catalogue and migrations than the program's own. */
  readonly root?: string
  readonly dir?: string
  readonly secret?: Buffer
  /** A folder that was named is taken for installed unless it is told to be new. */
  readonly install?: boolean
  readonly clock?: HandClock
  readonly enrolled?: Enrolled
  readonly cityUrl?: string
  readonly sync?: boolean
  readonly lookEveryMs?: number
  readonly idleMs?: number
  /** A desk to practise at has a pile of cards on its reader. */
  readonly practice?: boolean
  /** A folder that is a stick in its port. */
  readonly stick?: string
  readonly pieceBytes?: number
  /** Time in a test's own hands. */
  readonly seams?: Partial<Seams>
  /** How requests travel, for tests that count or lose them. */
  readonly carry?: Carry
}

/** A whole desk on a real encrypted database in a folder of its own; enrolled by hand unless told how. */
export async function aDesk(wish: DeskWish = {}): Promise<TestDesk> {
  const dir = wish.dir ?? mkdtempSync(join(tmpdir(), 'pingchuang-desk-'))
  const secret = wish.secret ?? randomBytes(32)
  const clock = wish.clock ?? { nowMs: fridayMorning }
  const seams = { ...seamsAt(clock), ...wish.seams }
  const fresh = wish.dir === undefined
  const home = wish.root ?? root
  const shipped = wish.root ? loadRules(wish.root) : rules
  const opened = openDesk(home, dir, secret)
  if (fresh || wish.install) {
    await installDesk(opened.store, seams, shipped, {
      enrolled: wish.enrolled ?? byHand(),
      cityUrl: wish.cityUrl ?? 'http://127.0.0.1:9',
      practice: wish.practice ?? false,
      staff: people,
      hash: cheapHash,
    })
    opened.markInstalled()
  }
  const session: Session = { staff: undefined }
  const engine = runDesk({
    store: opened.store,
    pictures: opened.pictures,
    seams,
    rules: shipped,
    mark: opened.mark,
    changed: () => undefined,
    faulted: (error) => {
      throw error
    },
    draw: () => 0.5,
    sync: wish.sync ?? false,
    ...(wish.stick ? { sticks: practiceStick(wish.stick) } : {}),
    ...(wish.carry ? { carry: wish.carry } : {}),
    ...(wish.pieceBytes ? { pieceBytes: wish.pieceBytes } : {}),
    lookEveryMs: wish.lookEveryMs ?? 100,
    idleMs: wish.idleMs ?? 3_000,
  })
  const ask = async <N extends Name>(name: N, input: Input<N>) =>
    (await engine.ask(session, name, input)) as Answer<N>
  const stop = async () => {
    await engine.stop()
    opened.close()
  }
  return {
    dir,
    secret,
    clock,
    opened,
    engine,
    session,
    ask,
    stop,
    signIn: async (index = 0) => {
      const tiles = await ask('staff.tiles', {})
      const tile = tiles.ok ? tiles.value.tiles[index] : undefined
      if (!tile) throw new Error('no such tile')
      await ask('staff.signOut', {})
      const answer = await ask('staff.signIn', { staffId: tile.staffId, pin: people[index]?.pin ?? '' })
      if (!answer.ok) throw new Error(`sign-in refused: ${answer.refusal.code}`)
      return answer.value
    },
    journal: () =>
      opened.store
        .read((reader) => listFrom(reader, 0, 100_000))
        .map((row) => JSON.parse(row.body) as DeskEvent),
    restart: async () => {
      await stop()
      return aDesk({ ...wish, install: false, dir, secret, clock })
    },
    [Symbol.asyncDispose]: async () => {
      await stop()
      if (fresh) rmSync(dir, { recursive: true, force: true })
    },
  }
}

/** The PIN of whoever is signed in, given once more where an act says no. */
export function ownPin({ session }: Pick<TestDesk, 'session'>): {
  readonly confirm: { readonly pin: string }
} {
  const pin = people.find(({ name }) => name === session.staff?.name)?.pin
  if (!pin) throw new Error('nobody is signed in')
  return { confirm: { pin } }
}

/**
 * A PIN under a hash that costs next to nothing: a verifier carries its own cost, and what a real one takes is measured
 * elsewhere. Four real ones were nearly all a desk of a test took.
 */
export function cheapHash(pin: string): Promise<string> {
  return argon2id({
    memorySize: 64,
    iterations: 1,
    parallelism: 1,
    hashLength: 32,
    outputType: 'encoded',
    password: pin,
    salt: randomBytes(16),
  })
}

/** A certificate nobody signed, for desks that never meet a city. */
export function byHand(centreId = '360322102', centreName = '金山镇便民服务中心'): Enrolled {
  const desk = makeKeyPair()
  const city = makeKeyPair()
  return {
    certificate: {
      cityId: 'city-by-hand',
      cityEpoch: 1,
      deskId: DeskId.parse(uuidV7(fridayMorning)),
      centreId: CentreId.parse(centreId),
      centreName,
      deskPart: 'A07',
      epoch: 1,
      deskKey: desk.publicKey,
      issuedMs: fridayMorning,
    },
    certificateText: '{}',
    deskKey: desk.privateKey,
    cityKey: city.publicKey,
  }
}
