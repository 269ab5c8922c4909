import { describe, expect, test } from 'vitest'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { takeIn, taken } from '#tests/support/at-the-counter.ts'
import { aVisit, grandmother, judged } from '#tests/support/visits.ts'

const dayMs = 86_400_000

describe('somebody who comes again', () => {
  test('is only known to have been here, until they agree', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('A01', { form: familyForm() }))

    const found = value(await desk.ask('party.lookup', { kind: 'PERSON', idNumber: grandmother }))

    expect(found.known).toEqual({
      partyId: expect.any(String) as string,
      lastSeen: '2026-09-18',
      cases: 1,
      categories: ['NAME', 'PHONE', 'ADDRESS', 'HOUSEHOLD', 'FAMILY'],
    })
    const told = JSON.stringify(found)
    for (const secret of ['陈桂香', '13879912345', '山口岩', '李明']) expect(told).not.toContain(secret)
  })

  test('is offered what the newest case says of each value, with its day, and the family', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('A01', { form: familyForm() }))
    desk.clock.nowMs += 70 * dayMs
    const later = aVisit('V04', { nowMs: desk.clock.nowMs })
    await taken(desk, {
      ...later,
      applicant: { ...later.applicant, phone: '', noPhoneReason: '没有电话', address: '萍乡市安源区1号' },
    })

    const { past, consent } = await pastOf(desk)

    expect(past.phone).toEqual({ value: '13879912345', seenOn: '2026-09-18' })
    expect(past.address).toEqual({ value: '萍乡市安源区1号', seenOn: '2026-11-27' })
    expect(past.household).toEqual({
      'household.headName': { value: '李明', seenOn: '2026-09-18' },
      'household.address': { value: '上栗县金山镇', seenOn: '2026-11-27' },
    })
    expect(past.members.map(({ kind, values }) => [kind, values[`${kind.toLowerCase()}.name`]])).toEqual([
      ['CHILD', '李小雨'],
      ['MOTHER', '陈桂香'],
      ['FATHER', '李明'],
    ])
    // Accounts, cards and costs are never among it.
    expect(JSON.stringify(past)).not.toContain('6217')
    expect(consent.agreedMs).toBe(desk.clock.nowMs)
  })

  test('and the consent is recorded with the intake: who took it down, when, for what', async () => {
    await using desk = await aDesk()
    const clerk = await desk.signIn()
    await taken(desk, aVisit('A01', { form: familyForm() }))
    const { consent } = await pastOf(desk)

    const { caseId } = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs + 1, consent }))

    const received = desk.journal().findLast(({ type }) => type === 'matter-received')
    expect(received).toMatchObject({
      reuse: {
        by: clerk.staffId,
        agreedMs: desk.clock.nowMs,
        categories: ['NAME', 'PHONE', 'ADDRESS', 'HOUSEHOLD', 'FAMILY'],
      },
    })
    const seen = value(await desk.ask('case.view', { caseId }))
    expect(seen.history[0]?.note).toBe('经本人同意沿用以前登记的姓名、电话、住址、户口信息、家人信息')
  })

  test('while a stranger has nothing to agree to, whatever the window says', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04', { consent: { agreedMs: 1, categories: ['PHONE'] } }))
    expect(desk.journal().findLast(({ type }) => type === 'matter-received')).not.toHaveProperty('reuse')
    expect(await desk.ask('party.past', { partyId: nobody, agreed: true })).toMatchObject({
      refusal: { code: 'party-unknown' },
    })
  })
})

