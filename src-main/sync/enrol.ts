import { keepIdentity } from '#main/store/notes/epoch.ts'
import { getIdentityNote } from '#main/store/queries/epoch.ts'
import { type KeyPair, makeKeyPair } from '#shared/crypto/suite.ts'
import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import {
  Certificate,
  type Enrol,
  EnrolAnswer,
  Problem,
  protoVersion,
  type Signed,
} from '#shared/protocol/messages.ts'
import { answerVerifies, proveEnrolment } from '#shared/protocol/signing.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { type Carry, lineIdleMs, overHttp } from './carry.ts'

/** What a desk keeps of its enrolment: who it is now, and the key it will know the city by. */
export type Enrolled = {
  readonly certificate: Certificate
  readonly certificateText: string
  readonly deskKey: string
  readonly cityKey: string
}

/**
 * Trades the city's one-time code for a certificate. The private key never leaves this process.
 *
 * The keys are the caller's to keep before it asks: a code is good once, and only the same key gets the
 * answer again that was lost on the way. The city's key is taken on first use over the line the code was
 * entered for, and pinned from then on; the manager compares its fingerprint (sync.md C.19).
 */
export async function enrol(
  cityUrl: string,
  code: string,
  appVersion: string,
  keys: KeyPair = makeKeyPair(),
  carry: Carry = overHttp,
): Promise<Enrolled> {
  const answer = await askCertificate(carry, cityUrl, code, keys, appVersion)
  const certificate = Certificate.parse(JSON.parse(answer.body))
  if (certificate.deskKey !== keys.publicKey) throw new Fault('not-the-city', 'certificate names another key')
  return {
    certificate,
    certificateText: JSON.stringify(answer),
    deskKey: keys.privateKey,
    cityKey: answer.cityKey,
  }
}

/** The keys to ask with: kept before the first try, so that each further one is the same question. */
export function keysToAsk(store: Store): KeyPair {
  const { privateKey, publicKey } = store.read(getIdentityNote)
  if (privateKey && publicKey) return { privateKey, publicKey }
  const keys = makeKeyPair()
  store.write((writer) => {
    keepIdentity(writer, keys)
    return ok(undefined)
  })
  return keys
}

/** The certificate as the city signed it; `before` is what this machine was until now. */
export async function askCertificate(
  carry: Carry,
  cityUrl: string,
  code: string,
  keys: KeyPair,
  appVersion: string,
  before?: Signed,
): Promise<EnrolAnswer> {
  const message: Enrol = {
    proto: protoVersion,
    code,
    deskKey: keys.publicKey,
    proof: proveEnrolment(keys.privateKey, code, keys.publicKey),
    appVersion,
    ...(before ? { before } : {}),
  }
  const { status, text } = await carry(`${cityUrl}/v1/enrol`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(message)),
    idleMs: lineIdleMs,
  })
  const json: unknown = JSON.parse(text)
  if (status !== 200) {
    const problem = Problem.safeParse(json).data
    throw new Fault(
      'enrol-refused',
      problem?.code ?? `${status}`,
      problem?.sentence ?? '市级没有接受登记码，请核对后再试。',
    )
  }
  const answer = EnrolAnswer.parse(json)
  if (!answerVerifies(answer.cityKey, answer))
    throw new Fault('not-the-city', 'enrolment answer', '答复不是市级服务器签发的，没有登记。')
  return answer
}
