import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { record } from '#main/store/record.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { makeCaseNo } from '#shared/domain/case-number.ts'
import type { Choice, RefusalGround } from '#shared/domain/decision.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { aDesk, fridayMorning, ownPin, seamsAt, type TestDesk } from '#tests/support/a-desk.ts'
import { everythingBut, takeIn, taken } from '#tests/support/at-the-counter.ts'
import { aVisit, company, judged } from '#tests/support/visits.ts'

/** The allowance for the old: one item of our own, five rows, M09 may be deferred. */
const allowance = () => aVisit('V04')
const waiting: Judgement = { state: 'DEFERRED', way: 'COUNTER', days: 5 }
const missing: Judgement = { state: 'EXPECTED', reason: 'MISSING' }
const without = (situationId: string) =>
  Object.fromEntries(Object.entries(allowance().answers).filter(([name]) => name !== situationId))
const conditions: RefusalGround = { category: 'CONDITIONS', reason: '不满八十周岁' }

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

/** Decides, and shows that a refusal left the journal, the tables and the draft as they were. */
async function refused(draft: IntakeDraft, choice: Choice, ground?: RefusalGround) {
  await desk.ask('draft.save', { draft })
  const before = everythingBut(desk)

  const decided = await desk.ask('intake.decide', {
    draftId: draft.draftId,
    choice,
    ...(ground ? { ground } : {}),
    ...ownPin(desk),
  })

  expect(everythingBut(desk)).toEqual(before)
  expect(await desk.ask('draft.open', { draftId: draft.draftId })).toEqual({
    ok: true,
    value: { draft, recovered: false },
  })
  return decided.ok ? 'accepted' : decided.refusal
}

const person = (changes: Partial<IntakeDraft['applicant']>): IntakeDraft => {
  const draft = allowance()
  return { ...draft, applicant: { ...draft.applicant, ...changes } }
}
const filled = (fieldId: string, value: string, matterId = 'V04'): IntakeDraft => {
  const draft = aVisit(matterId)
  return { ...draft, form: { ...draft.form, [fieldId]: value } }
}
const row = (rowId: string, judgement: Judgement, matterId = 'V04'): IntakeDraft => {
  const draft = aVisit(matterId)
  return { ...draft, materials: [...judged(draft, rowId, judgement)] }
}

describe('what was typed is not right', () => {
  test.each<readonly [string, IntakeDraft, string, string]>([
    ['a wrong check digit', person({ idNumber: '360302195803120001' }), 'id-check-digit', 'idNumber'],
    ['seventeen digits', person({ idNumber: '36030219580312000' }), 'id-length', 'idNumber'],
    ['letters in a number', person({ idNumber: '36030219580312OOOO' }), 'id-form', 'idNumber'],
    ['a birthday that never was', person({ idNumber: '360302195802300004' }), 'id-birth-date', 'idNumber'],
    ['a birthday still to come', person({ idNumber: '360302202712310000' }), 'id-birth-date', 'idNumber'],
    ['no name', person({ name: '　 ' }), 'applicant-name-missing', 'name'],
    ['no phone and no reason', person({ phone: '' }), 'phone-missing', 'phone'],
    ['ten digits of a mobile', person({ phone: '1387991234' }), 'phone-form', 'phone'],
    ['a credit code as a person', person({ idNumber: company }), 'id-form', 'idNumber'],
    [
      'a company that applies for the allowance of the old',
      person({ kind: 'ORGANISATION', idNumber: company }),
      'applicant-kind-wrong',
      'kind',
    ],
    [
      'a daughter without a relation',
      {
        ...allowance(),
        representative: { capacity: 'FAMILY', name: '陈丽', idNumber: '360302195803120000' },
      },
      'representative-missing',
      'representative.relation',
    ],
    [
      'an agent with a wrong number',
      {
        ...allowance(),
        representative: { capacity: 'AGENT', name: '陈丽', idNumber: '360302195803120001', relation: '邻居' },
      },
      'id-check-digit',
      'representative.idNumber',
    ],
    [
      'a question not answered',
      { ...allowance(), answers: without('claimant') },
      'answer-missing',
      'claimant',
    ],
    [
      'an answer nobody may give',
      { ...allowance(), answers: { ...allowance().answers, claimant: 'neighbour' } },
      'answer-missing',
      'claimant',
    ],
    ['an impossible date', filled('applicant.birthDate', '2026-02-29'), 'field-form', 'applicant.birthDate'],
    [
      'a date with a thirteenth month',
      filled('applicant.birthDate', '19581307'),
      'field-form',
      'applicant.birthDate',
    ],
    ['a choice not on the list', filled('elder.living', 'on the moon'), 'field-form', 'elder.living'],
    ['letters in an account', filled('account.number', '62170000ABCD'), 'field-form', 'account.number'],
    ['a required field left out', filled('account.bank', ' '), 'field-missing', 'account.bank'],
    ['a field nobody knows', filled('applicant.salary', '1'), 'field-unknown', 'applicant.salary'],
    ['money with a comma', filled('house.price', '1,200', 'D01'), 'field-form', 'house.price'],
  ])('%s', async (_, draft, code, at) => {
    const choice = draft.matterId === 'D01' ? 'RECEIVE_ONLY' : 'ACCEPT'
    expect(await refused(draft, choice)).toMatchObject({ code: 'draft-faulty', detail: { code, at, n: '1' } })
  })

  test('everything that is wrong is told at once, with the place where it is mended', async () => {
    const draft = {
      ...person({ idNumber: '1', phone: 'x' }),
      form: {},
      materials: [{ rowId: 'M777', judgement: missing }],
    }
    await desk.ask('draft.save', { draft })
    const review = await desk.ask('intake.review', { draftId: draft.draftId })

    const faults = review.ok ? review.value.faults : []
    expect(faults.slice(0, 2).map(({ code, step }) => [code, step])).toEqual([
      ['id-length', 'applicant'],
      ['phone-form', 'applicant'],
    ])
    expect(faults.filter(({ code }) => code === 'field-missing').length).toBeGreaterThan(5)
    expect(faults.at(-1)).toMatchObject({ code: 'row-unknown', step: 'materials', at: 'M777' })
    expect(await refused(draft, 'ACCEPT')).toMatchObject({ detail: { n: `${faults.length}` } })
  })

  test('a number that is still to be checked holds nobody up', async () => {
    const draft = person({ idNumber: '', identityMethod: 'PENDING' })
    expect(await takeIn(desk, draft, 'ACCEPT')).toMatchObject({ ok: true })
  })
})

