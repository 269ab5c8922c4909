import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AssistAct, AssistMode, isOrderOver, OrderState, orderStateAfter } from '#shared/domain/assist.ts'
import { AssistMove } from '#shared/domain/assist-order.ts'
import { addDays } from '#shared/domain/day.ts'
import { decideOrderMove, type OrderFacts, type OrderMoveFacts } from '#shared/domain/decide-assist.ts'
import { letterStateOn, mandateOf } from '#shared/domain/letter.ts'
import {
  aLetter,
  anOfficer,
  anOrder,
  everyAssistAct,
  fullOrderMoves,
  moveFacts,
  otherOfficerId,
} from '#tests/support/assist-facts.ts'

/** The life of an order, written out a second time: state by state, where each act leads. */
type Book = Readonly<Record<OrderState, Partial<Record<AssistAct, OrderState | '='>>>>
const stop = { STOP: 'STOPPED', REASSIGN: '=' } as const
const working = { PROGRESS: '=', PAUSE: 'PAUSED', FINISH: 'DONE', ...stop } as const
const none = { CLOSED: {}, STOPPED: {}, REFUSED: {} } as const
const delegateBook: Book = {
  REGISTERED: { AUTHORISE: 'AUTHORISED', REFUSE: 'REFUSED', ...stop },
  AUTHORISED: { TAKE_MATERIALS: 'MATERIALS_TAKEN', ...stop },
  MATERIALS_TAKEN: { START: 'IN_PROGRESS', ...stop },
  IN_PROGRESS: working,
  PAUSED: { RESUME: 'IN_PROGRESS', ...stop },
  DONE: { RETURN_MATERIALS: 'MATERIALS_RETURNED' },
  MATERIALS_RETURNED: { CALL_MISSED: '=', FOLLOW_UP: 'FOLLOWED_UP' },
  FOLLOWED_UP: { CLOSE: 'CLOSED' },
  ...none,
}
const otherBook: Book = {
  REGISTERED: { START: 'IN_PROGRESS', REFUSE: 'REFUSED', ...stop },
  AUTHORISED: {},
  MATERIALS_TAKEN: {},
  IN_PROGRESS: { SEND: '=', ...working },
  PAUSED: { RESUME: 'IN_PROGRESS', ...stop },
  DONE: { CALL_MISSED: '=', FOLLOW_UP: 'FOLLOWED_UP', CLOSE: 'CLOSED' },
  MATERIALS_RETURNED: {},
  FOLLOWED_UP: { CLOSE: 'CLOSED' },
  ...none,
}

describe.each(AssistMode.options)('an order of the mode %s', (mode) => {
  const book = mode === 'DELEGATE' ? delegateBook : otherBook
  for (const state of OrderState.options)
    for (const act of everyAssistAct) {
      const leads = book[state][act]
      const to = leads === '=' ? state : leads
      test(`in ${state} ${to ? `goes to ${to}` : 'does not go on'} by ${act}`, () => {
        expect(orderStateAfter(mode, state, act)).toBe(to)
        const order = anOrder(mode, state, { collects: act === 'SEND', sent: true })
        const decided = decideOrderMove(order, fullOrderMoves[act], moveFacts())
        if (to) expect(decided).toEqual({ ok: true, value: { from: state, to } })
        else
          expect(decided).toMatchObject({
            ok: false,
            refusal: { code: isOrderOver(state) ? 'order-over' : 'not-from-this-state' },
          })
      })
    }
})

