import {
  countCases,
  findParty,
  findPartyById,
  listNamesakes,
  listOpenCases,
  listPastCases,
  listToldApart,
  type PartyRow,
} from '#main/store/queries/party.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { ApplicantDraft, Candidate, KnownParty } from '#shared/contract/intake.ts'
import { checkCreditCode } from '#shared/domain/credit-code.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { ageOn, checkIdNumber, isElderly } from '#shared/domain/id-number.ts'
import { maskAddress, maskIdNumber } from '#shared/domain/masking.ts'
import { checkPhone } from '#shared/domain/phone.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { type Desk, today } from './desk.ts'
import { categoriesOf, pastOf } from './past.ts'

/** Derives what the number says and finds who is behind it, so that nobody is asked twice (F12). */
export function lookup(desk: Desk, input: Input<'party.lookup'>): Answer<'party.lookup'> {
  const day = today(desk)
  if (input.kind === 'ORGANISATION') {
    const code = checkCreditCode(input.idNumber)
    if (!code.ok) return code
    return ok({
      idNumber: code.value.creditCode,
      elderly: false,
      areaUnknown: false,
      ...byNumber(desk, input, code.value.creditCode),
    })
  }
  const id = checkIdNumber(input.idNumber, day, desk.rules.knownAreas)
  if (!id.ok) return id
  const { birthDate, idNumber, sex, warnings } = id.value
  const age = ageOn(birthDate, day)
  return ok({
    idNumber,
    birthDate,
    sex,
    age,
    elderly: isElderly(age),
    areaUnknown: warnings.includes('area-unknown'),
    ...byNumber(desk, input, idNumber),
  })
}

/** Only with the consent of the person at the counter does anything of earlier cases leave the engine. */
export function past(desk: Desk, { partyId }: Input<'party.past'>): Answer<'party.past'> {
  return desk.store.read((reader) => {
    if (!findPartyById(reader, partyId)) return refuse('party-unknown')
    const data = pastOf(desk.rules, listPastCases(reader, partyId))
    return ok({ past: data, consent: { agreedMs: desk.seams.wallMs(), categories: categoriesOf(data) } })
  })
}

export function candidates(desk: Desk, input: Input<'party.candidates'>): Answer<'party.candidates'> {
  const { matterId, notSame } = input
  return desk.store.read((reader) =>
    ok({
      candidates: findCandidates(desk, reader, input.applicant, notSame).map((row) =>
        candidate(desk, reader, row, { phone: phoneOf(input.applicant), matterId }),
      ),
    }),
  )
}

/**
 * Who of the persons this desk knows may be this applicant, whose number it has never seen.
 *
 * An agreeing telephone is strong: it comes first, and whoever was told apart from that person before
 * is not asked about again. With a number only persons who never showed one can be meant.
 */
export function findCandidates(
  desk: Desk,
  reader: Reader,
  applicant: ApplicantDraft,
  notSame: readonly PartyId[],
): readonly PartyRow[] {
  const name = applicant.name.trim()
  if (applicant.kind !== 'PERSON' || name === '') return []
  const day = today(desk)
  const id = checkIdNumber(applicant.idNumber, day, desk.rules.knownAreas)
  if (id.ok && findParty(reader, 'PERSON', id.value.idNumber)) return []
  const typed = parseTypedDay(applicant.birthDate ?? '', day)
  const birthDate = id.ok ? id.value.birthDate : typed.ok ? typed.value : null
  const phone = phoneOf(applicant) ?? null
  const found = listNamesakes(reader, { name, birthDate, phone }).filter(
    (row) => (!id.ok || row.pending) && !notSame.includes(row.partyId),
  )
  const strong = found.filter((row) => phone !== null && row.phone === phone)
  const others = new Set(strong.flatMap(({ partyId }) => listToldApart(reader, partyId)))
  const weak = found.filter((row) => !strong.includes(row) && !others.has(row.partyId))
  return [...strong, ...weak].slice(0, candidatesMax)
}

/** More than a few side by side help nobody to see who it is. */
const candidatesMax = 5

/** The party behind a number, where this desk has seen it. */
function byNumber(desk: Desk, { kind, matterId }: Input<'party.lookup'>, idNumber: string) {
  return desk.store.read((reader) => {
    const row = findParty(reader, kind, idNumber)
    return row
      ? { known: known(desk, reader, row), openCases: openCases(reader, row.partyId, matterId) }
      : { openCases: [] }
  })
}

function known(desk: Desk, reader: Reader, { partyId, seenOn }: PartyRow): KnownParty {
  return {
    partyId,
    lastSeen: seenOn,
    cases: countCases(reader, partyId),
    categories: categoriesOf(pastOf(desk.rules, listPastCases(reader, partyId))),
  }
}

function openCases(reader: Reader, partyId: PartyId, matterId: string | undefined) {
  return listOpenCases(reader, partyId).map(({ matterId: open, ...row }) => ({
    ...row,
    sameMatter: open === matterId,
  }))
}

function candidate(
  desk: Desk,
  reader: Reader,
  row: PartyRow,
  { phone, matterId }: { readonly phone: string | undefined; readonly matterId: string | undefined },
): Candidate {
  const id = checkIdNumber(row.idNumber, today(desk), desk.rules.knownAreas)
  const [last] = listPastCases(reader, row.partyId)
  return {
    known: known(desk, reader, row),
    name: row.name,
    ...(id.ok ? { sex: id.value.sex, idNumber: maskIdNumber(row.idNumber) } : {}),
    ...(row.birthDate ? { birthDate: row.birthDate } : {}),
    ...(row.phone ? { phoneTail: row.phone.slice(-4) } : {}),
    phoneAgrees: phone !== undefined && row.phone === phone,
    ...(row.address ? { address: maskAddress(row.address) } : {}),
    lastMatter: last?.matterName ?? '',
    openCases: openCases(reader, row.partyId, matterId),
  }
}

function phoneOf({ phone }: ApplicantDraft): string | undefined {
  const checked = checkPhone(phone)
  return checked.ok ? checked.value.phone : undefined
}
