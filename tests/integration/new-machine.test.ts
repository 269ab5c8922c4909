import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { installDesk } from '#main/hosts/install-desk.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { type Enrolled, enrol } from '#main/sync/enrol.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { aCity, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import { drained, until } from '#tests/support/a-copied-desk.ts'
import { aDesk, people, root, rules, seamsAt, type TestDesk } from '#tests/support/a-desk.ts'
import { photographed, statesOf } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

let city: TestCity
let old: TestDesk
let caseId: Awaited<ReturnType<typeof taken>>['caseId']
let holdsPictures = false
const picturesHeld: Carry = (address, request) =>
  holdsPictures && /\/v1\/pictures\//.test(address)
    ? Promise.reject(new Error('the line is down'))
    : overHttp(address, request)
const clock = { nowMs: Date.now() }
const syncing = { clock, sync: true, lookEveryMs: 30, idleMs: 8_000 }

/** A desk of three people that has taken somebody in, and everything of it is at the city. */
beforeEach(async () => {
  city = await aCity()
  holdsPictures = false
  old = await aDesk({ ...syncing, enrolled: await enrolled(), cityUrl: city.url, carry: picturesHeld })
  await old.signIn()
  caseId = (await taken(old, aVisit('V04', { nowMs: clock.nowMs }))).caseId
  await drained(old)
})
afterEach(async () => {
  await old[Symbol.asyncDispose]()
  await city.close()
})

const enrolled = async () => enrol(city.url, await city.newCode(), 'test')

/** What the city gives for a machine that takes the place of the old one. */
async function inItsPlace(): Promise<Enrolled> {
  const { deskId } = old.opened.store.read(getInstallation)
  const { body } = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId: township, deskId })
  return enrol(city.url, (body as { code: string }).code, 'test')
}
const logOf = (desk: TestDesk, epoch = 1) =>
  desk.opened.store
    .read((reader) => listFrom(reader, 0, 10_000))
    .filter((row) => row.epoch === epoch)
    .map(({ hash }) => hash)

