import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import {
  aSyncingDesk,
  atTheCity,
  backupOf,
  caseTaken,
  drained,
  goOn,
  heldBack,
  openCopy,
  putBack,
  stateOf,
  until,
} from '#tests/support/a-copied-desk.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(
    `a desk that is not the newest, at a city on ${on}`,
    () => {
      let city: TestCity
      let desk: TestDesk
      const folders: string[] = []
      beforeAll(async () => {
        city = await aCity({ on })
      }, 120_000)
      afterAll(() => city?.close())
      beforeEach(async () => {
        desk = await aSyncingDesk(city)
      })
      afterEach(async () => {
        await desk[Symbol.asyncDispose]()
        for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
      })
      const backup = () => {
        const kept = backupOf(desk)
        folders.push(kept)
        return kept
      }
      const hashesOf = ({ opened }: TestDesk, epoch: number) =>
        opened.store
          .read((reader) => listFrom(reader, 0, 10_000))
          .filter((row) => row.epoch === epoch)
          .map(({ hash }) => hash)
      const reopened = async () =>
        aDesk({
          dir: desk.dir,
          secret: desk.secret,
          clock: desk.clock,
          sync: true,
          lookEveryMs: 30,
          idleMs: 8_000,
        })

      test('was put back from yesterday: it may be read until it has everything again, and loses nothing', async () => {
        const first = await caseTaken(desk)
        await drained(desk)
        await desk.stop()
        const yesterday = backup()
        desk = await reopened()
        await desk.signIn()
        const second = await caseTaken(desk)
        await drained(desk)
        const whole = hashesOf(desk, 1)
        await desk.stop()

        putBack(yesterday, desk)
        desk = await reopened()
        await desk.signIn()
        await until(async () => expect((await stateOf(desk)).frozen?.reason).toBe('RESTORED'))
        const before = desk.journal().length
        await expect(taken(desk, aVisit('V04'), 'ACCEPT')).rejects.toThrow('desk-frozen')
        expect(desk.journal()).toHaveLength(before)

        await goOn(desk)

        expect(hashesOf(desk, 1)).toEqual(whole)
        const third = await caseTaken(desk)
        expect(third.slice(17, 20)).not.toBe(first.slice(17, 20))
        await drained(desk)
        expect(await atTheCity(city)).toEqual(expect.arrayContaining([first, second, third]))
        expect(verifyStore(desk.opened.store, root)).toEqual([])
        expect(await stateOf(desk)).toMatchObject({ epoch: 2, readded: 0, left: 0 })
      })

      test('runs twice: both acts reach the city, and only one of the two goes on by itself', async () => {
        const before = await caseTaken(desk)
        await drained(desk)
        await desk.stop()
        const copied = backup()
        desk = await reopened()
        await desk.signIn()
        const mine = await caseTaken(desk)
        await drained(desk)

        // The copy works a while without a line: the same numbers are given a second time.
        const twin = await openCopy(copied, desk, false)
        const frozen = (await stateOf(twin)).frozen
        expect(frozen?.reason).toBe('COPIED')
        await expect(taken(twin, aVisit('V04'), 'ACCEPT')).rejects.toThrow('desk-frozen')
        await twin.stop()
        rmSync(`${copied}/head-mark.json`)
        const { unmarked } = await import('#tests/support/unmarked.ts')
        await unmarked(copied, desk.secret)
        const blind = await openCopy(copied, desk, false)
        const theirs = await caseTaken(blind, 'V05')
        expect(theirs).toBe(mine)
        await blind.stop()

        const woken = await openCopy(copied, desk)
        try {
          await until(async () =>
            expect((await stateOf(woken)).frozen?.reason).toMatch(/FORKED|RESTORED|CLONED/),
          )
          await goOn(woken)
          await drained(woken)
          expect(verifyStore(woken.opened.store, root)).toEqual([])
          const branch = await woken.ask('epoch.branch', { limit: 50 })
          const renamed = branch.ok ? branch.value.rows.flatMap((row) => row.renamed) : []
          expect(renamed[0]).toMatchObject({ from: theirs })
          expect(await atTheCity(city)).toEqual(
            expect.arrayContaining([
              before,
              mine,
              ...renamed.map(({ to }) => to).filter((to) => to.length === 25),
            ]),
          )
          expect(await stateOf(woken)).toMatchObject({ epoch: 2, left: 0 })

          // The other one is behind the fence now; a code of the city office makes it a desk of its own.
          await desk.ask('sync.now', {})
          await until(async () => expect((await stateOf(desk)).frozen?.reason).toBe('FENCED'))
          const { body } = await city.operator('POST', '/v1/operator/enrolment-codes', {
            centreId: '360322102',
          })
          await goOn(desk, (body as { code: string }).code)
          const later = await caseTaken(desk)
          await drained(desk)
          expect(await atTheCity(city)).toContain(later)
          expect(verifyStore(desk.opened.store, root)).toEqual([])
          expect(await heldBack(city)).toEqual([])
        } finally {
          await woken.stop()
        }
      })
    },
  )
