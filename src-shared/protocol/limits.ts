/**
 * What one request may carry; the city refuses more with E_TOO_LARGE (sync.md C.17). It says so in its welcome, and a
 * desk keeps to the less of that and of this (adr/0040).
 */
export const limits = { maxEntries: 2_000, maxBytes: 4_194_304 } as const
/** What every city and every stick has taken from the first version on. */
export const limitsOfOld = { maxEntries: 500, maxBytes: 1_048_576 } as const

/** How far back, as a power of two, a zstd frame may look: no further than a batch may be long. */
export const zstdWindowLog = (maxBytes: number) => Math.floor(Math.log2(maxBytes))

/** So many dispositions of earlier logs a greeting tells at most; there are more only where something is very wrong. */
export const earlierMax = 500