describe('a machine in the place of another', () => {
  test('has all the other one had told the city, and goes on from there', async () => {
    const before = await old.ask('case.view', { caseId })
    const log = logOf(old)

    await using desk = await aDesk({ ...syncing, enrolled: await inItsPlace(), cityUrl: city.url })

    expect(logOf(desk)).toEqual(log)
    await desk.signIn()
    expect(await desk.ask('case.view', { caseId })).toEqual(before)
    const next = await taken(desk, aVisit('V04', { nowMs: clock.nowMs }))
    await drained(desk)
    expect(next.caseNo).not.toBe(before.ok && before.value.caseNo)
    expect(verifyStore(desk.opened.store, root)).toEqual([])
    // The other one, should it come up again, may only be read.
    await old.ask('desk.overview', {})
    old.engine.pump?.poke(true)
    await until(() => expect(old.opened.store.read(findFreeze)?.reason).toBe('FENCED'))
  })

  test('is let in also where the desk was stopped because its machine was gone; that one stays out', async () => {
    const { deskId } = old.opened.store.read(getInstallation)
    await city.operator('PUT', `/v1/operator/desks/${deskId}`, { status: 'REVOKED' })
    await using desk = await aDesk({ ...syncing, enrolled: await inItsPlace(), cityUrl: city.url })
    await desk.signIn()
    await taken(desk, aVisit('V04', { nowMs: clock.nowMs }))
    await drained(desk)
    expect(desk.opened.store.read(findFreeze)).toBeUndefined()
    expect(desk.opened.store.read(getInstallation).deskId).toBe(deskId)
    old.engine.pump?.poke(true)
    await until(() => expect(old.opened.store.read(findFreeze)?.reason).toBe('FENCED'))
    // Nor does a city that is started again remember it as stopped.
    await city.restart()
    await taken(desk, aVisit('V04', { nowMs: clock.nowMs }))
    await drained(desk)
  })

  // Seed 832962: what the city had sent back was told to the lost disk, and to nobody since.
  test('shows what came back to the other one, but for what a person had said is left', async () => {
    const reader = await aDesk({ ...syncing, enrolled: await enrolled(), cityUrl: city.url })
    await reader.signIn()
    const typed = (name: string) => ({
      ...aVisit('V04', { nowMs: clock.nowMs }),
      applicant: { ...aVisit('V04').applicant, name, identityMethod: 'TYPED' as const },
    })
    const { applicant } = aVisit('V04')
    await taken(reader, { ...typed(applicant.name), applicant: { ...applicant, identityMethod: 'CARD' } })
    await drained(reader)
    await reader.stop()
    for (const name of ['文建因', '文建园']) await taken(old, typed(name))
    await drained(old)
    const returned = async (desk: TestDesk) => {
      const listed = await desk.ask('sync.outbox', { limit: 50 })
      return listed.ok ? listed.value.rows.filter(({ state }) => state === 'RETURNED') : []
    }
    const [first] = await returned(old)
    if (!first) throw new Error('nothing came back')
    const left = { entryId: first.entryId, way: 'LEFT' as const, changes: [], reason: '重新登记' }
    expect(await old.ask('sync.answerReturned', left)).toMatchObject({ ok: true })
    await drained(old)
    const before = await returned(old)
    expect(before.length).toBeGreaterThan(0)

    await using desk = await aDesk({ ...syncing, enrolled: await inItsPlace(), cityUrl: city.url })
    await desk.signIn()
    await until(async () => expect(await returned(desk)).toEqual(before))
    expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { returned: before.length } })
  })

  test('knows of every picture: what the city has, and what nobody has any more', async () => {
    await old.ask('staff.signOut', {})
    await old.signIn()
    const sent = await photographed(old, [60_000])
    await until(async () => expect(await statesOf(old, sent.caseId)).toEqual(['CONFIRMED']))
    holdsPictures = true
    const kept = await photographed(old, [70_000])
    await drained(old)

    await using desk = await aDesk({ ...syncing, enrolled: await inItsPlace(), cityUrl: city.url })
    await desk.signIn()
    await until(async () => {
      expect(await statesOf(desk, sent.caseId)).toEqual(['CLEARED'])
      expect(await statesOf(desk, kept.caseId)).toEqual(['MISSING'])
      const uploads = await desk.ask('picture.uploads', { limit: 10 })
      expect(uploads.ok && uploads.value).toMatchObject({
        confirmed: 1,
        waiting: 0,
        rows: [{ state: 'MISSING' }],
      })
    })
  })

  test('keeps everybody’s name and tile; a PIN has whoever was named anew, and the others get one from the manager', async () => {
    const tilesBefore = await old.ask('staff.tiles', {})
    const enrolled = await inItsPlace()
    const dir = mkdtempSync(join(tmpdir(), 'pingchuang-new-machine-'))
    const secret = randomBytes(32)
    const opened = openDesk(root, dir, secret)
    const manager = people[2]
    await installDesk(opened.store, seamsAt(clock), rules, {
      enrolled,
      cityUrl: city.url,
      practice: false,
      staff: [{ ...manager, pin: '864209' }],
    })
    opened.markInstalled()
    opened.close()
    const desk = await aDesk({ ...syncing, dir, secret })
    try {
      const tiles = await desk.ask('staff.tiles', {})
      expect(tiles).toEqual(tilesBefore)
      const [wang, , zhou] = tiles.ok ? tiles.value.tiles : []
      if (!wang || !zhou) throw new Error('three people work here')
      const signIn = async (staffId: typeof wang.staffId, pin: string) => {
        await desk.ask('staff.signOut', {})
        return desk.ask('staff.signIn', { staffId, pin })
      }
      expect(await signIn(wang.staffId, people[0].pin)).toMatchObject({ refusal: { code: 'staff-unknown' } })
      expect(await signIn(zhou.staffId, manager.pin)).toMatchObject({ refusal: { code: 'pin-wrong' } })
      expect(await signIn(zhou.staffId, '864209')).toMatchObject({ ok: true })
      const confirm = { pin: '864209' }
      expect(await desk.ask('staff.setPin', { staffId: wang.staffId, pin: '192837', confirm })).toMatchObject(
        {
          ok: true,
        },
      )
      expect(await signIn(wang.staffId, '192837')).toMatchObject({ ok: true })
    } finally {
      await desk.stop()
      rmSync(dir, { recursive: true, force: true })
    }
  })

  test('cut off while it fetches is no desk yet; started again it asks only for what is missing', async () => {
    const view = await old.ask('case.view', { caseId })
    const [paper] = view.ok ? view.value.papers : []
    if (!paper) throw new Error('the case has no paper')
    old.opened.store.client.pragma('synchronous = OFF')
    for (let n = 0; n < 520; n += 1) await old.ask('paper.printed', { paperId: paper.paperId })
    await drained(old)
    const enrolled = await inItsPlace()
    const asked: number[] = []
    let lets = 1
    const carry: Carry = async (address, request) => {
      const after = /\/v1\/log\?.*after=(\d+)$/.exec(address)?.[1]
      if (after === undefined) return overHttp(address, request)
      if (asked.length >= lets) throw new Error('the line is down')
      asked.push(Number(after))
      return overHttp(address, request)
    }
    const dir = mkdtempSync(join(tmpdir(), 'pingchuang-new-machine-'))
    const secret = randomBytes(32)
    const install = async () => {
      const opened = openDesk(root, dir, secret)
      try {
        const wish = { enrolled, cityUrl: city.url, practice: false, staff: people, carry }
        await installDesk(opened.store, seamsAt(clock), rules, wish)
        opened.markInstalled()
      } finally {
        opened.close()
      }
    }
    await expect(install()).rejects.toMatchObject({ code: 'earlier-logs' })
    lets = 99
    await install()
    expect(asked).toEqual([0, asked[1]])
    expect(asked[1]).toBeGreaterThan(0)
    const desk = await aDesk({ ...syncing, dir, secret })
    expect(logOf(desk)).toEqual(logOf(old))
    await desk.stop()
    rmSync(dir, { recursive: true, force: true })
  })
})
