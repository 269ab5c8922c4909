import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { Choice, RefusalGround } from '#shared/domain/decision.ts'
import { Judgement } from '#shared/domain/material.ts'
import { Representative } from '#shared/domain/party.ts'
import { lineModes } from '../support/faulty-line.ts'

/** The row keys of the window, for people who write a day by hand (ui.md 2.a step 7). */
const keys = {
  '1': { state: 'SUPPLIED', taken: 'SIGHT_ORIGINAL' },
  '2': { state: 'SUPPLIED', taken: 'ORIGINAL' },
  '3': { state: 'SUPPLIED', taken: 'COPY' },
  '4': { state: 'WAIVED', by: 'sharedData' },
  '0': { state: 'EXPECTED', reason: 'MISSING' },
  R: { state: 'DEFERRED', way: 'COUNTER', days: 3 },
  B: { state: 'EXPECTED', reason: 'WRONG_CONTENT' },
  '-': { state: 'NOT_APPLICABLE', reason: '这种情形用不到' },
} as const satisfies Readonly<Record<string, Judgement>>

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const RowJudgement = z.union([z.enum(Object.keys(keys) as [keyof typeof keys]), Judgement])

/** One person at the counter. What is left out is filled in as `fill` says; sizes are those of the contract. */
export const Visit = z.strictObject({
  at: Time.optional(),
  /** Tile number of the person at the desk: 1 clerk, 2 assist officer, 3 centre manager. */
  staff: z.number().int().min(1).max(3).default(1),
  matter: z.string().max(40),
  applicant: z.strictObject({
    kind: z.enum(['PERSON', 'ORGANISATION']).default('PERSON'),
    name: z.string().max(60),
    idNumber: z.string().max(30),
    phone: z.string().max(20).default(''),
    noPhoneReason: z.string().max(60).default(''),
    address: z.string().max(80).default(''),
    legalRepresentative: z.string().max(30).default(''),
    pending: z.boolean().default(false),
  }),
  representative: Representative.default({ capacity: 'SELF' }),
  besidesReason: z.string().max(60).optional(),
  answers: z.record(z.string().max(60), z.string().max(60)).optional(),
  form: z.record(z.string().max(60), z.string().max(500)).default({}),
  materials: z
    .array(z.strictObject({ row: z.string().min(1).max(60), judgement: RowJudgement }))
    .max(100)
    .default([]),
  /**
   * `all`: what the line does not say is answered, typed and supplied rightly. `form`: answered and typed,
   * the materials stay as said. `nothing`: it stays open.
   */
  fill: z.enum(['all', 'form', 'nothing']).default('all'),
  /** Left out: the choice the desk itself proposes. */
  choice: Choice.optional(),
  ground: RefusalGround.optional(),
  print: z.boolean().default(true),
})
export type Visit = z.infer<typeof Visit>

/** The line to the city changes from here on. */
export const LineChange = z.strictObject({ at: Time.optional(), line: z.enum(lineModes) })
export type LineChange = z.infer<typeof LineChange>

export type DayStep = Visit | LineChange
export type ReadLine =
  | { readonly n: number; readonly step: DayStep }
  | { readonly n: number; readonly problem: string }

export function judgementOf(given: z.infer<typeof RowJudgement>): Judgement {
  return typeof given === 'string' ? keys[given] : given
}

/** Reads a day written by anyone. A line that cannot be read is reported with its place, not thrown. */
export function readDay(path: string): readonly ReadLine[] {
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((text, index) => ({ n: index + 1, text: text.trim() }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'))
    .map(({ n, text }) => readLine(n, text))
}

/** An answer to no question would have no effect at the desk; in a day written by hand it is a slip. */
export function withKnownAnswers(catalogue: Catalogue, line: ReadLine): ReadLine {
  if ('problem' in line || 'line' in line.step) return line
  const { answers = {}, matter } = line.step
  const situations = catalogue.matters.find(({ matterId }) => matterId === matter)?.situations
  for (const [situationId, optionId] of situations ? Object.entries(answers) : []) {
    const options = situations?.find((each) => each.situationId === situationId)?.options
    if (!options) return { n: line.n, problem: `answers.${situationId}: no such question` }
    if (!options.some((option) => option.optionId === optionId))
      return { n: line.n, problem: `answers.${situationId}: no such option ${optionId}` }
  }
  return line
}

function readLine(n: number, text: string): ReadLine {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { n, problem: 'not JSON' }
  }
  const shape = json !== null && typeof json === 'object' && 'line' in json ? LineChange : Visit
  const read = shape.safeParse(json)
  if (read.success) return { n, step: read.data }
  const [issue] = read.error.issues
  return { n, problem: `${issue?.path.join('.') || 'line'}: ${issue?.message ?? 'unreadable'}` }
}
