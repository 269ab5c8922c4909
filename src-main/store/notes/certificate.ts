import type { Writer } from '#shared/sqlite/store.ts'
import { certificateNote } from '../tables/epoch.ts'
import { installation } from '../tables/installation.ts'

export function keepCertificateNote(
  writer: Writer,
  change: Partial<Omit<typeof certificateNote.$inferInsert, 'onlyRow'>>,
): void {
  writer.update(certificateNote).set(change).run()
}

/** The same desk, key and log, vouched for anew; whatever was said of the old one is over. */
export function keepRenewed(writer: Writer, certificate: string): void {
  writer.update(installation).set({ certificate }).run()
  keepCertificateNote(writer, { overMs: null, code: null, refused: null })
}
