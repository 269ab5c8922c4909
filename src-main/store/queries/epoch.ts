import { and, asc, desc, eq, ne, sql } from 'drizzle-orm'
import { assert } from '#shared/kernel/fault.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { freeze, identityNote, journalBranch, logFetched, logLife } from '../tables/epoch.ts'

export type Freeze = typeof freeze.$inferSelect
export type { FreezeReason } from '../tables/epoch.ts'
export type LifeRow = typeof logLife.$inferSelect
export type IdentityNote = typeof identityNote.$inferSelect
export type FetchedRow = typeof logFetched.$inferSelect
export type BranchRow = typeof journalBranch.$inferSelect

/** Why nothing may be written here, if so. */
export function findFreeze(reader: Reader): Freeze | undefined {
  return frozen(reader).get()
}

export function getIdentityNote(reader: Reader): IdentityNote {
  const found = note(reader).get()
  assert(found, 'the note of the identity is made with its table')
  return found
}

export function listLives(reader: Reader): readonly LifeRow[] {
  return lives(reader).all()
}

/** The last fetched entry of an epoch: from there the next page is asked for. */
export function lastFetched(reader: Reader, epoch: number): FetchedRow | undefined {
  return reader
    .select()
    .from(logFetched)
    .where(eq(logFetched.epoch, epoch))
    .orderBy(desc(logFetched.seq))
    .limit(1)
    .get()
}

export function listFetched(reader: Reader): readonly FetchedRow[] {
  return reader.select().from(logFetched).orderBy(asc(logFetched.epoch), asc(logFetched.seq)).all()
}

/** Acts of a branch a person should hear of: not taken over, or under another number. */
export function listBranch(reader: Reader, limit: number): readonly BranchRow[] {
  return reader
    .select()
    .from(journalBranch)
    .where(sql`${journalBranch.fate} = 'LEFT' OR ${journalBranch.renamed} IS NOT NULL`)
    .orderBy(desc(journalBranch.leftMs), asc(journalBranch.seq))
    .limit(limit)
    .all()
}

export function countBranch(reader: Reader): { readonly readded: number; readonly left: number } {
  const rows = reader
    .select({ fate: journalBranch.fate, n: sql<number>`count(*)` })
    .from(journalBranch)
    .where(ne(journalBranch.fate, 'KNOWN'))
    .groupBy(journalBranch.fate)
    .all()
  const of = (fate: string) => rows.find((row) => row.fate === fate)?.n ?? 0
  return { readded: of('READDED'), left: of('LEFT') }
}

const frozen = prepared((reader: Reader) => reader.select().from(freeze).prepare())
const note = prepared((reader: Reader) => reader.select().from(identityNote).prepare())
const lives = prepared((reader: Reader) =>
  reader.select().from(logLife).orderBy(asc(logLife.epoch)).prepare(),
)

/** The place of a row beside the journal: two continuations of a log share numbers and differ in their hashes. */
export function isInBranch(row: Pick<typeof journalBranch.$inferSelect, 'epoch' | 'seq' | 'hash'>) {
  return and(
    eq(journalBranch.epoch, row.epoch),
    eq(journalBranch.seq, row.seq),
    eq(journalBranch.hash, row.hash),
  )
}
