import { z } from 'zod'
import { DateText } from '#shared/kernel/ids.ts'

/** What the city publishes for every desk: a whole catalogue, or the days off and worked weekends of a year. */
export const PublicationKind = z.enum(['CATALOGUE', 'CALENDAR'])
export type PublicationKind = z.infer<typeof PublicationKind>

/**
 * Told down the feed: a catalogue is there. Its text does not come with it, so that no page waits behind half
 * a megabyte; it is fetched piece by piece under its hash.
 */
export const CataloguePublished = z.object({
  version: z.string().min(1).max(30),
  effectiveFrom: DateText,
  source: z.string().min(1).max(200),
  /** Of the text that was signed: what the desk will have, or it has another text. */
  sha256: z.string().length(43),
  /** Of the packed file as it is fetched. */
  bytes: z.number().int().min(1),
})
export type CataloguePublished = z.infer<typeof CataloguePublished>

/** A year's arrangement of days off (放假安排), small enough to be told whole. */
export const CalendarPublished = z.object({
  year: z.string().regex(/^\d{4}$/),
  source: z.string().trim().min(1).max(200),
  restDays: z.array(DateText).max(120),
  workingWeekends: z.array(DateText).max(60),
})
export type CalendarPublished = z.infer<typeof CalendarPublished>

/** How much of a packed file comes in one answer: some seconds on the slowest line that is still one. */
export const pieceBytes = 32_768
