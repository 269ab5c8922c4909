import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, ownPin, people, root, type TestDesk } from '../support/a-desk.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { department, following, fullMoves, missing } from '../support/moves.ts'
import { theManager } from '../support/random-life.ts'
import { aVisit, judged } from '../support/visits.ts'

const dayMs = 86_400_000
const copy: Judgement = { state: 'SUPPLIED', taken: 'COPY' }
const original: Judgement = { state: 'SUPPLIED', taken: 'ORIGINAL' }

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterEach(async () => {
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  await desk[Symbol.asyncDispose]()
})

/** To nine in the morning of a day. */
function goTo(day: string): void {
  desk.clock.nowMs = Date.parse(`${day}T09:00:00+08:00`)
}

async function allowance(rowId?: string, judgement?: Judgement): Promise<CaseId> {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const draft = rowId && judgement ? { ...visit, materials: [...judged(visit, rowId, judgement)] } : visit
  return (await taken(desk, draft)).caseId
}

function move(caseId: CaseId, act: Move, more: Partial<Input<'case.move'>> = {}) {
  return desk.ask('case.move', { caseId, itemNo: '01', move: act, ...ownPin(desk), ...more })
}

async function moved(caseId: CaseId, act: Move, more: Partial<Input<'case.move'>> = {}) {
  const answer = await move(caseId, act, more)
  if (!answer.ok) throw new Error(`${act.act}: ${JSON.stringify(answer.refusal)}`)
  return answer.value
}

/** Refused with this code, and nothing at all was written. */
async function refusedWith(code: string, ask: () => Promise<Answer<'case.move'>>): Promise<void> {
  const before = everythingBut(desk)
  const answer = await ask()
  expect(answer).toMatchObject({ ok: false, refusal: { code } })
  expect(everythingBut(desk)).toEqual(before)
}

async function item(caseId: CaseId, itemNo = '01') {
  const acts = await desk.ask('case.acts', { caseId })
  const found = acts.ok ? acts.value.items.find((each) => each.itemNo === itemNo) : undefined
  if (!found) throw new Error('no such item')
  return found
}

describe('an item from acceptance to the archive', () => {
  test('goes its whole way, each step with its papers', async () => {
    const caseId = await allowance()
    await moved(caseId, fullMoves.REVIEW)
    goTo('2026-09-21')
    const role = (await item(caseId)).acts.find(({ act }) => act === 'APPROVE')
    const by = role?.organ === 'department' ? { by: department } : {}
    await moved(caseId, fullMoves.APPROVE, by)
    goTo('2026-09-22')
    const completed = await moved(caseId, fullMoves.COMPLETE, by)
    expect(completed.clocks.used).toMatchObject({ days: 2, waited: 0 })
    expect(completed.papers.map(({ kind }) => kind)).toEqual(['D12'])
    await moved(caseId, fullMoves.RESULT_ARRIVED)
    await refusedWith('signature-missing', () => move(caseId, { act: 'DELIVER', method: 'WINDOW' }))
    const delivered = await moved(caseId, fullMoves.DELIVER, { place: '金山镇窗口 3' })
    expect(delivered.papers.map(({ kind }) => kind)).toEqual(['D12-DELIVERY'])
    await moved(caseId, fullMoves.ARCHIVE)
    await refusedWith('item-ended', () => move(caseId, fullMoves.WITHDRAW))

    const view = await desk.ask('case.view', { caseId })
    expect(view.ok && view.value.state).toBe('COMPLETED')
    const steps = desk.journal().flatMap((event) => (event.type === 'item-moved' ? [event] : []))
    expect(steps.map(({ from, to }) => `${from}>${to}`)).toEqual([
      'ACCEPTED>IN_REVIEW',
      'IN_REVIEW>DECIDED_APPROVED',
      'DECIDED_APPROVED>COMPLETED',
      'COMPLETED>RESULT_AT_COUNTER',
      'RESULT_AT_COUNTER>DELIVERED',
      'DELIVERED>ARCHIVED',
    ])
    expect(steps.map(({ place }) => place).at(-2)).toBe('金山镇窗口 3')
  })
})

