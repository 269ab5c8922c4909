import { z } from 'zod'
import { ok, type Result } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import { type CertificateFault, checkDisabledCertificate } from './disabled-certificate.ts'
import { ageOn, isElderly } from './id-number.ts'

/** Who goes first: old age follows from the identity number, the others are claimed (policy document 优先). */
export const PriorityGround = z.enum(['ELDERLY', 'DISABLED', 'OTHER'])
export type PriorityGround = z.infer<typeof PriorityGround>

/** What is said at the counter beside the identity number. */
export const PriorityClaim = z.object({
  /** 残疾人证 number. */
  disabledCertificate: z.string().trim().max(30).optional(),
  /** Why this person goes first although neither old nor disabled: an infant in arms, an illness. */
  otherReason: z.string().trim().max(100).optional(),
})
export type PriorityClaim = z.infer<typeof PriorityClaim>

export const Priority = z.object({
  grounds: z.array(PriorityGround),
  disabledCertificate: z.string().max(30).optional(),
  otherReason: z.string().max(100).optional(),
})
export type Priority = z.infer<typeof Priority>

type Person = { readonly idNumber?: string | undefined; readonly birthDate?: Day | undefined }

/** The grounds on which somebody goes first today. A certificate of somebody else is no ground. */
export function priorityOf(
  claim: PriorityClaim,
  { birthDate, idNumber }: Person,
  today: Day,
): Result<Priority, CertificateFault> {
  const grounds: PriorityGround[] = []
  if (birthDate && isElderly(ageOn(birthDate, today))) grounds.push('ELDERLY')
  const certificate = claim.disabledCertificate
    ? checkDisabledCertificate(claim.disabledCertificate, idNumber)
    : undefined
  if (certificate && !certificate.ok) return certificate
  if (certificate) grounds.push('DISABLED')
  if (claim.otherReason) grounds.push('OTHER')
  return ok({
    grounds,
    ...(certificate ? { disabledCertificate: certificate.value.number } : {}),
    ...(claim.otherReason ? { otherReason: claim.otherReason } : {}),
  })
}

/** What a list says of it: the certificate is for the file alone. */
export const PriorityShown = Priority.pick({ grounds: true, otherReason: true })
export type PriorityShown = z.infer<typeof PriorityShown>

/**
 * What goes for somebody in a case: age, a certificate they once showed, and the reason they gave in this
 * very case. An infant in arms is no reason in the next one.
 */
export function priorityIn<Case>(
  { birthDate }: Person,
  said: readonly { readonly priority: Priority; readonly of: Case }[],
  inCase: Case,
  today: Day,
): PriorityShown {
  const here = said.filter(({ of }) => of === inCase).map(({ priority }) => priority)
  const disabled = said.some(({ priority }) => priority.grounds.includes('DISABLED'))
  const otherReason = here.find(({ grounds }) => grounds.includes('OTHER'))?.otherReason
  return {
    grounds: [
      ...(birthDate && isElderly(ageOn(birthDate, today)) ? (['ELDERLY'] as const) : []),
      ...(disabled ? (['DISABLED'] as const) : []),
      ...(otherReason ? (['OTHER'] as const) : []),
    ],
    ...(otherReason ? { otherReason } : {}),
  }
}

/** A claim that was recorded must still be what the rule makes of it: asked by the city. */
export function isPriorityOf(priority: Priority, person: Person, day: Day): boolean {
  const again = priorityOf(priority, person, day)
  return again.ok && again.value.grounds.join() === priority.grounds.join()
}
