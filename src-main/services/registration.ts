import { findOrder, lastOrderSerial, type OrderRow } from '#main/store/queries/assist.ts'
import { findMatter, type MatterRow } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { record } from '#main/store/record.ts'
import type { AssistWish } from '#shared/contract/assist.ts'
import type { Input } from '#shared/contract/desk.ts'
import { Registration, type Served } from '#shared/domain/assist-order.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { checkRegistration } from '#shared/domain/decide-assist.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import { priorityOf } from '#shared/domain/priority.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { getOrder } from './assist-record.ts'
import { actOf, type Desk, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { registrationNo } from './numbers.ts'

type Asked = Pick<Input<'assist.register'>, 'caseId' | 'orderId' | 'wish' | 'on'>

/** The registration as it would be written today: what was said, and what follows from it. */
export function registrationOf(desk: Desk, reader: Reader, { caseId, orderId, wish, on: said }: Asked) {
  const day = today(desk)
  const on = said ?? day
  if (findOrder(reader, orderId)) return refuse('already-registered')
  const matter = caseId ? findMatter(reader, caseId) : undefined
  if (caseId && !matter) return refuse('case-unknown')
  const erased = refuseErased(reader, caseId)
  if (erased) return erased
  if (on > day) return refuse('date-ahead', { on })
  if (matter && on < matter.receivedOn) return refuse('before-receipt', { receivedOn: matter.receivedOn })
  const unknown = unknownMatter(desk, wish)
  if (unknown) return refuse('matter-unknown', { matterId: unknown })
  const served = checkServed(desk, wish.served ?? applicantOf(matter))
  if (!served.ok) return served
  const priority = priorityOf(wish.claim, served.value ?? {}, on)
  if (!priority.ok) return priority

  const { claim: _, served: __, ...rest } = wish
  // In the order of the schema, so that the journal replayed writes the same row.
  const registration = Registration.parse({
    ...rest,
    ...(served.value ? { served: served.value } : {}),
    priority: priority.value,
  })
  const officer = wish.officerId ? findOfficer(reader, wish.officerId) : undefined
  const checked = checkRegistration(registration, { hasCase: matter !== undefined, on, officer })
  return checked.ok ? ok({ registration, matter, on }) : checked
}

/** Writes it down under the next number of the year. */
export function registered(writer: Writer, desk: Desk, asked: Asked) {
  const found = registrationOf(desk, writer, asked)
  if (!found.ok) return found
  const { matter, on, registration } = found.value
  const { orderId } = asked
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
  return ok<OrderRow>(getOrder(writer, orderId))
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
  const needed = detail.mode === 'PROJECT' ? (detail.matterIds ?? []) : []
  const asked = [matterId, detail.mode === 'COACHING' ? detail.matterId : undefined, ...needed]
  return asked.find((id) => id && !rules.catalogue.matters.some((each) => each.matterId === id))
}