describe('what is refused leaves no trace', () => {
  test('a decision on a withdrawn item', async () => {
    const caseId = await allowance()
    await moved(caseId, fullMoves.WITHDRAW)
    for (const act of ['APPROVE', 'REJECT', 'COMPLETE', 'ACCEPT'] as const)
      await refusedWith('item-withdrawn', () => move(caseId, fullMoves[act], { by: department }))
  })

  test('a day before receipt, and a day still to come', async () => {
    goTo('2026-09-21')
    const caseId = await allowance()
    await refusedWith('before-receipt', () => move(caseId, fullMoves.REVIEW, { on: '2026-09-20' }))
    await refusedWith('date-ahead', () => move(caseId, fullMoves.REVIEW, { on: '2026-09-22' }))
  })

  test('a second extension, and a stop for a site inspection', async () => {
    const visit = await taken(desk, aVisit('C05'), 'ACCEPT')
    const own = visit.outcomes.find(({ clocks, state }) => state === 'ACCEPTED' && clocks.statutoryDue)
    if (!own) throw new Error('no item of ours with a legal term')
    const at = { itemNo: own.itemNo }
    await moved(visit.caseId, fullMoves.REVIEW, at)
    await refusedWith('site-inspection-counts', () =>
      move(visit.caseId, { act: 'SUSPEND', kind: 'SITE_INSPECTION', expectedDays: 3 }, at),
    )
    const extended = await moved(visit.caseId, fullMoves.EXTEND, at)
    expect((extended.clocks.statutoryDue ?? '') > (own.clocks.statutoryDue ?? '')).toBe(true)
    expect(extended.papers.map(({ kind }) => kind)).toEqual(['D16-EXTENSION'])
    await refusedWith('already-extended', () => move(visit.caseId, fullMoves.EXTEND, at))
    await moved(visit.caseId, fullMoves.BACK_TO_REVIEW, at)
    await refusedWith('already-extended', () => move(visit.caseId, fullMoves.EXTEND, at))
  })

  test('deemed accepted by a person', async () => {
    const caseId = await receivedOnly()
    await refusedWith('only-the-desk', () => move(caseId, fullMoves.DEEM_ACCEPTED))
  })

  test('a case, an item or a row nobody knows', async () => {
    const caseId = await allowance()
    await refusedWith('item-unknown', () => move(caseId, fullMoves.REVIEW, { itemNo: '99' }))
    const asks = [{ rowId: 'M99', judgement: missing }]
    await refusedWith('row-unknown', () => move(caseId, fullMoves.CORRECT, { asks }))
    const settling = [{ rowId: 'M10', judgement: copy }]
    await refusedWith('row-not-asked', () => move(caseId, fullMoves.CORRECT, { asks: settling }))
  })
})

