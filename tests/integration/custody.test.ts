import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { enrol } from '#main/sync/enrol.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import { aCity, neighbour, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, byHand, root, type TestDesk } from '../support/a-desk.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { givenBack } from '../support/given-back.ts'
import { aPhoto, aVisitWithOriginals, beside, codeOf, inHand, looked } from '../support/random-custody.ts'

const them = { centreId: CentreId.parse(neighbour), centreName: '邻镇便民服务中心' }

/** A matter with originals that stay, at a counter with a clerk signed in. */
async function withOriginals(desk: TestDesk) {
  await desk.signIn()
  await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
  const rows = await inHand(desk)
  const [one, two] = rows
  if (!one || !two) throw new Error('this matter keeps no originals')
  return { one, two, rows }
}

describe('an original taken in at the counter', () => {
  test('is a thing with one holder, without a second record of it', async () => {
    await using desk = await aDesk()
    const { one, rows } = await withOriginals(desk)
    expect(new Set(desk.journal().map(({ type }) => type))).not.toContain('handover-made')
    expect(rows.every(({ holder, state }) => holder.at === 'COUNTER' && state === 'AT_COUNTER')).toBe(true)
    const chain = await desk.ask('custody.chain', { thingId: one.thingId })
    expect(chain).toMatchObject({ ok: true, value: { legs: [{ kind: 'TAKEN_IN' }] } })
  })

  test('goes from hand to hand with two people, to a department with its stamp, and home by its slip', async () => {
    await using desk = await aDesk()
    const { one } = await withOriginals(desk)
    const officer = await beside(desk, 1)
    const out = await desk.ask('custody.handOver', {
      things: [looked(one)],
      to: { at: 'OFFICER', staffId: officer.staffId },
      second: officer,
    })
    expect(out).toMatchObject({ ok: true, value: { slip: { docNo: expect.stringContaining('交字') } } })
    await desk.signIn(1)
    const [mine] = await inHand(desk, { at: 'OFFICER' })
    if (!mine) throw new Error('the officer has nothing')
    const department = { at: 'DEPARTMENT', organ: '县自然资源局', receiver: '刘科员' } as const
    expect(codeOf(await desk.ask('custody.handOver', { things: [looked(mine)], to: department }))).toBe(
      'slip-photo-missing',
    )
    await desk.ask('custody.handOver', { things: [looked(mine)], to: { ...department, slipPhoto: aPhoto } })
    const [there] = await inHand(desk, { at: 'DEPARTMENT' })
    if (!there) throw new Error('nothing at the department')
    // It is still ours to answer for: no file is closed over it, and it is not given back at the counter.
    const { caseId, rowId = '' } = there
    expect(codeOf(await desk.ask('case.giveBack', { caseId, rowIds: [rowId], signedBy: '陈桂香' }))).toBe(
      'original-not-here',
    )
    const acts = await desk.ask('case.acts', { caseId })
    expect(acts.ok && acts.value.originals.map((each) => each.rowId)).toContain(rowId)

    await desk.ask('custody.handOver', {
      things: [looked(there)],
      to: { at: 'COUNTER' },
      releasedBy: '刘科员',
    })
    const [back] = (await inHand(desk, { at: 'COUNTER' })).filter(({ state }) => state === 'BACK_AT_COUNTER')
    if (!back) throw new Error('not back')
    expect(codeOf(await givenBack(desk, [looked(back)], '赵生人'))).toBe('stranger')
    expect(await givenBack(desk, [looked(back)], '陈桂香')).toMatchObject({
      ok: true,
    })
    const chain = await desk.ask('custody.chain', { thingId: back.thingId })
    expect(chain.ok && chain.value.legs.map(({ to }) => to)).toHaveLength(5)
    expect(chain.ok && chain.value.thing).toMatchObject({ state: 'RETURNED', gone: true })
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })
})

