import type { CardReader } from '#shared/contract/card-reader.ts'
import { refuse } from '#shared/kernel/result.ts'

/** A counter without a reader: the number is typed. */
export const noCardReader: CardReader = { read: () => Promise.resolve(refuse('reader-missing')) }
