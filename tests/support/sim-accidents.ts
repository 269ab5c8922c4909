import type { DeskEvent } from '#shared/domain/events.ts'
import { type Lottery, mostlyShort } from './lottery.ts'
import type { SimCity } from './sim-city.ts'
import type { SimDesk, SimDisk } from './sim-desk.ts'
import { clone, lost, restore, type SimLosses } from './sim-disks.ts'
import { erase } from './sim-erasure.ts'
import type { SimHarms } from './sim-harm.ts'
import type { SimLaws } from './sim-laws.ts'
import { healthy, lineFaults, type SimLine } from './sim-line.ts'
import { move } from './sim-moves.ts'
import { night, type SimCopies } from './sim-night.ts'
import type { SimStick } from './sim-stick.ts'
import type { SimTime } from './sim-time.ts'
import { update } from './sim-update.ts'

/** What can be switched on for a seed; each seed has a subset of its own (sync.md D.4, "swarm"). */
export const deskSwarms = [
  'line',
  'cut',
  'kill',
  'power',
  'sleep',
  'restore',
  'clone',
  'lost',
  'update',
  'mark',
  'clock',
  'disk',
  'pictures',
  'stick',
  'bit-flip',
  'key',
] as const
export const citySwarms = [
  'city-restart',
  'city-back',
  'city-wiped',
  'city-full',
  'city-busy',
  'city-crowd',
  'poison',
  'city-older',
  'revoke',
  'certificate',
  'move',
  'night',
  'erase',
] as const

/** Kinds of which a city of before may lack one; without those a log begins with it would be no city. */
const newerKinds = [
  'originals-returned',
  'material-judged',
  'item-moved',
  'handover-made',
  'handover-accepted',
  'custody-overridden',
  'day-closed',
  'picture-taken',
  'department-acted',
  'entry-corrected',
  'case-erased',
] as const satisfies readonly DeskEvent['type'][]

export type DeskSwarm = (typeof deskSwarms)[number]
export type CitySwarm = (typeof citySwarms)[number]

export type Machine = {
  readonly desk: SimDesk
  readonly line: SimLine
  readonly backups: SimDisk[]
  /** A machine somebody decided against: it is never switched on again. */
  dead: boolean
  onAtMs: number
  /** The centre it is to go to, once it may be wiped. */
  movesTo?: string | undefined
}

/** What an accident may lay its hands on. */
export type Scene = {
  readonly lottery: Lottery
  readonly time: SimTime
  readonly city: SimCity
  readonly stick: SimStick
  readonly harms: SimHarms
  readonly another: (machine: Machine) => SimDesk | undefined
  readonly struck: (fault: DeskSwarm | CitySwarm, what: string) => void
  readonly off: (machine: Machine, forMs: number) => void
  readonly laws: SimLaws
  readonly losses: SimLosses
  readonly copies: SimCopies
  readonly machines: Machine[]
  readonly required: Map<string, string>
  readonly pass: (forMs: number) => Promise<void>
  /** What no disk has any more is no longer required. */
  readonly lose: (why: string) => Promise<void>
  readonly backup: () => string | undefined
  readonly keepBackup: (kept: string | undefined) => void
  readonly forgets: (kept: string | undefined) => Promise<void>
}

const hourMs = 3_600_000

/** Most worlds are short: a law that is broken is broken early, and many worlds see more than a few long ones. */
export function actsOf(lottery: Lottery): number {
  const size = lottery.draw()
  return size < 0.8 ? 4 + lottery.below(9) : size < 0.98 ? 13 + lottery.below(22) : 60
}

