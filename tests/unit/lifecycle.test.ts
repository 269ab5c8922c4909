import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decideMove, type ItemFacts, type MoveCode, type MoveFacts } from '#shared/domain/decide-move.ts'
import { ItemState, matterState } from '#shared/domain/item-case.ts'
import { Act, stateAfter } from '#shared/domain/lifecycle.ts'
import type { Move } from '#shared/domain/move.ts'
import {
  anItemIn,
  aRow,
  centre,
  department,
  factsOn,
  following,
  fullMoves,
  missing,
  settled,
} from '#tests/support/moves.ts'

/** The transitions of domain.md 3.2, written out a second time: state by state, where each act leads. */
const own = { APPROVE: 'DECIDED_APPROVED', REJECT: 'DECIDED_REFUSED' } as const
const told = { DEMAND: '=', DEMAND_MET: '=' } as const
const ended = { WITHDRAW: 'WITHDRAWN', TERMINATE: 'TERMINATED' } as const
const book: Readonly<Record<ItemState, Partial<Record<Act, ItemState | '='>>>> = {
  DRAFT: { NOT_REQUIRED: 'NOT_REQUIRED' },
  RECEIVED: {
    ACCEPT: 'ACCEPTED',
    ACCEPT_WITH_DEFICIENCY: 'ACCEPTED_WITH_DEFICIENCY',
    CORRECT: 'CORRECTION_PENDING',
    REFUSE: 'ACCEPTANCE_REFUSED',
    NOT_REQUIRED: 'NOT_REQUIRED',
    FORWARD: 'FORWARDED',
    WITHDRAW: 'WITHDRAWN',
    DEEM_ACCEPTED: 'DEEMED_ACCEPTED',
  },
  CORRECTION_PENDING: { SUPPLY: 'RECEIVED', ...ended },
  FORWARDED: {
    ACCEPT: 'ACCEPTED',
    CORRECT: 'CORRECTION_PENDING',
    REFUSE: 'ACCEPTANCE_REFUSED',
    COMPLETE: 'COMPLETED',
    WITHDRAW: 'WITHDRAWN',
  },
  ACCEPTED: { REVIEW: 'IN_REVIEW', ...own, ...told, ...ended },
  ACCEPTED_WITH_DEFICIENCY: { REVIEW: 'IN_REVIEW', ...own, ...told, ...ended },
  DEEMED_ACCEPTED: { REVIEW: 'IN_REVIEW', ...own, ...told, ...ended },
  IN_REVIEW: { SUSPEND: 'SUSPENDED', EXTEND: 'EXTENDED', ...own, ...told, ...ended },
  SUSPENDED: { RESUME: 'IN_REVIEW' },
  EXTENDED: { BACK_TO_REVIEW: 'IN_REVIEW', ...told },
  DECIDED_APPROVED: { COMPLETE: 'COMPLETED' },
  DECIDED_REFUSED: { COMPLETE: 'COMPLETED' },
  COMPLETED: { RESULT_ARRIVED: 'RESULT_AT_COUNTER', DELIVER: 'DELIVERED' },
  RESULT_AT_COUNTER: { DELIVER: 'DELIVERED' },
  DELIVERED: { ARCHIVE: 'ARCHIVED' },
  ARCHIVED: {},
  ACCEPTANCE_REFUSED: { ARCHIVE: 'ARCHIVED' },
  NOT_REQUIRED: {},
  WITHDRAWN: { ARCHIVE: 'ARCHIVED' },
  TERMINATED: { ARCHIVE: 'ARCHIVED' },
}

const day = '2026-09-22'

/** An item and a day on which nothing but the table can stand against the act. */
function readyFor(state: ItemState, act: Act): readonly [ItemFacts, Move, MoveFacts] {
  const rows = {
    CORRECT: [aRow(missing)],
    ACCEPT_WITH_DEFICIENCY: [aRow(following)],
  } as Partial<Record<Act, ItemFacts['rows']>>
  const clocks = {
    noticeDue: '2026-09-21',
    acceptedOn: '2026-09-14',
    statutoryDue: '2026-10-19',
    provisional: false,
    ...(act === 'DEMAND_MET' ? { demands: [{ from: '2026-09-15' }] } : {}),
  }
  const item = anItemIn(state, {
    clocks,
    rows: rows[act] ?? [aRow(settled)],
    role: act === 'FORWARD' || state === 'FORWARDED' ? 'COLLECT' : 'DECIDE',
    caseKind: state === 'IN_REVIEW' ? 'PROMISED' : 'IMMEDIATE',
  })
  const move =
    act === 'DELIVER' && state === 'COMPLETED'
      ? ({ ...fullMoves.DELIVER, method: 'POST' } as const)
      : fullMoves[act]
  return [item, move, factsOn(day, { system: true, by: state === 'FORWARDED' ? department : centre })]
}

