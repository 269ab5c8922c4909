import { describe, expect, test } from 'vitest'
import { letterText } from '#main/services/letter-text.ts'
import { AssistOrderId, LetterId } from '#shared/kernel/ids.ts'
import { aDesk, people, type TestDesk } from '../support/a-desk.ts'
import {
  acted,
  anErrand,
  anOfficerFiled,
  aWish,
  type Errand,
  handedOver,
  letterWish,
  signed,
} from '../support/an-errand.ts'
import { fullOrderMoves } from '../support/assist-facts.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { fingerprintOf, inkOf, lineOf } from '../support/ink.ts'
import { codeOf } from '../support/random-custody.ts'
import { aVisit } from '../support/visits.ts'

const dayMs = 86_400_000

async function underWay(desk: TestDesk, validTo = '2026-10-16'): Promise<Errand & { letterId: LetterId }> {
  const errand = await anErrand(desk)
  const { letterId } = await signed(desk, errand, { wish: { validTo } })
  await handedOver(desk, errand)
  await acted(desk, errand, { act: 'TAKE_MATERIALS' })
  await acted(desk, errand, { act: 'START' })
  return { ...errand, letterId }
}

async function stateOf(desk: TestDesk, { orderId }: Pick<Errand, 'orderId'>) {
  const view = await desk.ask('assist.view', { orderId })
  if (!view.ok) throw new Error(view.refusal.code)
  return view.value
}

describe('a letter', () => {
  test('says who, what, how far and how long, and is kept with ink under these very words', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const drafted = await desk.ask('letter.draft', { orderId: errand.orderId, wish: letterWish })
    if (!drafted.ok) throw new Error(drafted.refusal.code)
    const { letterNo, never, text } = drafted.value
    expect(letterNo).toMatch(/-W01$/)
    expect(never).toEqual(['PROMISE_FACTS', 'CHANGE_CONTENT', 'GIVE_UP_RIGHTS'])
    for (const said of [
      '陈桂香',
      '360302195803120000',
      '李敏',
      '提交材料、领取办理结果',
      '不收取任何服务费用',
    ])
      expect(text).toContain(said)
    await signed(desk, errand)
    const event = desk.journal().find((each) => each.type === 'letter-signed')
    expect(event).toMatchObject({ text, textSha256: drafted.value.textSha256, acceptedBy: errand.officerId })
  })

  test.each([
    ['a blank pad', (sha: string, name: string) => inkOf(name, sha, 1), 'signature-blank'],
    [
      'a dot',
      (sha: string, name: string) => ({ ...lineOf(40, 5), name, textSha256: sha }),
      'signature-blank',
    ],
    [
      'ink made smaller than it was written',
      (sha: string, name: string) => ({ ...inkOf(name, sha), drawn: { widthMm: 90, heightMm: 30 } }),
      'signature-shrunk',
    ],
    ['other words', (_: string, name: string) => inkOf(name), 'text-changed'],
    ['another hand', (sha: string) => inkOf('赵生人', sha), 'signer-not-entitled'],
    [
      'a finger nobody saw',
      (sha: string, name: string) => fingerprintOf(name, sha, { witness: undefined }),
      'witness-missing',
    ],
    [
      'a finger the officer saw',
      (sha: string, name: string) =>
        fingerprintOf(name, sha, { witness: { name: '李敏', idNumber: '1', ink: inkOf('李敏', sha) } }),
      'witness-not-independent',
    ],
  ])('is not signed by %s, and nothing is written', async (_, sign, code) => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const before = everythingBut(desk)
    const { answer } = await signed(desk, errand, { sign })
    expect(codeOf(answer)).toBe(code)
    expect(everythingBut(desk)).toEqual(before)
  })

  test('is signed by a finger with a witness who is none of the parties', async () => {
    await using desk = await aDesk()
    const errand = await anErrand(desk)
    const { answer } = await signed(desk, errand, { sign: (sha, name) => fingerprintOf(name, sha) })
    expect(answer).toMatchObject({ value: { order: { letter: { how: 'FINGERPRINT', state: 'ACTIVE' } } } })
  })

  test('needs the PIN of the officer it names, a period in bounds, and consent', async () => {
    await using desk = await aDesk()
    const { orderId } = await anErrand(desk)
    const tries = [
      ['period-too-long', { validTo: '2027-09-18' }],
      ['letter-backdated', { validFrom: '2026-09-01' }],
      ['period-reversed', { validTo: '2026-09-10' }],
      ['acts-missing', { acts: [] }],
      ['other-act-missing', { acts: ['OTHER' as const] }],
      ['act-never-delegated', { acts: ['OTHER' as const], otherAct: '代为承诺' }],
      ['data-consent-missing', { dataConsent: false }],
      ['item-foreign', { itemNos: ['99'] }],
    ] as const
    for (const [code, change] of tries) {
      const wish = { ...letterWish, ...change } as typeof letterWish
      expect(codeOf(await desk.ask('letter.draft', { orderId, wish })), code).toBe(code)
    }
    const drafted = await desk.ask('letter.draft', { orderId, wish: letterWish })
    if (!drafted.ok) throw new Error(drafted.refusal.code)
    const letterId = LetterId.parse('019956a0-0000-7000-8000-0000000000aa')
    const signature = inkOf('陈桂香', drafted.value.textSha256)
    const asked = { letterId, orderId, wish: letterWish, signature }
    expect(codeOf(await desk.ask('letter.sign', asked))).toBe('pin-missing')
    expect(codeOf(await desk.ask('letter.sign', { ...asked, officer: { pin: people[0].pin } }))).toBe(
      'pin-wrong',
    )
  })

  test('of a child is signed by the guardian with the proof of it', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const { applicant } = aVisit('A09')
    const child = { ...applicant, name: '陈小雨', idNumber: '360302201506010006' }
    const visit = aVisit('A09', { applicant: child })
    const { caseId } = await taken(desk, visit)
    const orderId = AssistOrderId.parse('019956a0-0000-7000-8000-0000000000bb')
    const registered = await desk.ask('assist.register', { orderId, caseId, wish: aWish(officerId) })
    expect(registered.ok).toBe(true)
    const own = await desk.ask('letter.draft', { orderId, wish: letterWish })
    expect(codeOf(own)).toBe('guardian-needed')
    const signer = { as: 'GUARDIAN', name: '陈桂香', idNumber: '360302195803120000' } as const
    const bare = await desk.ask('letter.draft', { orderId, wish: { ...letterWish, signer } })
    expect(codeOf(bare)).toBe('guardian-proof-missing')
    const full = { ...signer, relation: '祖母', proof: '户口簿第 3 页' }
    const { answer } = await signed(desk, { orderId }, { wish: { signer: full } })
    expect(answer).toMatchObject({ ok: true })
  })
})

