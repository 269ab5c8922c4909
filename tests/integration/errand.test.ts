import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { AssistDetail } from '#shared/domain/assist-order.ts'
import { AssistOrderId, CentreId, StaffId } from '#shared/kernel/ids.ts'
import { aDesk, root, type TestDesk } from '../support/a-desk.ts'
import {
  acted,
  anErrand,
  anOfficerFiled,
  aWish,
  broughtHome,
  type Errand,
  handedOver,
  signed,
} from '../support/an-errand.ts'
import { fullOrderMoves } from '../support/assist-facts.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { givenBack } from '../support/given-back.ts'
import { aVisitWithOriginals, beside, codeOf, inHand, looked } from '../support/random-custody.ts'
import { aVisit, company, grandmother } from '../support/visits.ts'

/** An errand that has begun: signed for, handed over, under way. */
async function underWay(desk: TestDesk): Promise<Errand> {
  const errand = await anErrand(desk)
  await signed(desk, errand)
  await handedOver(desk, errand)
  await acted(desk, errand, { act: 'TAKE_MATERIALS' })
  await acted(desk, errand, { act: 'START' })
  return errand
}

describe('a 代办', () => {
  test('goes the long way: signed for, handed over, done, given back, called about, closed', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    expect(await acted(desk, errand, { act: 'AUTHORISE' })).toBe('letter-missing')
    const { answer } = await signed(desk, errand)
    expect(answer).toMatchObject({ ok: true, value: { order: { state: 'AUTHORISED' } } })

    expect(await acted(desk, errand, { act: 'START' })).toBe('not-from-this-state')
    expect(await acted(desk, errand, { act: 'TAKE_MATERIALS' })).toBe('not-handed-over')
    await handedOver(desk, errand)
    expect(await acted(desk, errand, { act: 'TAKE_MATERIALS' })).toBe('MATERIALS_TAKEN')
    expect(await acted(desk, errand, { act: 'START' })).toBe('IN_PROGRESS')

    expect(await acted(desk, errand, { act: 'PROGRESS', did: 'CORRECT', note: '补材料' })).toBe(
      'act-not-authorised',
    )
    expect(await acted(desk, errand, fullOrderMoves.PROGRESS)).toBe('IN_PROGRESS')
    expect(await acted(desk, errand, fullOrderMoves.PAUSE)).toBe('PAUSED')
    expect(await acted(desk, errand, fullOrderMoves.FINISH)).toBe('not-from-this-state')
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('IN_PROGRESS')
    expect(await acted(desk, errand, fullOrderMoves.FINISH)).toBe('DONE')

    expect(await acted(desk, errand, fullOrderMoves.RETURN_MATERIALS)).toBe('still-held')
    await broughtHome(desk, errand)
    expect(await acted(desk, errand, { act: 'RETURN_MATERIALS' })).toBe('signature-missing')
    expect(await acted(desk, errand, fullOrderMoves.RETURN_MATERIALS)).toBe('MATERIALS_RETURNED')
    expect(await acted(desk, errand, { act: 'CLOSE' })).toBe('not-from-this-state')
    expect(await acted(desk, errand, { act: 'CALL_MISSED' })).toBe('MATERIALS_RETURNED')
    const calls = await desk.ask('assist.list', { scope: 'calls', limit: 10 })
    expect(calls).toMatchObject({ value: { rows: [{ orderId: errand.orderId, calls: 1 }] } })
    const called = { type: 'value-revealed', caseId: errand.caseId, purpose: 'CALL_BACK', of: 'served.phone' }
    expect(await desk.ask('assist.phone', errand)).toEqual({ ok: true, value: { phone: '13879912345' } })
    expect(desk.journal().at(-1)).toMatchObject(called)
    expect(await acted(desk, errand, fullOrderMoves.FOLLOW_UP)).toBe('FOLLOWED_UP')
    expect(codeOf(await desk.ask('assist.phone', errand))).toBe('nobody-to-call')
    expect(await acted(desk, errand, { act: 'CLOSE' })).toBe('CLOSED')
    expect(await acted(desk, errand, { act: 'START' })).toBe('order-over')
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('is not given up while anything of hers is still with us', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    expect(await acted(desk, errand, fullOrderMoves.STOP)).toBe('still-held')
    await broughtHome(desk, errand)
    expect(await acted(desk, errand, { act: 'STOP', cause: 'PRINCIPAL_ASKED' })).toBe('signature-missing')
    expect(await acted(desk, errand, fullOrderMoves.STOP)).toBe('STOPPED')
    const view = await desk.ask('assist.view', { orderId: errand.orderId })
    expect(view).toMatchObject({ value: { letters: [{ state: 'REVOKED' }], heldCount: 0 } })
  })

  test('does not go on where its papers are not: what was done may be noted, and it may be stopped', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    const [paper] = (await inHand(desk)).filter(({ caseId }) => caseId === errand.caseId)
    if (!paper) throw new Error('nothing was taken')
    const to = { centreId: CentreId.parse('360322101'), centreName: '上栗镇便民服务中心' }
    const offered = await desk.ask('custody.offer', { things: [looked(paper)], to })
    if (!offered.ok) throw new Error(offered.refusal.code)
    const before = desk.journal().length
    expect(await acted(desk, errand, fullOrderMoves.FINISH)).toBe('held-elsewhere')
    expect(await acted(desk, errand, fullOrderMoves.RETURN_MATERIALS)).toBe('held-elsewhere')
    expect(desk.journal()).toHaveLength(before)
    expect(await acted(desk, errand, fullOrderMoves.PROGRESS)).toBe('IN_PROGRESS')
    expect(await acted(desk, errand, fullOrderMoves.PAUSE)).toBe('PAUSED')
  })

  test('leaves no trace of an act that was refused, and nothing is dated ahead or back', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    const before = everythingBut(desk)
    const progress = fullOrderMoves.PROGRESS
    expect(await acted(desk, errand, progress, { on: '2026-09-19' })).toBe('date-ahead')
    expect(await acted(desk, errand, progress, { on: '2026-09-17' })).toBe('before-last-act')
    expect(await acted(desk, errand, { act: 'PROGRESS', note: '去了县里' })).toBe('act-missing')
    expect(await acted(desk, errand, { act: 'PROGRESS', did: 'SUBMIT' })).toBe('note-missing')
    expect(await acted(desk, errand, { act: 'PAUSE', cause: 'LETTER_ENDED' })).toBe('only-the-desk')
    expect(await acted(desk, { orderId: AssistOrderId.parse(uuidV7(1)) }, progress)).toBe('order-unknown')
    expect(everythingBut(desk)).toEqual(before)
  })

  test('is turned down only with the own PIN and a reason', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const refused = { act: 'REFUSE', reason: '须本人到场' } as const
    expect(await acted(desk, errand, refused, { confirm: { pin: '000000' } })).toBe('pin-wrong')
    expect(await acted(desk, errand, { act: 'REFUSE' })).toBe('reason-missing')
    expect(await acted(desk, errand, refused)).toBe('REFUSED')
  })
})

