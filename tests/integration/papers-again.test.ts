import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, ownPin, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { fullMoves, missing } from '../support/moves.ts'
import { aVisit, judged } from '../support/visits.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

test('a paper printed again says what it said the first time, whatever has become of the item', async () => {
  const { caseId, papers } = await taken(desk, withRow('M10', missing), 'CORRECT')
  const notice = papers.find(({ kind }) => kind === 'D3')?.paperId
  if (!notice) throw new Error('no notice')
  const said = await desk.ask('paper.content', { paperId: notice })
  expect(said).toMatchObject({ value: { rows: [{ n: 1 }], supplementDueWord: expect.stringMatching(/月/) } })
  const copy = { state: 'SUPPLIED', taken: 'COPY' } as const
  await desk.ask('case.supply', { caseId, rows: [{ rowId: 'M10', judgement: copy }] })
  const [acceptance] = await moved(caseId, fullMoves.ACCEPT)
  if (!acceptance) throw new Error('no paper of acceptance')
  const accepted = await desk.ask('paper.content', { paperId: acceptance.paperId })
  expect(accepted).toMatchObject({ value: { kind: 'D2', items: [{ itemNo: '01' }] } })
  await moved(caseId, fullMoves.REVIEW)
  await moved(caseId, fullMoves.SUSPEND)
  desk.clock.nowMs += 3 * 86_400_000
  await moved(caseId, fullMoves.RESUME)

  expect(await desk.ask('paper.content', { paperId: notice })).toEqual(said)
  expect(await desk.ask('paper.content', { paperId: acceptance.paperId })).toEqual(accepted)
})

test('a refusal some days after receipt says its own ground', async () => {
  const { caseId } = await taken(desk, withRow('M10', missing), 'RECEIVE_ONLY')
  const ground = { category: 'NOT_OURS', reason: '属县民政局', rightOrgan: '上栗县民政局' } as const
  const [refusal] = await moved(caseId, { act: 'REFUSE', ground })
  if (!refusal) throw new Error('no paper of refusal')
  expect(await desk.ask('paper.content', { paperId: refusal.paperId })).toMatchObject({
    value: { kind: 'D4', reason: '属县民政局', rightOrgan: '上栗县民政局' },
  })
})

function withRow(rowId: string, judgement: Judgement) {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  return { ...visit, materials: [...judged(visit, rowId, judgement)] }
}

async function moved(caseId: CaseId, move: Move) {
  const answer = await desk.ask('case.move', { caseId, itemNo: '01', move, ...ownPin(desk) })
  if (!answer.ok) throw new Error(`${move.act}: ${JSON.stringify(answer.refusal)}`)
  return answer.value.papers
}
