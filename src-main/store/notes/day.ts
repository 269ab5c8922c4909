import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { DayAnswer } from '#shared/domain/day-answer.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { dayAnswer, dayClose } from '../tables/day.ts'
import { syncLink } from '../tables/sync.ts'

/** Keeps what the city said of a day; only answers whose signature was verified come here. */
export function keepDayAnswer(writer: Writer, answer: DayAnswer, nowMs: number): void {
  const told = { date: answer.date, nth: answer.nth, answer, state: answer.state, toldMs: nowMs }
  writer
    .insert(dayAnswer)
    .values(told)
    .onConflictDoUpdate({ target: [dayAnswer.date, dayAnswer.nth], set: told })
    .run()
}

/** A city that lost entries has lost the days with them: what it said of those is asked again (sync.md C.16). */
export function forgetDayAnswersAbove(writer: Writer, epoch: number, seq: number): void {
  const lost = writer
    .select({ key: sql<string>`${dayClose.date} || ' ' || ${dayClose.nth}` })
    .from(dayClose)
    .where(and(eq(dayClose.epoch, epoch), gt(dayClose.through, seq - 1)))
    .all()
  if (lost.length === 0) return
  writer
    .delete(dayAnswer)
    .where(
      inArray(
        sql`${dayAnswer.date} || ' ' || ${dayAnswer.nth}`,
        lost.map(({ key }) => key),
      ),
    )
    .run()
}

/** The city's clock less ours, as the last greeting showed it. */
export function keepSkew(writer: Writer, skewMs: number): void {
  writer.update(syncLink).set({ skewMs }).run()
}
