import { z } from 'zod'
import { dateOf, startOfDay } from '#shared/kernel/instants.ts'

/** 按流量计费: what a manager says of a line that costs by the byte. Records always go; pictures have a cap and hours. */
export const LinePlan = z.object({
  metered: z.boolean(),
  cap: z
    .object({ per: z.enum(['DAY', 'MONTH']), megabytes: z.number().int().min(1).max(1_000_000) })
    .optional(),
  /** Pictures go from that hour to that hour; across midnight when it ends before it begins. */
  hours: z
    .object({ from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(23) })
    .refine(({ from, to }) => from !== to)
    .optional(),
})
export type LinePlan = z.infer<typeof LinePlan>

/** What pictures weighed on the line: today, and this month with today in it. */
export type LineUse = { readonly dayBytes: number; readonly monthBytes: number }

/** Why pictures wait, and until when. */
export const PictureWait = z.object({ why: z.enum(['CAP', 'HOURS']), untilMs: z.number() })
export type PictureWait = z.infer<typeof PictureWait>

export type PictureRoom = { readonly bytes: number; readonly waits?: PictureWait }

const hourMs = 3_600_000
const megabyte = 1024 * 1024
/** Less than the smallest chunk is no room: a cap is never gone over, not even by the last piece. */
const leastBytes = 65_536

/** How much of pictures may go over the line now; nothing means: not before that moment. */
export function pictureRoom({ cap, hours, metered }: LinePlan, use: LineUse, wallMs: number): PictureRoom {
  if (!metered) return { bytes: Number.POSITIVE_INFINITY }
  const left = cap
    ? cap.megabytes * megabyte - (cap.per === 'DAY' ? use.dayBytes : use.monthBytes)
    : Number.POSITIVE_INFINITY
  if (cap && left < leastBytes)
    return { bytes: 0, waits: { why: 'CAP', untilMs: opening(hours, nextPeriod(cap.per, wallMs)) } }
  const untilMs = opening(hours, wallMs)
  return untilMs > wallMs ? { bytes: 0, waits: { why: 'HOURS', untilMs } } : { bytes: left }
}

/** The first moment from there at which pictures have their hours. */
function opening(hours: LinePlan['hours'], fromMs: number): number {
  if (!hours) return fromMs
  const dayMs = startOfDay(dateOf(fromMs))
  const hour = Math.floor((fromMs - dayMs) / hourMs)
  const { from, to } = hours
  const isOpen = from < to ? hour >= from && hour < to : hour >= from || hour < to
  if (isOpen) return fromMs
  return dayMs + (hour < from ? from : from + 24) * hourMs
}

function nextPeriod(per: 'DAY' | 'MONTH', wallMs: number): number {
  const today = dateOf(wallMs)
  if (per === 'DAY') return startOfDay(today) + 24 * hourMs
  const [year = 0, month = 0] = today.split('-').map(Number)
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return startOfDay(next)
}
