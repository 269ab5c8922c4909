import { keepIdentity, keepRefused } from '#main/store/notes/epoch.ts'
import { findCertificate } from '#main/store/queries/certificate.ts'
import { type Freeze, getIdentityNote } from '#main/store/queries/epoch.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf } from '#main/store/queries/journal.ts'
import { positionOf } from '#main/store/queries/sync.ts'
import { type NextLife, rebase } from '#main/store/rebase.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type ChainPoint, Envelope, noHash } from '#shared/protocol/entry.ts'
import type { EpochReason } from '#shared/protocol/epoch.ts'
import {
  Certificate,
  EnrolAnswer,
  protoVersion,
  type SealedLog,
  type Signed,
} from '#shared/protocol/messages.ts'
import { answerVerifies, proveKey } from '#shared/protocol/signing.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { hello, type Line, logAfter, openEpoch, type Reply } from './city-client.ts'
import { askCertificate, keysToAsk } from './enrol.ts'
import { fetchLog } from './fetch-log.ts'

type Parts = { readonly store: Store; readonly self: Installation; readonly seams: Seams }
/** `waits`: for the manager. `reopened`: the desk goes on under a new log. Else what the city said. */
export type RescueStep = 'waits' | 'reopened' | Reply<unknown>

const reasons: Readonly<Record<Exclude<Freeze['reason'], 'REVOKED'>, EpochReason>> = {
  COPIED: 'RESTORED',
  RESTORED: 'RESTORED',
  CLONED: 'CLONED',
  FORKED: 'FORKED',
  FENCED: 'REENROLLED',
}

/** The certificate as it is shown to the city again; what a test wrote by hand is none. */
export function certificateOf({ certificate }: Pick<Installation, 'certificate'>): Signed | undefined {
  try {
    const { body, keyId, sig } = EnrolAnswer.parse(JSON.parse(certificate))
    return { body, keyId, sig }
  } catch {
    return undefined
  }
}

/**
 * Brings a desk back that may only be read: a certificate for the next log, what the city has of the old
 * ones, and then one commit (sync.md C.8). Every step can be cut off and is taken up again; the new key is
 * on the disk before it is told to anybody, so that a lost answer is asked for again under the same key.
 */
export class Rescue {
  readonly #parts: Parts
  readonly #line: Line

  constructor(parts: Parts, line: Line) {
    this.#parts = parts
    this.#line = line
  }

  async step(frozen: Freeze): Promise<RescueStep> {
    const tried = await this.#step(frozen)
    if (typeof tried === 'string' || tried.type !== 'problem' || tried.problem.code !== 'E_AUTH') return tried
    // Unknown there, or known only as it was before: shown what the city itself once signed (C.16).
    const shown = await this.#introduce()
    if (shown?.type === 'answer') return this.#step(frozen)
    if (shown?.type !== 'problem' || shown.problem.code === 'E_AUTH') return tried
    // Another log has followed, and a city that lost its memory knows no key of before: only a code helps.
    return shown.problem.code === 'E_EPOCH_FENCED' ? shown : this.#step(frozen)
  }

  /** A greeting for the certificate it carries; how the city judges the log is not asked here. */
  async #introduce(): Promise<Reply<unknown> | undefined> {
    const { seams, store } = this.#parts
    const { certificate: next, privateKey } = store.read(getIdentityNote)
    const certificate = certificateOf(next ? { certificate: next } : store.read(getInstallation))
    if (!certificate) return undefined
    const { deskId, epoch } = Certificate.parse(JSON.parse(certificate.body))
    const line: Line = next ? { ...this.#line, deskId, deskKey: privateKey ?? '' } : this.#line
    const nowhere = { seq: 0, hash: noHash }
    return hello(line, {
      proto: protoVersion,
      epoch,
      head: next ? nowhere : store.read((reader) => headOf(reader, epoch)),
      acked: nowhere,
      wallMs: seams.wallMs(),
      certificate,
    })
  }

