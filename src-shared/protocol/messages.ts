import { z } from 'zod'
import { CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'
import { Entry, Hash, largest } from './entry.ts'
import { LeanEntry } from './lean-entry.ts'
import { limits } from './limits.ts'

export const protoVersion = 2
/** Pushes of every version ever shipped are taken for ever (sync.md C.14). */
export const protoOldest = 1

export const LogPoint = z.strictObject({ seq: z.number().int().min(0).max(largest), hash: Hash })
export type LogPoint = z.infer<typeof LogPoint>

/** Every answer of the city to a desk that is in order: the signed text itself, so that nothing is written twice. */
export const Signed = z.strictObject({
  body: z.string(),
  keyId: z.string(),
  sig: z.string(),
  /** The request it answers; of version 2 on, an answer counts for that request only. */
  nonce: z.string().optional(),
})
export type Signed = z.infer<typeof Signed>

export const Enrol = z.strictObject({
  proto: z.number().int(),
  /** 16 base-32 characters, hyphens and case ignored; good once and for 24 hours. */
  code: z.string().max(30),
  deskKey: z.string().max(120),
  /** The desk signs its own key with it: proof that it holds the private half. */
  proof: z.string().max(120),
  appVersion: z.string().max(40),
  /** The last certificate of a machine that was a desk before, as the city signed it. */
  before: Signed.optional(),
})
export type Enrol = z.infer<typeof Enrol>

export const SealedLog = z.object({
  centreId: CentreId,
  epoch: z.number().int().min(1),
  deskPart: z.string(),
  seq: z.number().int().min(0),
  hash: Hash,
})
export type SealedLog = z.infer<typeof SealedLog>

/** The certificate is the signed body itself: what the city vouches for about a desk. */
export const Certificate = z.object({
  cityId: z.string(),
  cityEpoch: z.number().int(),
  deskId: DeskId,
  centreId: CentreId,
  centreName: z.string(),
  deskPart: z.string(),
  epoch: z.number().int().min(1),
  deskKey: z.string(),
  issuedMs: z.number().int(),
  /** Until when it counts; one of before has no end and is renewed at the next contact. */
  endsMs: z.number().int().optional(),
  /** The earlier logs of this desk, sealed: how far each goes. A city that lost its memory learns them here. */
  before: z.array(SealedLog).optional(),
  /** Revoked desks whose cases are this one's now: it goes on where their machine stood. */
  inPlaceOf: z.array(DeskId).optional(),
  /** What a stick for the city is sealed to. */
  sealKey: z.string().max(120).optional(),
})
export type Certificate = z.infer<typeof Certificate>

export const Hello = z.strictObject({
  proto: z.number().int(),
  epoch: z.number().int().min(1).max(largest),
  head: LogPoint,
  acked: LogPoint,
  wallMs: z.number().int(),
  /**
   * The secret of the last greeting, and the one it is to be replaced by. The desk keeps both before it
   * asks, so that a lost answer is asked for again; a copy of the desk cannot know the next one.
   */
  token: z.string().max(60).optional(),
  nextToken: z.string().max(60).optional(),
  /** For a city that does not know this desk, or not its newest log: what it once signed. */
  certificate: Signed.optional(),
  backlog: z
    .strictObject({ entries: z.number().int().min(0).max(largest), oldestMs: z.number().int().optional() })
    .optional(),
  appVersion: z.string().max(40).optional(),
})
export type Hello = z.infer<typeof Hello>

/** How the city disposed of an entry it accepted: accepting is not agreeing (sync.md rule 2). */
export const Disposition = z.strictObject({
  seq: z.number().int(),
  entryId: EntryId,
  state: z.enum(['APPLIED', 'HELD_SCHEMA', 'HELD_INTERNAL', 'RETURNED_RULE']),
  code: z.string().optional(),
  /** One Chinese sentence for the clerk. */
  detail: z.string().optional(),
})
export type Disposition = z.infer<typeof Disposition>

export const Welcome = z.object({
  cityId: z.string(),
  cityEpoch: z.number().int(),
  /** The city's head of this log; what the desk compares with its own, number and hash. */
  logHead: LogPoint,
  durable: z.boolean(),
  cityMs: z.number().int(),
  limits: z.object({ maxEntries: z.number().int(), maxBytes: z.number().int() }),
  durableSeq: z.number().int().optional(),
  appliedSeq: z.number().int().optional(),
  pruneOkSeq: z.number().int().optional(),
  /** Earlier logs of this desk of which the city lacks entries: they are sent first. */
  lacking: z.array(z.object({ epoch: z.number().int(), logHead: LogPoint })).optional(),
  /** Until when the city vouches for this desk; `null`: without an end, to be renewed. */
  certificateEndsMs: z.number().int().nullable().optional(),
  /** The desk was revoked: it hands in what it wrote, up to where it stood, until the day it is sealed. */
  revoked: z.object({ throughSeq: z.number().int(), sealsMs: z.number().int() }).optional(),
  /** What a stick for the city is sealed to; a desk enrolled before sticks learns it here. */
  sealKey: z.string().max(120).optional(),
  /** The city reads lean entries (adr/0035). */
  lean: z.boolean().optional(),
  /** The city reads batches pressed by Zstandard (adr/0037). */
  zstd: z.boolean().optional(),
  /**
   * What waits or came back of the logs before this one; all of it, or `earlierMax`. Said at every greeting, since the
   * answer that said it first may lie on a disk that is lost.
   */
  earlier: z.array(Disposition.extend({ epoch: z.number().int() })).optional(),
  /** Where the feed of the centre ends, told to a desk that has said it has all of it: it need not ask for more. */
  feedEnd: LogPoint.optional(),
})
export type Welcome = z.infer<typeof Welcome>

/** The signed head: one signature for a whole batch (sync.md C.3). */
export const SignedHead = z.strictObject({
  epoch: z.number().int(),
  seq: z.number().int(),
  hash: Hash,
  wallMs: z.number().int(),
  sigAlg: z.literal('ed25519'),
  sig: z.string().max(120),
})
export type SignedHead = z.infer<typeof SignedHead>

/** How the body of a batch is pressed, as its `content-encoding` says. */
export type Packing = 'gzip' | 'zstd'

export const Push = z.strictObject({
  proto: z.number().int(),
  batchId: z.string().max(60),
  epoch: z.number().int().min(1).max(largest),
  fromSeq: z.number().int().min(1).max(largest),
  prevHash: Hash,
  /** Whole from desks of before, lean to a city that says it reads them. */
  entries: z
    .array(z.union([LeanEntry, Entry]))
    .min(1)
    .max(limits.maxEntries),
  head: SignedHead,
})
export type Push = z.infer<typeof Push>

export const PushAck = z.object({
  cityEpoch: z.number().int(),
  deskId: DeskId,
  epoch: z.number().int(),
  received: LogPoint,
  durable: z.boolean(),
  durableSeq: z.number().int(),
  appliedSeq: z.number().int(),
  pruneOkSeq: z.number().int(),
  /** Only entries that were not simply applied; an entry not named here is APPLIED. */
  dispositions: z.array(Disposition),
  cityMs: z.number().int(),
  /** As in the greeting. */
  feedEnd: LogPoint.optional(),
})
export type PushAck = z.infer<typeof PushAck>

/** The certificate, signed, with the key it is signed by: pinned by the desk from then on. */
export const EnrolAnswer = Signed.extend({ cityKey: z.string() })
export type EnrolAnswer = z.infer<typeof EnrolAnswer>

/** Every refusal of the city (RFC 9457 in spirit): a stable code, the field, a Chinese sentence. */
export const Problem = z.object({
  code: z.string(),
  sentence: z.string(),
  field: z.string().optional(),
  /** Narrower than the code, for logs and support. */
  reason: z.string().optional(),
  /** E_GAP and E_FORKED say where the logs still agree. */
  logHead: LogPoint.optional(),
  /** The city's own word for it; without one no desk stops or sets its clock. */
  signed: Signed.optional(),
})
export type Problem = z.infer<typeof Problem>

/** A case as the city's own tables know it; the desk makes the same from its tables to compare. */
export const CaseDigest = z.strictObject({
  caseNo: z.string(),
  matterId: z.string(),
  receivedOn: z.string(),
  items: z.array(
    z.strictObject({
      itemNo: z.string(),
      itemId: z.string(),
      state: z.string(),
      acceptedOn: z.string().nullable(),
      promisedDue: z.string().nullable(),
      statutoryDue: z.string().nullable(),
    }),
  ),
  materials: z.array(z.strictObject({ rowId: z.string(), state: z.string() })),
  papers: z.array(z.strictObject({ kind: z.string(), docNo: z.string(), printed: z.number().int() })),
})
export type CaseDigest = z.infer<typeof CaseDigest>

/** Entries of a centre (and of one desk) by kind and day: what the end of the day compares. */
export const CentreTotals = z.strictObject({
  kinds: z.record(z.string(), z.number().int()),
  heads: z.array(
    z.strictObject({ deskId: DeskId, epoch: z.number().int(), seq: z.number().int(), hash: Hash }),
  ),
})
export type CentreTotals = z.infer<typeof CentreTotals>