describe('a 代办', () => {
  test.each<readonly [string, AssistMove, Partial<OrderFacts>, Partial<OrderMoveFacts>, string]>([
    [
      'authorised without a letter',
      fullOrderMoves.AUTHORISE,
      { state: 'REGISTERED', letters: [] },
      {},
      'letter-missing',
    ],
    ['begun without a letter', fullOrderMoves.START, { letters: [] }, {}, 'letter-missing'],
    ['begun without a signed handover', fullOrderMoves.START, {}, { handedOver: false }, 'not-handed-over'],
    [
      'taken in without a signed handover',
      fullOrderMoves.TAKE_MATERIALS,
      { state: 'AUTHORISED' },
      { handedOver: false },
      'not-handed-over',
    ],
    [
      'begun after the last day',
      fullOrderMoves.START,
      { letters: [aLetter({ validTo: '2026-09-17' })] },
      {},
      'letter-expired',
    ],
    [
      'begun before the first day',
      fullOrderMoves.START,
      { letters: [aLetter({ validFrom: '2026-09-19' })] },
      {},
      'letter-not-yet',
    ],
    [
      'begun after the revocation',
      fullOrderMoves.START,
      { letters: [aLetter({ ended: { on: '2026-09-18', cause: 'REVOKED' } })] },
      {},
      'letter-revoked',
    ],
    [
      'gone on with after the death',
      fullOrderMoves.RESUME,
      { state: 'PAUSED', letters: [aLetter({ ended: { on: '2026-09-17', cause: 'PRINCIPAL_DIED' } })] },
      {},
      'principal-died',
    ],
    [
      'of an officer whose filing lapsed',
      fullOrderMoves.START,
      {},
      { officer: anOfficer({ validTo: '2026-09-17' }) },
      'filing-lapsed',
    ],
    ['of an officer never filed', fullOrderMoves.START, {}, { officer: undefined }, 'officer-not-filed'],
    [
      'worked on by an officer whose filing lapsed',
      fullOrderMoves.PROGRESS,
      { state: 'IN_PROGRESS' },
      { officer: anOfficer({ validTo: '2026-09-17' }) },
      'filing-lapsed',
    ],
    [
      'with an act beside the ticks',
      { act: 'PROGRESS', did: 'CORRECT', where: '医保局' },
      { state: 'IN_PROGRESS' },
      {},
      'act-not-authorised',
    ],
    [
      'with an act nobody names',
      { act: 'PROGRESS', where: '医保局' },
      { state: 'IN_PROGRESS' },
      {},
      'act-missing',
    ],
    [
      'with an act told in no words',
      { act: 'PROGRESS', did: 'SUBMIT' },
      { state: 'IN_PROGRESS' },
      {},
      'note-missing',
    ],
    [
      'done after the last day',
      fullOrderMoves.FINISH,
      { state: 'IN_PROGRESS', letters: [aLetter({ validTo: '2026-09-17' })] },
      {},
      'letter-expired',
    ],
    [
      'given back with something still held',
      fullOrderMoves.RETURN_MATERIALS,
      { state: 'DONE' },
      { heldCount: 1 },
      'still-held',
    ],
    [
      'given back without a signature',
      { act: 'RETURN_MATERIALS' },
      { state: 'DONE' },
      {},
      'signature-missing',
    ],
    [
      'closed with something still held',
      fullOrderMoves.CLOSE,
      { state: 'FOLLOWED_UP' },
      { heldCount: 1 },
      'still-held',
    ],
    [
      'stopped with something still held',
      fullOrderMoves.STOP,
      { state: 'PAUSED' },
      { heldCount: 2 },
      'still-held',
    ],
    [
      'refused with something still held',
      fullOrderMoves.REFUSE,
      { state: 'REGISTERED' },
      { heldCount: 1 },
      'still-held',
    ],
    [
      'stopped at a wish nobody signed',
      { act: 'STOP', cause: 'PRINCIPAL_ASKED' },
      { state: 'PAUSED' },
      {},
      'signature-missing',
    ],
    [
      'stopped for another reason not given',
      { act: 'STOP', cause: 'OTHER' },
      { state: 'PAUSED' },
      {},
      'reason-missing',
    ],
    ['refused without a reason', { act: 'REFUSE' }, { state: 'REGISTERED' }, {}, 'reason-missing'],
    [
      'called back with nobody',
      { act: 'FOLLOW_UP', satisfied: true },
      { state: 'MATERIALS_RETURNED' },
      {},
      'reason-missing',
    ],
    ['moved before its last act', fullOrderMoves.START, {}, { on: '2026-09-13' }, 'before-last-act'],
    ['moved tomorrow', fullOrderMoves.PAUSE, { state: 'IN_PROGRESS' }, { on: '2026-09-19' }, 'date-ahead'],
    [
      'given to somebody the letter does not name',
      { act: 'REASSIGN', officerId: otherOfficerId, reason: '休假' },
      {},
      { officer: anOfficer({ staffId: otherOfficerId }) },
      'sub-delegation-missing',
    ],
  ])('%s is refused', (_, move, order, facts, code) => {
    const decided = decideOrderMove(anOrder('DELEGATE', 'MATERIALS_TAKEN', order), move, moveFacts(facts))
    expect(decided.ok ? undefined : decided.refusal.code).toBe(code)
  })

  test.each([
    ['its letter allows sub-delegation', aLetter({ subDelegation: true })],
    ['its newest letter names the new one', aLetter({ officerId: otherOfficerId })],
  ])('changes its officer when %s', (_, letter) => {
    const move = { act: 'REASSIGN', officerId: otherOfficerId, reason: '休假' } as const
    const officer = anOfficer({ staffId: otherOfficerId })
    const order = anOrder('DELEGATE', 'IN_PROGRESS', { letters: [letter, aLetter()] })
    expect(decideOrderMove(order, move, moveFacts({ officer })).ok).toBe(true)
  })

  test('is worked on from the first day of its letter to the last, and on no other', () => {
    const order = anOrder('DELEGATE', 'IN_PROGRESS', { since: '2026-09-01' })
    const days = Array.from({ length: 60 }, (_, n) => addDays('2026-09-01', n))
    const worked = days.filter(
      (on) => decideOrderMove(order, fullOrderMoves.PROGRESS, moveFacts({ on, today: on })).ok,
    )
    expect([worked[0], worked.at(-1), worked.length]).toEqual(['2026-09-14', '2026-10-16', 33])
  })
})