  async #step(frozen: Freeze): Promise<RescueStep> {
    const { store } = this.#parts
    const { certificate } = store.read(getIdentityNote)
    if (!certificate) return frozen.confirmedBy ? this.#ask(frozen) : 'waits'
    const answer = EnrolAnswer.parse(JSON.parse(certificate))
    return this.#fetchAndOpen(frozen, Certificate.parse(JSON.parse(answer.body)), certificate)
  }

  async #ask(frozen: Freeze): Promise<RescueStep> {
    const { store } = this.#parts
    const keys = keysToAsk(store)
    return frozen.code ? this.#enrol(frozen.code, keys) : this.#open(frozen, keys)
  }

  /** The old key still counts: the log is sealed at the city's head, whatever this disk has of it. */
  async #open(frozen: Freeze, keys: KeyPair): Promise<RescueStep> {
    const { self } = this.#parts
    const head = await this.#cityHead()
    if ('type' in head) return head
    const reply = await openEpoch(this.#line, {
      proto: protoVersion,
      epoch: self.epoch,
      head,
      reason: frozen.reason === 'REVOKED' ? 'FORKED' : reasons[frozen.reason],
      deskKey: keys.publicKey,
      proof: proveKey(keys.privateKey, keys.publicKey),
      countersignedBy: frozen.confirmedBy ?? '',
    })
    if (reply.type === 'answer') {
      const signed = JSON.parse(reply.signedText) as object
      this.#keepCertificate(JSON.stringify({ ...signed, cityKey: self.cityKey }))
    }
    return reply
  }

  async #enrol(code: string, keys: KeyPair): Promise<RescueStep> {
    const { self, store } = this.#parts
    const before = certificateOf(self)
    try {
      const answer = await askCertificate(this.#line.carry, self.cityUrl, code, keys, '', before)
      if (answer.cityKey !== self.cityKey || !answerVerifies(self.cityKey, answer))
        return { type: 'outage', reason: 'not-the-city' }
      this.#keepCertificate(JSON.stringify(answer))
      return 'waits'
    } catch (error) {
      if (!(error instanceof Fault)) return { type: 'outage', reason: 'no-answer' }
      store.write((writer) => {
        keepRefused(writer, error.sentence)
        return ok(undefined)
      })
      return 'waits'
    }
  }

  #keepCertificate(certificate: string): void {
    this.#parts.store.write((writer) => {
      keepIdentity(writer, { certificate })
      return ok(undefined)
    })
  }

  async #cityHead(): Promise<ChainPoint | Reply<unknown>> {
    const { self } = this.#parts
    const reply = await logAfter(this.#line, { epoch: self.epoch, after: 0, limit: 1 })
    return reply.type === 'answer' ? reply.body.head : reply
  }

  /** Asks as the desk the certificate names: the old key may be behind a fence by now. */
  async #fetchAndOpen(frozen: Freeze, certificate: Certificate, text: string): Promise<RescueStep> {
    const { self, store } = this.#parts
    const { privateKey } = store.read(getIdentityNote)
    const line: Line = { ...this.#line, deskId: certificate.deskId, deskKey: privateKey ?? '' }
    const sealed = certificate.deskId === self.deskId ? (certificate.before ?? []) : []
    const common = await this.#commonWith(line, sealed, certificate)
    if ('type' in common) return common
    for (const log of sealed) {
      if (log.epoch < common.epoch) continue
      const after = log.epoch === common.epoch ? common : { seq: 0, hash: noHash }
      const reply = await fetchLog(store, line, log, after)
      if (reply) return reply
    }
    this.#rebase(frozen, certificate, text, privateKey ?? '', common)
    return 'reopened'
  }

  #rebase(
    frozen: Freeze,
    certificate: Certificate,
    certificateText: string,
    deskKey: string,
    common: NextLife['common'],
  ): void {
    const { seams, store } = this.#parts
    const reason = frozen.reason === 'REVOKED' ? 'REENROLLED' : reasons[frozen.reason]
    const by = frozen.confirmedBy ?? 'desk'
    rebase(store, seams, { certificate, certificateText, deskKey, reason, common, by })
  }

  /**
   * As another desk than before: what the city signed for stays where it is, the rest is brought anew. A city in
   * another life than the one that signed may have lost all of it, and what it kept it knows by its id. Of a log it
   * never answered the certificate tells which life began it, and gave back the logs before.
   */
  #confirmed(certificate: Certificate): { readonly epoch: number } & ChainPoint {
    const { self, store } = this.#parts
    const { ackedHash, ackedSeq, cityEpoch } = store.read((reader) => positionOf(reader, self.epoch))
    const life = cityEpoch ?? store.read(findCertificate)?.cityEpoch
    if (life !== undefined && life < certificate.cityEpoch) return { epoch: 0, seq: 0, hash: noHash }
    return { epoch: self.epoch, seq: ackedSeq, hash: ackedHash }
  }

  /**
   * The last entry that the city's copy and this disk share, by halving: where two chains agree at one
   * place they agree everywhere before it.
   */
  async #commonWith(
    line: Line,
    sealed: readonly SealedLog[],
    certificate: Certificate,
  ): Promise<({ readonly epoch: number } & ChainPoint) | Reply<unknown>> {
    const { self, store } = this.#parts
    const log = sealed.find(({ epoch }) => epoch === self.epoch) ?? sealed.at(-1)
    if (!log) return this.#confirmed(certificate)
    const head = store.read((reader) => headOf(reader, log.epoch))
    let low: ChainPoint = { seq: 0, hash: noHash }
    let high = Math.min(head.seq, log.seq)
    while (low.seq < high) {
      const seq = Math.ceil((low.seq + high) / 2)
      const mine = store.read((reader) => findHashAt(reader, log.epoch, seq)) ?? ''
      const theirs = await this.#hashAt(line, log, seq)
      if (typeof theirs !== 'string') return theirs
      if (theirs === mine) low = { seq, hash: mine }
      else high = seq - 1
    }
    return { epoch: log.epoch, ...low }
  }

  /** The entry after a place names the hash at it; the last one is named by the seal. */
  async #hashAt(line: Line, log: SealedLog, seq: number): Promise<string | Reply<unknown>> {
    if (seq === log.seq) return log.hash
    const reply = await logAfter(line, { epoch: log.epoch, after: seq, limit: 1 })
    if (reply.type !== 'answer') return reply
    const [entry] = reply.body.entries
    return entry ? Envelope.parse(JSON.parse(entry.envelope)).prev : ''
  }
}

type KeyPair = { readonly publicKey: string; readonly privateKey: string }
