import { z } from 'zod'
import { DeskId } from '#shared/kernel/ids.ts'

/**
 * What the city asks of a desk; heard twice it does no harm. `KEEP_PICTURES`: from now on a picture the city
 * has verified, and an off-box copy holds the entry of, stays for so many days and no longer.
 */
export const DeskCommand = z.object({
  command: z.literal('KEEP_PICTURES'),
  days: z.number().int().min(1).max(3_650),
})
export type DeskCommand = z.infer<typeof DeskCommand>

/** As the feed tells it; without a desk it is for every desk of the centre. */
export const DeskCommanded = z.object({ deskId: DeskId.optional(), what: DeskCommand })
export type DeskCommanded = z.infer<typeof DeskCommanded>