describe('a matter nobody knows', () => {
  test.each([undefined, 'A99', '', '__proto__'])('%j', async (matterId) => {
    const { matterId: _, ...rest } = allowance()
    const draft = matterId === undefined ? rest : { ...rest, matterId }
    expect(await refused(draft, 'ACCEPT')).toEqual({ code: 'matter-unknown', detail: {} })
    expect(await desk.ask('intake.review', { draftId: draft.draftId })).toEqual(refuse('matter-unknown'))
  })
})

describe('papers judged in a way that is not allowed', () => {
  test.each<readonly [string, IntakeDraft, string]>([
    ['a row the matter does not have', row2('M999', missing), 'row-unknown'],
    ['a row judged twice', row2('M10', missing), 'material-judged-twice'],
    ['an identity card kept', row('M01', { state: 'SUPPLIED', taken: 'ORIGINAL' }), 'never-hold-original'],
    ['a form taken from shared data', row('M10', { state: 'WAIVED', by: 'sharedData' }), 'not-waivable'],
    [
      'a promise instead of an identity card',
      row('M01', { state: 'WAIVED', by: 'commitment' }),
      'not-waivable',
    ],
    ['an application form to follow later', row('M10', waiting), 'not-deferrable'],
    ['an identity card to follow later', row('M01', waiting), 'not-deferrable'],
    ['a paper to follow after the promised day', row('M09', { ...waiting, days: 21 }), 'deferral-too-long'],
  ])('%s', async (_, draft, code) => {
    expect(await refused(draft, 'ACCEPT')).toMatchObject({ code: 'draft-faulty', detail: { code, n: '1' } })
  })

  test('a deferral up to the promised day is fine', async () => {
    const draft = row('M09', { ...waiting, days: 20 })
    expect(await takeIn(desk, draft, 'ACCEPT_WITH_DEFICIENCY')).toMatchObject({
      ok: true,
      value: { outcomes: [{ state: 'ACCEPTED_WITH_DEFICIENCY' }] },
    })
  })
})

