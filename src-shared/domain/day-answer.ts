import { z } from 'zod'
import { DayLines } from './day-close.ts'

/**
 * What the city says of a day a desk closed: its own count, made anew at each question from what it has in
 * effect.
 *
 * `FINAL`: the city has every entry, counts the same, and waits for nothing. `WAITING`: it counts the same
 * but holds entries it cannot apply yet. `DIFFERENT`: it counts otherwise; the entries behind it are named.
 */
export const DayAnswer = z.strictObject({
  date: z.string(),
  nth: z.number().int(),
  state: z.enum(['FINAL', 'WAITING', 'DIFFERENT']),
  /** In effect at the city. */
  lines: DayLines,
  entries: z.strictObject({
    received: z.number().int(),
    held: z.number().int(),
    returned: z.number().int(),
  }),
  /** Entries that are not in effect, or without the rows they should have made; the first two hundred. */
  apart: z
    .array(z.strictObject({ seq: z.number().int(), why: z.enum(['HELD', 'RETURNED', 'NO_ROWS']) }))
    .max(200),
  /** Given once, when the day became final. */
  receipt: z.string().nullable(),
  atMs: z.number().int(),
})
export type DayAnswer = z.infer<typeof DayAnswer>
