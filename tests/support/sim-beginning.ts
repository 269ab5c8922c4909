import { aLottery, type Lottery } from './lottery.ts'
import { type CityMoment, SimCity, type SimDatabase, simCentres, simDatabase } from './sim-city.ts'
import { SimDesk, type SimDisk } from './sim-desk.ts'
import { SimLine, sureLine } from './sim-line.ts'
import { SimTime } from './sim-time.ts'

/** A city with two centres and a department, and three desks of it. */
export type SimMoment = {
  readonly atMs: number
  readonly city: CityMoment
  readonly desks: readonly { readonly name: string; readonly centreId: string; readonly disk: SimDisk }[]
}

/** Where seeds begin. */
export type SimBeginning = {
  readonly base: SimDatabase
  /** The desks were enrolled a moment ago and have not spoken to the city since. */
  readonly firstDay: SimMoment
  /** What they had to say by themselves is at the city, on a database that is durable or not, and they have heard what there was. */
  readonly anyDay: { readonly durable: SimMoment; readonly forgetful: SimMoment }
  /** The first id nobody has yet. */
  readonly ids: number
  readonly close: () => Promise<void>
}

/** No world gives an id that was given before it. */
const idsBefore = 10_000
/** Long enough for a first greeting and what follows it. */
const firstWordsMs = 60_000

/** Made once for as many seeds as are run: to enrol three desks anew costs as much as what then happens to them. */
export async function simBeginning(): Promise<SimBeginning> {
  const base = await simDatabase()
  const lottery = aLottery(1)
  const time = new SimTime(lottery, 0)
  const city = new SimCity(base, time, lottery, false)
  await city.begin()
  const parts = { time, lottery, carry: sureLine(city) }
  const desks = []
  for (const [n, centreId] of [simCentres[0], simCentres[0], simCentres[1]].entries()) {
    const name = `d${n + 1}`
    const disk = await SimDesk.enrolled(name, centreId, await city.newCode(centreId), parts)
    desks.push({ name, centreId, disk })
  }
  const firstDay = { atMs: 0, city: await city.moment(), desks }
  const later = (durable: boolean) => firstWords(base, firstDay, durable)
  const anyDay = { durable: await later(true), forgetful: await later(false) }
  return {
    base,
    firstDay,
    anyDay,
    ids: idsBefore,
    close: async () => {
      await city.end()
      await base.close()
    },
  }
}

/** A day, and who of the three desks takes part. */
export function momentOf(
  { anyDay, firstDay }: Pick<SimBeginning, 'anyDay' | 'firstDay'>,
  lottery: Lottery,
  durable: boolean,
): SimMoment {
  const who = lottery.chance(0.4) ? [0, 1, 2] : [0, lottery.pick([1, 2])]
  // What a desk first says is the same in every world: to see it disturbed in a few of them is enough.
  const day = lottery.chance(0.25) ? firstDay : anyDay[durable ? 'durable' : 'forgetful']
  return { ...day, desks: day.desks.filter((_, n) => who.includes(n)) }
}

async function firstWords(
  base: SimDatabase,
  { city: first, desks }: SimMoment,
  durable: boolean,
): Promise<SimMoment> {
  const lottery = aLottery(2)
  const time = new SimTime(lottery, idsBefore / 2)
  const city = new SimCity(base, time, lottery, durable)
  await city.begin(first)
  const on = desks.map(({ centreId, disk, name }) => {
    const { carry } = new SimLine(name, time, lottery, city)
    return SimDesk.on(name, centreId, { time, lottery, carry }, disk)
  })
  while (await time.step(firstWordsMs)) for (const { faults } of on) if (faults.length > 0) throw faults[0]
  for (const desk of on) desk.kill()
  const after = on.map((desk) => ({ centreId: desk.centreId, disk: desk.disk(), name: desk.name }))
  const kept = await city.moment()
  await city.end()
  // Nothing of it was written into the city's folder.
  return { atMs: time.nowMs, city: { ...kept, dataDir: first.dataDir }, desks: after }
}
