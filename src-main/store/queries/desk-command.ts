import { desc, sql } from 'drizzle-orm'
import type { Reader } from '#shared/sqlite/store.ts'
import { deskCommand } from '../tables/desk-command.ts'

/** For how many days the city last asked to keep pictures it has; none when it never did. */
export function findPictureDays(reader: Reader): number | undefined {
  const row = reader
    .select({ what: deskCommand.what })
    .from(deskCommand)
    .where(sql`${deskCommand.what} ->> 'command' = 'KEEP_PICTURES'`)
    .orderBy(desc(deskCommand.takenMs), desc(sql`rowid`))
    .limit(1)
    .get()
  return row?.what.days
}
