import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { Move } from '#shared/domain/move.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aLog, type EnrolledDesk, openingMs, push, readCase } from '#tests/support/a-log.ts'
import { centre, department, fullMoves, missing, settled } from '#tests/support/moves.ts'

afterAll(stopDatabases)

type Clocks = Readonly<Record<string, unknown>>
const clocks: Clocks = { acceptedOn: '2026-09-14', promisedDue: '2026-09-28', provisional: false }

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`the life of an item at a city on ${on}`, () => {
    let city: TestCity
    let desk: EnrolledDesk
    let log: ReturnType<typeof aLog>
    let caseId: string
    let caseNo: string

    beforeAll(async () => {
      city = await aCity({ on })
    }, 120_000)
    afterAll(() => city?.close())
    /** Two items, both accepted on 14 September. */
    beforeEach(async () => {
      desk = await city.enrolledDesk()
      log = aLog(desk)
      log.opened()
      const received = log.received(1)
      caseId = received.caseId
      caseNo = received.caseNo
      log.decided(caseId)
      await push(desk, log.batch())
    })

    function moves(move: Move, from: ItemState, to: ItemState, change: object = {}): void {
      const event = { type: 'item-moved', caseId, itemNo: '01', move, by: centre, from, to }
      const when = { on: '2026-09-15', atMs: openingMs, place: '某镇便民服务中心', clocks, papers: [] }
      log.add({ event: { ...event, ...when, ...change } })
    }

    /** What came back of everything that was not yet at the city. */
    async function codes(before: number): Promise<readonly (string | undefined)[]> {
      const { dispositions } = await push(desk, log.batch(before + 1))
      expect(dispositions.every(({ state }) => state === 'RETURNED_RULE')).toBe(true)
      expect(dispositions.every(({ detail }) => /^[一-龥].+。$/.test(detail ?? ''))).toBe(true)
      return dispositions.map(({ code }) => code)
    }

    test('is followed step by step, with dates, papers and the rows judged later', async () => {
      const before = log.entries.length
      const extension = { on: '2026-09-16', days: 10 }
      moves(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW')
      moves(fullMoves.EXTEND, 'IN_REVIEW', 'EXTENDED', {
        clocks: { ...clocks, statutoryDue: '2026-10-30', extension },
      })
      const rows = [{ rowId: 'm3', judgement: settled }]
      log.add({ event: { type: 'material-judged', caseId, on: '2026-09-16', atMs: openingMs, rows } })
      const again = [{ itemNo: '02', clocks: { ...clocks, promisedDue: '2026-09-29' } }]
      log.add({ event: { type: 'clocks-recalculated', caseId, items: again } })
      expect(await codes(before)).toEqual([])
      const seen = await readCase(desk, caseNo)
      expect(seen.items).toMatchObject([
        { state: 'EXTENDED', statutoryDue: '2026-10-30' },
        { state: 'ACCEPTED', promisedDue: '2026-09-29' },
      ])
      expect(seen.materials.find(({ rowId }) => rowId === 'm3')?.state).toBe('SUPPLIED')
    })

    test('a second extension comes back, in the same batch and in a later one', async () => {
      let before = log.entries.length
      const extended = { clocks: { ...clocks, extension: { on: '2026-09-15', days: 10 } } }
      moves(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW')
      moves(fullMoves.EXTEND, 'IN_REVIEW', 'EXTENDED', extended)
      moves(fullMoves.BACK_TO_REVIEW, 'EXTENDED', 'IN_REVIEW', extended)
      moves(fullMoves.EXTEND, 'IN_REVIEW', 'EXTENDED', extended)
      expect(await codes(before)).toEqual(['already-extended'])
      before = log.entries.length
      moves(fullMoves.EXTEND, 'IN_REVIEW', 'EXTENDED', extended)
      expect(await codes(before)).toEqual(['already-extended'])
      expect((await readCase(desk, caseNo)).items[0]?.state).toBe('IN_REVIEW')
    })

    test('what the table does not have comes back and leaves no trace', async () => {
      const before = log.entries.length
      moves(fullMoves.COMPLETE, 'ACCEPTED', 'COMPLETED')
      moves(fullMoves.REVIEW, 'IN_REVIEW', 'IN_REVIEW')
      moves(fullMoves.REVIEW, 'ACCEPTED', 'DELIVERED')
      moves(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW', { on: '2026-09-11' })
      moves(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW', { itemNo: '09' })
      moves(fullMoves.WITHDRAW, 'ACCEPTED', 'WITHDRAWN')
      moves(fullMoves.APPROVE, 'WITHDRAWN', 'DECIDED_APPROVED')
      expect(await codes(before)).toEqual([
        'not-from-this-state',
        'state-differs',
        'leads-elsewhere',
        'before-receipt',
        'item-unknown',
        'item-withdrawn',
      ])
      expect((await readCase(desk, caseNo)).items[0]?.state).toBe('WITHDRAWN')
    })

    test('what was not said, signed or proved comes back', async () => {
      const before = log.entries.length
      moves(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW')
      moves({ act: 'SUSPEND', kind: 'SITE_INSPECTION', expectedDays: 3 }, 'IN_REVIEW', 'SUSPENDED')
      moves({ act: 'REJECT', reason: '不符' }, 'IN_REVIEW', 'DECIDED_REFUSED')
      moves(fullMoves.APPROVE, 'IN_REVIEW', 'DECIDED_APPROVED', { by: department })
      moves(fullMoves.COMPLETE, 'DECIDED_APPROVED', 'COMPLETED')
      moves({ act: 'DELIVER', method: 'POST' }, 'COMPLETED', 'DELIVERED')
      moves(fullMoves.RESULT_ARRIVED, 'COMPLETED', 'RESULT_AT_COUNTER')
      moves({ act: 'DELIVER', method: 'WINDOW' }, 'RESULT_AT_COUNTER', 'DELIVERED')
      expect(await codes(before)).toEqual([
        'site-inspection-counts',
        'remedies-missing',
        'proof-missing',
        'signature-missing',
      ])
    })

    test('a second correction comes back without a new fact and the one who approved it', async () => {
      const { caseId: other } = log.received(2)
      const waiting = { provisional: false }
      const outcomes = [{ itemNo: '01', state: 'CORRECTION_PENDING', clocks: waiting }]
      log.decided(other, { choice: 'CORRECT', outcomes, papers: [] })
      await push(desk, log.batch(4))
      const before = log.entries.length
      const wish = { caseId: other, clocks: waiting }
      moves(fullMoves.SUPPLY, 'CORRECTION_PENDING', 'RECEIVED', wish)
      moves({ act: 'CORRECT' }, 'RECEIVED', 'CORRECTION_PENDING', wish)
      moves(fullMoves.CORRECT, 'RECEIVED', 'CORRECTION_PENDING', wish)
      expect(await codes(before)).toEqual(['second-correction'])
    })

    test('rows and cases nobody received come back', async () => {
      const before = log.entries.length
      const when = { on: '2026-09-15', atMs: openingMs }
      const rows = [{ rowId: 'm99', judgement: missing }]
      log.add({ event: { type: 'material-judged', caseId, ...when, rows } })
      const back = { rowIds: ['m99'], signedBy: '丁小满', papers: [] }
      log.add({ event: { type: 'originals-returned', caseId, ...when, ...back } })
      const stranger = '019956a0-0000-7000-8000-0000000000bb'
      log.add({ event: { type: 'originals-returned', caseId: stranger, ...when, ...back } })
      expect(await codes(before)).toEqual(['row-unknown', 'row-unknown', 'case-not-received'])
    })
  })
