import { z } from 'zod'
import { hash } from '#shared/crypto/suite.ts'
import { CaseId, CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'

/** SHA-256 as base64url; the two spare bits of the last sign are 0, so that one hash has one text. */
export const Hash = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/)

/** `prev` of the first entry of a log. */
export const noHash = 'A'.repeat(43)

/** What the databases of both sides keep in a whole number. */
export const largest = 2_147_483_647

/** The envelope of a journal entry (sync.md C.3). Ids, codes and times only: personal data is in the body. */
export const Envelope = z.strictObject({
  v: z.literal(1),
  hash_alg: z.literal('sha256'),
  centre_id: CentreId,
  desk_id: DeskId,
  epoch: z.number().int().min(1).max(largest),
  seq: z.number().int().min(1).max(largest),
  entry_id: EntryId,
  kind: z.string().regex(/^[a-z][a-z.-]{1,40}$/),
  kind_v: z.number().int().min(1).max(largest),
  case_id: CaseId.optional(),
  actor: z.string().max(40),
  wall_ms: z.number().int(),
  boot_id: z.string().max(40),
  mono_ms: z.number().int(),
  /** What the clerk saw of the case: its revision and the hash of its last entry. */
  base: z.strictObject({ case_rev: z.number().int().min(0), case_head: Hash }).optional(),
  /** Where this act first stood, before its log was sealed below it (sync.md C.8). */
  origin: z
    .strictObject({
      epoch: z.number().int().min(1),
      seq: z.number().int().min(1),
      hash: Hash,
      wall_ms: z.number().int(),
    })
    .optional(),
  deps: z.array(z.string().max(64)).max(50),
  body_len: z.number().int().min(2),
  /** `H(salt || body)`: salted, because a bare hash of an identity number can be guessed. */
  body_commit: Hash,
  prev: Hash,
})
export type Envelope = z.infer<typeof Envelope>

/** An entry as it is stored and sent: the very bytes the hash was taken over. */
export const Entry = z.strictObject({
  /** Canonical JSON text of the envelope. */
  envelope: z.string().max(4_000),
  /** 32 random bytes, base64url; none when the body was erased and `body` is what is left of it (adr/0041). */
  salt: Hash.or(z.literal('')),
  /** JSON text of the event. */
  body: z.string().max(200_000),
})
export type Entry = z.infer<typeof Entry>

export function entryHash(envelope: string): string {
  return hash('gsc/entry/1', envelope).toString('base64url')
}

export function bodyCommit(salt: string, body: string): string {
  return hash(Buffer.from(salt, 'base64url'), body).toString('base64url')
}

/** What is written down of a body that was erased: the chain no longer vouches for what stands in its place. */
export function residueHash(body: string): string {
  return hash('gsc/residue/1', body).toString('base64url')
}

/**
 * `canonical` of an envelope, written in that order by hand: sorting the same twenty keys for every entry was a
 * twentieth of what a batch costs either side.
 */
export function writeEnvelope(e: Envelope): string {
  const { base, origin } = e
  return JSON.stringify({
    actor: e.actor,
    base: base && { case_head: base.case_head, case_rev: base.case_rev },
    body_commit: e.body_commit,
    body_len: e.body_len,
    boot_id: e.boot_id,
    case_id: e.case_id,
    centre_id: e.centre_id,
    deps: e.deps,
    desk_id: e.desk_id,
    entry_id: e.entry_id,
    epoch: e.epoch,
    hash_alg: e.hash_alg,
    kind: e.kind,
    kind_v: e.kind_v,
    mono_ms: e.mono_ms,
    origin: origin && { epoch: origin.epoch, hash: origin.hash, seq: origin.seq, wall_ms: origin.wall_ms },
    prev: e.prev,
    seq: e.seq,
    v: e.v,
    wall_ms: e.wall_ms,
  } satisfies Envelope)
}

export type ChainPoint = { readonly seq: number; readonly hash: string }
export type ChainFault =
  | 'envelope-unreadable'
  | 'not-canonical'
  | 'seq-gap'
  | 'prev-broken'
  | 'body-changed'
  | 'wrong-log'
/** `erased`: nothing binds the body to the envelope any more. */
export type Link = { readonly envelope: Envelope; readonly hash: string; readonly erased: boolean }

/** Checks one entry against the one before it. Says what is wrong instead of throwing. */
export function checkLink(
  entry: Entry,
  before: ChainPoint,
  log: { readonly centreId: string; readonly deskId: string; readonly epoch: number },
): { readonly ok: true; readonly link: Link } | { readonly ok: false; readonly fault: ChainFault } {
  const envelope = readEnvelope(entry.envelope)
  if (!envelope) return { ok: false, fault: 'envelope-unreadable' }
  if (writeEnvelope(envelope) !== entry.envelope) return { ok: false, fault: 'not-canonical' }
  if (envelope.desk_id !== log.deskId || envelope.epoch !== log.epoch || envelope.centre_id !== log.centreId)
    return { ok: false, fault: 'wrong-log' }
  if (envelope.seq !== before.seq + 1) return { ok: false, fault: 'seq-gap' }
  if (envelope.prev !== before.hash) return { ok: false, fault: 'prev-broken' }
  const erased = entry.salt === ''
  if (!erased && !Hash.safeParse(entry.salt).success) return { ok: false, fault: 'body-changed' }
  if (
    !erased &&
    (envelope.body_len !== Buffer.byteLength(entry.body) ||
      envelope.body_commit !== bodyCommit(entry.salt, entry.body))
  )
    return { ok: false, fault: 'body-changed' }
  return { ok: true, link: { envelope, hash: entryHash(entry.envelope), erased } }
}

function readEnvelope(text: string): Envelope | undefined {
  try {
    return Envelope.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
