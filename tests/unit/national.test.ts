import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changesOf } from '#city/national/batch.ts'
import { applicantType, pageType } from '#city/national/codes.ts'
import type { CaseHistory, Told, ToldEvent } from '#city/national/history.ts'
import { NationalRecord } from '#city/national/record.ts'
import type { DepartmentAct } from '#shared/domain/department-act.ts'
import { CaseId, CentreId } from '#shared/kernel/ids.ts'
import { matterDecided, matterReceived, openingMs } from '#tests/support/a-log.ts'
import { department, fullMoves } from '#tests/support/moves.ts'

const dayMs = 86_400_000
const centreId = CentreId.parse('360322102')
const taskCode = '11360322014500001A3000123456789'
const received = matterReceived({ centreId, deskPart: 'A07' }, 1)
const caseId = CaseId.parse(received.caseId)
const clocks = { acceptedOn: '2026-09-14', promisedDue: '2026-09-28', provisional: false }
/** Four days later after the stop. */
const later = { ...clocks, promisedDue: '2026-10-09' }
const acceptedHere = matterDecided(caseId, {
  choice: 'ACCEPT',
  outcomes: [
    { itemNo: '01', state: 'ACCEPTED', clocks },
    { itemNo: '02', state: 'RECEIVED', clocks: { provisional: false } },
  ],
})

let told = 0
function byDesk(event: object, days = 0): Told {
  told += 1
  const atMs = openingMs + days * dayMs
  const entryId = `entry-${told}`
  return { by: 'desk', entryId, atMs, wallMs: atMs + 60_000, actor: '林晓', event: event as ToldEvent }
}
function moved(move: object, from: string, to: string, on: string, days: number, change: object = {}): Told {
  const atMs = openingMs + days * dayMs + 60_000
  const by = { organ: 'centre' }
  const event = { type: 'item-moved', caseId, itemNo: '01', move, by, from, to, on, atMs, place: '' }
  return byDesk({ ...event, clocks: days < 7 ? clocks : later, papers: [], ...change }, days)
}
function byDepartment(move: object, to: string, on: string, days: number, change: object = {}): Told {
  told += 1
  const office = { name: '县市场监督管理局', handler: '张科员' }
  const act = { caseId, itemNo: '02', move, by: department, from: 'FORWARDED', to, on, office, ...change }
  const whole = { ...act, after: { deskId: 'd', epoch: 1, seq: 3 } } as unknown as DepartmentAct
  return { by: 'department', entryId: `feed-${told}`, atMs: openingMs + days * dayMs, act: whole }
}

/** A visit with two items: one accepted here and led to its paper, one passed on to its department. */
const history: CaseHistory = {
  centreId,
  caseId,
  told: [
    byDesk({
      ...received,
      items: received.items.map((item) => ({ ...item, taskCode, handlingItemCode: `${taskCode}04` })),
    }),
    byDesk(acceptedHere),
    moved(fullMoves.FORWARD, 'RECEIVED', 'FORWARDED', '2026-09-15', 1, {
      itemNo: '02',
      clocks: { provisional: false },
    }),
    byDepartment(fullMoves.ACCEPT, 'ACCEPTED', '2026-09-15', 2, { projectNo: 'GX-2026-118' }),
    byDepartment(fullMoves.CORRECT, 'CORRECTION_PENDING', '2026-09-16', 2, {
      asks: [{ rowId: 'm1', judgement: { state: 'EXPECTED', reason: 'EXPIRED' } }],
    }),
    moved(fullMoves.REVIEW, 'ACCEPTED', 'IN_REVIEW', '2026-09-16', 2),
    moved({ ...fullMoves.SUSPEND, basis: '食品安全法第三十五条' }, 'IN_REVIEW', 'SUSPENDED', '2026-09-17', 3),
    moved({ ...fullMoves.RESUME, note: '检测合格' }, 'SUSPENDED', 'IN_REVIEW', '2026-09-21', 7),
    moved(fullMoves.EXTEND, 'IN_REVIEW', 'EXTENDED', '2026-09-22', 8),
    moved(fullMoves.BACK_TO_REVIEW, 'EXTENDED', 'IN_REVIEW', '2026-09-23', 9),
    moved({ act: 'APPROVE', note: '符合条件' }, 'IN_REVIEW', 'DECIDED_APPROVED', '2026-09-24', 10),
    moved(
      { act: 'COMPLETE', result: { name: '食品经营许可证', number: 'JY23603220001' } },
      'DECIDED_APPROVED',
      'COMPLETED',
      '2026-09-24',
      11,
    ),
    moved(fullMoves.DELIVER, 'RESULT_AT_COUNTER', 'DELIVERED', '2026-09-26', 12),
    byDesk(
      {
        type: 'rating-moved',
        ratingId: 'r',
        move: { act: 'RATE', grade: 2, channel: 'QR' },
        from: 'INVITED',
        to: 'RATED',
        on: '2026-09-27',
        atMs: 0,
      },
      13,
    ),
  ],
}
const batch = { name: '360322102-20260914-20261014', source: 'pingchuang-360322102', codes: 'gb' } as const
const all = changesOf(history, { fromMs: 0, beforeMs: openingMs + 30 * dayMs }, batch)
const of = <Kind extends NationalRecord['kind']>(kind: Kind, project?: string) =>
  all.filter(
    (record): record is Extract<NationalRecord, { kind: Kind }> =>
      record.kind === kind && (project === undefined || record.project_no === project),
  )