describe('a choice that may not be taken', () => {
  test('nothing is decided over rows nobody looked at', async () => {
    const draft = allowance()
    const unseen = { ...draft, materials: draft.materials.slice(1) }
    for (const choice of [
      'ACCEPT',
      'ACCEPT_WITH_DEFICIENCY',
      'CORRECT',
      'DECIDE_ON_SPOT',
      'RECEIVE_ONLY',
    ] as const)
      expect(await refused(unseen, choice)).toMatchObject({ code: 'rows-unjudged', detail: { n: '1' } })
    expect(await refused(unseen, 'REFUSE', conditions)).toMatchObject({ code: 'rows-unjudged' })
  })

  test('a complete application is not just taken in (art. 32(1)(5))', async () => {
    expect(await refused(allowance(), 'RECEIVE_ONLY')).toMatchObject({ code: 'must-be-accepted' })
  })

  test('an open row stands against acceptance, and the row is named', async () => {
    const refusal = await refused(row('M10', missing), 'ACCEPT')
    expect(refusal).toMatchObject({ code: 'rows-open', detail: { n: '1', rows: expect.stringMatching(/./) } })
    expect(await refused(row('M10', missing), 'ACCEPT_WITH_DEFICIENCY')).toMatchObject({ code: 'rows-open' })
  })

  test('nothing deferred, nothing to correct, not ours to decide at once', async () => {
    expect(await refused(allowance(), 'ACCEPT_WITH_DEFICIENCY')).toMatchObject({ code: 'nothing-deferred' })
    expect(await refused(allowance(), 'CORRECT')).toMatchObject({ code: 'nothing-to-correct' })
    expect(await refused(allowance(), 'DECIDE_ON_SPOT')).toMatchObject({ code: 'no-power-to-decide' })
  })

  test('a refusal says why, and whose matter it is', async () => {
    expect(await refused(allowance(), 'REFUSE')).toMatchObject({ code: 'refusal-ground-missing' })
    const notOurs = { category: 'NOT_OURS', reason: '属县民政局' } as const
    expect(await refused(allowance(), 'REFUSE', notOurs)).toMatchObject({ code: 'right-organ-missing' })
    expect(await refused(allowance(), 'REFUSE', { ...notOurs, rightOrgan: ' ' })).toMatchObject({
      code: 'right-organ-missing',
    })
  })

  test('what is only passed on cannot be accepted, decided or refused here', async () => {
    for (const matterId of ['B01', 'D01'])
      for (const choice of ['ACCEPT', 'ACCEPT_WITH_DEFICIENCY', 'DECIDE_ON_SPOT', 'REFUSE'] as const)
        expect(await refused(aVisit(matterId), choice, conditions)).toMatchObject({
          code: 'no-power-to-accept',
        })
  })

  test('beside a complete item of ours a paper of a passed-on item may follow later', async () => {
    const draft = row('M09', { ...waiting, days: 2 }, 'A01')
    const decided = await taken(desk, draft)
    expect(decided.outcomes.map(({ role, state }) => `${role} ${state}`)).toEqual([
      'ASSIST RECEIVED',
      'COLLECT RECEIVED',
      'DECIDE ACCEPTED',
      'COLLECT RECEIVED',
      'COLLECT RECEIVED',
      'DECIDE ACCEPTED',
      'FIRST_REVIEW ACCEPTED',
    ])
  })
})

describe('drafts', () => {
  afterEach(async () => void (await desk.signIn(0)))

  test('a save that arrives after the decision is refused and raises nothing from the dead', async () => {
    const draft = allowance()
    await taken(desk, draft, 'ACCEPT')
    const before = everythingBut(desk)

    expect(await desk.ask('draft.save', { draft })).toEqual(refuse('draft-already-decided'))

    expect(everythingBut(desk)).toEqual(before)
    expect(await desk.ask('draft.open', { draftId: draft.draftId })).toEqual(refuse('draft-unknown'))
    expect(await desk.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })).toEqual(
      refuse('draft-unknown'),
    )
  })

  test("a colleague's draft is neither opened, overwritten, reviewed, decided nor thrown away", async () => {
    const draft = allowance()
    await desk.ask('draft.save', { draft })
    await desk.signIn(1)
    const before = everythingBut(desk)
    const { draftId } = draft

    expect(await desk.ask('draft.open', { draftId })).toEqual(refuse('draft-not-yours'))
    expect(await desk.ask('draft.save', { draft: { ...draft, form: {} } })).toEqual(refuse('draft-not-yours'))
    expect(await desk.ask('intake.review', { draftId })).toEqual(refuse('draft-not-yours'))
    expect(await desk.ask('intake.decide', { draftId, choice: 'ACCEPT' })).toEqual(refuse('draft-not-yours'))
    expect(await desk.ask('draft.discard', { draftId })).toEqual(refuse('draft-not-yours'))
    const list = await desk.ask('draft.list', {})
    expect(list.ok && list.value.drafts.map((each) => each.draftId)).not.toContain(draftId)

    expect(everythingBut(desk)).toEqual(before)
  })
})

describe('the numbers of a day', () => {
  test('after 9,999 matters the desk takes in no more that day, keeps the draft, and goes on tomorrow', async () => {
    await using busy = await aDesk()
    const clerk = await busy.signIn()
    await taken(busy, allowance(), 'ACCEPT')
    const first = busy.journal().find((event) => event.type === 'matter-received')
    if (!first) throw new Error('nothing was received')
    const parts = { area: '360322102', date: '2026-09-18', deskPart: 'A07', serial: 9_998 }
    const late = { ...first, caseId: CaseId.parse(uuidV7(fridayMorning)), caseNo: makeCaseNo(parts) }
    busy.opened.store.write((writer) => {
      record(writer, { actor: clerk.staffId, seams: seamsAt(busy.clock) }, late)
      return ok(undefined)
    })
    expect((await taken(busy, allowance(), 'ACCEPT')).caseNo).toBe(makeCaseNo({ ...parts, serial: 9_999 }))
    const draft = allowance()
    await busy.ask('draft.save', { draft })
    const before = everythingBut(busy)

    expect(await busy.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })).toEqual(
      refuse('numbers-used-up'),
    )
    expect(everythingBut(busy)).toEqual(before)

    busy.clock.nowMs += 86_400_000
    const tomorrow = await busy.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })
    expect(tomorrow.ok && tomorrow.value.caseNo).toBe(makeCaseNo({ ...parts, date: '2026-09-19', serial: 1 }))
  })
})

function row2(rowId: string, judgement: Judgement): IntakeDraft {
  const draft = aVisit('V04')
  return { ...draft, materials: [...draft.materials, { rowId, judgement }] }
}
