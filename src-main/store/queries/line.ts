import { sql } from 'drizzle-orm'
import { type LinePlan, type LineUse, type PictureRoom, pictureRoom } from '#shared/domain/line-plan.ts'
import type { DateText } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { prepared, type Reader } from '#shared/sqlite/store.ts'
import { linePlan, lineUse } from '../tables/line.ts'

const free: LinePlan = { metered: false }

/** Free to use until the manager has said that it costs by the byte. */
export function linePlanOf(reader: Reader): LinePlan {
  return plan(reader).get()?.plan ?? free
}

export function lineUseOf(reader: Reader, day: DateText): LineUse {
  const use = used(reader).get({ day, month: day.slice(0, 7) })
  return { dayBytes: use?.dayBytes ?? 0, monthBytes: use?.monthBytes ?? 0 }
}

/** How much of pictures may go over the line at this moment. */
export function pictureRoomAt(reader: Reader, wallMs: number): PictureRoom {
  return pictureRoom(linePlanOf(reader), lineUseOf(reader, dateOf(wallMs)), wallMs)
}

const plan = prepared((reader: Reader) => reader.select().from(linePlan).prepare())

const used = prepared((reader: Reader) =>
  reader
    .select({
      monthBytes: sql<number>`coalesce(sum(${lineUse.pictureBytes}), 0)`,
      dayBytes: sql<number>`coalesce(sum(CASE WHEN ${lineUse.day} = ${sql.placeholder('day')} THEN ${lineUse.pictureBytes} END), 0)`,
    })
    .from(lineUse)
    .where(sql`substr(${lineUse.day}, 1, 7) = ${sql.placeholder('month')}`)
    .prepare(),
)
