import type { Result } from '#shared/kernel/result.ts'
import type { BundleReply, Piece } from '#shared/protocol/bundle.ts'
import type { Signed } from '#shared/protocol/messages.ts'
import type { RosterFile } from '../security/roster-file.ts'
import type { Store } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'

/** What a service stands on. Clock, chance and ids come in through the host. */
export type City = {
  readonly store: Store
  /** The sealed pictures, outside the database. */
  readonly vault: Vault
  /** Pieces of bundles while they come in, and no longer; a restart forgets them. */
  readonly pieces: Vault
  readonly identity: CityIdentity
  /** What outlives the database. */
  readonly roster: RosterFile
  readonly nowMs: () => number
  readonly newId: () => string
  readonly chance: (bytes: number) => Uint8Array
}

/** Who signs: the part of the city's identity a service may know. */
export type CityIdentity = {
  readonly cityId: string
  readonly cityEpoch: number
  readonly keyId: string
  readonly publicKey: string
  /** The certificate as it is kept by a desk: the city's own signature over its text. */
  readonly vouches: (signed: Signed) => boolean
  /** What a stick is sealed to; known to every desk. */
  readonly sealKey: string
  readonly readPiece: (file: Uint8Array) => Piece | 'CHANGED' | 'FOREIGN'
  readonly writeReply: (replyKey: string, reply: BundleReply) => Uint8Array
}

/** Every way the city says no (sync.md C.5). What became of an entry is not among them: that is a disposition. */
export type CityCode =
  | 'E_AUTH'
  | 'E_BUNDLE_CHANGED'
  | 'E_BUNDLE_FOREIGN'
  | 'E_BUNDLE_INCOMPLETE'
  | 'E_BUSY'
  | 'E_CERT_OVER'
  | 'E_CHAIN'
  | 'E_CLIENT_TOO_OLD'
  | 'E_CLONE_SUSPECT'
  | 'E_ENROL_CODE'
  | 'E_EPOCH_FENCED'
  | 'E_FEED_COMPACTED'
  | 'E_FORKED'
  | 'E_GAP'
  | 'E_QUOTA'
  | 'E_REVOKED_UPLOAD_ONLY'
  | 'E_ROLLED_BACK'
  | 'E_SCOPE'
  | 'E_SIG'
  | 'E_TOO_LARGE'
  | 'act-refused'
  | 'city-fault'
  | 'erasure-refused'
  | 'input-malformed'
  | 'method'
  | 'not-found'
  | 'not-ready'
  | 'publication-refused'
  | 'request-reused'

export type Answer<Value> = Promise<Result<Value, CityCode>>
