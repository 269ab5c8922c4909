import type { Writer } from '#shared/sqlite/store.ts'
import { deskCommand } from '../tables/desk-command.ts'

/** In the transaction of the feed page that told it. */
export function keepDeskCommand(writer: Writer, row: typeof deskCommand.$inferInsert): void {
  writer.insert(deskCommand).values(row).onConflictDoNothing().run()
}