describe('every state and every act', () => {
  for (const state of ItemState.options)
    test.each(Act.options)(`${state} · %s`, (act) => {
      const [item, move, facts] = readyFor(state, act)
      const to = book[state][act]
      const decided = decideMove(item, move, facts)
      if (to === undefined) {
        expect(decided).toMatchObject({ ok: false })
        expect(stateAfter(state, act)).toBeUndefined()
      } else expect(decided).toMatchObject({ ok: true, value: { from: state, to: to === '=' ? state : to } })
    })

  test('what has ended takes no further act, and a withdrawn item says so by name', () => {
    for (const act of ['APPROVE', 'REJECT', 'ACCEPT', 'COMPLETE'] as const) {
      expect(codeOf('WITHDRAWN', fullMoves[act])).toBe('item-withdrawn')
      expect(codeOf('TERMINATED', fullMoves[act])).toBe('item-ended')
    }
  })
})

describe('an act that lacks what it must have', () => {
  type Lacking = readonly [string, ItemState, Move, MoveCode, Partial<ItemFacts>?, Partial<MoveFacts>?]
  const lacking: readonly Lacking[] = [
    ['a day before receipt', 'RECEIVED', fullMoves.ACCEPT, 'before-receipt', {}, { on: '2026-09-11' }],
    ['a day before the act before', 'ACCEPTED', fullMoves.REVIEW, 'before-last-act', { since: '2026-09-23' }],
    ['a day still to come', 'ACCEPTED', fullMoves.REVIEW, 'date-ahead', {}, { on: '2026-09-23', today: day }],
    ['deemed accepted by a clerk', 'RECEIVED', fullMoves.DEEM_ACCEPTED, 'only-the-desk'],
    [
      'deemed accepted on the fifth day',
      'RECEIVED',
      fullMoves.DEEM_ACCEPTED,
      'notice-still-running',
      { clocks: { noticeDue: day, provisional: false } },
      { system: true },
    ],
    [
      'acceptance of what others accept',
      'RECEIVED',
      fullMoves.ACCEPT,
      'no-power-to-accept',
      { role: 'COLLECT' },
    ],
    ['acceptance over a missing paper', 'RECEIVED', fullMoves.ACCEPT, 'rows-open', { rows: [aRow(missing)] }],
    [
      'acceptance over a row unseen',
      'RECEIVED',
      fullMoves.ACCEPT,
      'rows-unjudged',
      { rows: [aRow(undefined)] },
    ],
    ['a pledge nobody signed', 'RECEIVED', { act: 'ACCEPT_WITH_DEFICIENCY' }, 'pledge-not-signed'],
    [
      'deficiency where none is allowed',
      'RECEIVED',
      fullMoves.ACCEPT_WITH_DEFICIENCY,
      'deficiency-not-allowed',
      { rows: [aRow(following)], allowsDeficiency: false },
    ],
    ['a deficiency of nothing', 'RECEIVED', fullMoves.ACCEPT_WITH_DEFICIENCY, 'nothing-deferred'],
    ['a correction of nothing', 'RECEIVED', fullMoves.CORRECT, 'nothing-to-correct'],
    [
      'a second correction without a new fact',
      'RECEIVED',
      { act: 'CORRECT' },
      'second-correction',
      { corrections: 1, rows: [aRow(missing)] },
    ],
    [
      'a second correction nobody signed off',
      'RECEIVED',
      { act: 'CORRECT', newFact: { reason: '新查出' } },
      'second-correction',
      { corrections: 1, rows: [aRow(missing)] },
    ],
    [
      'a refusal that does not tell the right organ',
      'RECEIVED',
      { act: 'REFUSE', ground: { category: 'NOT_OURS', reason: '属县局' } },
      'right-organ-missing',
    ],
    ['forwarding what is ours', 'RECEIVED', fullMoves.FORWARD, 'ours-to-accept'],
    [
      'a slip the next keeper did not sign',
      'RECEIVED',
      { act: 'FORWARD', toOrgan: '县局' },
      'receiver-missing',
    ],
    [
      "a department's answer without its document",
      'FORWARDED',
      fullMoves.ACCEPT,
      'department-answer-missing',
    ],
    [
      'a document without a number',
      'FORWARDED',
      fullMoves.ACCEPT,
      'department-answer-missing',
      {},
      { by: { organ: 'department', docNo: '' } },
    ],
    ['an answer to what was not sent', 'RECEIVED', fullMoves.ACCEPT, 'not-forwarded', {}, { by: department }],
    [
      'a stop for a site inspection',
      'IN_REVIEW',
      { act: 'SUSPEND', kind: 'SITE_INSPECTION', expectedDays: 3, basis: '现场踏勘' },
      'site-inspection-counts',
    ],
    [
      "a stop by the item's own law that is not named",
      'IN_REVIEW',
      { act: 'SUSPEND', kind: 'OWN_LAW', expectedDays: 3 },
      'basis-missing',
    ],
    [
      'a second extension',
      'IN_REVIEW',
      fullMoves.EXTEND,
      'already-extended',
      { clocks: { acceptedOn: '2026-09-14', extension: { on: '2026-09-15', days: 5 }, provisional: false } },
    ],
    [
      'an extension nobody approved',
      'IN_REVIEW',
      { act: 'EXTEND', days: 5, reason: '会商' },
      'approver-missing',
    ],
    [
      'an extension without a reason',
      'IN_REVIEW',
      { act: 'EXTEND', days: 5, approver: '周建国' },
      'reason-missing',
    ],
    [
      'an extension after the end',
      'IN_REVIEW',
      fullMoves.EXTEND,
      'extension-too-late',
      { clocks: { acceptedOn: '2026-09-14', statutoryDue: '2026-09-21', provisional: false } },
    ],
    [
      'an extension of no limit',
      'IN_REVIEW',
      fullMoves.EXTEND,
      'no-limit-to-extend',
      { clocks: { acceptedOn: '2026-09-14', provisional: false } },
    ],
    ['a supplement nobody demanded', 'IN_REVIEW', fullMoves.DEMAND_MET, 'nothing-demanded'],
    [
      'a decision of another organ',
      'IN_REVIEW',
      fullMoves.APPROVE,
      'no-power-to-decide',
      { role: 'FIRST_REVIEW' },
    ],
    ['a decision without review', 'ACCEPTED', fullMoves.APPROVE, 'review-first'],
    ['a refusal without reason', 'IN_REVIEW', { act: 'REJECT', remedies: '复议' }, 'reason-missing'],
    ['a refusal without remedies', 'IN_REVIEW', { act: 'REJECT', reason: '不符' }, 'remedies-missing'],
    [
      'completion over an open deficiency',
      'DECIDED_APPROVED',
      fullMoves.COMPLETE,
      'deficiency-open',
      { rows: [aRow(following)] },
    ],
    [
      'completion of a forwarded promise',
      'FORWARDED',
      fullMoves.COMPLETE,
      'not-immediate',
      {},
      { by: department },
    ],
    ['a result handed over that never came', 'COMPLETED', fullMoves.DELIVER, 'result-not-here'],
    [
      'delivery without a signature',
      'RESULT_AT_COUNTER',
      { act: 'DELIVER', method: 'WINDOW' },
      'signature-missing',
    ],
    ['a parcel without a waybill', 'COMPLETED', { act: 'DELIVER', method: 'POST' }, 'proof-missing'],
    ['a withdrawal nobody signed', 'ACCEPTED', { act: 'WITHDRAW' }, 'request-not-signed'],
    [
      'an end before the supplement is late',
      'CORRECTION_PENDING',
      { act: 'TERMINATE', cause: 'CORRECTION_EXPIRED' },
      'not-expired',
      { clocks: { supplementDue: day, provisional: false } },
    ],
    [
      'an end before the deficiency is late',
      'ACCEPTED_WITH_DEFICIENCY',
      { act: 'TERMINATE', cause: 'DEFICIENCY_EXPIRED' },
      'not-expired',
      { rows: [aRow({ state: 'DEFERRED', way: 'COUNTER', days: 20 })] },
    ],
    [
      'an impossibility nobody explains',
      'ACCEPTED',
      { act: 'TERMINATE', cause: 'IMPOSSIBLE' },
      'reason-missing',
    ],
    [
      'a closed file with an original in it',
      'DELIVERED',
      fullMoves.ARCHIVE,
      'originals-kept',
      { rows: [aRow({ state: 'SUPPLIED', taken: 'ORIGINAL' }, { held: true })] },
    ],
  ]
  for (const [what, state, move, code, item, facts] of lacking)
    test(what, () => {
      expect(codeOf(state, move, item, facts)).toBe(code)
    })

  test('what the procedure used up is no original kept, but goes back when it ends early', () => {
    const rows = [aRow({ state: 'SUPPLIED', taken: 'ORIGINAL' }, { held: true, surrendered: true })]
    expect(codeOf('DELIVERED', fullMoves.ARCHIVE, { rows })).toBeUndefined()
    expect(codeOf('WITHDRAWN', fullMoves.ARCHIVE, { rows })).toBe('originals-kept')
  })

  test('a refused decision needs no supplement to be completed', () => {
    expect(codeOf('DECIDED_REFUSED', fullMoves.COMPLETE, { rows: [aRow(following)] })).toBeUndefined()
  })
})

