import { and, eq, ne } from 'drizzle-orm'
import type { PublicationKind } from '#shared/domain/publication.ts'
import type { EntryId } from '#shared/kernel/ids.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { publication } from '../tables/publication.ts'

type Row = typeof publication.$inferSelect
const nothing = Buffer.alloc(0)

/** In the transaction of the feed page that told of it; of a year and of a version only the last telling counts. */
export function keepPublication(
  writer: Writer,
  row: Pick<
    typeof publication.$inferInsert,
    'entryId' | 'kind' | 'name' | 'effectiveFrom' | 'source' | 'sha256' | 'bytes' | 'toldMs'
  > &
    Partial<Pick<Row, 'state' | 'code' | 'detail' | 'workingDays'>>,
): void {
  passOthers(writer, row)
  writer
    .insert(publication)
    .values({ state: 'WAITING', ...row, fetched: nothing })
    .onConflictDoNothing()
    .run()
}

/** As far as the text of a catalogue has come; after a restart it goes on from here. */
export function keepFetched(writer: Writer, entryId: EntryId, fetched: Buffer): void {
  writer.update(publication).set({ fetched }).where(eq(publication.entryId, entryId)).run()
}

/** What became of it; the bytes are of no more use. */
export function settlePublication(
  writer: Writer,
  entryId: EntryId,
  set: Pick<Row, 'state'> & Partial<Pick<Row, 'code' | 'detail'>>,
): void {
  writer
    .update(publication)
    .set({ code: null, detail: null, ...set, fetched: nothing })
    .where(eq(publication.entryId, entryId))
    .run()
}

/** A program that starts may read what the one before it could not. */
export function tryRefusedAgain(writer: Writer): void {
  writer
    .update(publication)
    .set({ state: 'WAITING' })
    .where(and(eq(publication.state, 'REFUSED'), eq(publication.kind, 'CATALOGUE')))
    .run()
}

function passOthers(
  writer: Writer,
  {
    entryId,
    kind,
    name,
  }: { readonly entryId: EntryId; readonly kind: PublicationKind; readonly name: string },
): void {
  writer
    .update(publication)
    .set({ state: 'PASSED', fetched: nothing })
    .where(and(eq(publication.kind, kind), eq(publication.name, name), ne(publication.entryId, entryId)))
    .run()
}