describe('a correction', () => {
  test('goes round: told, brought back in parts, received again, accepted', async () => {
    const visit = aVisit('V04')
    const materials = judged({ ...visit, materials: [...judged(visit, 'M10', missing)] }, 'M01', missing)
    const { caseId, papers } = await taken(desk, { ...visit, materials: [...materials] }, 'CORRECT')
    expect(papers.map(({ kind }) => kind)).toContain('D3')
    expect((await item(caseId)).awaited.map(({ rowId }) => rowId).toSorted()).toEqual(['M01', 'M10'])
    await refusedWith('rows-open', () => move(caseId, fullMoves.SUPPLY))

    goTo('2026-09-22')
    const first = await desk.ask('case.supply', { caseId, rows: [{ rowId: 'M10', judgement: copy }] })
    expect(first).toMatchObject({ ok: true, value: { moved: [], awaited: [{ rowId: 'M01' }] } })
    const rows = [{ rowId: 'M01', judgement: { state: 'SUPPLIED', taken: 'SIGHT_ORIGINAL' } as const }]
    const last = await desk.ask('case.supply', { caseId, rows })
    expect(last).toMatchObject({
      ok: true,
      value: { moved: [{ itemNo: '01', to: 'RECEIVED' }], awaited: [] },
    })
    expect(await item(caseId)).toMatchObject({ state: 'RECEIVED', since: '2026-09-22' })
    expect(await item(caseId)).toMatchObject({ clocks: { noticeDue: '2026-09-30' } })

    const accepted = await moved(caseId, fullMoves.ACCEPT)
    expect(accepted).toMatchObject({ to: 'ACCEPTED', clocks: { acceptedOn: '2026-09-22' } })
    expect(accepted.papers.map(({ kind }) => kind)).toEqual(['D2'])
    expect(await desk.ask('case.supply', { caseId, rows })).toMatchObject({
      refusal: { code: 'row-not-awaited' },
    })
  })

  test('a second time needs a new fact and the PIN of a manager who is somebody else', async () => {
    const caseId = await corrected()
    const asks = [{ rowId: 'M10', judgement: missing }]
    const wish = { asks, second: theManager(desk) }
    const newFact = { reason: '户籍系统查出已迁出' }
    await refusedWith('second-correction', () => move(caseId, { act: 'CORRECT' }, wish))
    await refusedWith('second-correction', () => move(caseId, { act: 'CORRECT', newFact }, { asks }))
    const claimed = { act: 'CORRECT', newFact: { ...newFact, approvedBy: wish.second.staffId } } as const
    await refusedWith('second-correction', () => move(caseId, claimed, { asks }))
    const colleague = await staffNamed('李敏')
    await refusedWith('manager-needed', () =>
      move(caseId, { act: 'CORRECT', newFact }, { asks, second: { staffId: colleague, pin: people[1].pin } }),
    )
    const wrong = { ...wish, second: { ...wish.second, pin: '000001' } }
    expect(await move(caseId, { act: 'CORRECT', newFact }, wrong)).toMatchObject({
      refusal: { code: 'pin-wrong' },
    })
    await desk.signIn(2)
    await refusedWith('manager-needed', () => move(caseId, { act: 'CORRECT', newFact }, wish))
    await desk.signIn(0)

    await moved(caseId, { act: 'CORRECT', newFact }, wish)
    const last = desk.journal().findLast((event) => event.type === 'item-moved')
    expect(last).toMatchObject({ move: { newFact: { ...newFact, approvedBy: wish.second.staffId } } })
    expect(await item(caseId)).toMatchObject({ state: 'CORRECTION_PENDING', awaited: [{ rowId: 'M10' }] })
  })

  test('that is never answered may be ended the day after its last day, not before', async () => {
    const { caseId } = await taken(desk, withRow('M10', missing), 'CORRECT')
    const due = (await item(caseId)).clocks.supplementDue ?? ''
    const end = { act: 'TERMINATE', cause: 'CORRECTION_EXPIRED' } as const
    goTo(due)
    expect((await item(caseId)).endCauses).not.toContain('CORRECTION_EXPIRED')
    await refusedWith('not-expired', () => move(caseId, end))
    desk.clock.nowMs += dayMs
    expect((await item(caseId)).endCauses).toContain('CORRECTION_EXPIRED')
    expect(await moved(caseId, end)).toMatchObject({ to: 'TERMINATED' })
  })
})

