import { eq, sql } from 'drizzle-orm'
import { erasedText } from '#shared/domain/erasure.ts'
import type { PartyToldApart } from '#shared/domain/events.ts'
import type { Party } from '#shared/domain/party.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Writer } from '#shared/sqlite/store.ts'
import { party, partyApart } from '../tables/case.ts'
import type { At } from './at.ts'
import { keepLetters } from './letters.ts'

/**
 * The person as last seen. A number that was checked stays when the same person comes without a card,
 * and fills in the one that was missing when a person received without one brings it.
 */
export function upsertParty(writer: Writer, applicant: Party, seenOn: string, position: number): void {
  upsert(writer).run({
    partyId: applicant.partyId,
    kind: applicant.kind,
    name: applicant.name,
    idNumber: applicant.idNumber,
    birthDate: applicant.birthDate ?? null,
    phone: applicant.phone ?? null,
    address: applicant.address ?? null,
    seenOn,
    changedAt: position,
    pending: applicant.identityMethod === 'PENDING',
  })
  if (applicant.name !== erasedText) keepLetters(writer, applicant.partyId, applicant.name)
}

/** Of a person whose case was erased the table no longer knows whom it is not. */
export function applyPartyToldApart(writer: Writer, event: PartyToldApart, { position }: At): void {
  for (const other of event.from) {
    if (!isKnown(writer).get({ partyId: other })) continue
    const [partyId = event.partyId, otherId = other] = [event.partyId, other].toSorted()
    insertApart(writer, { partyId, otherId, changedAt: position })
  }
}

const isKnown = prepared((writer: Writer) =>
  writer
    .select({ partyId: party.partyId })
    .from(party)
    .where(eq(party.partyId, sql.placeholder('partyId')))
    .prepare(),
)

const insertApart = insertRow(partyApart)

const upsert = prepared((writer: Writer) =>
  writer
    .insert(party)
    .values({
      partyId: sql.placeholder('partyId'),
      kind: sql.placeholder('kind'),
      name: sql.placeholder('name'),
      idNumber: sql.placeholder('idNumber'),
      birthDate: sql.placeholder('birthDate'),
      phone: sql.placeholder('phone'),
      address: sql.placeholder('address'),
      seenOn: sql.placeholder('seenOn'),
      changedAt: sql.placeholder('changedAt'),
      pending: sql.placeholder('pending'),
    })
    .onConflictDoUpdate({
      target: party.partyId,
      set: {
        name: sql`excluded.name`,
        idNumber: sql`iif(excluded.pending, id_number, excluded.id_number)`,
        birthDate: sql`iif(excluded.pending, coalesce(birth_date, excluded.birth_date), coalesce(excluded.birth_date, birth_date))`,
        phone: sql`coalesce(excluded.phone, phone)`,
        address: sql`coalesce(excluded.address, address)`,
        seenOn: sql`excluded.seen_on`,
        changedAt: sql`excluded.changed_at`,
        pending: sql`min(excluded.pending, pending)`,
      },
    })
    .prepare(),
)
