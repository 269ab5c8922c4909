import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { narrowed } from './typed-text.ts'

export type CertificateFault = 'certificate-form' | 'certificate-of-another'

/** 视力、听力、言语、肢体、智力、精神、多重. */
export type DisabilityKind = 1 | 2 | 3 | 4 | 5 | 6 | 7

export type CertificateFacts = {
  readonly number: string
  readonly kind: DisabilityKind
  /** 1 is the gravest. */
  readonly grade: number
  /** Which re-issue it is, when the paper carries a `B1`. */
  readonly reissue?: number
}

/**
 * Checks the number of a 残疾人证 against the identity number of who shows it (domain.md 2.6).
 *
 * The identity number, one digit for the kind, one for the grade; a re-issue adds `B1`. A certificate
 * cannot be checked while the identity number is unknown.
 */
export function checkDisabledCertificate(
  raw: string,
  idNumber: string | undefined,
): Result<CertificateFacts, CertificateFault> {
  const number = narrowed(raw).replaceAll(' ', '').toUpperCase()
  const match = /^([1-9]\d{16}[\dX])([1-7])([1-4])(?:B([1-9]))?$/.exec(number)
  if (!match) return refuse('certificate-form')
  const [, holder, kind, grade, reissue] = match
  if (holder !== idNumber) return refuse('certificate-of-another')
  return ok({
    number,
    kind: Number(kind) as DisabilityKind,
    grade: Number(grade),
    ...(reissue ? { reissue: Number(reissue) } : {}),
  })
}
