import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findPictureFile } from '#main/store/queries/picture.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import { bundleText, type CatalogueBundle } from '#shared/catalogue/bundle.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { signCatalogue } from '#shared/protocol/signing.ts'
import { aBundle, next, office, withItem } from '#tests/support/a-catalogue.ts'
import {
  type CityOn,
  hasPostgres,
  neighbour,
  newDatabase,
  newDataDir,
  operatorAsks,
  stopDatabases,
  township,
} from '#tests/support/a-city.ts'
import { until } from '#tests/support/a-copied-desk.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aCityProcess, anEnrolmentCode, type CityProcess } from '#tests/support/city-process.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

const allowance = 'A09-I1'
const shorter = (days: number) => withItem(allowance, { promised: { n: days, unit: 'W' } })
const newYear = { source: '国办发明电〔2026〕9号', restDays: ['2027-01-01'], workingWeekends: ['2027-01-03'] }

/** In a process of its own, as everywhere but in tests. */
let city: CityProcess
let desk: TestDesk
/** Offsets of the pieces that came, and how many may. */
let pieces: number[]
let lets: number
const carry: Carry = async (address, request) => {
  const [, offset] = /catalogues\/.*offset=(\d+)/.exec(address) ?? []
  if (offset !== undefined && pieces.length >= lets) throw new Error('the line is down')
  const brought = await overHttp(address, request)
  if (offset !== undefined) pieces.push(Number(offset))
  return brought
}

async function begin(on: CityOn) {
  ;[pieces, lets] = [[], 99]
  city = await aCityProcess({
    dataDir: newDataDir(),
    env: on === 'postgres' ? { CITY_DATABASE_URL: await newDatabase() } : {},
  })
  desk = await aDesk(await wishOf())
  await desk.signIn()
}
async function end() {
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  await desk[Symbol.asyncDispose]()
  await city.stop()
}

async function wishOf(centreId?: string) {
  const enrolled = await enrol(city.url, await anEnrolmentCode(city, centreId), 'test')
  return { enrolled, cityUrl: city.url, carry, sync: true, lookEveryMs: 30 } as const
}
function signed(bundle: CatalogueBundle) {
  const key = JSON.parse(readFileSync(join(city.dataDir, 'city-identity.json'), 'utf8')) as Record<
    'privateKey' | 'keyId',
    string
  >
  return signCatalogue(key.privateKey, key.keyId, bundleText(bundle))
}
const publish = (file: object) => operatorAsks(city, 'POST', '/v1/operator/catalogues', file)
const publishYear = (year: number, calendar: object) =>
  operatorAsks(city, 'PUT', `/v1/operator/calendars/${year}`, calendar)
async function versions(of = desk) {
  const answer = await of.ask('catalogue.versions', {})
  if (!answer.ok) throw new Error('nobody is signed in')
  const { calendars, calendarYears, told, versions: held } = answer.value
  return { calendars, calendarYears, told, inForce: held.find(({ state }) => state === 'IN_FORCE'), held }
}
const inForce = (version: string, of = desk) =>
  until(async () => expect((await versions(of)).inForce?.version).toBe(version))
const promised = async (caseId: CaseId) => {
  const view = await desk.ask('case.view', { caseId })
  return view.ok ? view.value.itemCases[0]?.clocks.promisedDue : ''
}

