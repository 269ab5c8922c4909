import { sql } from 'drizzle-orm'
import type { LinePlan } from '#shared/domain/line-plan.ts'
import type { DateText } from '#shared/kernel/ids.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { linePlan, lineUse } from '../tables/line.ts'

export function keepLinePlan(writer: Writer, plan: LinePlan): void {
  writer
    .insert(linePlan)
    .values({ onlyRow: 1, plan })
    .onConflictDoUpdate({ target: linePlan.onlyRow, set: { plan } })
    .run()
}

/** Before it is sent: what a cut took was paid for too. */
export function keepPictureBytes(writer: Writer, day: DateText, bytes: number): void {
  writer
    .insert(lineUse)
    .values({ day, pictureBytes: bytes })
    .onConflictDoUpdate({
      target: lineUse.day,
      set: { pictureBytes: sql`${lineUse.pictureBytes} + ${bytes}` },
    })
    .run()
}