describe('things of a 代办', () => {
  test('are carried away by an officer only under a letter, and come home without one', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    await handedOver(desk, errand)
    const [one] = await inHand(desk)
    if (!one) throw new Error('nothing here')
    const second = await beside(desk, 1)
    const to = { at: 'OFFICER', staffId: second.staffId } as const
    const toOfficer = { things: [looked(one)], to, second }
    expect(codeOf(await desk.ask('custody.handOver', toOfficer))).toBe('letter-missing')
    const { letterId } = await signed(desk, errand)
    expect(await desk.ask('custody.handOver', toOfficer)).toMatchObject({ ok: true })
    await desk.ask('letter.end', { letterId, cause: 'REVOKED', proof: '解除委托书' })
    const [carried] = await inHand(desk, { at: 'OFFICER' })
    if (!carried) throw new Error('the officer has nothing')
    await desk.signIn(1)
    const organ = {
      at: 'DEPARTMENT',
      organ: '县民政局',
      receiver: '刘科员',
      slipPhoto: 'p'.repeat(43),
    } as const
    expect(codeOf(await desk.ask('custody.handOver', { things: [looked(carried)], to: organ }))).toBe(
      'letter-revoked',
    )
    expect(await givenBack(desk, [looked(carried)], '陈桂香')).toMatchObject({
      ok: true,
    })
  })

  test('of an officer who leaves go to the next one, and without a letter into the cabinet', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    await handedOver(desk, errand)
    const { letterId } = await signed(desk, errand)
    const { caseId } = await taken(desk, aVisit('A10'))
    await handedOver(desk, { caseId })
    const second = await beside(desk, 1)
    const rows = await inHand(desk, { at: 'COUNTER' })
    const to = { at: 'OFFICER', staffId: second.staffId } as const
    const out = await desk.ask('custody.handOver', { things: rows.map(looked), to, second })
    if (!out.ok) throw new Error(out.refusal.code)
    await desk.ask('letter.end', { letterId, cause: 'REVOKED', proof: '解除委托书' })
    const all = await desk.ask('custody.handOverAll', {
      from: second.staffId,
      to: desk.session.staff?.staffId ?? second.staffId,
      second,
    })
    expect(all).toMatchObject({ ok: true, value: { n: 1, shelved: { n: 1 } } })
    const [shelved] = await inHand(desk, { at: 'COUNTER' })
    const [carried] = await inHand(desk, { at: 'OFFICER' })
    expect([shelved?.caseId, carried?.caseId, carried?.holderName]).toEqual([errand.caseId, caseId, '王芳'])
  })

  test('of a case nobody runs as an errand need no letter', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const { caseId } = await taken(desk, aVisit('A09'))
    await handedOver(desk, { caseId })
    const [one] = await inHand(desk)
    const second = await beside(desk, 1)
    const answer = await desk.ask('custody.handOver', {
      things: one ? [looked(one)] : [],
      to: { at: 'OFFICER', staffId: second.staffId },
      second,
    })
    expect(answer).toMatchObject({ ok: true })
  })
})