describe('the end of a letter', () => {
  test('by revocation stops the errand the same day; only a new letter lets it go on', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    const end = { letterId: errand.letterId, cause: 'REVOKED', proof: '解除委托书' } as const
    expect(codeOf(await desk.ask('letter.end', { ...end, proof: '' }))).toBe('proof-missing')
    expect(codeOf(await desk.ask('letter.end', { ...end, on: '2026-09-19' }))).toBe('date-ahead')
    expect(codeOf(await desk.ask('letter.end', { ...end, on: '2026-09-01' }))).toBe('before-signing')
    expect(await desk.ask('letter.end', end)).toMatchObject({
      value: { order: { state: 'PAUSED', pauseCause: 'LETTER_ENDED', letter: { state: 'REVOKED' } } },
    })
    expect(codeOf(await desk.ask('letter.end', end))).toBe('letter-over')
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('letter-revoked')
    expect(
      codeOf((await desk.ask('letter.draft', { orderId: errand.orderId, wish: letterWish })) as never),
    ).toBe('renewal-needed')
    desk.clock.nowMs += dayMs
    await desk.signIn()
    const { answer } = await signed(desk, errand, { wish: { renews: true } })
    expect(answer).toMatchObject({ value: { letterNo: expect.stringMatching(/-W02$/) } })
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('IN_PROGRESS')
  })

  test('by the death of the principal is the end of every letter there could be', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    await desk.ask('letter.end', { letterId: errand.letterId, cause: 'PRINCIPAL_DIED', proof: '死亡证明' })
    const view = await stateOf(desk, errand)
    expect(view).toMatchObject({
      state: 'PAUSED',
      pauseCause: 'PRINCIPAL_DIED',
      letters: [{ state: 'VOID' }],
    })
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('principal-died')
    const wish = { ...letterWish, renews: true }
    expect(codeOf(await desk.ask('letter.draft', { orderId: errand.orderId, wish }))).toBe('principal-died')
  })

  test('by its last day: warned seven days and one day before, paused by the clock, no act after it', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk, '2026-10-16')
    const warnings = async (day: string) => {
      desk.clock.nowMs = Date.parse(`${day}T09:00:00+08:00`)
      await desk.signIn()
      desk.engine.runClocks()
      const found = await desk.ask('letter.ending', { limit: 10 })
      return found.ok ? found.value.rows.map(({ letter }) => letter.warning) : []
    }
    expect(await warnings('2026-10-08')).toEqual([])
    expect(await warnings('2026-10-09')).toEqual(['SEVEN_DAYS'])
    expect(await warnings('2026-10-15')).toEqual(['ONE_DAY'])
    expect(await warnings('2026-10-16')).toEqual(['ONE_DAY'])
    expect((await stateOf(desk, errand)).state).toBe('IN_PROGRESS')
    expect(await warnings('2026-10-17')).toEqual([])
    expect(await stateOf(desk, errand)).toMatchObject({ state: 'PAUSED', pauseCause: 'LETTER_ENDED' })
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('letter-expired')
    desk.engine.runClocks()
    expect(desk.journal().filter(({ type }) => type === 'assist-moved')).toHaveLength(4)
    const { answer } = await signed(desk, errand, { wish: { renews: true } })
    expect(answer.ok).toBe(true)
    expect(await acted(desk, errand, { act: 'RESUME' })).toBe('IN_PROGRESS')
    expect(await acted(desk, errand, fullOrderMoves.PROGRESS)).toBe('IN_PROGRESS')
  })

  test('by doing what it was for leaves nothing that could be used again', async () => {
    await using desk = await aDesk()
    const errand = await underWay(desk)
    await acted(desk, errand, fullOrderMoves.FINISH)
    expect(await stateOf(desk, errand)).toMatchObject({ letters: [{ state: 'FULFILLED' }] })
  })
})

test('the words of a letter are the same for the same terms, to the character', async () => {
  await using desk = await aDesk()
  const errand = await anErrand(desk)
  const drafted = await desk.ask('letter.draft', { orderId: errand.orderId, wish: letterWish })
  if (!drafted.ok) throw new Error(drafted.refusal.code)
  const { letterNo, terms, text } = drafted.value
  const officer = { name: '李敏', badge: 'T002' } as never
  expect(letterText(letterNo, { centreName: '金山镇便民服务中心' }, officer, terms)).toBe(text)
})
