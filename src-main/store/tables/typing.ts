import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { TypingMark } from '#shared/domain/typing.ts'
import type { CaseId, StaffId } from '#shared/kernel/ids.ts'

/** How far somebody is with typing a case into a department's system; belongs to this desk alone. */
export const typingMark = sqliteTable(
  'typing_mark',
  {
    caseId: text('case_id').$type<CaseId>().notNull(),
    profileId: text('profile_id').notNull(),
    version: text('version').notNull(),
    n: integer('n').notNull(),
    mark: text('mark').$type<TypingMark>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.profileId, table.n] })],
)

/** Cases that were typed once more, one row a case and department: the count of 二次录入. */
export const typingSheet = sqliteTable(
  'typing_sheet',
  {
    caseId: text('case_id').$type<CaseId>().notNull(),
    profileId: text('profile_id').notNull(),
    version: text('version').notNull(),
    doneOn: text('done_on').notNull(),
    clerk: text('clerk').$type<StaffId | 'desk'>().notNull(),
    lines: integer('lines').notNull(),
    skipped: integer('skipped').notNull(),
    characters: integer('characters').notNull(),
    changedAt: integer('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.caseId, table.profileId] })],
)
