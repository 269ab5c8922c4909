import { findMatterByNo, type MatterRow } from '#main/store/queries/case.ts'
import {
  countOriginalsOf,
  listMattersByTail,
  listMattersOfParty,
  listPapersByNo,
  listPartiesByLetters,
  listPartiesByNumber,
  listPartiesByPhone,
  listPartiesByTail,
  listPartiesByWords,
} from '#main/store/queries/find.ts'
import { countCases, findPartyById, type PartyRow } from '#main/store/queries/party.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { FoundParty } from '#shared/contract/find.ts'
import { ageOn } from '#shared/domain/id-number.ts'
import { maskAddress, maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import { type Meant, meantBy } from '#shared/domain/meant.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { caseRow } from './case.ts'
import { type Desk, today } from './desk.ts'
import { priorityShown } from './priority.ts'

/** Persons, cases and papers by whatever was typed; matters and commands the window knows itself. */
export function anything(desk: Desk, { typed }: Input<'find.anything'>): Answer<'find.anything'> {
  const meant = meantBy(typed)
  return desk.store.read((reader) =>
    ok({
      parties: partiesMeant(reader, meant).map((row) => found(desk, reader, row)),
      cases: mattersMeant(reader, meant).map((row) => caseRow(desk, reader, row)),
      papers: meant.by === 'docNo' ? [...listPapersByNo(reader, meant.value)] : [],
    }),
  )
}

export function person(desk: Desk, { partyId }: Input<'find.person'>): Answer<'find.person'> {
  return desk.store.read((reader) => {
    const party = findPartyById(reader, partyId)
    if (!party) return refuse('party-unknown')
    return ok({
      party: found(desk, reader, party),
      cases: listMattersOfParty(reader, partyId).map((row) => caseRow(desk, reader, row)),
      originalsHeld: countOriginalsOf(reader, partyId),
    })
  })
}

function partiesMeant(reader: Reader, meant: Meant): readonly PartyRow[] {
  switch (meant.by) {
    case 'letters':
      return listPartiesByLetters(reader, meant.value)
    case 'words':
      return listPartiesByWords(reader, meant.value)
    case 'idNumber':
      return listPartiesByNumber(reader, meant.value)
    case 'phone':
      return listPartiesByPhone(reader, meant.value)
    case 'tail':
      return listPartiesByTail(reader, meant.value)
    case 'nothing':
    case 'caseNo':
    case 'caseTail':
    case 'docNo':
      return []
  }
}

function mattersMeant(reader: Reader, meant: Meant): readonly MatterRow[] {
  if (meant.by === 'caseTail') return listMattersByTail(reader, meant.value)
  const matter = meant.by === 'caseNo' ? findMatterByNo(reader, meant.value) : undefined
  return matter ? [matter] : []
}

function found(desk: Desk, reader: Reader, row: PartyRow): FoundParty {
  const { address, birthDate, idNumber, kind, name, partyId, phone, seenOn } = row
  const age = birthDate ? ageOn(birthDate, today(desk)) : undefined
  return {
    partyId,
    kind,
    name: kind === 'PERSON' ? maskName(name) : name,
    idNumber: maskIdNumber(idNumber),
    ...(age === undefined ? {} : { age }),
    priority: priorityShown(desk, reader, { idNumber, birthDate: birthDate ?? undefined }),
    ...(address ? { address: maskAddress(address) } : {}),
    ...(phone ? { phone: maskPhone(phone) } : {}),
    lastSeen: seenOn,
    cases: countCases(reader, partyId),
  }
}
