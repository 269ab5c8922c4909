import { z } from 'zod'
import { Entry, largest } from './entry.ts'
import { LogPoint } from './messages.ts'

/** Why a log ends and another begins (sync.md C.8, C.9). */
export const EpochReason = z.enum(['RESTORED', 'CLONED', 'FORKED', 'REENROLLED'])
export type EpochReason = z.infer<typeof EpochReason>

/**
 * Seals the log as the desk knows it and asks for the next one, under a new key. Sent again after a lost
 * answer with the same new key, it gets the same certificate.
 */
export const OpenEpoch = z.strictObject({
  proto: z.number().int(),
  /** The log that ends, at the head the city has of it: a desk that lacks entries fetches them first. */
  epoch: z.number().int().min(1).max(largest),
  head: LogPoint,
  reason: EpochReason,
  deskKey: z.string().max(120),
  /** The new key signs itself: proof that the desk holds the private half. */
  proof: z.string().max(120),
  /** The manager who said that this machine goes on; an id, never a name. */
  countersignedBy: z.string().max(40),
})
export type OpenEpoch = z.infer<typeof OpenEpoch>

/** A page of a desk's own log, for a desk that lost a part of it. */
export const LogPage = z.object({
  epoch: z.number().int(),
  entries: z.array(Entry),
  /** How far the city has this log. */
  head: LogPoint,
})
export type LogPage = z.infer<typeof LogPage>

/** What one page may carry. A page holds at least one entry, whatever its size. */
export const logPageLimits = { maxEntries: 500, maxBytes: 524_288 } as const

/** What the city vouches for about a refusal: nobody else can freeze a desk or turn its clock. */
export const RefusalProof = z.object({
  code: z.string(),
  reason: z.string().optional(),
  logHead: LogPoint.optional(),
  cityMs: z.number().int(),
})
export type RefusalProof = z.infer<typeof RefusalProof>
