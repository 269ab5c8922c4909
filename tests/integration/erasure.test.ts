import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { countOpen } from '#main/store/queries/day.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { erasedSentence, erasedText } from '#shared/domain/erasure.ts'
import { caseOf, DeskEvent } from '#shared/domain/events.ts'
import { besideKinds } from '#shared/domain/of-case.ts'
import { residueOf } from '#shared/domain/residue.ts'
import { AppointmentId, AssistOrderId, CaseId, type PaperId, PartyId, RatingId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { begun } from '#tests/support/a-beginning.ts'
import { aDesk, root, rules, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { anOfficerFiled, aWish, letterWish } from '#tests/support/an-errand.ts'
import { anAppointment } from '#tests/support/assist-facts.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { erased } from '#tests/support/erased.ts'
import { everythingOf } from '#tests/support/erasing.ts'
import { officersFiled } from '#tests/support/random-assist.ts'
import { codeOf } from '#tests/support/random-custody.ts'
import { aRandomDay } from '#tests/support/random-day.ts'
import { aVisit, grandmother } from '#tests/support/visits.ts'
import { someId } from '#tests/support/well-formed.ts'

describe('what is left of an entry', () => {
  test('of every kind says nothing about anybody, and is one this program reads', async () => {
    await using desk = await aDesk()
    await aRandomDay(desk, 4)
    const words = new Set<string>()
    for (const event of desk.journal() as DeskEvent[]) {
      const isBeside = besideKinds.some((kind) => kind === event.type)
      const caseId = caseOf(event) ?? (isBeside ? CaseId.parse(someId) : undefined)
      // What says that it was erased, and by whom, stays.
      if (!caseId || event.type === 'case-erased') continue
      const left = residueOf(event, caseId)
      expect(DeskEvent.parse(left), event.type).toEqual(left)
      expect(residueOf(left, caseId), event.type).toEqual(left)
      for (const word of textsOf(left)) words.add(word)
    }
    const { departments, matters } = rules.catalogue
    const ofNobody = new Set([
      erasedText,
      ...[...departments, ...matters].map(({ name }) => name),
      '金山镇便民服务中心',
      '邻镇便民服务中心',
    ])
    const isNumber = (word: string) => /〔\d{4}〕第\S+号\S*$/.test(word)
    const said = [...words].filter((word) => /\p{Script=Han}/u.test(word) && !isNumber(word))
    expect(said.filter((word) => !ofNobody.has(word)).toSorted()).toEqual([])
  })
})

test('an appointment about an erased case goes with it, although it belongs to none', async () => {
  await using desk = await aDesk()
  const officerId = await officersFiled(desk)
  await desk.signIn()
  const { caseId } = await taken(desk, aVisit('V04'), 'ACCEPT')
  const appointmentId = AppointmentId.parse(uuidV7(desk.clock.nowMs))
  const appointment = anAppointment({ appointmentId, officerId, caseId, on: '2026-10-09', name: '尉迟明理' })
  expect(codeOf(await desk.ask('appointment.set', { appointment }))).toBeUndefined()
  expect(everythingOf(desk)).toContain('尉迟明理')
  erased(desk, caseId)
  expect(everythingOf(desk)).not.toContain('尉迟明理')
  expect(verifyStore(desk.opened.store, root)).toEqual([])
})

test('a case that was erased', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const { caseId } = await taken(desk, aVisit('V04'), 'ACCEPT')
  const other = await taken(desk, aVisit('V04'), 'ACCEPT')
  const said = everythingOf(desk)
  const { idNumber, name } = aVisit('V04').applicant as { idNumber: string; name: string }
  expect(said).toContain(idNumber)

  erased(desk, caseId)
  expect(dumpOf(desk, caseId)).not.toContain(name)
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  erased(desk, other.caseId)
  expect(everythingOf(desk)).not.toContain(idNumber)
  expect(everythingOf(desk)).not.toContain(name)
  expect(everythingOf(desk)).toContain(erasedText)
  expect(verifyStore(desk.opened.store, root)).toEqual([])
})

describe('a case that was erased, on the screen', () => {
  test('says so and on what ground, and keeps its number, its days, its papers and its course', async () => {
    await using gone = await anErasedCase()
    const { before, desk, caseId } = gone
    const view = value(await desk.ask('case.view', { caseId }))
    expect(view.erased).toEqual({
      basis: 'RETENTION_OVER',
      reference: '萍数〔2026〕12号',
      on: '2026-09-18',
      authorisedBy: ['黎明', '周远'],
    })
    expect(view).toMatchObject({ applicantName: '已删除', applicantId: '', form: [], caseNo: before.caseNo })
    expect(view.representative).toEqual({ capacity: 'SELF' })
    expect([view.phone, view.address, view.priority.grounds]).toEqual([undefined, undefined, []])
    expect(view.items).toEqual(before.items)
    expect(view.papers).toEqual(before.papers)
    expect(view.materials.map(({ name }) => name)).toEqual(before.materials.map(({ name }) => name))
    expect(view.history.map(({ kind, note }) => [kind, note])).toEqual([
      ...before.history.map(({ kind, note }) => [kind, note]),
      ['case-erased', '依据：保存期限已届满；文号：萍数〔2026〕12号'],
    ])
    expect(before.erased).toBeUndefined()
  })

  test('is no more on any list than 已删除, and of nobody who goes first', async () => {
    await using gone = await anErasedCase()
    const { rows } = value(await gone.desk.ask('case.list', { scope: 'all', limit: 9 }))
    expect(rows).toMatchObject([
      { applicantName: '已删除', applicantId: '', priority: { grounds: [] }, items: gone.before.items },
    ])
  })

  test('offers nothing to do', async () => {
    await using gone = await anErasedCase()
    const acts = value(await gone.desk.ask('case.acts', { caseId: gone.caseId }))
    const { name } = gone.before.items[0] ?? {}
    expect(acts.items).toMatchObject([{ name, state: 'WITHDRAWN', acts: [], endCauses: [] }])
    expect([acts.awaited, acts.originals]).toEqual([[], []])
  })

  test('leaves no paper to be printed before the day is closed', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const { caseId, papers } = await taken(desk, aVisit('V04'), 'ACCEPT')
    const left = () => desk.opened.store.read(countOpen).unprinted
    expect(left()).toBe(papers.length)
    erased(desk, caseId)
    expect(left()).toBe(0)
  })

  test('is refused wherever somebody would go on with it, print it or take a value out of it', async () => {
    await using gone = await anErasedCase()
    const { before, caseId, desk } = gone
    const officerId = await anOfficerFiled(desk)
    const [paper] = before.papers
    const paperId = paper?.paperId as PaperId
    const line = { caseId, profileId: 'civil-affairs', version: '1', n: 1 }
    const orderId = AssistOrderId.parse(uuidV7(desk.clock.nowMs))
    const order = { orderId, caseId, wish: aWish(officerId) }
    const journal = desk.journal().length
    const answers = [
      await desk.ask('paper.content', { paperId }),
      await desk.ask('typing.sheet', { caseId }),
      await desk.ask('typing.value', line),
      await desk.ask('typing.mark', { ...line, mark: 'ENTERED' }),
      await desk.ask('case.move', { caseId, itemNo: '01', move: { act: 'REVIEW' } }),
      await desk.ask('case.supply', {
        caseId,
        rows: [{ rowId: 'M09', judgement: { state: 'WAIVED', by: 'sharedData' } }],
      }),
      await desk.ask('case.giveBack', { caseId, rowIds: ['M09'], signedBy: erasedText }),
      await desk.ask('assist.register', order),
      await desk.ask('picture.keep', {
        picture: aPicture().toString('base64'),
        label: '户口簿',
        ofCase: caseId,
      }),
      await desk.ask('errand.outlook', { caseId }),
      await desk.ask('errand.draft', { ...order, letter: letterWish }),
      await desk.ask('rating.invite', {
        ratingId: RatingId.parse(uuidV7(desk.clock.nowMs)),
        subject: { of: 'CASE', caseId },
      }),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'case-erased'))
    expect(desk.journal()).toHaveLength(journal)
  })

  test('leaves nothing to print of an errand run for it, and no telephone to call', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    const { caseId } = await taken(desk, aVisit('A09', { nowMs: desk.clock.nowMs }))
    const { letterNo, order, slip } = value(await begun(desk, { caseId, officerId }))
    const { docNo, orderId } = order
    const { slipId } = slip
    expect(codeOf(await desk.ask('custody.slip', { slipId }))).toBeUndefined()
    erased(desk, caseId)

    const answers = [
      await desk.ask('assist.paper', { kind: 'D8', docNo }),
      await desk.ask('assist.paper', { kind: 'D9', docNo: letterNo }),
      await desk.ask('custody.slip', { slipId }),
      await desk.ask('assist.phone', { orderId }),
      await desk.ask('assist.move', { orderId, move: { act: 'PROGRESS', where: '民政所', note: '问了' } }),
      await desk.ask('letter.draft', { orderId, wish: letterWish }),
      await desk.ask('rating.invite', {
        ratingId: RatingId.parse(uuidV7(desk.clock.nowMs)),
        subject: { of: 'ORDER', orderId },
      }),
    ]
    expect(answers.map(codeOf)).toEqual(answers.map(() => 'case-erased'))
    const { rows } = value(await desk.ask('assist.list', { scope: 'all', limit: 9 }))
    expect(rows).toMatchObject([{ name: '已删除', idNumber: '' }])
    const things = value(await desk.ask('custody.ofCase', { caseId }))
    expect(JSON.stringify(things)).not.toContain('已*除')
  })

  test('was looked at in the very moment it was erased: what comes of that is told in one sentence', async () => {
    await using gone = await anErasedCase()
    const { before, caseId, desk } = gone
    const [paper] = before.papers
    const taken = desk.ask('custody.takeIn', {
      caseId,
      from: { at: 'APPLICANT', signedBy: erasedText },
      to: 'COUNTER',
      lines: [{ name: '户口簿', form: 'COPY', copies: 1, condition: 'GOOD' }],
    })
    const printed = desk.ask('paper.printed', { paperId: paper?.paperId as PaperId })
    for (const each of [taken, printed])
      await expect(each).rejects.toMatchObject({ code: 'case-erased', sentence: erasedSentence })
  })
})

