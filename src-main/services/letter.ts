import {
  countLettersOfCase,
  findLetter,
  findOrder,
  listEndingLetters,
  listLetters,
  type OrderRow,
} from '#main/store/queries/assist.ts'
import { findMatter, listItems, type MatterRow } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { findOfficer } from '#main/store/queries/officer.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { LetterWish } from '#shared/contract/letter.ts'
import { hash } from '#shared/crypto/suite.ts'
import { isSensitive } from '#shared/domain/assist-order.ts'
import { authorizationLetterNo } from '#shared/domain/case-number.ts'
import { addDays } from '#shared/domain/day.ts'
import { decideOrderMove } from '#shared/domain/decide-assist.ts'
import {
  checkSigning,
  checkTerms,
  type DelegableItem,
  type LetterFacts,
} from '#shared/domain/decide-letter.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import {
  defaultPeriod,
  LetterTerms,
  NeverDelegated,
  type Principal,
  type Signer,
} from '#shared/domain/letter.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { letterForce, orderFacts, orderMoveFacts } from './assist-facts.ts'
import { getOrder, recordOrderMove } from './assist-record.ts'
import { shownLetter, shownOrder } from './assist-shown.ts'
import { actOf, type Desk, rulesOf, today } from './desk.ts'
import { refuseErased } from './erased.ts'
import { letterText } from './letter-text.ts'
import { checkPin } from './staff.ts'

const warnDays = 7

/** The letter as it would be signed, before anybody signs; what stands against it is told here already. */
export function draft(desk: Desk, input: Input<'letter.draft'>): Answer<'letter.draft'> {
  return desk.store.read((reader) => {
    const row = findOrder(reader, input.orderId)
    return row ? drafted(desk, reader, { ...input, order: row }) : refuse('order-unknown')
  })
}

/** The same for an errand that is not registered yet. */
export function drafted(desk: Desk, reader: Reader, wish: Drawing) {
  const drawn = draw(desk, reader, wish)
  if (!drawn.ok) return drawn
  const { facts, leftOut, letterNo, provisional, terms, text, textSha256 } = drawn.value
  const checked = checkTerms(terms, facts)
  if (!checked.ok) return checked
  const never = [...NeverDelegated.options]
  return ok({ letterNo, terms, text, textSha256, provisional, never, leftOut })
}

/**
 * Signs the letter, ends the ones it goes on from, and authorises the order, all in one transaction.
 * The officer's PIN is looked at before, because it is hashed off the main thread.
 */
export async function sign(desk: Desk, input: Input<'letter.sign'>): Promise<Answer<'letter.sign'>> {
  const { orderId, wish } = input
  const named = desk.store.read((reader) => wish.officerId ?? findOrder(reader, orderId)?.officerId)
  if (named === undefined) return refuse('order-unknown')
  if (!input.officer || named === null) return refuse('pin-missing')
  const officer = await checkPin(desk, named, input.officer.pin)
  if (!officer.ok) return officer
  return desk.store.write((writer) => {
    const done = recordSigned(writer, desk, input, officer.value)
    if (!done.ok) return done
    const { letterNo } = done.value
    return ok({ letterNo, order: shownOrder(desk, writer, getOrder(writer, orderId)) })
  })
}

type Signing = Pick<Input<'letter.sign'>, 'letterId' | 'orderId' | 'signature' | 'wish' | 'on'>

