const dayMs = 86_400_000

/** Thirteen months: a centre that is cut off over a whole year still has time to be heard (sync.md C.19). */
export const certificateLifeMs = 396 * dayMs
/** A desk with a line asks for the next one two months before the end. */
export const renewBeforeMs = 60 * dayMs
/** From one month before somebody is told: it should have been renewed long ago. */
export const certificateWarnMs = 30 * dayMs