describe('a deficiency', () => {
  test('stands against completion until its paper has followed', async () => {
    const caseId = await deficient(5)
    expect(await item(caseId)).toMatchObject({
      state: 'ACCEPTED_WITH_DEFICIENCY',
      deficiencies: [{ rowId: 'M09', due: '2026-09-24', expired: false }],
    })
    await moved(caseId, fullMoves.REVIEW)
    const by = { by: department }
    await moved(caseId, fullMoves.APPROVE, by)
    await refusedWith('deficiency-open', () => move(caseId, fullMoves.COMPLETE, by))
    const rows = [{ rowId: 'M09', judgement: copy }]
    expect(await desk.ask('case.supply', { caseId, rows })).toMatchObject({ ok: true, value: { moved: [] } })
    expect((await item(caseId)).deficiencies).toEqual([])
    expect(await moved(caseId, fullMoves.COMPLETE, by)).toMatchObject({ to: 'COMPLETED' })
  })

  test('that did not follow offers the end of the item, and the board says so', async () => {
    const caseId = await deficient(5)
    const end = { act: 'TERMINATE', cause: 'DEFICIENCY_EXPIRED' } as const
    goTo('2026-09-24')
    await refusedWith('not-expired', () => move(caseId, end))
    goTo('2026-09-28')
    const board = await desk.ask('case.board', { limit: 100 })
    const rows = board.ok ? [...board.value.overdue, ...board.value.normal, ...board.value.soon] : []
    expect(rows.find((row) => row.caseId === caseId)?.deficiencyExpired).toBe(true)
    expect(await moved(caseId, end)).toMatchObject({ to: 'TERMINATED' })
  })
})

describe('silence', () => {
  test('of five working days is acceptance from the day of receipt, also when the desk was off for two weeks', async () => {
    const caseId = await receivedOnly()
    expect(await item(caseId)).toMatchObject({ state: 'RECEIVED', clocks: { noticeDue: '2026-09-24' } })
    goTo('2026-09-24')
    desk.engine.runClocks()
    expect((await item(caseId)).state).toBe('RECEIVED')

    goTo('2026-10-08')
    desk = await desk.restart()
    await desk.signIn()

    expect(await item(caseId)).toMatchObject({
      state: 'DEEMED_ACCEPTED',
      since: '2026-09-25',
      clocks: { acceptedOn: '2026-09-18' },
    })
    const told = desk.journal().filter((event) => event.type === 'item-moved')
    expect(told).toHaveLength(1)
    expect(told[0]).toMatchObject({ move: { act: 'DEEM_ACCEPTED' }, on: '2026-09-25', papers: [] })
    desk.engine.runClocks()
    expect(desk.journal().filter((event) => event.type === 'item-moved')).toHaveLength(1)
    const actor = desk.opened.store.client.prepare('SELECT actor FROM item_move').pluck().get()
    expect(actor).toBe('desk')
  })

  test('on what the centre only passes on binds nobody', async () => {
    const { caseId } = await taken(desk, aVisit('B01'), 'RECEIVE_ONLY')
    goTo('2026-10-08')
    desk.engine.runClocks()
    const acts = await desk.ask('case.acts', { caseId })
    expect(acts.ok && new Set(acts.value.items.map(({ state }) => state))).toEqual(new Set(['RECEIVED']))
  })

  test('over a year whose working days nobody has published binds nobody', async () => {
    goTo('2026-12-29')
    const caseId = await receivedOnly()
    expect((await item(caseId)).clocks.provisional).toBe(true)
    goTo('2027-01-20')
    desk.engine.runClocks()
    expect((await item(caseId)).state).toBe('RECEIVED')
  })
})

describe('what is passed on', () => {
  test("is forwarded against a signature and answered with the department's document", async () => {
    const { caseId, outcomes } = await taken(desk, aVisit('B01'), 'RECEIVE_ONLY')
    const collected = outcomes.find(({ role }) => role === 'COLLECT')
    if (!collected) throw new Error('nothing is collected')
    const at = { itemNo: collected.itemNo }
    await refusedWith('no-power-to-accept', () => move(caseId, fullMoves.ACCEPT, at))
    await refusedWith('not-forwarded', () => move(caseId, fullMoves.ACCEPT, { ...at, by: department }))
    await refusedWith('receiver-missing', () => move(caseId, { act: 'FORWARD', toOrgan: '县局' }, at))
    const sent = await moved(caseId, fullMoves.FORWARD, at)
    expect(sent.papers.map(({ kind }) => kind)).toEqual(['D13'])
    await refusedWith('department-answer-missing', () => move(caseId, fullMoves.ACCEPT, at))
    goTo('2026-09-21')
    const accepted = await moved(caseId, fullMoves.ACCEPT, { ...at, by: department })
    expect(accepted).toMatchObject({ to: 'ACCEPTED', papers: [], clocks: { acceptedOn: '2026-09-21' } })
  })
})

