import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { Move } from '#shared/domain/move.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { digestOf, digestText } from '#tests/day/compare.ts'
import { aCity, newDataDir, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import {
  aSyncingDesk,
  atTheCity,
  caseTaken,
  drained,
  goOn,
  heldBack,
  until,
} from '#tests/support/a-copied-desk.ts'
import { aDesk, cheapPins, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { anOffice } from '#tests/support/an-office.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { fullMoves } from '#tests/support/moves.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

/** What the simulator found; seeds change their meaning with every accident that is added, these stay. */
describe('a desk the city had to stop', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity({ dataDir: newDataDir() })
  }, 120_000)
  afterAll(() => city.close())

  test('hands in its pictures also after it was revoked', async () => {
    const enrolled = await enrol(city.url, await city.newCode(), 'test')
    const quiet = await aDesk({ enrolled, cityUrl: city.url, clock: { nowMs: Date.now() } })
    await cheapPins(quiet)
    await quiet.signIn()
    const picture = aPicture({ bytes: 90_000 }).toString('base64')
    const kept = await quiet.ask('picture.keep', { picture, label: '户口簿' })
    if (!kept.ok) throw new Error(kept.refusal.code)
    const visit = aVisit('V04', { nowMs: quiet.clock.nowMs })
    const rowId = visit.materials[0]?.rowId ?? ''
    await taken(quiet, { ...visit, pictures: [{ rowId, pictureId: kept.value.pictureId }] })
    const { deskId } = enrolled.certificate
    await city.operator('PUT', `/v1/operator/desks/${deskId}`, { status: 'REVOKED' })
    await quiet.stop()
    const { clock, dir, secret } = quiet

    await using desk = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, idleMs: 8_000 })
    await until(() => expect(uploadsOf(desk)).toEqual(['VERIFIED']))
  })

  /** The desk loses its mark, the city everything; then the manager says that this machine goes on. */
  async function rescuedByAForgetfulCity(
    desk: TestDesk,
    newCode: () => Promise<string | undefined> = async () => undefined,
  ): Promise<TestDesk> {
    await desk.stop()
    rmSync(join(desk.dir, 'head-mark.json'))
    await city.loseMemory()
    const { clock, dir, secret } = desk
    const again = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, idleMs: 8_000 })
    await goOn(again, await newCode())
    await drained(again)
    return again
  }

  test('is rescued also by a city that has lost its memory since', async () => {
    const desk = await aSyncingDesk(city)
    const caseNo = await caseTaken(desk)
    await drained(desk)
    await using _again = await rescuedByAForgetfulCity(desk)
    expect(await atTheCity(city)).toContain(caseNo)
  }, 150_000)

  test('brings all it has as another desk, when the city that once signed for it has lost its memory', async () => {
    const desk = await aSyncingDesk(city)
    const caseNo = await caseTaken(desk)
    await drained(desk)
    const { deskId } = getSelf(desk)
    await using again = await rescuedByAForgetfulCity(desk, () => city.newCode())
    expect(getSelf(again).deskId).not.toBe(deskId)
    expect(await atTheCity(city)).toContain(caseNo)
    expect(await heldBack(city)).toEqual([])
    expect(verifyStore(again.opened.store, root)).toEqual([])
  }, 150_000)

  test('keeps what a department did, although nobody but the desk has it any more', async () => {
    const desk = await aSyncingDesk(city)
    desk.clock.nowMs += 60_000
    const visit = aVisit('B01', { nowMs: desk.clock.nowMs })
    const { caseId, caseNo } = await taken(desk, visit, 'RECEIVE_ONLY')
    const view = async (of: TestDesk) => {
      const answer = await of.ask('case.view', { caseId })
      if (!answer.ok) throw new Error(answer.refusal.code)
      return answer.value
    }
    const moved = async (move: Move) =>
      expect(await desk.ask('case.move', { caseId, itemNo: '01', move })).toMatchObject({ ok: true })
    await moved(fullMoves.FORWARD)
    await drained(desk)
    const office = await anOffice(city, (await view(desk)).itemCases[0]?.deptName ?? '')
    const on = dateOf(desk.clock.nowMs)
    const act = { caseNo, itemNo: '01', on, move: fullMoves.ACCEPT }
    expect(await office.act(act)).toMatchObject({ status: 200 })
    await until(async () => {
      await desk.ask('sync.now', {})
      expect((await view(desk)).itemCases[0]?.state).toBe('ACCEPTED')
    })
    await moved(fullMoves.REVIEW)
    await drained(desk)
    const before = digestText(digestOf(await view(desk)))
    await using again = await rescuedByAForgetfulCity(desk)
    expect(digestText(digestOf(await view(again)))).toBe(before)
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/cases/${caseNo}`)
    expect(digestText(body as CaseDigest)).toBe(before)
    expect(await heldBack(city)).toEqual([])
    expect(verifyStore(again.opened.store, root)).toEqual([])
  }, 150_000)
})

const getSelf = ({ opened }: TestDesk) => opened.store.read(getInstallation)

function uploadsOf({ opened }: TestDesk): readonly unknown[] {
  return opened.store.client.prepare('SELECT upload FROM picture_file').pluck().all()
}