/** Under a transaction of the caller's: the letter, the end of those before it, and the order authorised. */
export function recordSigned(writer: Writer, desk: Desk, input: Signing, officer: Staff) {
  const { letterId, orderId, signature } = input
  if (findLetter(writer, letterId)) return refuse('letter-exists')
  const row = findOrder(writer, orderId)
  if (!row) return refuse('order-unknown')
  const drawn = draw(desk, writer, { ...input, order: row })
  if (!drawn.ok) return drawn
  const { facts, letterNo, matter, terms, text, textSha256 } = drawn.value
  const checked = checkSigning(terms, signature, { ...facts, textSha256, officerName: officer.name })
  if (!checked.ok) return checked
  const [before] = listLetters(writer, orderId)
  record(writer, actOf(desk), {
    type: 'letter-signed',
    letterId,
    orderId,
    caseId: matter.caseId,
    letterNo,
    ...(before ? { renews: before.letterId } : {}),
    terms,
    text,
    textSha256,
    signature,
    acceptedBy: officer.staffId,
    on: facts.on,
    atMs: desk.seams.wallMs(),
  })
  takeOver(writer, desk, orderId, terms, letterId)
  goOn(writer, desk, row, terms, facts.on)
  return ok({ letterNo, terms })
}

/** Letters that end within a week, the next first. */
export function ending(desk: Desk, { limit }: Input<'letter.ending'>): Answer<'letter.ending'> {
  const day = today(desk)
  return desk.store.read((reader) =>
    ok({
      rows: listEndingLetters(reader, day, addDays(day, warnDays), limit).map(({ letter, order }) => ({
        letter: shownLetter(reader, letter, day),
        order: shownOrder(desk, reader, order),
      })),
    }),
  )
}

/** The letters before end the day the new one begins, where they would not have ended by themselves. */
function takeOver(
  writer: Writer,
  desk: Desk,
  orderId: OrderRow['orderId'],
  { validFrom }: LetterTerms,
  newest: string,
): void {
  for (const row of listLetters(writer, orderId))
    if (row.letterId !== newest && !row.endedOn && row.validTo >= validFrom)
      record(writer, actOf(desk), {
        type: 'letter-ended',
        letterId: row.letterId,
        orderId,
        caseId: row.caseId,
        cause: 'RENEWED',
        on: validFrom,
        atMs: desk.seams.wallMs(),
      })
}

/** A registered order is authorised by its first letter; a letter that names another officer changes it. */
function goOn(writer: Writer, desk: Desk, row: OrderRow, { officerId }: LetterTerms, on: string): void {
  if (row.officerId !== officerId) {
    const move = { act: 'REASSIGN', officerId, reason: '委托书写明' } as const
    const facts = orderMoveFacts(desk, writer, row, { move, on })
    const decided = decideOrderMove(orderFacts(writer, row), move, facts)
    if (decided.ok) recordOrderMove(writer, desk, row, { move, ...decided.value, on })
  }
  const now = getOrder(writer, row.orderId)
  const move = { act: 'AUTHORISE' } as const
  const decided = decideOrderMove(
    orderFacts(writer, now),
    move,
    orderMoveFacts(desk, writer, now, { move, on }),
  )
  if (decided.ok) recordOrderMove(writer, desk, now, { move, ...decided.value, on })
}

type Drawing = Pick<Input<'letter.draft'>, 'wish' | 'on'> & {
  readonly order: Pick<
    OrderRow,
    'orderId' | 'caseId' | 'officerId' | 'mode' | 'state' | 'registeredOn' | 'registration'
  >
}

