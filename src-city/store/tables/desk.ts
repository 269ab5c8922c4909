import { bigint, integer, jsonb, pgTable, primaryKey, text, unique } from 'drizzle-orm/pg-core'
import type { CentreId, DeskId } from '#shared/kernel/ids.ts'

export type DeskStatus = 'ACTIVE' | 'REVOKED'

/** A workstation the city vouches for, with the key its requests are signed by. */
export const desk = pgTable(
  'desk',
  {
    centreId: text('centre_id').$type<CentreId>().notNull(),
    deskId: text('desk_id').$type<DeskId>().notNull().unique(),
    area: text('area').notNull(),
    deskPart: text('desk_part').notNull(),
    publicKey: text('public_key').notNull(),
    epoch: integer('epoch').notNull(),
    status: text('status').$type<DeskStatus>().notNull(),
    catalogueVersion: text('catalogue_version'),
    enrolledMs: bigint('enrolled_ms', { mode: 'number' }).notNull(),
    /** The newest signature profile it was seen with; an older one is not taken back. */
    profile: integer('profile').$type<1 | 2>().notNull().default(1),
    revokedMs: bigint('revoked_ms', { mode: 'number' }),
    revokedSeq: integer('revoked_seq'),
    certificateEndsMs: bigint('certificate_ends_ms', { mode: 'number' }),
    /** Revoked desks whose machine goes on as this one. */
    inPlaceOf: jsonb('in_place_of').$type<readonly DeskId[]>().notNull().default([]),
  },
  (table) => [
    primaryKey({ columns: [table.centreId, table.deskId] }),
    unique().on(table.area, table.deskPart),
  ],
)
