import { bigint, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

/** A one-time code, hashed. `deskId` is set once it has been used, so that a lost answer can be repeated. */
export const enrolmentCode = pgTable(
  'enrolment_code',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    codeHash: text('code_hash').notNull(),
    selector: text('selector').notNull().unique(),
    expiresMs: bigint('expires_ms', { mode: 'number' }).notNull(),
    triesLeft: integer('tries_left').notNull(),
    deskId: text('desk_id').$type<DeskId>(),
    /** For this desk to begin anew; empty for a new desk. */
    forDesk: text('for_desk').$type<DeskId>(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.codeHash] })],
)
