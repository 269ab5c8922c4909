import { and, desc, eq } from 'drizzle-orm'
import { hash } from '#shared/crypto/suite.ts'
import { type DayClosed, type DaySum, daySumText } from '#shared/domain/day-close.ts'
import type { Writer } from '../store.ts'
import { dayClose } from '../tables/day-close.ts'
import type { DeskFacts } from './stage.ts'
import type { VerdictCode } from './verdict.ts'

type Closed = Pick<DaySum, 'date' | 'nth' | 'epoch' | 'through'>

/** The last close of the desk, and those of this batch. */
export type DayStage = { last: Closed | undefined; readonly made: DayClosed[] }

export function emptyDays(): DayStage {
  return { last: undefined, made: [] }
}

export async function loadDays(writer: Writer, { centreId, deskId }: DeskFacts): Promise<DayStage> {
  const { date, epoch, nth, through } = dayClose
  const [last] = await writer
    .select({ date, nth, epoch, through })
    .from(dayClose)
    .where(and(eq(dayClose.centreId, centreId), eq(dayClose.deskId, deskId)))
    .orderBy(desc(date), desc(nth))
    .limit(1)
  return { last, made: [] }
}

/**
 * A close takes over where the one before ended, so that every entry belongs to one close and to no other.
 * Its count is not judged here: that the city counts otherwise is for people to see, not a wrong record.
 */
export function applyDayClosed(
  { days }: { readonly days: DayStage },
  event: DayClosed,
): VerdictCode | undefined {
  const { digest, reasons, sum } = event
  const { last } = days
  if (event.countedBy === event.signedBy) return 'day-one-signer'
  if (hash(daySumText(sum, reasons)).toString('base64url') !== digest) return 'day-digest'
  const from = last?.epoch === sum.epoch ? last.through : 0
  if (sum.after !== from || sum.through < from) return 'day-range'
  if (last && (sum.date < last.date || (sum.date === last.date && sum.nth !== last.nth + 1)))
    return 'day-order'
  days.last = sum
  days.made.push(event)
  return undefined
}

export async function writeDays(
  writer: Writer,
  { centreId, deskId }: DeskFacts,
  made: readonly DayClosed[],
): Promise<void> {
  await writer.insert(dayClose).values(
    made.map(({ atMs, digest, reasons, sum }) => ({
      centreId,
      deskId,
      date: sum.date,
      nth: sum.nth,
      epoch: sum.epoch,
      after: sum.after,
      through: sum.through,
      lines: sum.lines,
      returned: sum.returned,
      digest,
      alone: reasons.alone !== undefined,
      closedMs: atMs,
    })),
  )
}
