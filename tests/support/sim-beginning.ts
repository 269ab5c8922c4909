import { aLottery } from './lottery.ts'
import { type CityMoment, SimCity, type SimDatabase, simCentres, simDatabase } from './sim-city.ts'
import { SimDesk, type SimDisk } from './sim-desk.ts'
import { sureLine } from './sim-line.ts'
import { SimTime } from './sim-time.ts'

/** Where every seed begins: a city with two centres and a department, and three desks that were just enrolled. */
export type SimBeginning = {
  readonly base: SimDatabase
  readonly city: CityMoment
  readonly desks: readonly { readonly name: string; readonly centreId: string; readonly disk: SimDisk }[]
  /** The first id nobody has yet. */
  readonly ids: number
  readonly close: () => Promise<void>
}

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
  const moment = await city.moment()
  return {
    base,
    city: moment,
    desks,
    ids: 10_000,
    close: async () => {
      await city.end()
      await base.close()
    },
  }
}