describe('a long row of acts by chance', () => {
  test('never leaves the table, never moves the legal end twice, never runs backwards', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('DECIDE', 'FIRST_REVIEW', 'COLLECT'),
        fc.constantFrom('IMMEDIATE', 'PROMISED'),
        fc.array(fc.tuple(fc.constantFrom(...Act.options), fc.nat(3), fc.boolean()), { maxLength: 30 }),
        (role, caseKind, acts) => {
          let item = anItemIn('RECEIVED', {
            role,
            caseKind,
            clocks: { noticeDue: '2026-09-21', provisional: false },
          })
          let on = '2026-09-14'
          let extensions = 0
          for (const [act, later, byDept] of acts) {
            on = `2026-${on.slice(5, 7)}-${String(Math.min(28, Number(on.slice(8)) + later)).padStart(2, '0')}`
            const by = byDept ? department : centre
            const decided = decideMove(item, fullMoves[act], factsOn(on, { by, system: true }))
            if (!decided.ok) continue
            const { to, clocks } = decided.value
            expect(book[item.state][act] === '=' ? item.state : book[item.state][act]).toBe(to)
            if (act === 'EXTEND') extensions += 1
            item = { ...item, clocks, corrections: item.corrections + (act === 'CORRECT' ? 1 : 0) }
            if (to !== item.state) item = { ...item, state: to, since: on }
          }
          expect(extensions).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 3_000 },
    )
  })
})

describe('the state of a matter', () => {
  test.each<readonly [readonly ItemState[], ReturnType<typeof matterState>]>([
    [['RECEIVED', 'RECEIVED'], 'RECEIVED'],
    [['RECEIVED', 'CORRECTION_PENDING'], 'IN_PROGRESS'],
    [['SUSPENDED', 'EXTENDED'], 'IN_PROGRESS'],
    [['WITHDRAWN', 'IN_REVIEW'], 'PARTLY_DONE'],
    [['TERMINATED', 'ARCHIVED'], 'COMPLETED'],
    [['RESULT_AT_COUNTER', 'ACCEPTANCE_REFUSED'], 'COMPLETED'],
    [['DECIDED_APPROVED'], 'IN_PROGRESS'],
  ])('of %j is %s', (states, state) => {
    expect(matterState(states.map((each) => ({ state: each })))).toBe(state)
  })
})

function codeOf(
  state: ItemState,
  move: Move,
  item: Partial<ItemFacts> = {},
  facts: Partial<MoveFacts> = {},
): MoveCode | undefined {
  const decided = decideMove(anItemIn(state, item), move, factsOn(day, facts))
  return decided.ok ? undefined : decided.refusal.code
}
