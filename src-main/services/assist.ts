import {
  findOrder,
  lastOrderSerial,
  listLetters,
  listOrderMoves,
  listOrders,
  type OrderRow,
} from '#main/store/queries/assist.ts'
import { findMatter, type MatterRow } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { record } from '#main/store/record.ts'
import type { AssistWish, OrderOutlook, OrderView } from '#shared/contract/assist.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { AssistAct, orderStateAfter } from '#shared/domain/assist.ts'
import { Registration, type Served } from '#shared/domain/assist-order.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { checkRegistration, decideOrderMove } from '#shared/domain/decide-assist.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import { maskAddress } from '#shared/domain/masking.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { priorityOf } from '#shared/domain/priority.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { custodyFacts, orderFacts, orderMoveFacts } from './assist-facts.ts'
import { getOrder, recordOrderMove } from './assist-record.ts'
import { sayingsOf } from './assist-sayings.ts'
import { nameOf, shownLetter, shownOrder } from './assist-shown.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { endLetters } from './letter-end.ts'
import { registrationNo } from './numbers.ts'
import { confirmed } from './staff.ts'

/** Writes down who is helped, in which way and by whom. */
export function register(desk: Desk, input: Input<'assist.register'>): Answer<'assist.register'> {
  return desk.store.write((writer) => {
    const { caseId, orderId, wish } = input
    const day = today(desk)
    const on = input.on ?? day
    if (findOrder(writer, orderId)) return refuse('already-registered')
    const matter = caseId ? findMatter(writer, caseId) : undefined
    if (caseId && !matter) return refuse('case-unknown')
    if (on > day) return refuse('date-ahead', { on })
    if (matter && on < matter.receivedOn) return refuse('before-receipt', { receivedOn: matter.receivedOn })
    const unknown = unknownMatter(desk, wish)
    if (unknown) return refuse('matter-unknown', { matterId: unknown })
    const served = checkServed(desk, wish.served ?? applicantOf(matter))
    if (!served.ok) return served
    const priority = priorityOf(wish.claim, served.value ?? {}, on)
    if (!priority.ok) return priority

    const { claim: _, served: __, ...said } = wish
    // In the order of the schema, so that the journal replayed writes the same row.
    const registration = Registration.parse({
      ...said,
      ...(served.value ? { served: served.value } : {}),
      priority: priority.value,
    })
    const officer = wish.officerId ? findOfficer(writer, wish.officerId) : undefined
    const checked = checkRegistration(registration, { hasCase: matter !== undefined, on, officer })
    if (!checked.ok) return checked

    const year = Number(on.slice(0, 4))
    const serial = lastOrderSerial(writer, year) + 1
    record(writer, actOf(desk), {
      type: 'assist-registered',
      orderId,
      ...(matter ? { caseId: matter.caseId } : {}),
      docNo: registrationNo(getInstallation(writer), year, serial),
      serial,
      registration,
      on,
      atMs: desk.seams.wallMs(),
    })
    return ok(shownOrder(desk, writer, getOrder(writer, orderId)))
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

/** The applicant of a case as the person served; nobody is asked twice. */
function applicantOf(matter: MatterRow | undefined): Served | undefined {
  if (!matter) return undefined
  const { address, idNumber, kind, name, noPhoneReason, phone } = matter.applicant
  return {
    kind,
    name,
    idNumber,
    ...(phone ? { phone } : {}),
    ...(noPhoneReason ? { noPhoneReason } : {}),
    ...(address ? { address } : {}),
  }
}

/** The numbers of a person are what they must be, and the date of birth follows from them. */
function checkServed(desk: Desk, served: Served | undefined) {
  if (!served) return ok(undefined)
  const phone = served.phone ? checkPhone(served.phone) : undefined
  if (phone && !phone.ok) return phone
  const said = { ...served, ...(phone ? { phone: phone.value.phone } : {}) }
  if (!said.idNumber) return ok(said)
  if (said.kind === 'ORGANISATION') {
    const code = checkCreditCode(said.idNumber)
    return code.ok ? ok({ ...said, idNumber: code.value.creditCode }) : code
  }
  const id = checkIdNumber(said.idNumber, today(desk), desk.rules.knownAreas)
  return id.ok ? ok({ ...said, idNumber: id.value.idNumber, birthDate: id.value.birthDate }) : id
}

function unknownMatter({ rules }: Desk, { detail, matterId }: AssistWish): string | undefined {
  const asked = [matterId, detail.mode === 'COACHING' ? detail.matterId : undefined]
  return asked.find((id) => id && !rules.catalogue.matters.some((each) => each.matterId === id))
}

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