const first = { version: '2099.0', source: '市级目录2099年试行' } as const
const leapYear = { ...newYear, restDays: ['2028-01-01'], workingWeekends: ['2028-01-02'] }

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`what a city on ${on} publishes`, () => {
    beforeAll(() => begin(on))
    afterAll(end)

    if (on === 'pglite') {
      test('a catalogue that came damaged is refused with its reason and the feed goes on; the next start tries again', async () => {
        lets = 2
        await publish(signed(aBundle(first)))
        await until(async () => expect((await versions()).told).toMatchObject([{ have: 65_536 }]))
        desk.opened.store.client.exec('UPDATE publication SET fetched = zeroblob(65536)')
        lets = 99
        await until(async () =>
          expect((await versions()).told).toMatchObject([{ refused: { code: 'catalogue-unreadable' } }]),
        )
        await publishYear(2028, leapYear)
        await until(async () => expect((await versions()).calendarYears).toContain('2028'))
        expect((await versions()).inForce?.version).not.toBe(first.version)
      })

      test('one that had come in part goes on after a restart where it was, and no piece comes twice', async () => {
        ;[pieces, lets] = [[], 2]
        desk = await desk.restart()
        await desk.signIn()
        await until(async () =>
          expect((await versions()).told).toMatchObject([{ name: first.version, have: 65_536 }]),
        )
        desk = await desk.restart()
        lets = 99
        await desk.signIn()
        await inForce(first.version)
        expect((await versions()).told).toEqual([])
        expect(pieces).toEqual([...new Set(pieces)])
        expect(pieces[2]).toBe(65_536)
      })
    }

    test('a catalogue comes by itself, piece by piece, and counts from its day; a case keeps its own', async () => {
      const before = await taken(desk, aVisit('V04'))
      const due = await promised(before.caseId)
      expect(await publish(signed(aBundle(shorter(3))))).toMatchObject({ status: 200 })
      await inForce(next.version)
      const { inForce: now, told } = await versions()
      expect(now).toMatchObject({ source: next.source, keyId: expect.any(String) })
      expect(now).not.toHaveProperty('adoptedBy')
      expect(told).toEqual([])
      expect(await promised(before.caseId)).toBe(due)
      const after = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs + 60_000 }))
      expect(await promised(after.caseId)).not.toBe(due)
      // The fleet sees it, and the same file again tells nobody.
      await until(async () => {
        const { body } = await operatorAsks(city, 'GET', '/v1/operator/desks')
        expect(body).toMatchObject({ desks: [{ catalogueVersion: next.version }] })
      })
      expect(await publish(signed(aBundle(shorter(3))))).toMatchObject({ body: { repeated: true } })
      // One for later waits for its day.
      await publish(signed(aBundle({ version: '2099.2', effectiveFrom: '2027-01-01' })))
      await until(async () =>
        expect((await versions()).held.map(({ version }) => version)).toContain('2099.2'),
      )
      expect((await versions()).inForce?.version).toBe(next.version)
    })

    test('what is not sound is told to nobody', async () => {
      const foreign = signCatalogue(office.privateKey, 'office-1', bundleText(aBundle({ version: '2099.3' })))
      const faulty = aBundle({
        version: '2099.3',
        ...withItem(allowance, { promised: { n: 90, unit: 'W' }, statutory: { n: 60, unit: 'W' } }),
      })
      for (const [file, reason] of [
        [foreign, 'signature-wrong'],
        [signed(faulty), 'catalogue-faulty'],
        [signed(aBundle({ version: '2098.1' })), 'catalogue-older'],
        [signed(aBundle({ source: '另一份' })), 'version-reused'],
      ] as const)
        expect(await publish(file), reason).toMatchObject({
          status: 422,
          body: { code: 'publication-refused', reason, sentence: expect.stringMatching(/。/) },
        })
      const twice = { ...newYear, restDays: ['2027-01-01', '2027-01-01'] }
      expect(await publishYear(2027, twice)).toMatchObject({
        status: 422,
        body: { reason: 'calendar-faulty' },
      })
      const { body } = await operatorAsks(city, 'GET', '/v1/operator/publications')
      expect(body).toMatchObject({
        publications: expect.not.arrayContaining([expect.objectContaining({ name: '2099.3' })]),
      })
    })

    test('days off of a year move the ends that were provisional, told anew they count as told last', async () => {
      expect((await versions()).calendarYears).not.toContain('2027')
      await publishYear(2027, newYear)
      await until(async () => expect((await versions()).calendarYears).toContain('2027'))
      await publishYear(2027, { ...newYear, source: '更正' })
      await until(async () =>
        expect((await versions()).calendars[0]).toMatchObject({ year: '2027', source: '更正' }),
      )
      expect(await publishYear(2027, { ...newYear, source: '更正' })).toMatchObject({
        body: { repeated: true },
      })
      // A centre that comes later hears of it like every other.
      await using later = await aDesk(await wishOf(neighbour))
      await later.signIn()
      await until(async () => expect((await versions(later)).calendars[0]).toMatchObject({ source: '更正' }))
    })

    test('what is asked of a desk is taken with the feed, done, and seen to be done', async () => {
      const { deskId } = desk.opened.store.read(getInstallation)
      const path = `/v1/operator/centres/${township}/commands`
      const kept = await desk.ask('picture.keep', {
        picture: aPicture({ bytes: 20_000 }).toString('base64'),
        label: '户口簿',
      })
      if (!kept.ok) throw new Error(kept.refusal.code)
      const { pictureId } = kept.value
      const visit = aVisit('V04', { nowMs: desk.clock.nowMs + 120_000 })
      await taken(desk, { ...visit, pictures: [{ rowId: visit.materials[0]?.rowId ?? '', pictureId }] })
      const file = () => desk.opened.store.read((reader) => findPictureFile(reader, pictureId))
      await until(() => expect(file()).toMatchObject({ upload: 'VERIFIED', file: 'HERE' }))
      // A copy off the machine holds it all: only then does anything leave a desk, and never with PGlite.
      const day = dateOf(desk.clock.nowMs)
      const { body } = await operatorAsks(
        city,
        'GET',
        `/v1/operator/centres/${township}/totals?from=${day}&to=${day}`,
      )
      const heads = (body as { heads: object[] }).heads.map((head) => ({ centreId: township, ...head }))
      await operatorAsks(city, 'POST', '/v1/operator/copies', { heads })
      await until(async () => {
        const status = await desk.ask('sync.status', {})
        expect(status.ok && status.value.pruneOk > 0).toBe(on === 'postgres')
      })
      desk.clock.nowMs += 8 * 86_400_000

      const what = { command: 'KEEP_PICTURES', days: 7 }
      expect(await operatorAsks(city, 'POST', path, { deskId, what })).toMatchObject({ status: 200 })
      await until(async () => {
        const given = await operatorAsks(city, 'GET', path)
        expect(given.body).toMatchObject({ commands: [{ what, desks: [{ deskId, taken: true }] }] })
      })
      expect(file()).toMatchObject({ file: on === 'postgres' ? 'CLEARED' : 'HERE' })
      const elsewhere = { deskId: '01a22930-7593-77b2-809e-c0bcf4d6d5ce', what }
      expect(await operatorAsks(city, 'POST', path, elsewhere)).toMatchObject({ status: 404 })
    })
  })
