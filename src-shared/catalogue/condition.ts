import { z } from 'zod'

/** When a question is asked, an item is joined or a line is needed, in terms of earlier answers. */
export type Condition =
  | { readonly situationId: string; readonly in: readonly string[] }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }

export const Condition: z.ZodType<Condition> = z.union([
  z.strictObject({ situationId: z.string().min(1), in: z.array(z.string().min(1)).min(1) }),
  z.strictObject({ all: z.array(z.lazy(() => Condition)).min(1) }),
  z.strictObject({ any: z.array(z.lazy(() => Condition)).min(1) }),
  z.strictObject({ not: z.lazy(() => Condition) }),
])

/** Question to chosen option. */
export type Answers = Readonly<Record<string, string>>

/**
 * Whether a condition holds, as far as the answers tell.
 *
 * `unknown` while an answer is missing: what is shown to the applicant before the last question
 * only grows, and nothing is promised that a later answer could take back.
 */
export function holds(condition: Condition | undefined, answers: Answers): boolean | 'unknown' {
  if (condition === undefined) return true
  if ('all' in condition) return inOrder(condition.all, answers, false)
  if ('any' in condition) return inOrder(condition.any, answers, true)
  if ('not' in condition) return negated(holds(condition.not, answers))
  const answer = answers[condition.situationId]
  return answer === undefined ? 'unknown' : condition.in.includes(answer)
}

/** Every question and option a condition speaks of. */
export function mentionsOf(
  condition: Condition | undefined,
): readonly { readonly situationId: string; readonly optionIds: readonly string[] }[] {
  if (condition === undefined) return []
  if ('all' in condition) return condition.all.flatMap(mentionsOf)
  if ('any' in condition) return condition.any.flatMap(mentionsOf)
  if ('not' in condition) return mentionsOf(condition.not)
  return [{ situationId: condition.situationId, optionIds: condition.in }]
}

/** One part that decides settles the whole; otherwise a part not yet known leaves it open. */
function inOrder(parts: readonly Condition[], answers: Answers, decides: boolean): boolean | 'unknown' {
  const held = parts.map((part) => holds(part, answers))
  if (held.includes(decides)) return decides
  return held.includes('unknown') ? 'unknown' : !decides
}

function negated(held: boolean | 'unknown'): boolean | 'unknown' {
  return held === 'unknown' ? 'unknown' : !held
}
