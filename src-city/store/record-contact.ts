import { and, eq } from 'drizzle-orm'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'
import type { Writer } from './store.ts'
import { deskContact } from './tables/desk-contact.ts'

/** The newest greeting of a desk is the one that is kept. */
export async function recordContact(writer: Writer, contact: typeof deskContact.$inferInsert): Promise<void> {
  const { centreId: _, deskId: __, ...said } = contact
  await writer
    .insert(deskContact)
    .values(contact)
    .onConflictDoUpdate({ target: [deskContact.centreId, deskContact.deskId], set: said })
}

/** A desk asks for what comes after this place: all before it has been taken there. */
export async function recordHeard(
  writer: Writer,
  { centreId, deskId, seq }: { readonly centreId: CentreId; readonly deskId: DeskId; readonly seq: number },
): Promise<void> {
  await writer
    .update(deskContact)
    .set({ heardSeq: seq })
    .where(and(eq(deskContact.centreId, centreId), eq(deskContact.deskId, deskId)))
}
