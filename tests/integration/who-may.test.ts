import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { asFault, reportFault } from '#main/hosts/fault-report.ts'
import type { Session } from '#main/services/desk.ts'
import { deskContract, type Name } from '#shared/contract/desk.ts'
import type { Caller } from '#shared/contract/procedure.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { Fault } from '#shared/kernel/fault.ts'
import { aDesk, people, type TestDesk } from '#tests/support/a-desk.ts'
import { aVisit } from '#tests/support/visits.ts'
import { someId, wellFormed } from '#tests/support/well-formed.ts'

const everyone = ['nobody', 'clerk', 'assistOfficer', 'centreManager', 'auditor'] as const
const signedIn = ['clerk', 'assistOfficer', 'centreManager', 'auditor'] as const
const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** Who may ask what, written out a second time: a change of the contract has to be made twice. */
const mayAsk: Readonly<Record<Name, readonly Caller[]>> = {
  'desk.overview': everyone,
  'desk.today': counter,
  'staff.tiles': everyone,
  'staff.signIn': ['nobody'],
  'staff.signOut': everyone,
  'staff.elsewhere': signedIn,
  'staff.add': ['centreManager'],
  'staff.leave': ['centreManager'],
  'staff.setPin': signedIn,
  'catalogue.current': signedIn,
  'catalogue.recent': counter,
  'catalogue.versions': signedIn,
  'catalogue.preview': ['centreManager'],
  'catalogue.adopt': ['centreManager'],
  'catalogue.template': ['centreManager'],
  'catalogue.news': counter,
  'catalogue.changes': signedIn,
  'catalogue.acknowledge': counter,
  'draft.save': counter,
  'draft.list': counter,
  'draft.open': counter,
  'draft.discard': counter,
  'party.lookup': counter,
  'party.past': counter,
  'party.candidates': counter,
  'device.readCard': counter,
  'intake.review': counter,
  'intake.decide': counter,
  'case.list': counter,
  'case.find': counter,
  'case.view': counter,
  'case.told': counter,
  'case.acts': counter,
  'case.move': counter,
  'case.supply': counter,
  'case.giveBack': counter,
  'case.board': counter,
  'find.anything': counter,
  'find.person': counter,
  'consultation.log': counter,
  'consultation.open': counter,
  'consultation.list': counter,
  'consultation.frequent': counter,
  'typing.sheet': counter,
  'typing.value': counter,
  'typing.mark': counter,
  'custody.board': counter,
  'custody.ofCase': counter,
  'custody.chain': counter,
  'custody.takeIn': counter,
  'custody.handOver': counter,
  'custody.handOverAll': counter,
  'custody.returnTo': counter,
  'custody.offer': counter,
  'custody.centres': counter,
  'custody.showOffer': counter,
  'custody.withdraw': counter,
  'custody.readOffer': counter,
  'custody.accept': counter,
  'custody.acknowledge': counter,
  'custody.stow': counter,
  'custody.label': counter,
  'custody.incident': counter,
  'custody.closeIncident': ['centreManager'],
  'custody.override': ['centreManager'],
  'assist.register': counter,
  'policy.match': counter,
  'assist.list': counter,
  'assist.view': counter,
  'assist.phone': counter,
  'assist.move': counter,
  'assist.ledger': ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
  'assist.takeLedger': ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
  'assist.papers': counter,
  'assist.paper': counter,
  'assist.paperPrinted': counter,
  'errand.outlook': counter,
  'errand.draft': counter,
  'errand.begin': counter,
  'letter.draft': counter,
  'letter.sign': counter,
  'letter.end': counter,
  'letter.ending': counter,
  'officer.list': counter,
  'officer.file': ['centreManager'],
  'officer.train': ['centreManager'],
  'officer.meet': ['assistOfficer', 'centreManager'],
  'officer.records': counter,
  'duty.plan': ['centreManager'],
  'appointment.set': counter,
  'appointment.change': counter,
  'appointment.list': counter,
  'rating.invite': counter,
  'rating.move': counter,
  'rating.list': counter,
  'custody.slip': counter,
  'custody.slipPrinted': counter,
  'custody.report': counter,
  'custody.signers': counter,
  'custody.organs': counter,
  'custody.round': counter,
  'custody.planRound': counter,
  'custody.roundSheet': counter,
  'custody.cabinet': counter,
  'custody.count': counter,
  'day.plan': counter,
  'day.close': counter,
  'day.month': signedIn,
  'day.report': signedIn,
  'paper.content': counter,
  'paper.printed': counter,
  'picture.keep': counter,
  'picture.show': counter,
  'picture.drop': counter,
  'picture.ofCase': counter,
  'picture.uploads': signedIn,
  'sync.status': everyone,
  'sync.outbox': signedIn,
  'sync.totals': signedIn,
  'sync.now': signedIn,
  'sync.answerReturned': counter,
  'bundle.drives': counter,
  'bundle.state': signedIn,
  'bundle.write': counter,
  'bundle.take': counter,
  'line.plan': signedIn,
  'line.keepPlan': ['centreManager'],
  'certificate.state': everyone,
  'certificate.renew': ['centreManager'],
  'epoch.state': everyone,
  'epoch.branch': signedIn,
  'epoch.goOn': ['centreManager'],
}
const names = Object.keys(deskContract) as readonly Name[]
let desk: TestDesk
const persons = new Map<Caller, Staff | undefined>([['nobody', undefined]])

beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn(2)
  const auditor = await desk.ask('staff.add', { name: '钱审', role: 'auditor', badge: 'T004', pin: '864209' })
  if (!auditor.ok) throw new Error(auditor.refusal.code)
  persons.set('auditor', auditor.value)
  for (const [index, { role }] of people.entries()) persons.set(role, await desk.signIn(index))
  await desk.ask('staff.signOut', {})
})
afterAll(() => desk[Symbol.asyncDispose]())

describe('who may ask what', () => {
  test('every question of the contract is in the table', () => {
    expect(names.toSorted()).toEqual(Object.keys(mayAsk).toSorted())
  })

  for (const name of names)
    for (const caller of everyone)
      test(`${caller} ${mayAsk[name].includes(caller) ? 'may' : 'may not'} ask ${name}`, async () => {
        const before = desk.journal().length
        const [empty, full] = [
          await faultOf(caller, name, null),
          await faultOf(caller, name, wellFormed[name]),
        ]

        if (mayAsk[name].includes(caller)) {
          expect(empty?.code).toBe('input-malformed')
          expect(full).toBeUndefined()
        } else {
          expect([empty?.code, full?.code]).toEqual(['not-allowed', 'not-allowed'])
          expect(full?.sentence).toContain('岗位')
        }
        // An empty cabinet that was counted and a ledger that was taken are records; everything else is refused for what it names.
        const counted =
          (name === 'custody.count' || name === 'assist.takeLedger') && mayAsk[name].includes(caller) ? 1 : 0
        expect(desk.journal()).toHaveLength(before + counted)
      })
})

describe('a window that asks for what is not there', () => {
  test.each([
    'case.erase',
    '',
    'Case.list',
    'case.list ',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '__defineGetter__',
  ])('%j is no question of this desk', async (name) => {
    const fault = await faultOf('centreManager', name, {})
    expect(fault?.code).toBe('procedure-unknown')
    expect(fault?.sentence).toMatch(/[一-鿿]/)
  })
})

describe('a window that sends what cannot be read', () => {
  const draft = aVisit('V04')
  test.each<readonly [string, Name, unknown]>([
    ['no draft', 'draft.save', {}],
    ['a text for a draft', 'draft.save', { draft: 'x' }],
    ['an id that is none', 'draft.open', { draftId: '../../etc/passwd' }],
    ['an id of another version', 'case.view', { caseId: '019956a0-0000-4000-8000-00000000000a' }],
    ['an id with a line break', 'case.view', { caseId: `${someId}\n` }],
    ['a choice that does not exist', 'intake.decide', { draftId: someId, choice: 'APPROVE' }],
    ['a list without end', 'case.list', { scope: 'all', limit: 100_000 }],
    ['a list of less than one', 'case.list', { scope: 'all', limit: 0 }],
    [
      'a name without end',
      'draft.save',
      { draft: { ...draft, applicant: { ...draft.applicant, name: '陈'.repeat(61) } } },
    ],
    [
      'an answer that is an object',
      'draft.save',
      { draft: { ...draft, answers: { claimant: { toString: 1 } } } },
    ],
    ['a PIN of letters', 'staff.add', { name: '赵一', role: 'clerk', badge: '', pin: 'abcdef' }],
    ['a role nobody has', 'staff.add', { name: '赵一', role: 'root', badge: '', pin: '135791' }],
    ['201 materials', 'draft.save', { draft: { ...draft, materials: Array(201).fill(draft.materials[0]) } }],
  ])('%s is told as a fault, and nothing is kept', async (_, name, input) => {
    const before = desk.journal().length
    const drafts = countDrafts()
    const fault = await faultOf('centreManager', name, input)
    expect(fault?.code).toBe('input-malformed')
    expect(fault?.sentence).toContain('没有记录')
    expect([desk.journal().length, countDrafts()]).toEqual([before, drafts])
  })

  test('names of the language itself in answers and forms are data like any other', async () => {
    const strange = JSON.parse('{"__proto__":"x","constructor":"y","toString":"z"}') as Record<string, string>
    const odd = {
      ...aVisit('V04'),
      answers: { ...draft.answers, ...strange },
      form: { ...draft.form, ...strange },
    }
    const session: Session = { staff: persons.get('clerk') }
    expect(await desk.engine.ask(session, 'draft.save', { draft: odd })).toMatchObject({ ok: true })

    const review = await desk.engine.ask(session, 'intake.review', { draftId: odd.draftId })

    expect(
      review.ok &&
        (review.value as { faults: { code: string; at: string }[] }).faults.map(({ code }) => code),
    ).toEqual(expect.arrayContaining(['field-unknown']))
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })
})

test('what crosses to the window of a fault is code, sentence and number, never what was typed', async () => {
  const draft = { ...aVisit('V04'), step: '陈桂香360302195803120000' }
  const lines: object[] = []
  const report = await desk.engine.ask({ staff: persons.get('clerk') }, 'draft.save', { draft }).then(
    () => undefined,
    (error: unknown) => reportFault(error, (line) => lines.push(line)),
  )
  expect(report).toEqual({
    code: 'input-malformed',
    sentence: expect.any(String),
    faultId: expect.stringMatching(/^[0-9a-f]{8}$/),
  })
  expect(JSON.stringify([report, lines])).not.toMatch(/陈桂香|360302/)
  expect(lines).toHaveLength(1)
})

async function faultOf(caller: Caller, name: string, input: unknown): Promise<Fault | undefined> {
  const session: Session = { staff: persons.get(caller) }
  return desk.engine.ask(session, name, input).then(
    () => undefined,
    (error: unknown) => asFault(error),
  )
}

function countDrafts(): unknown {
  return desk.opened.store.client.prepare('SELECT count(*) FROM draft').pluck().get()
}
