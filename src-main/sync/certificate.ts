import { keepCertificateNote, keepRenewed } from '#main/store/notes/certificate.ts'
import { findCertificate, getCertificateNote } from '#main/store/queries/certificate.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { renewBeforeMs } from '#shared/domain/certificate.ts'
import { appVersion } from '#shared/kernel/app-version.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { Certificate, type Welcome } from '#shared/protocol/messages.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { type Line, type Reply, renewCertificate } from './city-client.ts'
import { askCertificate } from './enrol.ts'
import { certificateOf } from './rescue.ts'

type Parts = { readonly store: Store; readonly self: Installation; readonly seams: Seams }

const foreignCode = '这个登记码不是给这个窗口的。请向市级要一个给本窗口续期的登记码。'

/**
 * Keeps the certificate good: asked anew by our signature while it still counts, by a code of the city office once
 * it does not. Key and log stay either way, so nothing that was written meanwhile has to be brought anew.
 */
export class CertificateKeeper {
  readonly #parts: Parts
  readonly #line: Line
  #isDue = false

  constructor(parts: Parts, line: Line) {
    this.#parts = parts
    this.#line = line
  }

  get isDue(): boolean {
    return this.#isDue || this.hasCode
  }

  get hasCode(): boolean {
    return this.#code() !== null
  }

  /** The city greets nobody whose certificate is over. What it believes of the end counts, not our copy of it. */
  learn({ certificateEndsMs, cityMs, revoked }: Welcome): void {
    const { store } = this.#parts
    // A city of before certificates had an end says nothing of it.
    this.#isDue =
      !revoked && certificateEndsMs !== undefined && (certificateEndsMs ?? 0) - cityMs < renewBeforeMs
    if (store.read(getCertificateNote).overMs !== null) this.#note({ overMs: null })
  }

  isOver(): void {
    const { seams, store } = this.#parts
    if (store.read(getCertificateNote).overMs === null) this.#note({ overMs: seams.wallMs() })
  }

  /** Tried once; whether it is due again the next greeting tells. */
  renew(): Promise<Reply<unknown>> {
    this.#isDue = false
    const code = this.#code()
    return code === null ? this.#bySignature() : this.#byCode(code)
  }

  async #bySignature(): Promise<Reply<unknown>> {
    const reply = await renewCertificate(this.#line)
    if (reply.type === 'answer' && this.#isOurs(reply.body)) {
      const signed = JSON.parse(reply.signedText) as object
      this.#keep(JSON.stringify({ ...signed, cityKey: this.#parts.self.cityKey }))
    }
    return reply
  }

  async #byCode(code: string): Promise<Reply<unknown>> {
    const { self, store } = this.#parts
    const before = certificateOf(store.read(getInstallation))
    const publicKey = store.read(findCertificate)?.deskKey
    if (!publicKey || !before) return this.#refused(foreignCode)
    const keys = { publicKey, privateKey: self.deskKey }
    try {
      const answer = await askCertificate(this.#line.carry, self.cityUrl, code, keys, appVersion, before)
      const ours = answer.cityKey === self.cityKey && this.#isOurs(Certificate.parse(JSON.parse(answer.body)))
      if (!ours) return this.#refused(foreignCode)
      this.#keep(JSON.stringify(answer))
      return { type: 'answer', body: undefined, signedText: '' }
    } catch (error) {
      if (!(error instanceof Fault)) return { type: 'outage', reason: 'no-answer' }
      return this.#refused(error.sentence)
    }
  }

  #isOurs({ deskId, epoch }: Certificate): boolean {
    const { self } = this.#parts
    return deskId === self.deskId && epoch === self.epoch
  }

  /** The question is open again; work goes on either way. */
  #refused(sentence: string): Reply<unknown> {
    this.#note({ code: null, refused: sentence })
    return { type: 'outage', reason: 'certificate-over' }
  }

  #code(): string | null {
    return this.#parts.store.read(getCertificateNote).code
  }

  #keep(certificate: string): void {
    this.#parts.store.write((writer) => {
      keepRenewed(writer, certificate)
      return ok(undefined)
    })
  }

  #note(change: Parameters<typeof keepCertificateNote>[1]): void {
    this.#parts.store.write((writer) => {
      keepCertificateNote(writer, change)
      return ok(undefined)
    })
  }
}
