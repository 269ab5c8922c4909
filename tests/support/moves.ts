import type { ItemFacts, MoveFacts, RowFacts } from '#shared/domain/decide-move.ts'
import type { ItemState } from '#shared/domain/item-case.ts'
import type { Act } from '#shared/domain/lifecycle.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { By, Move } from '#shared/domain/move.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { rules } from './a-desk.ts'

export const centre: By = { organ: 'centre' }
export const department: By = { organ: 'department', docNo: '上栗市监受〔2026〕第118号' }
export const manager = StaffId.parse('019956a0-0000-7000-8000-0000000000aa')

/** Each act with everything it must say. */
export const fullMoves: { readonly [Name in Act]: Extract<Move, { act: Name }> } = {
  SUPPLY: { act: 'SUPPLY' },
  ACCEPT: { act: 'ACCEPT' },
  ACCEPT_WITH_DEFICIENCY: { act: 'ACCEPT_WITH_DEFICIENCY', signedBy: '陈桂香' },
  CORRECT: { act: 'CORRECT', newFact: { reason: '部门新查出户籍已迁出', approvedBy: manager } },
  REFUSE: { act: 'REFUSE', ground: { category: 'CONDITIONS', reason: '不满八十周岁' } },
  NOT_REQUIRED: { act: 'NOT_REQUIRED', advice: '依法不用办' },
  DEEM_ACCEPTED: { act: 'DEEM_ACCEPTED' },
  FORWARD: { act: 'FORWARD', toOrgan: '上栗县市场监督管理局', receivedBy: '李科员' },
  REVIEW: { act: 'REVIEW' },
  SUSPEND: { act: 'SUSPEND', kind: 'TESTING', expectedDays: 10 },
  RESUME: { act: 'RESUME' },
  EXTEND: { act: 'EXTEND', days: 10, approver: '周建国', reason: '需要部门会商' },
  BACK_TO_REVIEW: { act: 'BACK_TO_REVIEW' },
  DEMAND: { act: 'DEMAND', what: '补一张近期照片' },
  DEMAND_MET: { act: 'DEMAND_MET' },
  APPROVE: { act: 'APPROVE', docNo: '金民决〔2026〕第7号' },
  REJECT: { act: 'REJECT', reason: '不符合条件', remedies: '六十日内复议，六个月内诉讼' },
  COMPLETE: { act: 'COMPLETE', result: { name: '高龄津贴审核通知' } },
  RESULT_ARRIVED: { act: 'RESULT_ARRIVED', what: '营业执照', told: '电话 13879912345' },
  DELIVER: { act: 'DELIVER', method: 'WINDOW', signedBy: '陈桂香', reference: 'EMS1234567890' },
  WITHDRAW: { act: 'WITHDRAW', signedBy: '陈桂香' },
  TERMINATE: { act: 'TERMINATE', cause: 'APPLICANT_DIED' },
  ARCHIVE: { act: 'ARCHIVE' },
}

export function aRow(judgement: Judgement | undefined, more: Partial<RowFacts> = {}): RowFacts {
  return { rowId: 'M10', name: '申请表', judgement, held: false, surrendered: false, ...more }
}

export const settled: Judgement = { state: 'SUPPLIED', taken: 'COPY' }
export const missing: Judgement = { state: 'EXPECTED', reason: 'MISSING' }
export const following: Judgement = { state: 'DEFERRED', way: 'COUNTER', days: 3 }

/** An item of our own, accepted on Monday 14 September 2026 where its state says so. */
export function anItemIn(state: ItemState, more: Partial<ItemFacts> = {}): ItemFacts {
  return {
    name: '高龄津贴',
    role: 'DECIDE',
    caseKind: 'PROMISED',
    promised: { n: 10, unit: 'W' },
    statutory: { n: 20, unit: 'W' },
    permit: true,
    allowsDeficiency: true,
    state,
    since: '2026-09-14',
    corrections: 0,
    sunkBy: [],
    rows: [aRow(settled)],
    clocks: {
      acceptedOn: '2026-09-14',
      promisedDue: '2026-09-28',
      statutoryDue: '2026-10-19',
      provisional: false,
    },
    ...more,
  }
}

export function factsOn(on: string, more: Partial<MoveFacts> = {}): MoveFacts {
  return { calendar: rules.calendar, today: on, receivedOn: '2026-09-14', on, by: centre, ...more }
}
