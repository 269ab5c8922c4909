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