describe('the same matter, open already', () => {
  test('is not begun once more without a reason, by any way into the engine', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'))
    const before = desk.journal()
    const again = aVisit('V04', { nowMs: desk.clock.nowMs + 1, besidesReason: ' ' })

    expect(await takeIn(desk, again, 'ACCEPT')).toMatchObject({
      ok: false,
      refusal: { code: 'draft-faulty', detail: { code: 'same-case-open', at: 'same-case' } },
    })
    const review = value(await desk.ask('intake.review', { draftId: again.draftId }))
    expect(review.faults.map(({ code }) => code)).toEqual(['same-case-open'])
    expect(desk.journal()).toEqual(before)
  })

  test('is begun with one, and the case says which other case it stands beside and why', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const first = await taken(desk, aVisit('V04', { besidesReason: '' }))
    const { caseId } = await taken(
      desk,
      aVisit('V04', { nowMs: desk.clock.nowMs + 1, besidesReason: '给另一位家人办' }),
    )
    const received = desk.journal().filter(({ type }) => type === 'matter-received')
    expect(received[0]).not.toHaveProperty('besides')
    expect(received[1]).toMatchObject({ besides: { caseId: first.caseId, reason: '给另一位家人办' } })
    const seen = value(await desk.ask('case.view', { caseId }))
    expect(seen.history[0]?.note).toBe('同一件事另有在办，仍然新建：给另一位家人办')
  })

  test('of another person, or another matter of the same, asks for nothing', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'))
    const other = aVisit('V04', { nowMs: desk.clock.nowMs + 1, besidesReason: '' })
    await taken(desk, { ...other, applicant: { ...other.applicant, idNumber: '360322194001010003' } })
    await taken(desk, aVisit('A01', { nowMs: desk.clock.nowMs + 2, besidesReason: '' }))
  })
})

describe('a person without a number', () => {
  test('is put beside those of the same name and birth; an agreeing telephone comes first', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'))
    await taken(desk, pending(desk, { birthDate: '58.3.12', phone: '13900000000' }))
    await taken(desk, pending(desk, { birthDate: '19600101' }))

    const beside = await candidatesFor(desk, { birthDate: '1958-03-12', phone: '13900000000' })

    expect(beside.map(({ idNumber, phoneAgrees, phoneTail }) => [idNumber, phoneAgrees, phoneTail])).toEqual([
      [undefined, true, '0000'],
      ['360302********0000', false, '2345'],
    ])
    expect(beside[1]).toMatchObject({
      name: '陈桂香',
      sex: 'FEMALE',
      birthDate: '1958-03-12',
      address: '上栗县金山镇山口岩村****',
      lastMatter: '高龄津贴',
      known: { cases: 1, lastSeen: '2026-09-18' },
    })
    expect(await candidatesFor(desk, { birthDate: '', phone: '' })).toEqual([])
    expect(await candidatesFor(desk, { name: '陈桂', birthDate: '19580312' })).toEqual([])
  })

  test('who is the same takes over the party, keeps its number, and is warned of the open case', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'))
    const [found] = await candidatesFor(desk, { birthDate: '19580312' })
    expect(found?.openCases).toMatchObject([{ sameMatter: true }])
    const partyId = found?.known.partyId

    const visit = pending(desk, { birthDate: '19580312', partyId }, { besidesReason: '' })
    expect(await takeIn(desk, visit)).toMatchObject({
      refusal: { detail: { code: 'same-case-open' } },
    })
    await taken(desk, { ...visit, besidesReason: '给另一位家人办' })

    expect(desk.journal().findLast(({ type }) => type === 'matter-received')).toMatchObject({
      applicant: { partyId, identityMethod: 'PENDING', idNumber: '号码待核' },
    })
    expect(parties(desk)).toMatchObject([{ party_id: partyId, id_number: grandmother, pending: 0 }])
  })

  test('who later brings the card gets the number filled in, and the cases stay together', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, pending(desk, { birthDate: '19580312' }))
    const [found] = await candidatesFor(desk, { idNumber: grandmother, identityMethod: 'CARD' })

    const visit = aVisit('A01', { nowMs: desk.clock.nowMs + 5 })
    await taken(desk, { ...visit, applicant: { ...visit.applicant, partyId: found?.known.partyId } })

    expect(parties(desk)).toMatchObject([{ id_number: grandmother, pending: 0, birth_date: '1958-03-12' }])
    const again = value(await desk.ask('party.lookup', { kind: 'PERSON', idNumber: grandmother }))
    expect(again.known).toMatchObject({ partyId: found?.known.partyId, cases: 2 })
    // With the number known there is nobody left to compare.
    expect(await candidatesFor(desk, { idNumber: grandmother, identityMethod: 'TYPED' })).toEqual([])
  })

  test('who is somebody else is told apart once, for both of them and after a rebuild', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, pending(desk, { birthDate: '19580312', phone: '13900000001' }))
    const [first] = await candidatesFor(desk, { birthDate: '19580312', phone: '13900000002' })
    if (!first) throw new Error('a namesake')
    const notSame = [first.known.partyId]
    expect(await candidatesFor(desk, { birthDate: '19580312' }, notSame)).toEqual([])

    await taken(desk, pending(desk, { birthDate: '19580312', phone: '13900000002' }, { notSame }))

    const told = desk.journal().at(-2)
    expect(told).toMatchObject({ type: 'party-told-apart', from: notSame })
    await using reopened = await desk.restart()
    await reopened.signIn()
    const tails = async (phone: string) =>
      (await candidatesFor(reopened, { birthDate: '19580312', phone })).map(({ phoneTail }) => phoneTail)
    expect(await tails('13900000001')).toEqual(['0001'])
    expect(await tails('13900000002')).toEqual(['0002'])
    // A third namesake is asked about both.
    expect(new Set(await tails('13900000003'))).toEqual(new Set(['0001', '0002']))
  })

  test('is never taken for somebody whose number is another, or who has another name', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    await taken(desk, aVisit('V04'))
    const [found] = await candidatesFor(desk, { birthDate: '19580312' })
    const partyId = found?.known.partyId
    const other = aVisit('A01', { nowMs: desk.clock.nowMs + 1 })
    await taken(desk, {
      ...other,
      applicant: { ...other.applicant, idNumber: '360322194001010003', partyId },
    })
    await taken(desk, pending(desk, { name: '陈桂', birthDate: '19580312', partyId }))
    expect(parties(desk)).toHaveLength(3)
  })
})

