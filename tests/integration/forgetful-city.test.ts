import { afterAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import type { CentreTotals } from '#shared/protocol/messages.ts'
import {
  aCity,
  hasPostgres,
  newDatabase,
  restoredFrom,
  stopDatabases,
  type TestCity,
  township,
} from '#tests/support/a-city.ts'
import { aSyncingDesk, atTheCity, caseTaken, drained, heldBack, until } from '#tests/support/a-copied-desk.ts'
import { root, type TestDesk } from '#tests/support/a-desk.ts'

afterAll(stopDatabases)

describe.skipIf(!hasPostgres)('a city on PostgreSQL that lost its memory', () => {
  test('is filled again by its two desks, after the backup of yesterday and after nothing was left', async () => {
    const city = await aCity({ on: 'postgres' })
    const desks = [await aSyncingDesk(city), await aSyncingDesk(city)]
    const all: string[] = []
    const oneMoreEach = async () => {
      for (const desk of desks) all.push(await caseTaken(desk))
      for (const desk of desks) await drained(desk)
    }
    try {
      await oneMoreEach()
      const yesterday = await restoredFrom(city.databaseUrl ?? '')
      await oneMoreEach()
      expect(await atTheCity(city)).toHaveLength(4)

      // Nobody does anything by hand at the desks: one goes on working, the other has nothing new to say.
      await city.restart({ databaseUrl: yesterday, restored: true })
      expect(await atTheCity(city)).toHaveLength(2)
      all.push(await caseTaken(desks[0] as TestDesk))
      await filled(city, desks, all)

      await city.restart({ databaseUrl: await newDatabase() })
      expect(await atTheCity(city)).toEqual([])
      await filled(city, desks, all)
      // And the day goes on under the same logs.
      await oneMoreEach()
      await filled(city, desks, all)
    } finally {
      for (const desk of desks) await desk.stop()
      await city.close()
    }
  })
})

/** Every head of both logs is the city's, by number and hash, every case is there once, and nothing waits for anybody. */
async function filled(city: TestCity, desks: readonly TestDesk[], all: readonly string[]): Promise<void> {
  const heads = desks.map(({ opened }) =>
    opened.store.read((reader) => {
      const { deskId, epoch } = getInstallation(reader)
      return { deskId, epoch, ...headOf(reader, epoch) }
    }),
  )
  await until(async () => {
    for (const desk of desks) await desk.ask('sync.now', {})
    expect((await totalsOf(city)).heads).toEqual(expect.arrayContaining(heads))
  })
  const { kinds } = await totalsOf(city)
  expect(kinds['matter-received']).toBe(all.length)
  expect((await atTheCity(city)).toSorted()).toEqual(all.toSorted())
  expect(await heldBack(city)).toEqual([])
  for (const { opened } of desks) expect(verifyStore(opened.store, root)).toEqual([])
}

async function totalsOf(city: TestCity): Promise<CentreTotals> {
  const span = 'from=2020-01-01&to=2099-12-31'
  return (await city.operator('GET', `/v1/operator/centres/${township}/totals?${span}`)).body as CentreTotals
}
