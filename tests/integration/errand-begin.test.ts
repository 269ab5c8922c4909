import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'
import { anOriginal, begun } from '../support/a-beginning.ts'
import { aDesk, root, type TestDesk } from '../support/a-desk.ts'
import { anOfficerFiled, aWish } from '../support/an-errand.ts'
import { taken } from '../support/at-the-counter.ts'
import { inkOf, lineOf } from '../support/ink.ts'
import { codeOf, inHand } from '../support/random-custody.ts'
import { aVisit } from '../support/visits.ts'

async function aCase(
  desk: TestDesk,
  matterId = 'A09',
  change: object = {},
): Promise<{ readonly caseId: CaseId; readonly officerId: StaffId }> {
  const officerId = await anOfficerFiled(desk)
  const { caseId } = await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs, ...change }))
  return { caseId, officerId }
}

const aFee = {
  name: '法定规费缴费凭据',
  form: 'FEE_RECEIPT',
  copies: 1,
  condition: 'GOOD',
  fee: { amountFen: 8_000, receiptNo: '赣财 00123456', purpose: '不动产登记费' },
} as const

describe('转代办', () => {
  test('is written in one breath: registration, letter, slip, bag, and the order one step on', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    const before = desk.journal().length
    const done = await begun(desk, errand)
    expect(done).toMatchObject({
      ok: true,
      value: {
        order: { state: 'MATERIALS_TAKEN', officerName: '李敏' },
        letterNo: expect.stringMatching(/-W01$/),
      },
    })
    expect(
      desk
        .journal()
        .slice(before)
        .map(({ type }) => type),
    ).toEqual(['assist-registered', 'letter-signed', 'assist-moved', 'handover-made', 'assist-moved'])
    const [thing] = await inHand(desk, { lane: 'COLLEAGUES' })
    expect(thing).toMatchObject({ state: 'WITH_OFFICER', docNumber: anOriginal.docNumber })
    // Home at the latest when the letter ends.
    expect(done).toMatchObject({ value: { order: { letter: { validTo: thing?.returnBy } } } })
    expect(thing?.bagNo).toMatch(/-J01$/)
    const view = await desk.ask('case.view', { caseId: errand.caseId })
    expect(view.ok ? view.value.history.filter(({ kind }) => kind === 'assist-moved') : view).toMatchObject([
      { note: '已委托' },
      { note: '材料已收' },
    ])
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('says first what it would be: who goes first, what must be done in person, how long, by whom', async () => {
    await using desk = await aDesk()
    const { caseId } = await aCase(desk)
    const told = await desk.ask('errand.outlook', { caseId })
    expect(told).toMatchObject({
      value: {
        principal: { name: '陈桂香', minor: false },
        category: 'ELDERLY',
        grounds: ['ELDERLY'],
        officers: [{ name: '李敏' }],
      },
    })
    const rows = told.ok ? told.value.rows : []
    expect(rows.some(({ name, neverHeld }) => neverHeld && name.includes('身份证'))).toBe(true)
  })

  test('leaves nothing behind when any part of it is refused', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    const before = desk.journal().length
    const refused: Readonly<Record<string, Parameters<typeof begun>[2]>> = {
      'no-lines': { lines: [] },
      'never-hold': { lines: [{ ...anOriginal, name: '居民身份证' }] },
      'original-unidentified': {
        lines: [{ name: '户口簿', form: 'ORIGINAL', copies: 1, condition: 'GOOD' }],
      },
      'fee-unreceipted': { lines: [anOriginal, { ...anOriginal, form: 'COPY', fee: aFee.fee }] },
      'act-not-authorised': { lines: [anOriginal, aFee] },
      'pin-wrong': { officer: { pin: '000000' } },
      'text-changed': { signature: inkOf('陈桂香') },
      'acts-missing': { letter: { acts: [] } },
      'consent-missing': { letter: { dataConsent: false } },
      'signer-not-entitled': { signer: '张三丰' },
      'row-unknown': { lines: [{ ...anOriginal, rowId: 'M99' }] },
    }
    for (const [code, wish] of Object.entries(refused))
      expect([code, codeOf(await begun(desk, errand, wish))]).toEqual([code, code])
    expect(desk.journal().length).toBe(before)
    expect(await inHand(desk)).toEqual([])
  })

  test('takes no blank and no shrunk name, under the letter or under the slip', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    const before = desk.journal().length
    const blank = (sha: string) => ({ ...lineOf(10, 8), name: '陈桂香', textSha256: sha })
    const shrunk = (sha: string) => ({ ...inkOf('陈桂香', sha), drawn: { widthMm: 90, heightMm: 20 } })
    for (const [code, ink] of [
      ['signature-blank', blank],
      ['signature-shrunk', shrunk],
    ] as const) {
      expect(codeOf(await begun(desk, errand, { spoil: { letter: ink } }))).toBe(code)
      expect(codeOf(await begun(desk, errand, { spoil: { slip: ink } }))).toBe(code)
    }
    expect(desk.journal().length).toBe(before)
  })

  test('asks for an officer whose filing holds today', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    desk.clock.nowMs = Date.parse('2031-01-04T09:00:00+08:00')
    const before = desk.journal().length
    expect(codeOf(await begun(desk, errand))).toBe('filing-lapsed')
    expect(desk.journal().length).toBe(before)
  })

  test('passes on a statutory fee only by its receipt, and only where the letter says so', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    const acts = ['SUBMIT', 'PAY_STATUTORY_FEE'] as const
    const done = await begun(desk, errand, { letter: { acts: [...acts] }, lines: [anOriginal, aFee] })
    expect(done.ok).toBe(true)
    const held = await inHand(desk)
    expect(held.map(({ form }) => form).toSorted()).toEqual(['FEE_RECEIPT', 'ORIGINAL'])
  })

  test('is begun once a case', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    expect((await begun(desk, errand)).ok).toBe(true)
    expect(codeOf(await begun(desk, errand))).toBe('errand-open')
    const told = await desk.ask('errand.outlook', { caseId: errand.caseId })
    expect(told).toMatchObject({ value: { open: { state: 'MATERIALS_TAKEN' } } })
  })

  test('asks apart for what is nobody’s business', async () => {
    await using desk = await aDesk()
    const errand = await aCase(desk)
    const hardship = aWish(errand.officerId, { category: 'HARDSHIP' })
    expect(codeOf(await begun(desk, errand, { wish: hardship, letter: { sensitiveConsent: false } }))).toBe(
      'sensitive-consent-missing',
    )
  })
})