describe('what cannot be', () => {
  test('is refused with a code, and nothing is changed', async () => {
    await using desk = await aDesk()
    const { one, two } = await withOriginals(desk)
    const officer = await beside(desk, 1)
    const toOfficer = { at: 'OFFICER', staffId: officer.staffId } as const
    const bare = { thingId: one.thingId, tip: one.tip }
    const before = everythingBut(desk, 'staff_pin')
    const tries = [
      ['no-lines', desk.ask('custody.handOver', { things: [], to: { at: 'COUNTER' } })],
      [
        'line-twice',
        desk.ask('custody.handOver', { things: [looked(one), looked(one)], to: toOfficer, second: officer }),
      ],
      ['second-needed', desk.ask('custody.handOver', { things: [looked(one)], to: toOfficer })],
      [
        'original-unidentified',
        desk.ask('custody.handOver', { things: [bare], to: toOfficer, second: officer }),
      ],
      [
        'base-stale',
        desk.ask('custody.handOver', {
          things: [{ ...looked(one), tip: 'stale' as never }],
          to: toOfficer,
          second: officer,
        }),
      ],
      [
        'waybill-form',
        desk.ask('custody.handOver', {
          things: [looked(one)],
          to: { at: 'COURIER', company: 'SF', waybill: 'SF1' },
        }),
      ],
      ['stranger', givenBack(desk, [looked(one)], '赵生人')],
      ['signature-missing', givenBack(desk, [looked(two)], '')],
      [
        'pin-wrong',
        desk.ask('custody.handOver', {
          things: [looked(one)],
          to: toOfficer,
          second: { ...officer, pin: '000000' },
        }),
      ],
      ['offer-unreadable', desk.ask('custody.accept', { parts: ['PO1-AAAAAAAA-1-1-AAAA'] })],
      [
        'never-hold',
        desk.ask('custody.takeIn', {
          caseId: one.caseId,
          from: { at: 'APPLICANT', signedBy: '陈桂香' },
          to: 'COUNTER',
          lines: [{ name: '居民身份证', form: 'ORIGINAL', docNumber: '1', copies: 1, condition: 'GOOD' }],
        }),
      ],
      [
        'fee-unreceipted',
        desk.ask('custody.takeIn', {
          caseId: one.caseId,
          from: { at: 'APPLICANT', signedBy: '陈桂香' },
          to: 'COUNTER',
          lines: [{ name: '登记费', form: 'FEE_RECEIPT', copies: 1, condition: 'GOOD' }],
        }),
      ],
    ] as const
    for (const [code, asked] of tries) expect(codeOf(await asked), code).toBe(code)
    expect(everythingBut(desk, 'staff_pin')).toEqual(before)
  })
})

test('an officer who leaves hands over everything in one list, to one person', async () => {
  await using desk = await aDesk()
  const { one, two } = await withOriginals(desk)
  const officer = await beside(desk, 1)
  await desk.ask('custody.handOver', {
    things: [looked(one), looked(two)],
    to: { at: 'OFFICER', staffId: officer.staffId },
    second: officer,
  })
  const manager = await beside(desk, 2)
  await desk.signIn(1)
  const all = await desk.ask('custody.handOverAll', {
    from: officer.staffId,
    to: manager.staffId,
    second: manager,
  })
  expect(all).toMatchObject({ ok: true, value: { n: 2 } })
  expect((await inHand(desk, { at: 'OFFICER' })).map(({ holderName }) => holderName)).toEqual([
    '周建国',
    '周建国',
  ])
})

