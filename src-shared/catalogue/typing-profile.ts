import { z } from 'zod'

const words = z.string().min(1).max(60)

/** What a case knows beside its form. */
export const CaseFact = z.enum([
  'caseNo',
  'matterName',
  'itemNames',
  'receivedOn',
  'applicant.name',
  'applicant.idNumber',
  'applicant.sex',
  'applicant.birthDate',
  'applicant.phone',
  'applicant.address',
  'applicant.legalRepresentative',
  'representative.name',
  'representative.idNumber',
  'representative.phone',
  'representative.relation',
  'centreName',
  'clerkName',
])
export type CaseFact = z.infer<typeof CaseFact>

/** How the department's screen wants a value that the desk keeps in another form. */
export const Transform = z.enum([
  'date-compact',
  'date-slash',
  'date-chinese',
  'address-county',
  'address-township',
  'address-village',
  'address-rest',
  'choice-code',
])
export type Transform = z.infer<typeof Transform>

/** One box of a department's screen: its label there, and what of the case goes into it. */
export const TypingLine = z
  .strictObject({
    label: words,
    fieldId: words.exactOptional(),
    fact: CaseFact.exactOptional(),
    transform: Transform.exactOptional(),
  })
  .readonly()
export type TypingLine = z.infer<typeof TypingLine>

/** The order in which one department's system asks, screen by screen (ui.md UX-407). */
export const TypingProfile = z
  .strictObject({
    profileId: words,
    deptId: words,
    name: words,
    system: words,
    /** Marks made under another version of the profile no longer count. */
    version: words,
    /** False while nobody has held it against the real screens. */
    confirmed: z.boolean(),
    screens: z
      .array(z.strictObject({ name: words, lines: z.array(TypingLine).min(1).max(60).readonly() }).readonly())
      .min(1)
      .max(20)
      .readonly(),
  })
  .readonly()
export type TypingProfile = z.infer<typeof TypingProfile>

export const TypingProfiles = z.array(TypingProfile).max(60).readonly()
export type TypingProfiles = z.infer<typeof TypingProfiles>
