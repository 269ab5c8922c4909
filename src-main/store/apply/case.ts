import { eq, sql } from 'drizzle-orm'
import type { MatterDecided, MatterReceived } from '#shared/domain/events.ts'
import { type Clocks, type ItemState, matterState } from '#shared/domain/item-case.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import { prepared, type Reader, type Writer } from '#shared/sqlite/store.ts'
import { itemCase, materialItem, matterCase, paper, party } from '../tables/case.ts'
import type { At } from './at.ts'

export function applyMatterReceived(writer: Writer, event: MatterReceived, { position, actor }: At): void {
  const { applicant } = event
  upsertParty(writer).run({
    partyId: applicant.partyId,
    kind: applicant.kind,
    name: applicant.name,
    idNumber: applicant.idNumber,
    birthDate: applicant.birthDate ?? null,
    phone: applicant.phone ?? null,
    address: applicant.address ?? null,
    seenOn: event.receivedOn,
    changedAt: position,
  })
  insertMatter(writer, {
    caseId: event.caseId,
    caseNo: event.caseNo,
    matterId: event.matterId,
    matterName: event.matterName,
    leadDept: event.leadDept,
    catalogueVersion: event.catalogueVersion,
    partyId: applicant.partyId,
    applicant,
    representative: event.representative,
    answers: event.answers,
    form: event.form,
    receivedOn: event.receivedOn,
    receivedMs: event.receivedMs,
    clerk: actor as StaffId,
    nextDue: nextDueOf(event.items),
    open: matterState(event.items) !== 'COMPLETED',
    decision: null,
    changedAt: position,
  })
  for (const item of event.items) insertItem(writer, { ...item, caseId: event.caseId, changedAt: position })
  for (const [ordinal, material] of event.materials.entries())
    insertMaterial(writer, { ...material, caseId: event.caseId, ordinal, changedAt: position })
}

export function applyMatterDecided(writer: Writer, event: MatterDecided, { position }: At): void {
  for (const { itemNo, state, clocks } of event.outcomes)
    setItem(writer).run({ caseId: event.caseId, itemNo, state, clocks, position })
  const items = itemsOf(writer).all({ caseId: event.caseId })
  decideCase(writer).run({
    caseId: event.caseId,
    nextDue: nextDueOf(items),
    open: matterState(items) !== 'COMPLETED',
    decision: {
      choice: event.choice,
      decidedOn: event.decidedOn,
      ...(event.ground ? { ground: event.ground } : {}),
    },
    position,
  })
  const year = Number(event.decidedOn.slice(0, 4))
  for (const { paperId, kind, docNo, serial, itemNos } of event.papers)
    insertPaper(writer, {
      paperId,
      caseId: event.caseId,
      kind,
      docNo,
      itemNos,
      year,
      serial,
      issuedOn: event.decidedOn,
      printed: 0,
      changedAt: position,
    })
}

/** The earliest day any unfinished item must be acted on; what the home screen sorts by. */
function nextDueOf(items: readonly { readonly state: ItemState; readonly clocks: Clocks }[]): string | null {
  const days = items
    .filter((item) => matterState([item]) !== 'COMPLETED')
    .flatMap(({ clocks }) => [clocks.noticeDue, clocks.custodyDue, clocks.promisedDue ?? clocks.statutoryDue])
    .filter((day) => day !== undefined)
  return days.toSorted()[0] ?? null
}

const insertMatter = insertRow(matterCase)
const insertItem = insertRow(itemCase)
const insertMaterial = insertRow(materialItem)
const insertPaper = insertRow(paper)

const upsertParty = prepared((writer: Writer) =>
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
    })
    .onConflictDoUpdate({
      target: party.partyId,
      set: {
        name: sql`excluded.name`,
        phone: sql`coalesce(excluded.phone, phone)`,
        address: sql`coalesce(excluded.address, address)`,
        seenOn: sql`excluded.seen_on`,
        changedAt: sql`excluded.changed_at`,
      },
    })
    .prepare(),
)

const itemsOf = prepared((reader: Reader) =>
  reader
    .select({ state: itemCase.state, clocks: itemCase.clocks })
    .from(itemCase)
    .where(eq(itemCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)

const setItem = prepared((writer: Writer) =>
  writer
    .update(itemCase)
    .set({
      state: sql.placeholder('state') as never,
      clocks: sql.placeholder('clocks') as never,
      changedAt: sql.placeholder('position') as never,
    })
    .where(
      sql`${itemCase.caseId} = ${sql.placeholder('caseId')} AND ${itemCase.itemNo} = ${sql.placeholder('itemNo')}`,
    )
    .prepare(),
)

const decideCase = prepared((writer: Writer) =>
  writer
    .update(matterCase)
    .set({
      nextDue: sql.placeholder('nextDue') as never,
      open: sql.placeholder('open') as never,
      decision: sql.placeholder('decision') as never,
      changedAt: sql.placeholder('position') as never,
    })
    .where(eq(matterCase.caseId, sql.placeholder('caseId')))
    .prepare(),
)
