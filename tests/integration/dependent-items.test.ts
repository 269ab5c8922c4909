import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, ownPin, root, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { fullMoves } from '../support/moves.ts'
import { aVisit } from '../support/visits.ts'

let desk: TestDesk
beforeEach(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterEach(async () => {
  expect(verifyStore(desk.opened.store, root)).toEqual([])
  await desk[Symbol.asyncDispose]()
})

async function moved(caseId: CaseId, itemNo: string, act: Move) {
  const answer = await desk.ask('case.move', { caseId, itemNo, move: act, ...ownPin(desk) })
  if (!answer.ok) throw new Error(`${act.act}: ${JSON.stringify(answer.refusal)}`)
  return answer.value
}

async function refusal(caseId: CaseId, itemNo: string, act: Move): Promise<string | undefined> {
  const answer = await desk.ask('case.move', { caseId, itemNo, move: act, ...ownPin(desk) })
  return answer.ok ? undefined : answer.refusal.code
}

async function actsOf(caseId: CaseId) {
  const acts = await desk.ask('case.acts', { caseId })
  if (!acts.ok) throw new Error('no such case')
  return acts.value
}

/** 农村建房 with everything accepted; `no` finds the number of an item in the case. */
async function house() {
  const { caseId } = await taken(desk, aVisit('C05', { nowMs: desk.clock.nowMs }))
  const view = await desk.ask('case.view', { caseId })
  if (!view.ok) throw new Error('no such case')
  const no = (itemId: string) => {
    const found = view.value.itemCases.find((each) => each.itemId === itemId)
    if (!found) throw new Error(`${itemId} is not part of the case`)
    return found.itemNo
  }
  return { caseId, no }
}

describe('an item that builds on another', () => {
  test('goes on while one of its grounds stands, and can only be closed when none does', async () => {
    const { caseId, no } = await house()
    const later = no('C05-I5')
    const end: Move = { act: 'TERMINATE', cause: 'EARLIER_FAILED' }
    await moved(caseId, no('C05-I1'), fullMoves.WITHDRAW)
    const outlook = async () => (await actsOf(caseId)).items.find(({ itemNo }) => itemNo === later)
    expect((await outlook())?.endCauses).not.toContain('EARLIER_FAILED')
    expect(await refusal(caseId, later, end)).toBe('earlier-not-failed')
    expect(await refusal(caseId, later, fullMoves.APPROVE)).not.toBe('earlier-failed')

    await moved(caseId, no('C05-I2'), fullMoves.WITHDRAW)
    expect(await refusal(caseId, later, fullMoves.APPROVE)).toBe('earlier-failed')
    const told = await outlook()
    expect(told?.endCauses).toContain('EARLIER_FAILED')
    expect(told?.acts.find(({ act }) => act === 'APPROVE')).toMatchObject({
      allowed: false,
      why: { code: 'earlier-failed', detail: { earlier: '农村宅基地审批、乡村建设规划许可' } },
    })
    const ended = await moved(caseId, later, end)
    expect(ended).toMatchObject({ to: 'TERMINATED', papers: [{ kind: 'D16-TERMINATION' }] })
  })

  test('stays sunk when the files of what failed were closed since', async () => {
    const { caseId, no } = await house()
    for (const itemId of ['C05-I1', 'C05-I2']) await moved(caseId, no(itemId), fullMoves.WITHDRAW)
    const rowIds = (await actsOf(caseId)).originals.map(({ rowId }) => rowId)
    if (rowIds.length > 0) await desk.ask('case.giveBack', { caseId, rowIds, signedBy: '陈桂香' })
    for (const itemId of ['C05-I1', 'C05-I2']) await moved(caseId, no(itemId), fullMoves.ARCHIVE)
    expect(await refusal(caseId, no('C05-I5'), fullMoves.APPROVE)).toBe('earlier-failed')
  })
})
