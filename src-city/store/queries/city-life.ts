import type { Reader } from '../store.ts'
import { cityLife } from '../tables/city-life.ts'

export type CityLife = { readonly cityId: string; readonly cityEpoch: number }

/** Which life of which city this database is; nothing for a database that was just made. */
export async function findCityLife(reader: Reader): Promise<CityLife | undefined> {
  const [row] = await reader.select({ cityId: cityLife.cityId, cityEpoch: cityLife.cityEpoch }).from(cityLife)
  return row
}