describe('the other ways of helping', () => {
  const person = { kind: 'PERSON', name: '陈桂香', idNumber: grandmother, phone: '13879912345' } as const
  const firm = { kind: 'ORGANISATION', name: '山口岩食品', idNumber: company, phone: '13879912345' } as const
  const profile = { size: 'SMALL', sector: 'C', foundedOn: '2024-03-01', employees: 18 } as const
  test.each([
    ['ACCOMPANY', {}, { mode: 'ACCOMPANY' }, person, undefined],
    ['GUIDE', {}, { mode: 'GUIDE', toWindow: '3 号窗口' }, undefined, undefined],
    [
      'HOME_VISIT',
      { mode: 'HOME_VISIT' },
      { mode: 'HOME_VISIT', place: '桐木村二组' },
      person,
      'place-missing',
    ],
    ['ESCORT', { mode: 'ESCORT' }, { mode: 'ESCORT', place: '县医院' }, person, 'place-missing'],
    [
      'COUNSEL',
      { mode: 'COUNSEL' },
      { mode: 'COUNSEL', question: '低保怎么申请' },
      undefined,
      'question-missing',
    ],
    ['SELF_SERVICE', {}, { mode: 'SELF_SERVICE', device: '社保自助机' }, undefined, undefined],
    [
      'CROSS_REGION',
      { mode: 'CROSS_REGION', way: 'COLLECT_AND_FORWARD' },
      { mode: 'CROSS_REGION', way: 'COLLECT_AND_FORWARD', toOrgan: '浏阳市民政局' },
      person,
      'organ-missing',
    ],
    [
      'POLICY',
      { mode: 'POLICY', policyIds: [] },
      { mode: 'POLICY', profile, policyIds: [] },
      firm,
      'profile-missing',
    ],
    ['COACHING', { mode: 'COACHING' }, { mode: 'COACHING', matterId: 'B01' }, undefined, 'matter-missing'],
    [
      'PROJECT',
      { mode: 'PROJECT', kind: 'KEY_PROJECT' },
      { mode: 'PROJECT', kind: 'KEY_PROJECT', projectName: '花炮产业园', listNo: 'ZD2026-08' },
      firm,
      'project-missing',
    ],
  ] as const)('%s begins without a letter, is done and closed', async (mode, bare, detail, served, code) => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const orderId = AssistOrderId.parse(uuidV7(desk.clock.nowMs))
    const wish = aWish(officerId, served ? { served } : {})
    if (code) {
      const refused = await desk.ask('assist.register', { orderId, wish: { ...wish, detail: bare as never } })
      expect(codeOf(refused)).toBe(code)
    }
    const registered = await desk.ask('assist.register', {
      orderId,
      wish: { ...wish, detail: AssistDetail.parse(detail) },
    })
    expect(registered).toMatchObject({ ok: true, value: { mode, state: 'REGISTERED' } })
    expect(await acted(desk, { orderId }, fullOrderMoves.START)).toBe('IN_PROGRESS')
    if (mode === 'CROSS_REGION') {
      expect(await acted(desk, { orderId }, fullOrderMoves.FINISH)).toBe('not-sent')
      expect(await acted(desk, { orderId }, { act: 'SEND', carrier: '邮政EMS' })).toBe('carrier-missing')
      expect(await acted(desk, { orderId }, fullOrderMoves.SEND)).toBe('IN_PROGRESS')
    } else expect(await acted(desk, { orderId }, fullOrderMoves.SEND)).toMatch(/not-collected/)
    expect(await acted(desk, { orderId }, fullOrderMoves.FINISH)).toBe('DONE')
    expect(await acted(desk, { orderId }, fullOrderMoves.CLOSE)).toBe('CLOSED')
  })
})

