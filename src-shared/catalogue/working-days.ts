import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'

const days = z.array(DateText).readonly()

/** Reads the file of rest days and worked weekends; a year that is missing stays unknown. */
export const WorkingDayFile = z
  .object({
    source: z.string().min(1),
    years: z.record(
      z.string().regex(/^\d{4}$/),
      z.object({ restDays: days, workingWeekends: days }).readonly(),
    ),
  })
  .readonly()
export type WorkingDayFile = z.infer<typeof WorkingDayFile>