describe('originals', () => {
  test('stand against the archive until they are given back against a signature', async () => {
    const visit = aVisit('V04')
    const held = visit.materials.find(({ rowId }) => rowId !== 'M01')?.rowId ?? ''
    const { caseId } = await taken(
      desk,
      { ...visit, materials: [...judged(visit, held, original)] },
      'ACCEPT',
    )
    await moved(caseId, fullMoves.WITHDRAW)
    await refusedWith('originals-kept', () => move(caseId, fullMoves.ARCHIVE))
    const wish = { caseId, rowIds: [held], signedBy: '' }
    expect(await desk.ask('case.giveBack', wish)).toEqual(refuse('signature-missing'))
    const back = await desk.ask('case.giveBack', { ...wish, signedBy: '陈桂香' })
    expect(back).toMatchObject({ ok: true, value: { papers: [{ kind: 'D16-RETURN' }] } })
    expect(await desk.ask('case.giveBack', { ...wish, signedBy: '陈桂香' })).toMatchObject({
      refusal: { code: 'original-not-here' },
    })
    expect(await moved(caseId, fullMoves.ARCHIVE)).toMatchObject({ to: 'ARCHIVED' })
  })
})

describe('the board', () => {
  test('puts every item into one lane, by the working days that are left', async () => {
    const untold = await receivedOnly()
    const waiting = (await taken(desk, withRow('M10', missing), 'CORRECT')).caseId
    const running = await allowance()
    const stopped = await allowance()
    await moved(stopped, fullMoves.REVIEW)
    await moved(stopped, fullMoves.SUSPEND)
    const closed = await allowance()
    await moved(closed, fullMoves.WITHDRAW)
    const lanes = async () => {
      const board = await desk.ask('case.board', { limit: 100 })
      if (!board.ok) throw new Error('no board')
      const { more: _, today: __, ...rest } = board.value
      return Object.entries(rest).flatMap(([lane, rows]) => rows.map((row) => [row.caseId, lane] as const))
    }
    const at = async (caseId: CaseId) => new Map(await lanes()).get(caseId)
    expect(await at(untold)).toBe('untold')
    expect(await at(waiting)).toBe('notStarted')
    expect(await at(stopped)).toBe('stopped')
    expect(await at(closed)).toBeUndefined()
    expect(await at(running)).toBe('normal')
    const due = (await item(running)).clocks.promisedDue ?? ''
    goTo(due)
    expect(await at(running)).toBe('dueToday')
    desk.clock.nowMs += dayMs
    expect(await at(running)).toBe('overdue')
    desk.clock.nowMs -= 2 * dayMs
    expect(await at(running)).toBe('soon')
    expect((await lanes()).length).toBe(4)
  })
})

function withRow(rowId: string, judgement: Judgement) {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  return { ...visit, materials: [...judged(visit, rowId, judgement)] }
}

async function receivedOnly(): Promise<CaseId> {
  return (await taken(desk, withRow('M10', missing), 'RECEIVE_ONLY')).caseId
}

async function deficient(days: number): Promise<CaseId> {
  const late: Judgement = { ...following, days } as Judgement
  return (await taken(desk, withRow('M09', late), 'ACCEPT_WITH_DEFICIENCY')).caseId
}

/** Corrected once and brought back. */
async function corrected(): Promise<CaseId> {
  const { caseId } = await taken(desk, withRow('M10', missing), 'CORRECT')
  await desk.ask('case.supply', { caseId, rows: [{ rowId: 'M10', judgement: copy }] })
  return caseId
}

async function staffNamed(name: string) {
  const tiles = await desk.ask('staff.tiles', {})
  const tile = tiles.ok ? tiles.value.tiles.find((each) => each.name === name) : undefined
  if (!tile) throw new Error('nobody of that name')
  return tile.staffId
}
