import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/desk.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, people, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { fullMoves, missing } from '../support/moves.ts'
import { aVisit, judged } from '../support/visits.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

const own = { pin: people[0].pin }
const wrong = { pin: '864209' }
const ground = { category: 'CONDITIONS', reason: '不满八十周岁' } as const

describe('who turns an applicant away gives the own PIN once more', () => {
  test.each([
    ['REFUSE', { choice: 'REFUSE', ground }],
    ['NOT_REQUIRED', { choice: 'NOT_REQUIRED' }],
  ] as const)('at the intake: %s', async (_, wish) => {
    const draft = aVisit('V04', { nowMs: (desk.clock.nowMs += 60_000) })
    await desk.ask('draft.save', { draft })
    const decide = (confirm?: { readonly pin: string }) =>
      desk.ask('intake.decide', { draftId: draft.draftId, ...wish, ...(confirm ? { confirm } : {}) })
    const before = desk.journal().length

    expect(await decide()).toEqual(refuse('pin-missing'))
    expect(await decide(wrong)).toEqual(refuse('pin-wrong', { left: '4' }))
    expect(await decide({ pin: people[2].pin })).toEqual(refuse('pin-wrong', { left: '3' }))
    expect(desk.journal()).toHaveLength(before)

    expect(await decide(own)).toMatchObject({ ok: true })
    expect(desk.journal().length).toBeGreaterThan(before)
  })

  test.each([
    ['REFUSE', 'ACCEPTANCE_REFUSED'],
    ['NOT_REQUIRED', 'NOT_REQUIRED'],
    ['REJECT', 'DECIDED_REFUSED'],
    ['TERMINATE', 'TERMINATED'],
  ] as const)('some days later: %s', async (act, to) => {
    const visit = aVisit('V04', { nowMs: (desk.clock.nowMs += 60_000) })
    const lacking = { ...visit, materials: [...judged(visit, 'M10', missing)] }
    const early = act === 'REFUSE' || act === 'NOT_REQUIRED'
    const { caseId } = await taken(desk, early ? lacking : visit, early ? 'RECEIVE_ONLY' : 'ACCEPT')
    const on = { caseId, itemNo: '01' }
    if (!early) await desk.ask('case.move', { ...on, move: fullMoves.REVIEW })
    const move = (confirm?: Input<'case.move'>['confirm']) =>
      desk.ask('case.move', {
        ...on,
        move: fullMoves[act],
        by: act === 'REJECT' ? { organ: 'department', docNo: '上栗民决〔2026〕第9号' } : { organ: 'centre' },
        ...(confirm ? { confirm } : {}),
      })
    const before = desk.journal().length

    expect(await move()).toEqual(refuse('pin-missing'))
    expect(await move(wrong)).toMatchObject({ refusal: { code: 'pin-wrong' } })
    expect(desk.journal()).toHaveLength(before)
    expect(await move(own)).toMatchObject({ ok: true, value: { to } })
  })

  test('and five wrong ones lock it, for the right one too', async () => {
    const draft = aVisit('V04', { nowMs: (desk.clock.nowMs += 60_000) })
    await desk.ask('draft.save', { draft })
    const decide = (confirm: { readonly pin: string }) =>
      desk.ask('intake.decide', { draftId: draft.draftId, choice: 'REFUSE', ground, confirm })
    for (let n = 0; n < 5; n += 1) await decide(wrong)
    expect(await decide(own)).toEqual(refuse('pin-locked', { minutes: '10' }))
  })
})
