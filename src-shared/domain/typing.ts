import { z } from 'zod'
import { CaseId, DateText, type StaffId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { addDays } from './day.ts'
import type { Staff } from './staff.ts'

/** What a clerk did with one line of a department's screen. */
export const TypingMark = z.enum(['ENTERED', 'SKIPPED'])
export type TypingMark = z.infer<typeof TypingMark>

/** Somebody took out a value that lists only show masked: who, when and which, never the value. */
export const ValueRevealed = z.object({
  type: z.literal('value-revealed'),
  caseId: CaseId,
  purpose: z.enum(['TYPING', 'CALL_BACK']),
  /** Line of the profile that was typed through; a call back takes the telephone and nothing else. */
  profileId: z.string().max(60).optional(),
  version: z.string().max(60).optional(),
  n: z.number().int().min(1).optional(),
  /** The field or fact. */
  of: z.string().max(60),
  atMs: z.number().int(),
})
export type ValueRevealed = z.infer<typeof ValueRevealed>

/** A case was typed once more into a department's system, as far as that system asks for it. */
export const TypingDone = z.object({
  type: z.literal('typing-done'),
  caseId: CaseId,
  profileId: z.string().max(60),
  version: z.string().max(60),
  name: z.string().max(60),
  on: DateText,
  lines: z.number().int().min(1),
  skipped: z.number().int().min(0),
  /** Characters nobody had to type by hand. */
  characters: z.number().int().min(0),
})
export type TypingDone = z.infer<typeof TypingDone>

/** How many cases somebody may take full values from within an hour (security.md 4.6, S25). */
export const casesAnHourMax = 20
/** On-the-spot cases are closed at once and typed into the other system when its line is back. */
const closedDaysMax = 7

type Asked = {
  readonly caseId: CaseId
  readonly clerk: StaffId
  readonly open: boolean
  readonly receivedOn: string
}
type Asking = {
  readonly who: Pick<Staff, 'staffId' | 'role'>
  readonly today: string
  /** Other cases the same person took values from in the last hour. */
  readonly otherCases: number
}

/**
 * Whether somebody may see full values of a case for typing them (security.md 4.4).
 *
 * Clerks and assist officers their own, a centre manager any. What counts against bulk reading is the
 * case and not the line: one sheet holds half a dozen numbers, and twenty sheets an hour is nobody's pace.
 */
export function mayReveal(
  { clerk, open, receivedOn }: Asked,
  { otherCases, today, who }: Asking,
): Result<undefined, 'case-of-another' | 'case-long-closed' | 'too-many-cases'> {
  if (who.role !== 'centreManager' && clerk !== who.staffId) return refuse('case-of-another')
  if (!open && receivedOn < addDays(today, -closedDaysMax)) return refuse('case-long-closed')
  if (otherCases >= casesAnHourMax) return refuse('too-many-cases')
  return ok(undefined)
}

type MarkedLine = {
  readonly filled: boolean
  readonly mark?: TypingMark | undefined
  readonly length: number
}

/** What a sheet came to once every line that has something is entered or passed over; until then nothing. */
export function typedThrough(
  lines: readonly MarkedLine[],
): Pick<TypingDone, 'lines' | 'skipped' | 'characters'> | undefined {
  const filled = lines.filter(({ filled }) => filled)
  const entered = filled.filter(({ mark }) => mark === 'ENTERED')
  if (entered.length === 0 || filled.some(({ mark }) => mark === undefined)) return undefined
  return {
    lines: entered.length,
    skipped: filled.length - entered.length,
    characters: entered.reduce((sum, { length }) => sum + length, 0),
  }
}
