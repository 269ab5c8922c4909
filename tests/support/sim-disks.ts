import { positionOf } from '#main/store/queries/sync.ts'
import type { Machine, Scene } from './sim-accidents.ts'
import type { SimCity } from './sim-city.ts'
import { SimDesk } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'
import { SimLine, sureLine } from './sim-line.ts'

/** A copy is made of the disk, or one that was made is put in its place. */
export async function restore({ laws, lose, lottery, off, struck }: Scene, machine: Machine): Promise<void> {
  const { backups, desk } = machine
  if (backups.length === 0 || lottery.chance(0.5)) {
    backups.push(desk.disk())
    return
  }
  desk.putIn(lottery.pick(backups), { keepMark: lottery.chance(0.5) })
  laws.forget(desk)
  off(machine, 30_000)
  struck('restore', desk.name)
  await lose('a disk went back')
}

/** The folder is copied to another computer, and both are switched on. */
export function clone({ city, lottery, machines, struck, time }: Scene, machine: Machine): void {
  const twins = machines.some((each) => each !== machine && isTwin(each.desk, machine.desk))
  if (twins || machine.desk.frozen) return
  const line = new SimLine(`${machine.desk.name}x`, time, lottery, city)
  const desk = machine.desk.copy(`${machine.desk.name}x`, machine.desk.disk(), line.carry)
  machines.push({ desk, line, backups: [], dead: false, onAtMs: 0 })
  struck('clone', machine.desk.name)
}

/** The key of the disk is gone for good, and nobody reads what lies there. */
export async function lost(scene: Scene, machine: Machine): Promise<void> {
  const { city, laws, lose, losses, off, struck } = scene
  const { desk } = machine
  if (!city.isOpen) return
  losses.note(desk, city)
  const how = await setUpAnew(desk, scene)
  machine.backups.length = 0
  laws.forget(desk)
  off(machine, 30_000)
  struck('lost', `${desk.name} ${how}`)
  await lose('the key of a disk is lost')
}

/**
 * The city office gives a code, for this very desk where the city knows it, and the computer is set up as on its
 * first day.
 */
export async function setUpAnew(
  desk: SimDesk,
  { city, lottery, time }: Pick<Scene, 'city' | 'lottery' | 'time'>,
): Promise<string> {
  const before = desk.self.deskId
  const code = await codeFor(city, desk)
  const parts = { time, lottery, carry: sureLine(city) }
  desk.putIn(await SimDesk.enrolled(desk.name, desk.centreId, code, parts), { keepMark: false })
  return desk.self.deskId === before ? 'begins anew' : 'is a new desk'
}

export async function isRevoked(city: SimCity, { self }: SimDesk): Promise<boolean> {
  const rows = await city.rows('SELECT 1 FROM desk WHERE desk_id = $1 AND revoked_ms IS NOT NULL', [
    self.deskId,
  ])
  return rows.length > 0
}

/** A code to be this very desk again, where the city knows it; for a new one otherwise. */
export async function codeFor(city: SimCity, { centreId, self }: SimDesk): Promise<string> {
  const wish = { centreId, deskId: self.deskId }
  const made = await city.operator('POST', '/v1/operator/enrolment-codes', wish)
  return made.status === 200 ? (JSON.parse(made.text) as { code: string }).code : city.newCode(centreId)
}

/** The city has another act in the place of one of its own, or more than it: of a revoked desk it takes nothing more, nor a new log. */
export async function isStranded(city: SimCity, desk: SimDesk): Promise<boolean> {
  const { deskId, epoch } = desk.self
  const theirs = await city.rows<{ seq: number; hash: string }>(
    'SELECT seq, hash FROM journal WHERE desk_id = $1 AND epoch = $2',
    [deskId, epoch],
  )
  const mine = desk.store.client.prepare('SELECT hash FROM journal WHERE epoch = ? AND seq = ?').pluck()
  return theirs.some(({ hash, seq }) => mine.get(epoch, seq) !== hash)
}

export function isTwin(a: SimDesk, b: SimDesk): boolean {
  return a.name.replaceAll('x', '') === b.name.replaceAll('x', '')
}

type Loss = {
  readonly name: string
  readonly deskId: string
  readonly epoch: number
  readonly confirmed: number
  /** The life of the city that confirmed it. */
  readonly life: number | null
}

/** What disks held that nobody can read any more. */
export class SimLosses {
  readonly #losses: Loss[] = []

  note(desk: SimDesk, { life }: SimCity): void {
    const { deskId, epoch } = desk.self
    const { ackedSeq, cityEpoch } = desk.store.read((reader) => positionOf(reader, epoch))
    if (cityEpoch === life) this.#losses.push({ name: desk.name, deskId, epoch, confirmed: ackedSeq, life })
  }

  /** 4 and 9: what was confirmed of a lost log is at the city, which ended it where it had it. */
  async look(laws: SimLaws, city: SimCity): Promise<void> {
    const logs = await city.rows<{
      desk_id: string
      epoch: number
      received_seq: number
      sealed_seq: number | null
      now: number
    }>(
      `SELECT h.desk_id, h.epoch, h.received_seq, e.sealed_seq, d.epoch AS now FROM log_head h
       JOIN desk d USING (desk_id) JOIN desk_epoch e ON e.desk_id = h.desk_id AND e.epoch = h.epoch`,
    )
    for (const { confirmed, deskId, epoch, life, name } of this.#losses) {
      if (life !== city.life) continue
      const log = logs.find((each) => each.desk_id === deskId && each.epoch === epoch)
      if ((log?.received_seq ?? 0) < confirmed)
        laws.broken(4, `${name} ${epoch}: ${confirmed} were confirmed, then its disk was lost`)
      if (log && log.now > epoch && log.sealed_seq !== log.received_seq)
        laws.broken(9, `${name} ${epoch} is lost and sealed at ${log.sealed_seq} of ${log.received_seq}`)
    }
  }
}
