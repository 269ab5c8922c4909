import { z } from 'zod'
import { CatalogueFault } from '#shared/catalogue/catalogue-fault.ts'
import { PublicationKind } from '#shared/domain/publication.ts'
import { DateText } from '#shared/kernel/ids.ts'

/** As much as one message of a window may carry beside its own envelope. */
export const fileTextMax = 4 * 1024 * 1024 - 4_096

const CatalogueFile = z
  .string()
  .min(1)
  .max(fileTextMax)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)

const Named = z.object({ id: z.string(), name: z.string() })
const Changes = z.object({
  added: z.array(Named),
  removed: z.array(Named),
  changed: z.array(Named.extend({ words: z.array(z.string()) })),
})

/** A matter that is asked for at this desk and would change: how many cases and drafts it has here. */
export const AffectedMatter = z.object({
  matterId: z.string(),
  name: z.string(),
  removed: z.boolean(),
  /** Open cases; they keep the catalogue they were received under. */
  openCases: z.number(),
  /** Drafts; decided from the first day on, they go by the new catalogue. */
  drafts: z.number(),
})
export type AffectedMatter = z.infer<typeof AffectedMatter>

export const CataloguePreview = z.object({
  /** By the city. What nobody signed can be looked at, but not adopted. */
  signed: z.boolean(),
  /** With any of them nothing else is told, and the catalogue cannot be adopted. */
  faults: z.array(CatalogueFault),
  version: z.string().optional(),
  effectiveFrom: DateText.optional(),
  source: z.string().optional(),
  /** Given back with `catalogue.adopt`, so that what is adopted is what was looked at. */
  sha256: z.string().optional(),
  keyId: z.string().optional(),
  /** The day from which new intakes go by it: today, or a day to come. */
  from: DateText.optional(),
  /** The version it is compared with: the one that would be in force on that day without it. */
  comparedWith: z.string(),
  matters: Changes,
  items: Changes,
  affected: z.array(AffectedMatter),
  /** Years whose working days the file brings. */
  calendarYears: z.array(z.string()),
})
export type CataloguePreview = z.infer<typeof CataloguePreview>

/** `catalogue-too-large` detail: `bytes`; `catalogue-older` and the two after it: `held`. */
const unfit = [
  'catalogue-too-large',
  'catalogue-unreadable',
  'signature-wrong',
  'catalogue-older',
  'version-reused',
  'catalogue-already-held',
] as const

/** Why something the city published is not in use here; `catalogue-faulty` detail: `n`, `first`. */
export const PublicationRefusal = z.enum([
  ...unfit,
  'not-signed',
  'catalogue-faulty',
  'not-what-was-told',
  'calendar-faulty',
])
export type PublicationRefusal = z.infer<typeof PublicationRefusal>

/** Told of by the city and not in use yet: how much of it is here, or why it was refused. */
export const ToldPublication = z.object({
  kind: PublicationKind,
  name: z.string(),
  effectiveFrom: DateText,
  toldMs: z.number(),
  bytes: z.number(),
  have: z.number(),
  refused: z.object({ code: PublicationRefusal, detail: z.record(z.string(), z.string()) }).optional(),
})
export type ToldPublication = z.infer<typeof ToldPublication>

export const catalogueImportProcedures = {
  /** What the desk holds, newest first: which is in force, which waits for its day. */
  'catalogue.versions': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({
      /** Years whose working days are known; they come with the catalogues. */
      calendarYears: z.array(z.string()),
      /** Years the city told of by themselves. */
      calendars: z.array(z.object({ year: z.string(), source: z.string(), toldMs: z.number() })),
      told: z.array(ToldPublication),
      versions: z.array(
        z.object({
          version: z.string(),
          effectiveFrom: DateText,
          source: z.string(),
          adoptedMs: z.number(),
          /** The key of the city that signed it; none on what came with the program. */
          keyId: z.string().optional(),
          adoptedBy: z.string().optional(),
          state: z.enum(['IN_FORCE', 'WAITING', 'PAST']),
        }),
      ),
    }),
    refusals: [],
  },
  /** Reads a signed file (*.pccat.json) or a workbook and says what it would change. Keeps nothing. */
  'catalogue.preview': {
    roles: ['centreManager'],
    input: z.object({ file: CatalogueFile }),
    output: CataloguePreview,
    refusals: unfit,
  },
  /** Reads the same file again, checks it again and adopts it in one transaction. */
  'catalogue.adopt': {
    roles: ['centreManager'],
    input: z.object({ file: CatalogueFile, sha256: z.string().length(43) }),
    output: z.object({ version: z.string(), effectiveFrom: DateText, inForce: z.boolean() }),
    /** `catalogue-faulty` detail: `n`, `first`; `not-what-was-shown`: the file is another one now. */
    refusals: [...unfit, 'not-signed', 'catalogue-faulty', 'not-what-was-shown'],
  },
  /** The empty workbook with examples, as `npm run catalogue -- template` writes it. */
  'catalogue.template': {
    roles: ['centreManager'],
    input: z.object({}),
    output: z.object({ name: z.string(), file: z.string() }),
    refusals: [],
  },
  /** Whether there are changes this person has not read yet (ui.md UX-471). */
  'catalogue.news': {
    roles: ['clerk', 'assistOfficer', 'centreManager'],
    input: z.object({}),
    output: z.object({
      unread: z.object({ version: z.string(), effectiveFrom: DateText, since: z.string() }).optional(),
    }),
    refusals: [],
  },
  /** What changed since the version this person read last; none before the first version. */
  'catalogue.changes': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: z.object({}),
    output: z.object({
      version: z.string(),
      effectiveFrom: DateText,
      source: z.string(),
      since: z.string().optional(),
      seen: z.boolean(),
      matters: Changes,
      items: Changes,
    }),
    refusals: [],
  },
  /** `not-in-force` detail: `now`, the version that took its place meanwhile. */
  'catalogue.acknowledge': {
    roles: ['clerk', 'assistOfficer', 'centreManager'],
    input: z.object({ version: z.string().max(30) }),
    output: z.object({}),
    refusals: ['not-in-force'],
  },
} as const