describe('an 异地代收代办', () => {
  const order = anOrder('CROSS_REGION', 'IN_PROGRESS', { collects: true })
  test('is not done before it was sent on, with carrier and waybill', () => {
    expect(decideOrderMove(order, fullOrderMoves.FINISH, moveFacts())).toMatchObject({
      refusal: { code: 'not-sent' },
    })
    for (const move of [
      { act: 'SEND' },
      { act: 'SEND', carrier: '邮政EMS' },
      { act: 'SEND', waybill: '1' },
    ] as const)
      expect(decideOrderMove(order, move, moveFacts())).toMatchObject({
        refusal: { code: 'carrier-missing' },
      })
    for (const wrong of [
      { act: 'SEND', company: 'EMS', waybill: 'SF1234567890123' },
      { act: 'SEND', company: 'SF', waybill: '1234567890123' },
      { act: 'SEND', carrier: '德邦', waybill: '12' },
    ] as const)
      expect(decideOrderMove(order, wrong, moveFacts())).toMatchObject({ refusal: { code: 'waybill-form' } })
    const named = { act: 'SEND', company: 'SF', waybill: 'sf 1234 5678 90123' } as const
    expect(decideOrderMove(order, named, moveFacts()).ok).toBe(true)
    expect(decideOrderMove(order, fullOrderMoves.SEND, moveFacts()).ok).toBe(true)
    expect(decideOrderMove({ ...order, sent: true }, fullOrderMoves.FINISH, moveFacts()).ok).toBe(true)
  })

  test('all on line has nothing to send', () => {
    expect(decideOrderMove({ ...order, collects: false }, fullOrderMoves.SEND, moveFacts())).toMatchObject({
      refusal: { code: 'not-collected' },
    })
  })
})

describe('over random lives of orders', () => {
  const act = fc.record({
    act: fc.constantFrom(...everyAssistAct),
    days: fc.integer({ min: 0, max: 9 }),
    handedOver: fc.boolean(),
    held: fc.integer({ min: 0, max: 2 }),
    end: fc.option(fc.constantFrom('REVOKED', 'PRINCIPAL_DIED'), { freq: 12 }),
    sign: fc.boolean(),
  })
  test('nothing is done outside a letter, nothing begins without both papers, nothing closed holds anything', () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
        let order = anOrder('DELEGATE', 'REGISTERED', { letters: [] })
        let day = order.since
        for (const step of acts) {
          day = addDays(day, step.days)
          if (step.sign && order.letters.length < 3)
            order = {
              ...order,
              letters: [aLetter({ validFrom: day, validTo: addDays(day, 20) }), ...order.letters],
            }
          if (step.end && order.letters[0])
            order = {
              ...order,
              letters: order.letters.map((each) =>
                each.ended ? each : { ...each, ended: { on: day, cause: step.end ?? 'REVOKED' } },
              ),
            }
          const facts = moveFacts({ on: day, today: day, handedOver: step.handedOver, heldCount: step.held })
          const decided = decideOrderMove(order, fullOrderMoves[step.act], facts)
          if (!decided.ok) continue
          if (['START', 'RESUME', 'PROGRESS', 'FINISH', 'AUTHORISE'].includes(step.act))
            expect(order.letters.some((letter) => letterStateOn(letter, day) === 'ACTIVE')).toBe(true)
          if (step.act === 'START')
            expect([step.handedOver, mandateOf(order.letters, 'ANY', day).ok]).toEqual([true, true])
          if (isOrderOver(decided.value.to) || decided.value.to === 'MATERIALS_RETURNED')
            expect(step.held).toBe(0)
          order = { ...order, state: decided.value.to, since: day }
        }
      }),
      { numRuns: 500 },
    )
  })
})