describe('two desks without a line', () => {
  test('hand over by codes: the receiver needs no case, the receipt tells the giver, twice is refused', async () => {
    await using ours = await aDesk()
    await using theirs = await aDesk({ enrolled: byHand(neighbour) })
    const { one, two } = await withOriginals(ours)
    await theirs.signIn()
    const offered = await ours.ask('custody.offer', { things: [looked(one), looked(two)], to: them })
    if (!offered.ok) throw new Error(offered.refusal.code)
    expect(offered.value.parts).toHaveLength(1)
    expect(codeOf(await givenBack(ours, [looked(one)], '陈桂香'))).toBe('already-offered')
    expect(codeOf(await ours.ask('custody.accept', { parts: offered.value.parts }))).toBe('offer-not-for-you')
    expect(await theirs.ask('custody.readOffer', { parts: offered.value.parts })).toMatchObject({
      ok: true,
      value: { offers: [{ forUs: true, lines: [{}, {}] }] },
    })

    const accepted = await theirs.ask('custody.accept', { parts: offered.value.parts })
    if (!accepted.ok) throw new Error(accepted.refusal.code)
    expect(codeOf(await theirs.ask('custody.accept', { parts: offered.value.parts }))).toBe('offer-accepted')
    expect((await inHand(theirs)).map(({ state }) => state)).toEqual(['AT_COUNTER', 'AT_COUNTER'])

    expect(await ours.ask('custody.acknowledge', { parts: accepted.value.receipt })).toMatchObject({
      ok: true,
      value: { n: 2, disputed: false },
    })
    const [known] = await inHand(ours, { at: 'COUNTER', holder: neighbour })
    expect(known?.holder).toMatchObject({ at: 'COUNTER', centreId: neighbour })
    // Nobody hands on what lies in another's cabinet.
    if (known) expect(codeOf(await givenBack(ours, [looked(known)], '陈桂香'))).toBe('not-the-holder')
    for (const desk of [ours, theirs]) expect(verifyStore(desk.opened.store, root)).toEqual([])
  })
})

describe('at the city', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity()
  }, 120_000)
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  const open = async (centreId: string) =>
    aDesk({
      enrolled: await enrol(city.url, await city.newCode(centreId), 'test'),
      cityUrl: city.url,
      sync: true,
      lookEveryMs: 60_000,
    })
  const custodyOf = async () => {
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/custody?limit=200`)
    return body as {
      totals: { in: number; out: number; held: number; disputed: number }
      things: { thingId: string }[]
    }
  }

  test('two acceptances of one offer are both kept and disputed, until a manager has looked', async () => {
    await using ours = await open(township)
    await using first = await open(neighbour)
    await using other = await open(neighbour)
    const { one } = await withOriginals(ours)
    const offered = await ours.ask('custody.offer', { things: [looked(one)], to: them })
    if (!offered.ok) throw new Error(offered.refusal.code)
    // Each has heard all there is before: from here on neither looks, so neither can hear of the other.
    for (const desk of [first, other]) {
      await desk.signIn()
      await drain(desk)
    }
    for (const desk of [first, other])
      expect(await desk.ask('custody.accept', { parts: offered.value.parts })).toMatchObject({ ok: true })
    for (const desk of [first, other]) await drain(desk)
    await drain(ours)
    const place = async () => (await custodyOf()).things.find(({ thingId }) => thingId === one.thingId)
    expect(await place()).toMatchObject({
      holderAt: 'COUNTER',
      holderKey: township,
      disputed: true,
      gone: false,
    })
    expect((await custodyOf()).totals).toMatchObject({ out: 0, disputed: 1, waiting: 0 })

    await other.signIn(2)
    const [claimed] = await inHand(other)
    if (!claimed) throw new Error('not taken over')
    await other.ask('custody.override', {
      things: [{ thingId: claimed.thingId, tip: claimed.tip }],
      to: { at: 'COUNTER' },
      reason: '两边当面核对，在本中心柜台',
    })
    await drain(other)
    expect(await place()).toMatchObject({
      holderAt: 'COUNTER',
      holderKey: neighbour,
      disputed: false,
      gone: false,
    })
    const { totals } = await custodyOf()
    expect(totals.in - totals.out).toBe(totals.held)
  }, 120_000)
})

async function drain(desk: TestDesk): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    await desk.ask('sync.now', {})
    const status = await desk.ask('sync.status', {})
    if (status.ok && status.value.waiting === 0) {
      expect(status.value).toMatchObject({ returned: 0, held: 0 })
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('did not drain')
}
