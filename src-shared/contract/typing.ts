import { z } from 'zod'
import { TypingMark } from '#shared/domain/typing.ts'
import { CaseId } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** One box of the department's screen. `shown` is masked; the value itself comes line by line. */
export const SheetLine = z.object({
  n: z.number().int(),
  screen: z.string(),
  label: z.string(),
  shown: z.string(),
  /** The case has something for it. */
  filled: z.boolean(),
  mark: TypingMark.optional(),
})
export type SheetLine = z.infer<typeof SheetLine>

/** A case in the order of one department's screens, with what has been entered there so far. */
export const TypingSheet = z.object({
  profileId: z.string(),
  version: z.string(),
  name: z.string(),
  system: z.string(),
  confirmed: z.boolean(),
  /** Those the case has items for, in the order of the catalogue; all of them where it has none. */
  profiles: z.array(z.object({ profileId: z.string(), name: z.string(), done: z.boolean() })),
  lines: z.array(SheetLine),
  entered: z.number().int(),
  of: z.number().int(),
  characters: z.number().int(),
  done: z.boolean(),
})
export type TypingSheet = z.infer<typeof TypingSheet>

const line = { caseId: CaseId, profileId: z.string().max(60), version: z.string().max(60) }

export const typingProcedures = {
  /** Without a profile: the one of the case's departments that has the most to type. */
  'typing.sheet': {
    roles: counter,
    input: z.object({ caseId: CaseId, profileId: z.string().max(60).optional() }),
    output: TypingSheet,
    refusals: ['case-unknown', 'case-erased', 'profile-unknown'],
  },
  /** The full value of one line; where the sheet masks it, this is recorded (security.md 4.6). */
  'typing.value': {
    roles: counter,
    input: z.object({ ...line, n: z.number().int().min(1) }),
    output: z.object({ value: z.string() }),
    refusals: [
      'case-unknown',
      'case-erased',
      'profile-unknown',
      'profile-changed',
      'line-empty',
      'case-of-another',
      'case-long-closed',
      'too-many-cases',
    ],
  },
  /** Entered, passed over, or neither after all. With the last line the sheet is recorded as typed. */
  'typing.mark': {
    roles: counter,
    input: z.object({ ...line, n: z.number().int().min(1), mark: TypingMark.optional() }),
    output: TypingSheet,
    refusals: ['case-unknown', 'case-erased', 'profile-unknown', 'profile-changed', 'line-empty'],
  },
} as const