const first = `${received.caseNo}-01`

describe('a case as the national exchange is told it', () => {
  test('fits the tables of the exchange, row by row, each row with a number of its own', () => {
    for (const record of all) expect(NationalRecord.parse(record)).toEqual(record)
    expect(new Set(all.map(({ row_guid }) => row_guid)).size).toBe(all.length)
    expect(new Set(all.map(({ cd_operation }) => cd_operation))).toEqual(new Set(['I']))
    expect(all[0]).toMatchObject({ cd_batch: batch.name, data_source: batch.source })
  })

  test('has its acceptance: who applied for what, when it was accepted, on which paper, by when it is promised', () => {
    expect(of('acceptance', first)).toMatchObject([
      {
        task_code: taskCode,
        task_handle_item: `${taskCode}04`,
        task_name: '食品经营许可',
        task_version: '2026.09',
        applyer_name: '丁小满',
        applyer_type: '1',
        applyer_page_code: '360322199001011234',
        contact_name: '丁小满',
        contact_mobile: '13807990000',
        apply_type: '1',
        apply_date: '20260914',
        accept_date: '20260914',
        accept_doc_no: acceptedHere.papers[0]?.docNo,
        promise_date: '20261009',
        org_code: '11360322014500001A',
        org_name: '县市场监督管理局',
        handle_user_name: '林晓',
        project_type: '2',
      },
    ])
  })

  test('names the item by the number of the platform once there is one, with the acceptance of the department', () => {
    expect(of('acceptance', 'GX-2026-118')).toMatchObject([
      { accept_date: '20260915', accept_doc_no: department.organ === 'department' && department.docNo },
    ])
    expect(of('process', 'GX-2026-118').map(({ event_name }) => event_name)).toEqual([
      '收件',
      '转送部门',
      '受理',
      '一次性补正告知',
    ])
  })

  test('tells each step with its beginning and its end, the next beginning where the one before ended', () => {
    const steps = of('process', first)
    expect(
      steps.map(({ event_name, event_start_time, event_end_time }) => [
        event_name,
        event_start_time,
        event_end_time,
      ]),
    ).toEqual([
      ['收件', '20260914T091500', '20260914T091500'],
      ['已受理', '20260914T091500', '20260914T091600'],
      ['开始办理', '20260914T091600', '20260916T091600'],
      ['特别程序，暂停计时', '20260916T091600', '20260917T091600'],
      ['恢复计时', '20260917T091600', '20260921T091600'],
      ['延期', '20260921T091600', '20260922T091600'],
      ['延期后继续办理', '20260922T091600', '20260923T091600'],
      ['准予', '20260923T091600', '20260924T091600'],
      // Told a day later: of an earlier day the hour is not known, and no step ends before it began.
      ['办结', '20260924T091600', '20260924T091600'],
      ['送达', '20260924T091600', '20260926T091600'],
    ])
  })

  test('has one row for the stop and one for the extension, each with its reason, its end and who agreed', () => {
    expect(of('special')).toMatchObject([
      {
        special_type: '2',
        special_name: '检测',
        special_reason: '食品安全法第三十五条',
        special_time: '20260917T091600',
        special_explain: '预计10个工作日',
        end_time: '20260921T091600',
        result: '恢复计时：检测合格',
      },
      {
        special_type: '1',
        special_reason: '需要部门会商',
        handle_user: '周建国',
        end_time: '20260923T091600',
      },
    ])
  })

  test('has its result with the paper, whether it was handed over, and how the visit was rated', () => {
    expect(of('result')).toMatchObject([
      {
        result_type: '0',
        result_date: '20260924',
        result_cetr_name: '食品经营许可证',
        result_cetr_no: 'JY23603220001',
        result_explain: '符合条件',
        is_delivery_results: '1',
        satisfaction: '2',
      },
    ])
  })

  test('lists for each item the papers that came, and no row for one that did not', () => {
    // Row m1 was found expired by the department, row m3 nobody has seen.
    expect(of('material', first)).toMatchObject([
      { material_name: '经营场所使用证明', get_type: '5', get_num: '0', remark: '电子证照免交' },
    ])
    expect(of('material')).toHaveLength(2)
  })
})

