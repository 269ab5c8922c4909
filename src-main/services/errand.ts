import { listOrders, type OrderRow } from '#main/store/queries/assist.ts'
import { findMatter, listMaterials, type MatterRow } from '#main/store/queries/case.ts'
import { listThingsOfCase } from '#main/store/queries/custody.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listOfficers } from '#main/store/queries/officer.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import type { AssistWish } from '#shared/contract/assist.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { ErrandLine } from '#shared/contract/errand.ts'
import { isNeverHeld } from '#shared/domain/custody.ts'
import { decideOrderMove } from '#shared/domain/decide-assist.ts'
import { isChild, isMinor } from '#shared/domain/decide-letter.ts'
import { ageOn } from '#shared/domain/id-number.ts'
import { defaultPeriod, type LetterTerms, mandateFor } from '#shared/domain/letter.ts'
import { maskIdNumber, maskPhone } from '#shared/domain/masking.ts'
import { filingOn } from '#shared/domain/officer.ts'
import type { Staff } from '#shared/domain/staff.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { orderFacts, orderMoveFacts } from './assist-facts.ts'
import { getOrder, recordOrderMove } from './assist-record.ts'
import { shownOrder } from './assist-shown.ts'
import { nextBagNo } from './custody.ts'
import { type Desk, person, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { tookIn } from './handover.ts'
import { heldElsewhere } from './held-elsewhere.ts'
import { delegable, drafted, recordSigned } from './letter.ts'
import { priorityShown } from './priority.ts'
import { registered, registrationOf } from './registration.ts'
import { checkPin } from './staff.ts'

const ordersMax = 20

/** What a 代办 of this case would be, before anybody says yes. */
export function outlook(desk: Desk, { caseId }: Input<'errand.outlook'>): Answer<'errand.outlook'> {
  return desk.store.read((reader) => {
    const matter = findMatter(reader, caseId)
    if (!matter) return refuse('case-unknown')
    const erased = refuseErased(reader, caseId)
    if (erased) return erased
    const day = today(desk)
    const items = delegable(desk, reader, matter)
    const open = openErrand(reader, caseId)
    const goes = items.filter(({ leaves }) => !leaves).flatMap(({ promised }) => promised ?? [])
    const { grounds } = priorityShown(desk, reader, matter.applicant, caseId)
    return ok({
      caseNo: matter.caseNo,
      matterName: matter.matterName,
      centreName: getInstallation(reader).centreName,
      today: day,
      principal: principalOf(matter, day),
      ...guardianOf(matter),
      category: grounds.includes('ELDERLY') ? ('ELDERLY' as const) : ('OTHER' as const),
      grounds,
      items: items.map(({ itemNo, leaves, name, presenceReason }) => ({
        itemNo,
        name,
        ...(leaves ? { leaves } : {}),
        reason: presenceReason ?? '',
      })),
      period: defaultPeriod(desk.rules.calendar, day, goes),
      officers: officersToday(desk, reader, day),
      rows: rowsOf(reader, caseId),
      ...(open ? { open: shownOrder(desk, reader, open) } : {}),
    })
  })
}

/** The letter as it would be signed, for an errand that nobody has registered yet. */
export function draft(desk: Desk, input: Input<'errand.draft'>): Answer<'errand.draft'> {
  return desk.store.read((reader) => {
    const { caseId, letter, orderId, wish } = input
    if (openErrand(reader, caseId)) return refuse('errand-open')
    const found = registrationOf(desk, reader, { caseId, orderId, wish: agreed(wish, letter) })
    if (!found.ok) return found
    const { on, registration } = found.value
    const order = {
      orderId,
      caseId,
      officerId: registration.officerId ?? null,
      mode: registration.detail.mode,
      state: 'REGISTERED' as const,
      registeredOn: on,
      registration,
    }
    return drafted(desk, reader, { order, wish: letter })
  })
}

/** Both signed and the officer gave the PIN: registration, letter, slip and bag in one transaction. */
export async function begin(desk: Desk, input: Input<'errand.begin'>): Promise<Answer<'errand.begin'>> {
  const { caseId, letter, letterId, orderId, signature } = input
  const named = letter.officerId ?? input.wish.officerId
  if (!named) return refuse('officer-missing')
  const officer = await checkPin(desk, named, input.officer.pin)
  if (!officer.ok) return officer
  return desk.store.write((writer) => {
    const locked = refuseErased(writer, caseId) ?? heldElsewhere(writer, caseId)
    if (locked) return locked
    if (openErrand(writer, caseId)) return refuse('errand-open')
    const wish = { ...agreed(input.wish, letter), officerId: officer.value.staffId }
    const row = registered(writer, desk, { caseId, orderId, wish })
    if (!row.ok) return row
    const signing = { letterId, orderId, signature, wish: letter }
    const signed = recordSigned(writer, desk, signing, officer.value)
    if (!signed.ok) return signed
    const { letterNo, terms } = signed.value
    const carried = takeOn(writer, desk, { ...input, terms, officer: officer.value })
    if (!carried.ok) return carried
    return ok({ ...carried.value, letterNo, order: shownOrder(desk, writer, getOrder(writer, orderId)) })
  })
}

type Carrying = Pick<Input<'errand.begin'>, 'caseId' | 'lines' | 'orderId' | 'slipSignature'> & {
  readonly terms: LetterTerms
  readonly officer: Staff
}

/** The papers into the officer's hands and into a bag of their own, and the order one step on. */
function takeOn(writer: Writer, desk: Desk, carrying: Carrying) {
  const { caseId, lines, officer, orderId, slipSignature, terms } = carrying
  const on = today(desk)
  const fee = lines.some(({ form }) => form === 'FEE_RECEIPT')
  if (fee) {
    const mandate = mandateFor({ ...terms }, 'PAY_STATUTORY_FEE', on)
    if (!mandate.ok) return mandate
  }
  const matter = findMatter(writer, caseId)
  if (!matter) return refuse('case-unknown')
  const bagNo = nextBagNo(writer, matter.caseNo)
  const taken = tookIn(
    writer,
    desk,
    {
      caseId,
      from: { at: 'APPLICANT', signedBy: terms.signer.name, signature: slipSignature },
      to: 'ME',
      lines: lines.map((line) => ({ ...line, ...backBy(line, terms.validTo), bagNo })),
    },
    officer,
  )
  if (!taken.ok) return taken
  const move = { act: 'TAKE_MATERIALS' } as const
  const row = getOrder(writer, orderId)
  const facts = orderMoveFacts(desk, writer, row, { move, on })
  const decided = decideOrderMove(orderFacts(writer, row), move, facts)
  if (!decided.ok) return decided
  recordOrderMove(writer, desk, row, { move, ...decided.value, on })
  return ok({ slip: taken.value.slip, bagNo })
}

/** An original comes home at the latest when the letter ends. */
function backBy({ form, returnBy }: ErrandLine, validTo: string): { readonly returnBy?: string } {
  return form === 'ORIGINAL' ? { returnBy: returnBy ?? validTo } : {}
}

/** What the principal agrees to stands in the letter they sign; nobody ticks it for them beforehand. */
function agreed(wish: AssistWish, letter: Input<'errand.begin'>['letter']): AssistWish {
  const { dataConsent, sensitiveConsent } = letter
  return {
    ...wish,
    consent: { voluntary: dataConsent, privacy: dataConsent, sensitive: sensitiveConsent },
  }
}

function openErrand(reader: Reader, caseId: CaseId): OrderRow | undefined {
  return listOrders(reader, { caseId, openOnly: true }, ordersMax).find(({ mode }) => mode === 'DELEGATE')
}

function principalOf({ applicant }: MatterRow, day: string) {
  const { birthDate, idNumber, kind, legalRepresentative, name, phone } = applicant
  return {
    kind,
    name,
    idNumber: maskIdNumber(idNumber),
    phone: phone ? maskPhone(phone) : '',
    ...(birthDate ? { age: ageOn(birthDate, day) } : {}),
    minor: isMinor(birthDate, day),
    child: isChild(birthDate, day),
    ...(legalRepresentative ? { legalRepresentative } : {}),
  }
}

function guardianOf({ representative }: MatterRow) {
  if (representative.capacity !== 'GUARDIAN') return {}
  const { idNumber, name, relation } = representative
  return { guardian: { name: name ?? '', idNumber: idNumber ?? '', relation: relation ?? '' } }
}

/** Who may act today: the one at the window first, since nobody else has to come over. */
function officersToday(desk: Desk, reader: Reader, day: string) {
  const self = person(desk).staffId
  const filed = listOfficers(reader).filter((officer) => filingOn(officer, day).ok)
  const rows = filed.flatMap(({ staffId }) => {
    const found = findStaff(reader, staffId)
    return found ? [{ staffId, name: found.name }] : []
  })
  return rows.toSorted((a, b) => Number(b.staffId === self) - Number(a.staffId === self))
}

function rowsOf(reader: Reader, caseId: CaseId) {
  const held = new Set(
    listThingsOfCase(reader, caseId).flatMap(({ gone, rowId }) => (gone || !rowId ? [] : rowId)),
  )
  return listMaterials(reader, caseId)
    .filter(({ form, judgement }) => form !== 'DATA' && judgement?.state !== 'NOT_APPLICABLE')
    .map(({ copies, custodyPolicy, form, name, rowId }) => ({
      rowId,
      name,
      form: form === 'FORM' ? ('FORM' as const) : form === 'COPY' ? ('COPY' as const) : ('ORIGINAL' as const),
      neverHeld: isNeverHeld({ custodyPolicy, form: 'ORIGINAL', name }),
      copies: Math.max(1, copies),
      held: held.has(rowId),
    }))
}