describe('a paper that is judged not to apply', () => {
  test('needs a reason where everybody has to bring it', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const draft = aVisit('V04')
    const rowId = draft.materials[0]?.rowId ?? ''
    const without = {
      ...draft,
      materials: [...judged(draft, rowId, { state: 'NOT_APPLICABLE', reason: ' ' })],
    }
    expect(await takeIn(desk, without, 'ACCEPT')).toMatchObject({
      refusal: { code: 'draft-faulty', detail: { code: 'reason-missing', at: rowId } },
    })
    const reason = '这种情形用不到'
    await taken(desk, { ...draft, materials: [...judged(draft, rowId, { state: 'NOT_APPLICABLE', reason })] })
    const received = desk.journal().findLast((event) => event.type === 'matter-received')
    expect(received?.materials.find((row) => row.rowId === rowId)?.judgement).toEqual({
      state: 'NOT_APPLICABLE',
      reason,
    })
  })
})

test('a counter without a reader says so', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  expect(await desk.ask('device.readCard', {})).toMatchObject({ refusal: { code: 'reader-missing' } })
})

const nobody = '019a0000-0000-7000-8000-000000000000' as PartyId

function familyForm(): IntakeDraft['form'] {
  return {
    ...aVisit('A01').form,
    'household.headName': '李明',
    'household.address': '上栗县金山镇山口岩村3组12号',
    'child.name': '李小雨',
    'mother.name': '陈桂香',
    'father.name': '李明',
  }
}

function pending(
  desk: TestDesk,
  applicant: Partial<IntakeDraft['applicant']>,
  changes: Partial<IntakeDraft> = {},
): IntakeDraft {
  desk.clock.nowMs += 1000
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs, ...changes })
  return {
    ...visit,
    applicant: { ...visit.applicant, idNumber: '', identityMethod: 'PENDING', ...applicant },
  }
}

async function candidatesFor(
  desk: TestDesk,
  applicant: Partial<IntakeDraft['applicant']>,
  notSame: PartyId[] = [],
) {
  const input: Input<'party.candidates'> = {
    applicant: { ...pending(desk, {}).applicant, ...applicant },
    matterId: 'V04',
    notSame,
  }
  return value(await desk.ask('party.candidates', input)).candidates
}

async function pastOf(desk: TestDesk) {
  const found = value(await desk.ask('party.lookup', { kind: 'PERSON', idNumber: grandmother }))
  return value(await desk.ask('party.past', { partyId: found.known?.partyId ?? nobody, agreed: true }))
}

function parties(desk: TestDesk) {
  return desk.opened.store.client.prepare('SELECT * FROM party ORDER BY changed_at').all()
}

function value<N extends Parameters<TestDesk['ask']>[0]>(
  answer: Answer<N>,
): Extract<Answer<N>, { ok: true }>['value'] {
  if (!answer.ok) throw new Error(JSON.stringify(answer))
  return answer.value as never
}
