import { z } from 'zod'
import {
  bodyCommit,
  type ChainPoint,
  type Entry,
  Envelope,
  entryHash,
  Hash,
  type Link,
  writeEnvelope,
} from './entry.ts'

/**
 * An entry without what its place says of it: the log, the number, the hash before and the commitment to the body.
 * Two hashes that cannot be pressed are a quarter of a small entry on the line. Nothing is taken on trust: the receiver writes
 * the envelope again, and one changed sign anywhere ends in another hash than the signed head names (adr/0035).
 */
export const LeanEntry = Envelope.omit({
  v: true,
  hash_alg: true,
  centre_id: true,
  desk_id: true,
  epoch: true,
  seq: true,
  body_len: true,
  body_commit: true,
  prev: true,
}).extend({
  base: z
    .strictObject({
      case_rev: z.number().int().min(0),
      /** Left out when it is the entry before. */
      case_head: Hash.optional(),
    })
    .optional(),
  salt: Hash,
  body: z.string().max(200_000),
})
export type LeanEntry = z.infer<typeof LeanEntry>

type Log = Pick<Envelope, 'centre_id' | 'desk_id' | 'epoch'>

/** Leaves out what follows from the place; `undefined` when the envelope would not be written the same again. */
export function leanOf({ body, envelope, salt }: Entry, before: ChainPoint): LeanEntry | undefined {
  // Nothing follows from what is left of an erased body.
  if (salt === '') return undefined
  const {
    base,
    body_commit,
    body_len: _length,
    centre_id,
    desk_id,
    epoch,
    hash_alg: _alg,
    prev: _prev,
    seq: _seq,
    v: _v,
    ...own
  } = JSON.parse(envelope) as Envelope
  const lean = {
    ...own,
    ...(base ? { base: base.case_head === before.hash ? { case_rev: base.case_rev } : base } : {}),
    salt,
    body,
  }
  const again = envelopeOf(lean, before, { centre_id, desk_id, epoch }, body_commit)
  return writeEnvelope(again) === envelope ? lean : undefined
}

/** The entry as its desk wrote it down, if it follows `before` in this log. */
export function fullOf(
  lean: LeanEntry,
  before: ChainPoint,
  log: Log,
): { readonly entry: Entry; readonly link: Link } {
  const { body, salt } = lean
  const envelope = envelopeOf(lean, before, log, bodyCommit(salt, body))
  const text = writeEnvelope(envelope)
  return { entry: { envelope: text, salt, body }, link: { envelope, hash: entryHash(text), erased: false } }
}

function envelopeOf(
  { base, body, salt: _salt, ...own }: LeanEntry,
  before: ChainPoint,
  { centre_id, desk_id, epoch }: Log,
  commit: string,
): Envelope {
  return {
    ...own,
    v: 1,
    hash_alg: 'sha256',
    centre_id,
    desk_id,
    epoch,
    seq: before.seq + 1,
    ...(base ? { base: { case_rev: base.case_rev, case_head: base.case_head ?? before.hash } } : {}),
    body_len: Buffer.byteLength(body),
    body_commit: commit,
    prev: before.hash,
  }
}
