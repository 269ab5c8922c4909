import { describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import type { AssistPaperKind } from '#shared/domain/assist-paper.ts'
import { orderCode, readOrderCode } from '#shared/domain/assist-paper.ts'
import { begun } from '../support/a-beginning.ts'
import { aDesk, root, type TestDesk } from '../support/a-desk.ts'
import { acted, anOfficerFiled, signed } from '../support/an-errand.ts'
import { fullOrderMoves } from '../support/assist-facts.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisit } from '../support/visits.ts'

async function underWay(desk: TestDesk) {
  const officerId = await anOfficerFiled(desk)
  const { caseId } = await taken(desk, aVisit('A09', { nowMs: desk.clock.nowMs }))
  const done = await begun(desk, { caseId, officerId })
  if (!done.ok) throw new Error(done.refusal.code)
  const { orderId, letter } = done.value.order
  await acted(desk, { orderId }, { act: 'START' })
  return { caseId, orderId, officerId, letterId: letter?.letterId, letterNo: done.value.letterNo }
}

async function papersOf(desk: TestDesk, orderId: Awaited<ReturnType<typeof underWay>>['orderId']) {
  const listed = await desk.ask('assist.papers', { orderId })
  return listed.ok ? listed.value.papers : []
}

async function paper(desk: TestDesk, kind: AssistPaperKind, docNo: string) {
  const told = await desk.ask('assist.paper', { kind, docNo })
  if (!told.ok) throw new Error(told.refusal.code)
  return told.value
}

describe('the papers of an errand', () => {
  test('exist from their acts on, numbered, and say again what they said', async () => {
    await using desk = await aDesk()
    const { letterId, letterNo, orderId } = await underWay(desk)
    expect((await papersOf(desk, orderId)).map(({ kind }) => kind)).toEqual(['D8', 'D9'])
    await desk.ask('letter.end', { letterId: letterId as never, cause: 'REVOKED', proof: '解除书' })
    await signed(desk, { orderId }, { wish: { renews: true } })
    await acted(desk, { orderId }, { act: 'RESUME', note: '本人续签' })
    const papers = await papersOf(desk, orderId)
    expect(papers.map(({ kind }) => kind).toSorted()).toEqual(['D11', 'D11', 'D8', 'D9', 'D9'])

    const [pause, resume] = papers.filter(({ kind }) => kind === 'D11')
    expect(pause?.docNo).toMatch(/代字〔2026〕第A07-0001号$/)
    expect(await paper(desk, 'D11', pause?.docNo ?? '')).toMatchObject({
      act: 'PAUSE',
      cause: '委托已到期或解除',
      heldCount: 1,
    })
    expect(await paper(desk, 'D11', resume?.docNo ?? '')).toMatchObject({ act: 'RESUME', note: '本人续签' })
    expect(await paper(desk, 'D9', letterNo)).toMatchObject({ ended: expect.stringContaining('解除委托') })
    const renewed = papers.find(({ docNo }) => docNo.endsWith('W02'))
    expect(await paper(desk, 'D9', renewed?.docNo ?? '')).toMatchObject({ renews: letterNo })
    expect(verifyStore(desk.opened.store, root)).toEqual([])
  })

  test('are counted at the printer, so that the second copy says 补打', async () => {
    await using desk = await aDesk()
    const { letterNo, orderId } = await underWay(desk)
    for (const printed of [1, 2])
      expect(await desk.ask('assist.paperPrinted', { kind: 'D9', docNo: letterNo })).toEqual({
        ok: true,
        value: { printed },
      })
    expect(await paper(desk, 'D9', letterNo)).toMatchObject({ printed: 2 })
    const before = desk.journal().length
    const unknown = await desk.ask('assist.paperPrinted', { kind: 'D11', docNo: letterNo })
    expect(unknown).toMatchObject({ ok: false, refusal: { code: 'paper-unknown' } })
    expect(desk.journal().length).toBe(before)
    expect(readOrderCode(orderCode(orderId))).toBe(orderId)
  })
})

describe('the ledger D14', () => {
  test('has a line for every registration of the month, masked, with what became of it', async () => {
    await using desk = await aDesk()
    const { letterNo, officerId, orderId } = await underWay(desk)
    await acted(desk, { orderId }, fullOrderMoves.FINISH)
    const told = await desk.ask('assist.ledger', { month: '2026-09' })
    expect(told).toMatchObject({
      value: {
        officers: [{ name: '李敏' }],
        rows: [
          {
            name: '陈*香',
            mode: '代办',
            officer: '李敏',
            originals: '1',
            letter: expect.stringContaining(letterNo),
            doneOn: '2026-09-18',
            village: '山口岩村',
          },
        ],
      },
    })
    const rows = (answer: typeof told) => (answer.ok ? answer.value.rows.length : -1)
    expect(JSON.stringify(told)).not.toContain('360302195803120000')
    expect(rows(await desk.ask('assist.ledger', { month: '2026-08' }))).toBe(0)
    expect(rows(await desk.ask('assist.ledger', { month: '2026-09', officerId }))).toBe(1)
  })

  test('does not leave the desk unseen: who took it, how, and how many lines', async () => {
    await using desk = await aDesk()
    const { officerId } = await underWay(desk)
    const looked = await desk.ask('assist.ledger', { month: '2026-09', officerId })
    const before = desk.journal().length
    expect(await desk.ask('assist.takeLedger', { month: '2026-09', officerId, how: 'WORKBOOK' })).toEqual(
      looked,
    )
    expect(desk.journal().slice(before)).toMatchObject([
      { type: 'ledger-taken', month: '2026-09', officerId, how: 'WORKBOOK', rows: 1 },
    ])
  })
})
