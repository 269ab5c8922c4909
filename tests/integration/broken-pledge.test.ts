import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { Input } from '#shared/contract/desk.ts'
import type { Choice } from '#shared/domain/decision.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, ownPin, root, type TestDesk } from '../support/a-desk.ts'
import { everythingBut, takeIn, taken } from '../support/at-the-counter.ts'
import { theManager } from '../support/random-life.ts'
import { aVisit, judged } from '../support/visits.ts'

const copy: Judgement = { state: 'SUPPLIED', taken: 'COPY' }
const signed = { act: 'ACCEPT_WITH_DEFICIENCY', signedBy: '陈桂香' } as const
const madeGood = { ...signed, repaired: { reason: '已补交并说明情况，信用已修复' } } as const

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterEach(async () => {
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  await desk[Symbol.asyncDispose]()
})

describe('who broke a promise to supply (容缺承诺) is excluded from another until it is repaired', () => {
  test('while the paper is overdue, and no longer once it has come', async () => {
    const first = await promised()
    goTo('2026-09-24')
    expect(await wouldDefer()).toMatchObject({ allowed: true })
    goTo('2026-09-25')
    expect(await wouldDefer()).toMatchObject({ allowed: false, why: { code: 'pledge-broken' } })
    await refusedAtIntake()
    await desk.ask('case.supply', { caseId: first, rows: [{ rowId: 'M09', judgement: copy }] })
    expect(await wouldDefer()).toMatchObject({ allowed: true })
    await promised()
  })

  test('after its item was ended for that, at intake and in the case file alike', async () => {
    await broken()
    await refusedAtIntake()
    const { caseId } = await taken(desk, lacking(), 'RECEIVE_ONLY')
    await refusedInTheFile(() => move(caseId, signed))
    await refusedInTheFile(() => move(caseId, madeGood))
    const claimed = { ...signed, repaired: { ...madeGood.repaired, approvedBy: theManager(desk).staffId } }
    await refusedInTheFile(() => move(caseId, claimed))
    expect(await outlook(caseId)).toMatchObject({ allowed: true, needsSecond: true })
  })

  test('until a manager states how it was made good; then a promise is a promise again', async () => {
    await broken()
    const { caseId } = await taken(desk, lacking(), 'RECEIVE_ONLY')
    const second = theManager(desk)
    const accepted = await move(caseId, madeGood, { second })
    expect(accepted).toMatchObject({ ok: true, value: { to: 'ACCEPTED_WITH_DEFICIENCY' } })
    expect(desk.journal().at(-1)).toMatchObject({
      move: { repaired: { ...madeGood.repaired, approvedBy: second.staffId } },
    })
    const view = await desk.ask('case.view', { caseId })
    expect(JSON.stringify(view.ok && view.value.history)).toContain('信用已修复')
    expect(await wouldDefer()).toMatchObject({ allowed: true })
    await promised()
  })

  test('but may hand in everything, and is told what is missing like anybody else', async () => {
    await broken()
    await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }), 'ACCEPT')
    await taken(desk, lacking(), 'CORRECT')
  })
})

function goTo(day: string): void {
  desk.clock.nowMs = Date.parse(`${day}T09:00:00+08:00`)
}

function lacking() {
  const visit = aVisit('V04', { nowMs: (desk.clock.nowMs += 60_000) })
  const following: Judgement = { state: 'DEFERRED', way: 'COUNTER', days: 5 }
  return { ...visit, materials: [...judged(visit, 'M09', following)] }
}

/** Accepted on 17 September with five working days for the paper that is missing, to the 24th. */
async function promised(): Promise<CaseId> {
  return (await taken(desk, lacking(), 'ACCEPT_WITH_DEFICIENCY')).caseId
}

async function broken(): Promise<void> {
  const caseId = await promised()
  goTo('2026-09-28')
  const ended = await move(caseId, { act: 'TERMINATE', cause: 'DEFICIENCY_EXPIRED' })
  expect(ended).toMatchObject({ ok: true })
}

function move(caseId: CaseId, act: Move, more: Partial<Input<'case.move'>> = {}) {
  const confirm = act.act === 'TERMINATE' ? ownPin(desk) : {}
  return desk.ask('case.move', { caseId, itemNo: '01', move: act, ...confirm, ...more })
}

async function outlook(caseId: CaseId) {
  const acts = await desk.ask('case.acts', { caseId })
  return acts.ok ? acts.value.items[0]?.acts.find(({ act }) => act === 'ACCEPT_WITH_DEFICIENCY') : undefined
}

async function wouldDefer() {
  const draft = lacking()
  await desk.ask('draft.save', { draft })
  const review = await desk.ask('intake.review', { draftId: draft.draftId })
  const choice: Choice = 'ACCEPT_WITH_DEFICIENCY'
  return review.ok ? review.value.choices.find((each) => each.choice === choice) : review
}

async function refusedAtIntake(): Promise<void> {
  const before = desk.journal().length
  expect(await takeIn(desk, lacking(), 'ACCEPT_WITH_DEFICIENCY')).toMatchObject({
    ok: false,
    refusal: { code: 'pledge-broken' },
  })
  expect(desk.journal()).toHaveLength(before)
}

async function refusedInTheFile(ask: () => ReturnType<typeof move>): Promise<void> {
  const before = everythingBut(desk)
  expect(await ask()).toMatchObject({ ok: false, refusal: { code: 'pledge-broken' } })
  expect(everythingBut(desk)).toEqual(before)
}