/** Puts a letter together from what is chosen and what the desk knows. */
function draw(desk: Desk, reader: Reader, { on: said, order: row, wish }: Drawing) {
  const matter = row.caseId ? findMatter(reader, row.caseId) : undefined
  const officerId = wish.officerId ?? row.officerId
  const person = officerId ? findStaff(reader, officerId) : undefined
  if (!matter || !officerId) return refuse('order-not-delegated')
  if (!person) return refuse('officer-not-filed')
  const erased = refuseErased(reader, matter.caseId)
  if (erased) return erased
  const signer = signerOf(desk, matter, wish)
  if (!signer.ok) return signer

  const on = said ?? today(desk)
  const items = delegable(desk, reader, matter)
  const chosen = items.filter(({ itemNo, leaves }) =>
    wish.itemNos ? wish.itemNos.includes(itemNo) : !leaves,
  )
  const strange = wish.itemNos?.find((itemNo) => !items.some((each) => each.itemNo === itemNo))
  if (strange) return refuse('item-foreign', { item: strange })
  const period = defaultPeriod(
    desk.rules.calendar,
    wish.validFrom ?? on,
    chosen.flatMap(({ promised }) => promised ?? []),
  )
  const terms = LetterTerms.parse({
    principal: principalOf(matter),
    signer: signer.value,
    officerId,
    items: chosen.map(({ code, itemNo, name }) => ({ itemNo, name, ...(code ? { code } : {}) })),
    acts: [...new Set(wish.acts)],
    ...(wish.otherAct ? { otherAct: wish.otherAct } : {}),
    validFrom: period.validFrom,
    validTo: wish.validTo ?? period.validTo,
    subDelegation: wish.subDelegation,
    dataConsent: wish.dataConsent,
    sensitiveConsent: wish.sensitiveConsent,
  })
  const letterNo = authorizationLetterNo(matter.caseNo, countLettersOfCase(reader, matter.caseId) + 1)
  const text = letterText(letterNo, getInstallation(reader), person, terms)
  const facts: LetterFacts = {
    order: {
      mode: row.mode,
      state: row.state,
      registeredOn: row.registeredOn,
      sensitive: isSensitive(row.registration),
    },
    today: today(desk),
    on,
    officer: findOfficer(reader, officerId),
    items,
    letters: listLetters(reader, row.orderId).map(letterForce),
    renews: wish.renews,
  }
  const leftOut = items.flatMap(({ itemNo, leaves, name, presenceReason }) =>
    leaves ? [{ itemNo, name, code: leaves, reason: presenceReason ?? '' }] : [],
  )
  const textSha256 = hash(text).toString('base64url')
  const provisional = wish.validTo ? false : period.provisional
  return ok({ facts, leftOut, letterNo, matter, provisional, terms, text, textSha256 })
}

/** The items of the case as the catalogue of its day lets them be handed over, or not. */
export function delegable(desk: Desk, reader: Reader, matter: MatterRow) {
  const { catalogue } = rulesOf(desk, matter)
  return listItems(reader, matter.caseId).map((row) => {
    const spec = catalogue.items.find(({ itemId }) => itemId === row.itemId)
    assert(spec, 'a case keeps the catalogue it was received under')
    const item: DelegableItem = {
      itemNo: row.itemNo,
      name: row.name,
      requiresPresence: spec.requiresPresence,
      presenceReason: spec.presenceReason,
      allowsDelegation: spec.allowsDelegation,
    }
    const leaves = item.requiresPresence
      ? ('presence-required' as const)
      : item.allowsDelegation
        ? undefined
        : ('delegation-not-allowed' as const)
    return { ...item, leaves, code: spec.taskCode ?? spec.catalogCode, promised: row.promised ?? undefined }
  })
}

function principalOf({ applicant }: MatterRow): Principal {
  const { address, birthDate, idNumber, kind, legalRepresentative, name, phone } = applicant
  return {
    kind,
    name,
    idNumber,
    ...(birthDate ? { birthDate } : {}),
    ...(phone ? { phone } : {}),
    ...(address ? { address } : {}),
    ...(legalRepresentative ? { legalRepresentative } : {}),
  }
}

/** Who signs; a guardian's age follows from the number, so that nobody is of age by assertion. */
function signerOf(desk: Desk, { applicant }: MatterRow, { signer }: LetterWish) {
  if (!signer) {
    const own: Signer =
      applicant.kind === 'ORGANISATION'
        ? { as: 'LEGAL_REPRESENTATIVE', name: applicant.legalRepresentative ?? '' }
        : { as: 'PRINCIPAL', name: applicant.name }
    return ok(own)
  }
  if (!signer.idNumber) return ok<Signer>(signer)
  const id = checkIdNumber(signer.idNumber, today(desk), desk.rules.knownAreas)
  return id.ok ? ok<Signer>({ ...signer, idNumber: id.value.idNumber, birthDate: id.value.birthDate }) : id
}
