import type { DayClosed } from '#shared/domain/day-close.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { dayClose } from '../tables/day.ts'
import type { At } from './at.ts'

export function applyDayClosed(
  writer: Writer,
  { atMs, countedBy, digest, reasons, signedBy, sum }: DayClosed,
  { position }: At,
): void {
  writer
    .insert(dayClose)
    .values({
      date: sum.date,
      nth: sum.nth,
      epoch: sum.epoch,
      after: sum.after,
      through: sum.through,
      sum,
      reasons,
      digest,
      countedBy,
      signedBy,
      closedMs: atMs,
      changedAt: position,
    })
    .run()
}
