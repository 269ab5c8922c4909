import { z } from 'zod'
import { characters } from '#shared/kernel/characters.ts'
import { assert } from '#shared/kernel/fault.ts'
import { ConsultationId, DateText } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { checkCharacter } from './case-number.ts'
import { narrowed } from './typed-text.ts'

/** What somebody asked at the counter: a matter with the answers so far, or a question in words. */
export const Asked = z.object({
  /** Left out when the person would rather not say; nothing is refused for want of a name. */
  name: characters(60)
    .refine((name) => name !== '')
    .optional(),
  phone: z.string().min(1).max(30).optional(),
  matterId: z.string().min(1).max(60).optional(),
  question: z.string().min(1).max(500).optional(),
  answers: z.record(z.string().max(60), z.string().max(60)),
  /** Rows of the material set the person already has. */
  has: z.array(z.string().max(130)).max(200),
})
export type Asked = z.infer<typeof Asked>

/** A consultation was written down; said once more for the same id, the later one is the truer one. */
export const ConsultationLogged = z.object({
  type: z.literal('consultation-logged'),
  consultationId: ConsultationId,
  docNo: z.string(),
  code: z.string().length(8),
  /** Running number at this desk over all years; the code is made of it. */
  number: z.number().int().min(1),
  /** Running number within the year; the document number carries it. */
  serial: z.number().int().min(1),
  on: DateText,
  atMs: z.number().int(),
  catalogueVersion: z.string(),
  matterName: z.string().optional(),
  ...Asked.shape,
})
export type ConsultationLogged = z.infer<typeof ConsultationLogged>

type Parts = { readonly deskPart: string; readonly number: number }

/**
 * Eight characters on the sheet people take home: number, desk, check. Unique without a line.
 *
 * The number comes first and begins with a letter: a scanner types into lists where digits choose.
 */
export function makeConsultationCode({ deskPart, number }: Parts): string {
  assert(/^[0-9A-Z]{3}$/.test(deskPart), 'a desk part is three digits or capitals')
  assert(number >= 1 && firstNumber + number < 36 ** 4, 'a desk writes down about a million consultations')
  const body = (firstNumber + number).toString(36).toUpperCase() + deskPart
  return body + checkCharacter(body)
}

/** Reads a code typed from the sheet or scanned, grouped or not. */
export function checkConsultationCode(raw: string): Result<string, 'code-form' | 'code-check-character'> {
  const code = narrowed(raw).replace(/[\s-]/g, '').toUpperCase()
  if (!/^[A-Z][0-9A-Z]{7}$/.test(code)) return refuse('code-form')
  return checkCharacter(code.slice(0, 7)) === code[7] ? ok(code) : refuse('code-check-character')
}

/** The desk a code was given at. */
export function deskPartOf(code: string): string {
  return code.slice(4, 7)
}

/** Grouped for the eye: `A00W-A07-X`. */
export function formatConsultationCode(code: string): string {
  return `${code.slice(0, 4)}-${code.slice(4, 7)}-${code.slice(7)}`
}

/** `A000` in base 36: the first of the numbers that begin with a letter. */
const firstNumber = 10 * 36 ** 3
