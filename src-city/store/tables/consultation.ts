import { pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CentreId, ConsultationId, DeskId } from '#shared/kernel/ids.ts'

/** That somebody asked, and about what; names and telephones stay in the journal. */
export const consultation = pgTable(
  'consultation',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    consultationId: text('consultation_id').$type<ConsultationId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull(),
    code: text('code').notNull(),
    matterId: text('matter_id'),
    loggedOn: text('logged_on').notNull(),
  },
  (table) => [primaryKey({ columns: [table.centreId, table.consultationId] })],
)
