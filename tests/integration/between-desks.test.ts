import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { enrol } from '#main/sync/enrol.ts'
import { CentreId, type IncidentId } from '#shared/kernel/ids.ts'
import { aCity, neighbour, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, root, type TestDesk } from '../support/a-desk.ts'
import { handedOver } from '../support/an-errand.ts'
import { taken } from '../support/at-the-counter.ts'
import { aFaultyLine } from '../support/faulty-line.ts'
import { fullMoves } from '../support/moves.ts'
import { aVisitWithOriginals, beside, codeOf, inHand, looked } from '../support/random-custody.ts'
import { aVisit } from '../support/visits.ts'

const them = { centreId: CentreId.parse(neighbour), centreName: '邻镇便民服务中心' }
const us = { centreId: CentreId.parse(township), centreName: '桐木镇便民服务中心' }

/** A village hands on to a township: two desks, one city, and neither line is always there. */
describe('one case at two desks', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity()
  }, 120_000)
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  const open = async (centreId: string, cityUrl = city.url) => {
    const desk = await aDesk({
      enrolled: await enrol(cityUrl, await city.newCode(centreId), 'between'),
      cityUrl,
      sync: true,
      lookEveryMs: 60_000,
    })
    await desk.signIn()
    return desk
  }

  async function shared() {
    const ours = await open(township)
    const theirs = await open(neighbour)
    await taken(ours, aVisitWithOriginals('D01', ours.clock.nowMs))
    // A new desk reads what its centre shares from the start: its own case is the one taken in here.
    const own = ours.journal().find((event) => event.type === 'matter-received')?.caseId
    const one = (await inHand(ours)).find(({ caseId }) => caseId === own)
    if (!one) throw new Error('this matter keeps no originals')
    const offered = await ours.ask('custody.offer', { things: [looked(one)], to: them })
    if (!offered.ok) throw new Error(offered.refusal.code)
    return { ours, theirs, one, caseId: one.caseId, parts: offered.value.parts }
  }

  test('the receiver sees the case from its first act, the giver hears of the acceptance without a receipt', async () => {
    const { caseId, one, ours, parts, theirs } = await shared()
    await using _ = ours
    await using __ = theirs
    expect(codeOf(await theirs.ask('case.told', { caseId }))).toBe('case-unknown')
    expect(await theirs.ask('custody.accept', { parts })).toMatchObject({ ok: true })
    await quiet(ours, theirs)

    expect(await theirs.ask('case.told', { caseId })).toMatchObject({
      ok: true,
      value: { caseNo: one.caseNo, mandate: 'NOT_NEEDED' },
    })
    expect(chainOf(theirs, one.thingId)).toEqual(chainOf(ours, one.thingId))
    expect(standOf(theirs, one.thingId)).toEqual(standOf(ours, one.thingId))
    expect(standOf(ours, one.thingId)).toMatchObject({ holder_key: neighbour, disputed: 0, offer_id: null })
    for (const desk of [ours, theirs]) expect(verifyStore(desk.opened.store, root)).toEqual([])
  }, 120_000)

  test('whoever does not hold its things looks at it: an act is refused and names who holds them', async () => {
    const { caseId, one, ours, parts, theirs } = await shared()
    await using _ = ours
    await using __ = theirs
    const move = { caseId, itemNo: '01', move: fullMoves.ACCEPT }
    expect(await ours.ask('case.move', move)).toMatchObject({
      ok: false,
      refusal: { code: 'held-elsewhere', detail: { holder: `${them.centreName}（待接收）` } },
    })
    await theirs.ask('custody.accept', { parts })
    await quiet(ours, theirs)
    const before = ours.journal().length
    expect(await ours.ask('case.move', move)).toMatchObject({
      ok: false,
      refusal: { code: 'held-elsewhere' },
    })
    expect(codeOf(await theirs.ask('case.move', move))).toBe('held-elsewhere')
    const home = { caseId, rowIds: [one.rowId ?? ''], signedBy: one.ownerName }
    expect(codeOf(await ours.ask('case.giveBack', home))).toBe('original-not-here')
    expect(codeOf(await theirs.ask('case.giveBack', home))).toBe('case-unknown')
    expect(ours.journal()).toHaveLength(before)

    const [there] = (await inHand(theirs)).filter(({ thingId }) => thingId === one.thingId)
    if (!there) throw new Error('not taken over')
    const back = await theirs.ask('custody.offer', { things: [looked(there)], to: us })
    if (!back.ok) throw new Error(back.refusal.code)
    expect(await ours.ask('custody.accept', { parts: back.value.parts })).toMatchObject({ ok: true })
    expect(codeOf(await ours.ask('case.move', move))).not.toBe('held-elsewhere')
    await quiet(ours, theirs)
    expect(standOf(theirs, one.thingId)).toEqual(standOf(ours, one.thingId))
  }, 120_000)

  test('two acceptances while offline are disputed at every desk; a manager’s override reaches them all', async () => {
    const { one, ours, parts, theirs } = await shared()
    const other = await open(neighbour)
    await using _ = ours
    await using __ = theirs
    await using ___ = other
    for (const desk of [theirs, other])
      expect(await desk.ask('custody.accept', { parts })).toMatchObject({ ok: true })
    await quiet(ours, theirs, other)
    for (const desk of [ours, theirs, other]) {
      expect(standOf(desk, one.thingId)).toEqual(standOf(ours, one.thingId))
      expect(standOf(desk, one.thingId)).toMatchObject({ disputed: 1, holder_key: township })
      expect(chainOf(desk, one.thingId)).toHaveLength(3)
    }
    await other.signIn(2)
    const claimed = (await inHand(other)).find(({ thingId }) => thingId === one.thingId)
    if (!claimed) throw new Error('not taken over')
    expect(
      await other.ask('custody.override', {
        things: [{ thingId: claimed.thingId, tip: claimed.tip }],
        to: { at: 'COUNTER' },
        reason: '两边当面核对，在本中心柜台',
      }),
    ).toMatchObject({ ok: true })
    await quiet(ours, theirs, other)
    for (const desk of [ours, theirs, other]) {
      expect(standOf(desk, one.thingId)).toMatchObject({ disputed: 0, holder_key: neighbour })
    }
    // In the evening it lies in the cabinet of the one desk whose manager saw it, and only there.
    for (const [desk, n] of [
      [theirs, 0],
      [other, 1],
    ] as const) {
      const plan = await desk.ask('day.plan', {})
      expect(plan).toMatchObject({ ok: true, value: { sum: { custody: { in: 0, here: n } } } })
      expect(plan.ok && plan.value.overridden).toHaveLength(n)
    }
    for (const desk of [ours, theirs, other]) {
      expect(verifyStore(desk.opened.store, root)).toEqual([])
    }
  }, 120_000)

  test('an offer withdrawn while the other desk accepted it offline is disputed at both, and both acts are kept', async () => {
    const { one, ours, parts, theirs } = await shared()
    await using _ = ours
    await using __ = theirs
    await theirs.ask('custody.accept', { parts })
    const [offered] = (await inHand(ours)).filter(({ offerId }) => offerId)
    if (!offered?.offerId) throw new Error('nothing on offer')
    await ours.ask('custody.withdraw', { offerId: offered.offerId, because: 'WITHDRAWN', reason: '改日再送' })
    await quiet(ours, theirs)
    for (const desk of [ours, theirs]) {
      expect(standOf(desk, one.thingId)).toMatchObject({ disputed: 1, holder_key: township })
      expect(chainOf(desk, one.thingId)).toHaveLength(3)
    }
  }, 120_000)

  test('papers on a slip that is told only after their acceptance are one way, from the applicant on', async () => {
    const line = await aFaultyLine(city.url)
    await using _line = { [Symbol.asyncDispose]: () => line.close() }
    await using ours = await open(township, line.url)
    await using theirs = await open(neighbour)
    line.set('down')
    const { caseId } = await taken(ours, aVisit('A09', { nowMs: ours.clock.nowMs }))
    await handedOver(ours, { caseId })
    const [one] = (await inHand(ours)).filter((each) => each.caseId === caseId)
    if (!one) throw new Error('nothing was taken in')
    const offered = await ours.ask('custody.offer', { things: [looked(one)], to: them })
    if (!offered.ok) throw new Error(offered.refusal.code)
    expect(await theirs.ask('custody.accept', { parts: offered.value.parts })).toMatchObject({ ok: true })
    await drain(theirs)
    line.set('up')
    await quiet(ours, theirs)
    expect(standOf(ours, one.thingId)).toEqual(standOf(theirs, one.thingId))
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/custody?limit=200`)
    const { things } = body as { readonly things: readonly { readonly thingId: string }[] }
    expect(things.find(({ thingId }) => thingId === one.thingId)).toMatchObject({
      holderAt: 'COUNTER',
      holderKey: neighbour,
      disputed: false,
    })
  }, 120_000)

  test('a loss told at one desk stops the other, which had not heard of it while it was away', async () => {
    const { one, ours, parts, theirs } = await shared()
    await using _ = ours
    await using __ = theirs
    await theirs.ask('custody.accept', { parts })
    await theirs.ask('custody.incident', {
      thingIds: [one.thingId],
      kind: 'LOST',
      account: '盘点时没有找到',
      second: await beside(theirs, 1),
    })
    await quiet(ours, theirs)
    expect(standOf(ours, one.thingId)).toEqual(standOf(theirs, one.thingId))
    expect(standOf(ours, one.thingId)).toMatchObject({ state: 'LOST' })
  }, 120_000)

  test('a loss told at two desks at once is open until both are closed, at either of them', async () => {
    const { one, ours, parts, theirs } = await shared()
    await using _ = ours
    await using __ = theirs
    // From here on it asks for nothing until it has something to say itself.
    await quiet(ours)
    await theirs.ask('custody.accept', { parts })
    const told = { kind: 'LOST', account: '没有找到' } as const
    const missed: { readonly desk: TestDesk; readonly incidentId: IncidentId }[] = []
    for (const desk of [theirs, ours]) {
      const answer = await desk.ask('custody.incident', {
        ...told,
        thingIds: [one.thingId],
        second: await beside(desk, 1),
      })
      if (!answer.ok) throw new Error(answer.refusal.code)
      for (const incidentId of answer.value.incidentIds) missed.push({ desk, incidentId })
    }
    await quiet(ours, theirs)
    for (const [n, { desk, incidentId }] of missed.entries()) {
      await desk.signIn(2)
      const closing = {
        incidentId,
        outcome: 'FOUND',
        account: '找到了',
        second: await beside(desk, 1),
      } as const
      expect(await desk.ask('custody.closeIncident', closing)).toMatchObject({ ok: true })
      await quiet(ours, theirs)
      for (const each of [ours, theirs])
        expect(standOf(each, one.thingId)).toMatchObject({ state: n === 0 ? 'LOST' : 'AT_COUNTER' })
    }
    for (const desk of [ours, theirs]) expect(verifyStore(desk.opened.store, root)).toEqual([])
  }, 120_000)
})

/** Every line is drained until nobody has anything new to say. */
async function quiet(...desks: readonly TestDesk[]): Promise<void> {
  for (let same = 0, before = ''; same < 2; ) {
    for (const desk of desks) await drain(desk)
    const now = desks.map((desk) => desk.journal().length).join(' ')
    same = now === before ? same + 1 : 0
    before = now
  }
}

async function drain(desk: TestDesk): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    await desk.ask('sync.now', {})
    await new Promise((resolve) => setTimeout(resolve, 50))
    const status = await desk.ask('sync.status', {})
    if (!status.ok || status.value.waiting > 0) continue
    expect(status.value).toMatchObject({ returned: 0, held: 0 })
    return
  }
  throw new Error('did not drain')
}

function chainOf(desk: TestDesk, thingId: string): unknown[] {
  return desk.opened.store.client
    .prepare('SELECT leg_id, base, kind, acted_on FROM custody_leg WHERE thing_id = ? ORDER BY leg_id')
    .all(thingId)
}

function standOf(desk: TestDesk, thingId: string): unknown {
  return desk.opened.store.client
    .prepare(
      `SELECT case_no, home, owners, holder_at, holder_key, since, tip, away, disputed, slip_id, offer_id,
              incident_id, state, gone FROM custody_thing WHERE thing_id = ?`,
    )
    .get(thingId)
}
