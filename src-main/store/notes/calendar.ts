import type { Reader, Writer } from '#shared/sqlite/store.ts'
import { calendarNote } from '../tables/installation.ts'

/** The fingerprint of the calendar the clocks were last worked out under. */
export function findCalendarSeen(reader: Reader): string | undefined {
  return reader.select().from(calendarNote).get()?.sha256
}

export function keepCalendarSeen(writer: Writer, sha256: string): void {
  writer
    .insert(calendarNote)
    .values({ onlyRow: 1, sha256 })
    .onConflictDoUpdate({ target: calendarNote.onlyRow, set: { sha256 } })
    .run()
}
