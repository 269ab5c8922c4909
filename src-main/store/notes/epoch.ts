import type { StaffId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { type FreezeReason, freeze, identityNote, logFetched } from '../tables/epoch.ts'

/** From here on the desk may only be read. The first reason stands, but for one that says more. */
export function keepFreeze(writer: Writer, reason: FreezeReason, nowMs: number): void {
  const [found] = writer.select().from(freeze).all()
  if (found && (found.reason === reason || weight[reason] < weight[found.reason])) return
  const row = { onlyRow: 1, reason, sinceMs: found?.sinceMs ?? nowMs, confirmedBy: null, code: null }
  writer.insert(freeze).values(row).onConflictDoUpdate({ target: freeze.onlyRow, set: row }).run()
}

const weight: Readonly<Record<FreezeReason, number>> = {
  COPIED: 0,
  RESTORED: 1,
  CLONED: 1,
  FORKED: 2,
  REVOKED: 3,
  FENCED: 4,
}

export function thaw(writer: Writer): void {
  writer.delete(freeze).run()
}

/** The manager said that this machine goes on, with the city's code where one is needed. */
export function keepConfirmed(writer: Writer, by: StaffId, code: string | undefined): void {
  writer
    .update(freeze)
    .set({ confirmedBy: by, code: code ?? null, refused: null })
    .run()
}

/** The city said no: its sentence is shown, and the question is open again. */
export function keepRefused(writer: Writer, sentence: string): void {
  writer.update(freeze).set({ confirmedBy: null, code: null, refused: sentence }).run()
}

export function keepIdentity(
  writer: Writer,
  change: Partial<Omit<typeof identityNote.$inferInsert, 'onlyRow'>>,
): void {
  writer.update(identityNote).set(change).run()
}

export function keepFetched(writer: Writer, rows: readonly (typeof logFetched.$inferInsert)[]): void {
  for (const row of rows) insertFetched(writer, row)
}

const insertFetched = insertRow(logFetched)

export function forgetFetched(writer: Writer): void {
  writer.delete(logFetched).run()
}
