import { whatIsLeft } from '#main/store/queries/left-here.ts'
import type { Machine, Scene } from './sim-accidents.ts'
import { SimDesk } from './sim-desk.ts'
import { leftBeside, pictures } from './sim-end.ts'
import { SimLine, sureLine } from './sim-line.ts'

/**
 * A computer is to go to another centre: it is revoked, hands in what it has, is wiped, and begins there as a desk that
 * never was (docs/operating-the-city.md). A city that is not durable lets nothing be wiped.
 */
export async function move(scene: Scene, machine: Machine): Promise<void> {
  const { city, struck } = scene
  const { desk } = machine
  if (await movedOn(scene, machine)) return
  if (!city.isOpen || !city.durable || machine.movesTo !== undefined || desk.name.endsWith('m')) return
  const told = await city.operator('PUT', `/v1/operator/desks/${desk.self.deskId}`, { status: 'REVOKED' })
  if (told.status !== 200) return
  machine.movesTo = city.centres.find((centreId) => centreId !== desk.centreId)
  struck('move', `${desk.name} to ${machine.movesTo}`)
}

/** What `npm run wipe` says of it: nothing stands in the way any more. */
function mayBeWiped({ desk }: Machine): boolean {
  const { branch, entries, pictures, revoked } = desk.store.read(whatIsLeft)
  return revoked && entries + pictures + branch === 0
}

/** 29: a desk that has handed in everything is told so by a city that keeps it, and may go. */
export function mayNotGo({ desk, movesTo }: Machine): string {
  const { entries, revoked } = desk.store.read(whatIsLeft)
  return movesTo !== undefined && revoked && entries > 0 ? `may not be wiped: ${entries} acts` : ''
}

/** Wiped and set up in the other centre, once it may be: from then on all it ever kept is at the city or nowhere. */
export async function movedOn(scene: Scene, machine: Machine): Promise<boolean> {
  const { city, laws, lottery, machines, required, stick, time } = scene
  const { dead, desk, movesTo } = machine
  if (movesTo === undefined || dead || !city.isOpen || !mayBeWiped(machine)) return false
  await pictures(laws, city, [desk])
  for (const entryId of leftBeside([desk])) required.delete(entryId)
  machine.dead = true
  desk.kill()
  const name = `${desk.name}m`
  const parts = { time, lottery, sticks: stick.port }
  const code = await city.newCode(movesTo)
  const disk = await SimDesk.enrolled(name, movesTo, code, { ...parts, carry: sureLine(city) })
  const line = new SimLine(name, time, lottery, city)
  const fresh = SimDesk.on(name, movesTo, { ...parts, carry: line.carry }, disk)
  machines.push({ desk: fresh, line, backups: [], dead: false, onAtMs: 0 })
  time.tell(`${desk.name} is wiped and is ${name} at ${movesTo}`)
  return true
}