/** Something happens to a computer, to what lies on its disk, or to its line. */
export async function deskAccident(scene: Scene, fault: DeskSwarm, machine: Machine): Promise<void> {
  const { another, city, harms, lottery, off, stick, struck, time } = scene
  const { desk, line } = machine
  switch (fault) {
    case 'line': {
      line.health = {
        ...healthy(),
        faults: lineFaults.filter(() => lottery.chance(0.4)),
        share: lottery.draw() * 0.6,
        delayMs: lottery.below(4_000),
      }
      return struck(fault, `${desk.name} ${line.health.faults.join(' ')}`)
    }
    case 'cut':
      line.health.cut = lottery.pick(['whole', 'one-way'] as const)
      line.health.cutUntilMs = time.nowMs + mostlyShort(lottery, 20 * 60_000)
      return struck(fault, `${desk.name} ${line.health.cut}`)
    case 'kill':
      off(machine, mostlyShort(lottery, 10 * 60_000))
      return struck(fault, desk.name)
    case 'power':
      desk.dieSoon(1 + lottery.below(60))
      return struck(fault, desk.name)
    case 'sleep':
      // Who sleeps already is not woken by that.
      desk.sleepsUntilMs = Math.max(desk.sleepsUntilMs, time.nowMs + mostlyShort(lottery, 30 * 60_000))
      return struck(fault, desk.name)
    case 'clock':
      desk.clockOffMs = lottery.pick([0, 1, -1, 3, -2]) * lottery.pick([hourMs, 24 * hourMs, 8_760 * hourMs])
      return struck(fault, `${desk.name} ${desk.clockOffMs}`)
    case 'disk':
      desk.diskTrouble = desk.diskTrouble ? undefined : lottery.pick(['full', 'failing'] as const)
      return struck(fault, `${desk.name} ${desk.diskTrouble ?? 'well again'}`)
    case 'mark':
      if (lottery.chance(0.5)) desk.mark = undefined
      else desk.sameFile = false
      off(machine, 1_000)
      return struck(fault, desk.name)
    case 'pictures': {
      const name = lottery.pick([...desk.files.keys(), ''])
      if (name && lottery.chance(0.5)) desk.files.delete(name)
      else if (name) desk.files.set(name, Buffer.from('not what it was'))
      else city.tearPart(lottery.draw())
      return struck(fault, desk.name)
    }
    case 'stick':
      // Who has a line needs no stick.
      if (!stick.isUsedBy(desk)) {
        line.health.cut = 'whole'
        line.health.cutUntilMs = time.nowMs + 2 * hourMs
        return struck(fault, `${desk.name} has no line`)
      }
      return struck(fault, `${desk.name} ${await stick.used({ city, desk, lottery, time })}`)
    case 'bit-flip': {
      const what = harms.flip(desk, lottery)
      return what ? struck(fault, what) : undefined
    }
    case 'key': {
      const of = another(machine)
      const what = of && harms.swapKey(desk, of)
      if (!what) return undefined
      off(machine, 1_000)
      return struck(fault, what)
    }
    case 'restore':
      return restore(scene, machine)
    case 'clone':
      return clone(scene, machine)
    case 'lost':
      return lost(scene, machine)
    case 'update':
      return update(scene, machine)
  }
}

/** Something happens to the city, to its memory, or to one desk by its word. */
export async function cityAccident(scene: Scene, fault: CitySwarm, machine: Machine): Promise<void> {
  const { backup, city, forgets, keepBackup, lottery, struck, time } = scene
  const { desk } = machine
  switch (fault) {
    case 'move':
      return move(scene, machine)
    case 'night':
      return night(scene)
    case 'erase':
      return erase(scene, machine)
    case 'city-restart':
      await city.stop()
      time.at(mostlyShort(lottery, 5 * 60_000), 'the city starts', () =>
        city.isOpen ? undefined : city.start(),
      )
      return struck(fault, '')
    case 'city-back': {
      const kept = backup()
      if (kept === undefined || lottery.chance(0.4)) return keepBackup(await city.backup())
      await forgets(kept)
      return struck(fault, '')
    }
    case 'city-wiped':
      if (lottery.chance(0.6)) return
      keepBackup(undefined)
      await forgets(undefined)
      return struck(fault, '')
    case 'city-full':
      city.full = !city.full
      return struck(fault, String(city.full))
    case 'city-busy':
      city.busy = !city.busy
      return struck(fault, String(city.busy))
    case 'city-crowd':
      city.crowded = !city.crowded
      return struck(fault, String(city.crowded))
    case 'poison': {
      const cases = desk.store.client
        .prepare('SELECT case_id FROM matter_case ORDER BY case_id')
        .pluck()
        .all() as readonly string[]
      if (cases.length === 0) return
      await city.poison([lottery.pick(cases)])
      return struck(fault, '')
    }
    case 'city-older':
      // What a program of before left waiting the one after it takes, as it starts.
      await city.runs(city.lacks === undefined ? lottery.pick(newerKinds) : undefined)
      return struck(fault, city.lacks ?? 'is brought up to date')
    case 'certificate': {
      // Over already, or before anybody looks again.
      const endsMs = time.wallMs + lottery.pick([-1, mostlyShort(lottery, 10 * 60_000)])
      await city.rows('UPDATE desk SET certificate_ends_ms = $1 WHERE desk_id = $2', [
        endsMs,
        desk.self.deskId,
      ])
      return struck(fault, desk.name)
    }
    case 'revoke': {
      if (!city.isOpen || lottery.chance(0.7)) return
      await city.operator('PUT', `/v1/operator/desks/${desk.self.deskId}`, { status: 'REVOKED' })
      return struck(fault, desk.name)
    }
  }
}
