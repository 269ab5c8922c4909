import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { keepFreeze } from '#main/store/notes/epoch.ts'
import { keepFeedEntry } from '#main/store/notes/feed.ts'
import { listUnknownFeed } from '#main/store/queries/feed.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Move } from '#shared/domain/move.ts'
import { type CaseId, EntryId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok } from '#shared/kernel/result.ts'
import { noHash } from '#shared/protocol/entry.ts'
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
  stateOf,
  until,
} from '#tests/support/a-copied-desk.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
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

  /** The desk is revoked, writes on before it hears of it, and goes on as another by a code. */
  async function goneOnAsAnother(desk: TestDesk, meanwhile = async () => {}): Promise<TestDesk> {
    const { clock, dir, secret } = desk
    const { deskId } = getSelf(desk)
    await desk.stop()
    await city.operator('PUT', `/v1/operator/desks/${deskId}`, { status: 'REVOKED' })
    await meanwhile()
    const asked = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    // What is written while the greeting is on its way lies beyond the place the desk was revoked at.
    const carry: Carry = async (address, request) => {
      const reply = await overHttp(address, request)
      if (address.endsWith('/v1/hello')) {
        asked.resolve()
        await written.promise
      }
      return reply
    }
    const again = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, idleMs: 8_000, carry })
    await again.signIn()
    await asked.promise
    await caseTaken(again)
    written.resolve()
    await until(async () => expect((await stateOf(again)).frozen?.reason).toBe('FENCED'))
    await goOn(again, await city.newCode())
    expect(getSelf(again).deskId).not.toBe(deskId)
    return again
  }

  // Seed 832968: a revoked desk that wrote on goes on as another; what departments do with its cases is the new desk's.
  test('hears as another desk what departments do with the cases of the one it was', async () => {
    const desk = await aSyncingDesk(city)
    const visit = aVisit('B01', { nowMs: desk.clock.nowMs })
    const { caseId, caseNo } = await taken(desk, visit, 'RECEIVE_ONLY')
    expect(await desk.ask('case.move', { caseId, itemNo: '01', move: fullMoves.FORWARD })).toMatchObject({
      ok: true,
    })
    await drained(desk)
    const office = await anOffice(city, (await viewed(desk, caseId)).itemCases[0]?.deptName ?? '')
    const acts = async (move: Move) =>
      expect(await office.act({ caseNo, itemNo: '01', on: dateOf(desk.clock.nowMs), move })).toMatchObject({
        status: 200,
      })
    await using again = await goneOnAsAnother(desk, () => acts(fullMoves.ACCEPT))
    const isAt = (state: string) =>
      until(async () => {
        await again.ask('sync.now', {})
        expect((await viewed(again, caseId)).itemCases[0]?.state).toBe(state)
      })
    await isAt('ACCEPTED')
    await drained(again)
    await acts(fullMoves.REVIEW)
    await isAt('IN_REVIEW')
    await drained(again)
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/cases/${caseNo}`)
    expect(digestText(digestOf(await viewed(again, caseId)))).toBe(digestText(body as CaseDigest))
    expect(verifyStore(again.opened.store, root)).toEqual([])
  }, 150_000)

  test('sets right as another desk what came back to the one it was', async () => {
    const other = await aSyncingDesk(city)
    const { applicant } = aVisit('V04')
    const visit = (of: TestDesk, as: object) => ({
      ...aVisit('V04', { nowMs: of.clock.nowMs }),
      applicant: { ...applicant, ...as },
    })
    // A card was read at one counter, the name was typed wrong at the other.
    await taken(other, visit(other, { identityMethod: 'CARD' }), 'ACCEPT')
    await drained(other)
    await other.stop()
    const desk = await aSyncingDesk(city)
    const { caseId } = await taken(desk, visit(desk, { name: '文建因', identityMethod: 'TYPED' }), 'ACCEPT')
    await drained(desk)
    await using again = await goneOnAsAnother(desk)
    await drained(again)
    const back = await again.ask('sync.outbox', { limit: 50 })
    const first = back.ok ? back.value.rows.find((row) => row.caseId === caseId) : undefined
    if (!first) throw new Error('not sent back')
    const { entryId } = first
    const changes = [{ field: 'name' as const, value: applicant.name }]
    expect(await again.ask('sync.answerReturned', { entryId, way: 'FIXED', changes })).toMatchObject({
      ok: true,
    })
    await until(async () => {
      await again.ask('sync.now', {})
      expect((await viewed(again, caseId)).sync).toBe('CONFIRMED')
      expect(await again.ask('sync.status', {})).toMatchObject({
        ok: true,
        value: { returned: 0, waiting: 0 },
      })
    })
    expect(verifyStore(again.opened.store, root)).toEqual([])
  }, 150_000)

  // Seed 850518: frozen as it was started, it never took what an older program had kept unread for it.
  test('takes what an older program kept once it may go on', async () => {
    const desk = await aSyncingDesk(city)
    await drained(desk)
    const { clock, dir, opened, secret } = desk
    opened.store.write((writer) => {
      keepFreeze(writer, 'RESTORED', clock.nowMs)
      const entry = {
        entryId: EntryId.parse(uuidV7(clock.nowMs)),
        kind: 'desk-commanded',
        kindV: 1,
        caseId: null,
        seq: 900,
        hash: noHash,
        body: JSON.stringify({ what: { command: 'KEEP_PICTURES', days: 30 } }),
        madeMs: clock.nowMs,
      }
      keepFeedEntry(writer, entry, 'UNKNOWN', clock.nowMs)
      return ok(undefined)
    })
    await desk.stop()
    await using again = await aDesk({ dir, secret, clock, sync: true, lookEveryMs: 30, idleMs: 8_000 })
    await goOn(again)
    const unread = () => again.opened.store.read((reader) => listUnknownFeed(reader, 5))
    await until(() => expect(unread()).toEqual([]))
  }, 150_000)

  test('keeps what a department did, although nobody but the desk has it any more', async () => {
    const desk = await aSyncingDesk(city)
    desk.clock.nowMs += 60_000
    const visit = aVisit('B01', { nowMs: desk.clock.nowMs })
    const { caseId, caseNo } = await taken(desk, visit, 'RECEIVE_ONLY')
    const moved = async (move: Move) =>
      expect(await desk.ask('case.move', { caseId, itemNo: '01', move })).toMatchObject({ ok: true })
    await moved(fullMoves.FORWARD)
    await drained(desk)
    const office = await anOffice(city, (await viewed(desk, caseId)).itemCases[0]?.deptName ?? '')
    const on = dateOf(desk.clock.nowMs)
    const act = { caseNo, itemNo: '01', on, move: fullMoves.ACCEPT }
    expect(await office.act(act)).toMatchObject({ status: 200 })
    await until(async () => {
      await desk.ask('sync.now', {})
      expect((await viewed(desk, caseId)).itemCases[0]?.state).toBe('ACCEPTED')
    })
    await moved(fullMoves.REVIEW)
    await drained(desk)
    const before = digestText(digestOf(await viewed(desk, caseId)))
    await using again = await rescuedByAForgetfulCity(desk)
    expect(digestText(digestOf(await viewed(again, caseId)))).toBe(before)
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

async function viewed(desk: TestDesk, caseId: CaseId) {
  const answer = await desk.ask('case.view', { caseId })
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
