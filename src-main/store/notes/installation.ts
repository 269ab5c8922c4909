import type { Writer } from '#shared/sqlite/store.ts'
import { logLife } from '../tables/epoch.ts'
import { installation } from '../tables/installation.ts'

/** Written once, at enrolment, before the first entry. */
export function keepInstallation(
  writer: Writer,
  row: Omit<typeof installation.$inferInsert, 'onlyRow'>,
): void {
  writer
    .insert(installation)
    .values({ ...row, onlyRow: 1 })
    .run()
  const { centreId, deskId, epoch } = row
  writer.insert(logLife).values({ epoch, deskId, centreId }).run()
}