describe('a person whose case was erased', () => {
  test('is found by no word, and the case still by its number and the number of its paper', async () => {
    await using gone = await anErasedCase()
    const { before, caseId, desk } = gone
    const found = async (typed: string) => value(await desk.ask('find.anything', { typed }))
    for (const typed of ['已删除', '已', '删除', 'ysc', 'cgx', '陈桂香', '13879912345', '0000', grandmother])
      expect((await found(typed)).parties, typed).toEqual([])
    expect((await found(before.caseNo)).cases).toMatchObject([{ caseId, applicantName: '已删除' }])
    const docNo = before.papers[0]?.docNo ?? ''
    expect((await found(docNo)).papers).toMatchObject([{ caseId, docNo }])
    // As the scanner reads it.
    expect(await desk.ask('case.find', { caseNo: before.caseNo })).toEqual(ok({ caseId }))
  })

  test('is not offered to whoever comes next, and lends nothing to them', async () => {
    await using gone = await anErasedCase()
    const { caseId, desk } = gone
    const looked = value(await desk.ask('party.lookup', { kind: 'PERSON', idNumber: grandmother }))
    expect([looked.known, looked.openCases]).toEqual([undefined, []])
    const { applicant } = aVisit('V04')
    for (const name of [applicant.name, erasedText]) {
      const draft = { ...applicant, name, idNumber: '', birthDate: '1958-03-12' }
      const { candidates } = value(await desk.ask('party.candidates', { applicant: draft, notSame: [] }))
      expect(candidates, name).toEqual([])
    }
    // What is left of the case names itself in place of the person.
    const partyId = PartyId.parse(caseId)
    expect(codeOf(await desk.ask('party.past', { partyId, agreed: true }))).toBe('party-unknown')
    expect(codeOf(await desk.ask('find.person', { partyId }))).toBe('party-unknown')
  })

  test('who has another case is found by that one, with nothing of the erased one in it', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    const { applicant } = aVisit('V04')
    const moved = { ...applicant, phone: '13900000001', address: '上栗县桐木镇湖塘村三组5号' }
    const before = await taken(desk, { ...aVisit('V04'), applicant: moved }, 'ACCEPT')
    desk.clock.nowMs += 60_000
    await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }), 'ACCEPT')
    erased(desk, before.caseId)

    const { known } = value(await desk.ask('party.lookup', { kind: 'PERSON', idNumber: grandmother }))
    expect(known).toMatchObject({ cases: 1 })
    const partyId = known?.partyId as PartyId
    const { past } = value(await desk.ask('party.past', { partyId, agreed: true }))
    expect(past).toMatchObject({ phone: { value: applicant.phone }, address: { value: applicant.address } })
    const found = value(await desk.ask('find.anything', { typed: applicant.name }))
    expect(found.parties).toMatchObject([{ name: '陈*香', cases: 1 }])
  })
})

/** A case that was received, accepted and withdrawn, as it was shown and after it was erased. */
async function anErasedCase() {
  const desk = await aDesk()
  await desk.signIn()
  const { caseId } = await taken(desk, aVisit('V04'), 'ACCEPT')
  const move = { act: 'WITHDRAW', signedBy: '陈桂香' } as const
  value(await desk.ask('case.move', { caseId, itemNo: '01', move }))
  const before = value(await desk.ask('case.view', { caseId }))
  erased(desk, caseId)
  return { desk, caseId, before, [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose]() }
}

function value<Value>(answer: { readonly ok: true; readonly value: Value } | Refused): Value {
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}
type Refused = { readonly ok: false; readonly refusal: { readonly code: string } }

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []
}

function dumpOf(desk: TestDesk, caseId: CaseId): string {
  const rows = desk.opened.store.read((reader) => listFrom(reader, 0, 10_000))
  return JSON.stringify(rows.filter((row) => row.caseId === caseId))
}