describe('batch after batch', () => {
  test('a row keeps its number, and is new once, changed when it changed, gone when it is gone', () => {
    const spanOf = (from: number, before: number) => ({
      fromMs: openingMs + from * dayMs,
      beforeMs: openingMs + before * dayMs,
    })
    const opening = changesOf(history, spanOf(0, 1), batch)
    const third = changesOf(history, spanOf(2, 3), batch)
    const [paper] = opening.filter((record) => record.kind === 'material' && record.get_type === '1')
    expect(third.filter(({ row_guid }) => row_guid === paper?.row_guid)).toMatchObject([
      { cd_operation: 'D', cd_time: '20260916T091500' },
    ])
    const accepted = opening.find(({ kind }) => kind === 'acceptance')
    const resumed = changesOf(history, spanOf(7, 8), batch).find(({ kind }) => kind === 'acceptance')
    expect(resumed).toMatchObject({ cd_operation: 'U', row_guid: accepted?.row_guid })
    expect(changesOf(history, spanOf(20, 30), batch)).toEqual([])
  })

  test('however the days are cut, what was told adds up to the same tables', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { maxLength: 8 }), (cuts) => {
        const table = new Map<string, string>()
        const edges = [0, ...new Set(cuts.map((cut) => cut * 2).toSorted((a, b) => a - b)), 40]
        for (const [at, edge] of edges.slice(1).entries()) {
          const span = { fromMs: openingMs + (edges[at] ?? 0) * dayMs, beforeMs: openingMs + edge * dayMs }
          for (const { cd_operation, cd_time: _, ...row } of changesOf(history, span, batch)) {
            expect(table.has(row.row_guid)).toBe(cd_operation !== 'I')
            if (cd_operation === 'D') table.delete(row.row_guid)
            else table.set(row.row_guid, JSON.stringify(row))
          }
        }
        const whole = all.map(({ cd_operation: _, cd_time: __, ...row }) => JSON.stringify(row))
        expect([...table.values()].toSorted()).toEqual(whole.toSorted())
      }),
    )
  })
})

describe('digits', () => {
  test('of who applied follow the credit code, in the set that is asked for', () => {
    const type = (idNumber: string, codes: 'gb' | 'platform') =>
      applicantType(codes, { kind: 'ORGANISATION', idNumber })
    expect(type('91360302MA00000013', 'gb')).toBe('2')
    expect(type('11360300014500001A', 'gb')).toBe('5')
    expect(type('11360300014500001A', 'platform')).toBe('6')
    expect(type('92360322MA00000022', 'platform')).toBe('5')
    expect(type('543603130000000042', 'gb')).toBe('6')
    expect(type('543603130000000042', 'platform')).toBe('9')
  })

  test("of the paper a person showed are a resident's card only where the number is one", () => {
    expect(pageType('PERSON', '360302195803120000', '2026-09-14')).toBe('111')
    expect(pageType('PERSON', 'H12345678', '2026-09-14')).toBe('990')
    expect(pageType('ORGANISATION', '91360302MA00000013', '2026-09-14')).toBe('001')
    expect(pageType('PERSON', '', '2026-09-14')).toBe('')
  })
})
