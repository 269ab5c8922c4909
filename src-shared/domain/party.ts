import { z } from 'zod'
import { characters } from '#shared/kernel/characters.ts'
import { DateText, PartyId } from '#shared/kernel/ids.ts'

/** How the number was obtained: a card read is strong, a typed one weak (domain.md 7.3). */
export const IdentityMethod = z.enum(['CARD', 'TYPED', 'PENDING'])

/** A natural person or an organisation that applies (domain.md 1.2 `Applicant`). */
export const Party = z.object({
  partyId: PartyId,
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: characters(60).refine((name) => name !== ''),
  /** GB 11643 for a person, GB 32100 for an organisation. */
  idNumber: z.string().min(1).max(30),
  identityMethod: IdentityMethod,
  birthDate: DateText.optional(),
  sex: z.enum(['MALE', 'FEMALE']).optional(),
  /** Absent with a reason: many of the people served first own no phone (domain.md 2.6). */
  phone: z.string().max(20).optional(),
  noPhoneReason: characters(60).optional(),
  address: characters(80).optional(),
  legalRepresentative: characters(30).optional(),
})
export type Party = z.infer<typeof Party>

/** Who stands at the counter for the applicant; never the officer of a 代办 (domain.md 1.2). */
export const Representative = z.object({
  capacity: z.enum(['SELF', 'FAMILY', 'GUARDIAN', 'AGENT']),
  name: characters(30).optional(),
  idNumber: z.string().max(30).optional(),
  phone: z.string().max(20).optional(),
  relation: characters(30).optional(),
})
export type Representative = z.infer<typeof Representative>
