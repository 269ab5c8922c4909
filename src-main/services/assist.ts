import {
  findOrder,
  listLetters,
  listOrderMoves,
  listOrders,
  type OrderRow,
} from '#main/store/queries/assist.ts'
import { countRevealedCases } from '#main/store/queries/typing.ts'
import { record } from '#main/store/record.ts'
import type { OrderOutlook, OrderView } from '#shared/contract/assist.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { AssistAct, orderStateAfter } from '#shared/domain/assist.ts'
import { decideOrderMove } from '#shared/domain/decide-assist.ts'
import { maskAddress } from '#shared/domain/masking.ts'
import { casesAnHourMax } from '#shared/domain/typing.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { custodyFacts, orderFacts, orderMoveFacts } from './assist-facts.ts'
import { recordOrderMove } from './assist-record.ts'
import { sayingsOf } from './assist-sayings.ts'
import { nameOf, shownLetter, shownOrder } from './assist-shown.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { heldElsewhere } from './held-elsewhere.ts'
import { endLetters } from './letter-end.ts'
import { registered } from './registration.ts'
import { confirmed } from './staff.ts'

/** Writes down who is helped, in which way and by whom. */
export function register(desk: Desk, input: Input<'assist.register'>): Answer<'assist.register'> {
  return desk.store.write((writer) => {
    const row = registered(writer, desk, input)
    return row.ok ? ok(shownOrder(desk, writer, row.value)) : row
  })
}

export function list(desk: Desk, { caseId, limit, scope }: Input<'assist.list'>): Answer<'assist.list'> {
  return desk.store.read((reader) => {
    const mine = scope === 'mine' ? person(desk).staffId : undefined
    const wish = { caseId, openOnly: scope === 'open', officerId: mine, calls: scope === 'calls' }
    const rows = listOrders(reader, wish, limit + 1)
    return ok({
      today: today(desk),
      rows: rows.slice(0, limit).map((row) => shownOrder(desk, reader, row)),
      more: rows.length > limit,
    })
  })
}

export function view(desk: Desk, { orderId }: Input<'assist.view'>): Answer<'assist.view'> {
  return desk.store.read((reader) => {
    const row = findOrder(reader, orderId)
    if (!row) return refuse('order-unknown')
    const { consent: _, priority: __, served, ...registration } = row.registration
    const seen: OrderView = {
      ...shownOrder(desk, reader, row),
      registration,
      ...(served?.address ? { address: maskAddress(served.address) } : {}),
      letters: listLetters(reader, orderId).map((letter) => shownLetter(reader, letter, today(desk))),
      acts: outlooks(desk, reader, row),
      ...custodyFacts(reader, row.caseId),
      history: listOrderMoves(reader, orderId).map(({ actedOn, actor, atMs, move, place }) => ({
        atMs,
        on: actedOn,
        who: nameOf(reader, actor),
        place,
        move,
      })),
    }
    return ok(seen)
  })
}

/** One act on one order. What is done or given up takes its letters with it. */
export async function move(desk: Desk, input: Input<'assist.move'>): Promise<Answer<'assist.move'>> {
  const confirmation = input.move.act === 'REFUSE' ? await confirmed(desk, input.confirm) : ok(undefined)
  if (!confirmation.ok) return confirmation
  return desk.store.write((writer) => {
    const row = findOrder(writer, input.orderId)
    if (!row) return refuse('order-unknown')
    if (input.move.act === 'PAUSE' && input.move.cause === 'LETTER_ENDED') return refuse('only-the-desk')
    const erased = refuseErased(writer, row.caseId)
    if (erased) return erased
    const locked = row.caseId && movesCase.has(input.move.act) && heldElsewhere(writer, row.caseId)
    if (locked) return locked
    const facts = orderMoveFacts(desk, writer, row, input)
    const decided = decideOrderMove(orderFacts(writer, row), input.move, facts)
    if (!decided.ok) return decided
    recordOrderMove(writer, desk, row, {
      move: input.move,
      ...decided.value,
      on: facts.on,
      place: input.place,
    })
    if (input.move.act === 'FINISH') endLetters(writer, desk, row, { cause: 'FULFILLED', on: facts.on })
    if (input.move.act === 'STOP') endLetters(writer, desk, row, { cause: 'STOPPED', on: facts.on })
    return ok(decided.value)
  })
}

/** Given out one at a time and written down: a list of numbers is nobody's business (security.md 4.6). */
export function phone(desk: Desk, { orderId }: Input<'assist.phone'>): Answer<'assist.phone'> {
  return desk.store.write((writer) => {
    const row = findOrder(writer, orderId)
    if (!row) return refuse('order-unknown')
    const { caseId, registration, state } = row
    const erased = refuseErased(writer, caseId)
    if (erased) return erased
    const number = registration.served?.phone
    if (!caseId || !number || state !== 'MATERIALS_RETURNED') return refuse('nobody-to-call')
    const nowMs = desk.seams.wallMs()
    const otherCases = countRevealedCases(writer, person(desk).staffId, nowMs - 3_600_000, caseId)
    if (otherCases >= casesAnHourMax) return refuse('too-many-cases')
    record(writer, actOf(desk), {
      type: 'value-revealed',
      caseId,
      purpose: 'CALL_BACK',
      of: 'served.phone',
      atMs: nowMs,
    })
    return ok({ phone: number })
  })
}

/** The rest only notes what was done, or stops it: that may be written at any desk (sync.md C.10). */
const movesCase: ReadonlySet<AssistAct> = new Set([
  'TAKE_MATERIALS',
  'START',
  'SEND',
  'FINISH',
  'RETURN_MATERIALS',
])

function outlooks(desk: Desk, reader: Reader, row: OrderRow): OrderOutlook[] {
  const facts = orderFacts(reader, row)
  return AssistAct.options.flatMap((act) => {
    const to = orderStateAfter(row.mode, row.state, act)
    if (!to || (act === 'SEND' && !facts.collects)) return []
    const tried = sayingsOf(act, row, facts.letters[0]?.acts).map((said) =>
      decideOrderMove(facts, said, orderMoveFacts(desk, reader, row, { move: said })),
    )
    const refused = tried.every(({ ok: allowed }) => !allowed) ? tried[0] : undefined
    const why = refused && !refused.ok ? { why: { ...refused.refusal } } : {}
    return [{ act, to, allowed: refused === undefined, ...why }]
  })
}