describe('a registration', () => {
  test('is refused with what is missing, and nothing is written', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const { caseId } = await taken(desk, aVisit('A09'))
    const orderId = AssistOrderId.parse(uuidV7(desk.clock.nowMs))
    const before = everythingBut(desk)
    const wish = aWish(officerId)
    const consent = { voluntary: true, privacy: true, sensitive: true }
    const tries = [
      ['consent-missing', { ...wish, consent: { ...consent, voluntary: false } }],
      [
        'sensitive-consent-missing',
        { ...wish, category: 'DISABLED', consent: { ...consent, sensitive: false } },
      ],
      ['officer-missing', { ...wish, officerId: undefined }],
      ['officer-not-filed', { ...wish, officerId: StaffId.parse(uuidV7(2)) }],
      ['certificate-of-another', { ...wish, claim: { disabledCertificate: '36031320001130000643' } }],
      ['certificate-form', { ...wish, claim: { disabledCertificate: '12' } }],
      ['category-reason-missing', { ...wish, category: 'OTHER' }],
      ['matter-unknown', { ...wish, matterId: 'Z99' }],
    ] as const
    for (const [code, said] of tries)
      expect(codeOf(await desk.ask('assist.register', { orderId, caseId, wish: said })), code).toBe(code)
    expect(codeOf(await desk.ask('assist.register', { orderId, wish }))).toBe('person-missing')
    expect(everythingBut(desk)).toEqual(before)
  })

  test('has no room for a fee, wherever one is tried', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const paid = { ...aWish(errand.officerId), feeFen: 5_000 }
    const asked = { orderId: AssistOrderId.parse(uuidV7(3)), caseId: errand.caseId, wish: paid }
    await expect(desk.ask('assist.register', asked)).rejects.toThrow('input-malformed: assist.register wish')
    const inDetail = { ...aWish(errand.officerId), detail: { mode: 'GUIDE', fee: 1 } as never }
    await expect(desk.ask('assist.register', { ...asked, wish: inDetail })).rejects.toThrow(
      'input-malformed: assist.register wish',
    )
    const move = { act: 'FINISH', result: 'GRANTED', amountFen: 100 } as never
    await expect(desk.ask('assist.move', { orderId: errand.orderId, move })).rejects.toThrow(
      'input-malformed: assist.move move',
    )
  })

  test('puts the old and the disabled first, in the list and with the reason', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const young = {
      kind: 'PERSON',
      name: '黄秋生',
      idNumber: '360313200011300006',
      phone: '13879912345',
    } as const
    const id = () => AssistOrderId.parse(uuidV7(desk.clock.nowMs))
    const other = { category: 'OTHER', otherCategory: '返乡务工', detail: { mode: 'ACCOMPANY' } } as const
    await desk.ask('assist.register', { orderId: id(), wish: aWish(officerId, { ...other, served: young }) })
    const old = { ...young, name: '陈桂香', idNumber: grandmother }
    desk.clock.nowMs += 60_000
    await desk.ask('assist.register', { orderId: id(), wish: aWish(officerId, { ...other, served: old }) })
    const claim = { disabledCertificate: '36031320001130000643' }
    desk.clock.nowMs += 60_000
    await desk.ask('assist.register', {
      orderId: id(),
      wish: aWish(officerId, { ...other, served: young, claim }),
    })
    const listed = await desk.ask('assist.list', { scope: 'open', limit: 10 })
    const grounds = listed.ok ? listed.value.rows.map(({ priority }) => priority.grounds) : []
    expect(grounds).toEqual([['ELDERLY'], ['DISABLED'], []])
    expect(listed.ok && listed.value.rows[0]?.name).toBe('陈*香')

    // The certificate once shown goes for the same person in every other list.
    const visit = aVisitWithOriginals('D01', desk.clock.nowMs)
    const { idNumber, name } = young
    await taken(desk, { ...visit, applicant: { ...visit.applicant, idNumber, name } })
    const cases = await desk.ask('case.list', { scope: 'all', limit: 5 })
    const board = await desk.ask('case.board', { limit: 50 })
    const found = await desk.ask('find.anything', { typed: idNumber })
    const kept = await inHand(desk)
    const rows = [
      ...(cases.ok ? cases.value.rows : []),
      ...(board.ok ? [...board.value.untold, ...board.value.normal] : []),
      ...(found.ok ? found.value.parties : []),
      ...kept,
    ]
    expect(rows.length).toBeGreaterThan(4)
    for (const { priority } of rows) expect(priority).toEqual({ grounds: ['DISABLED'] })
  })
})
