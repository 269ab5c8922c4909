import { type Answers, type Condition, holds } from './condition.ts'
import type { Situation } from './schema.ts'

/** A condition as a person would say it: 「孩子的户口随谁？随母亲」. Parts already answered are left out. */
export function conditionWords(
  condition: Condition | undefined,
  situations: readonly Situation[],
  answers: Answers,
): string {
  if (condition === undefined || holds(condition, answers) !== 'unknown') return ''
  if ('all' in condition) return joined(condition.all, '，而且')
  if ('any' in condition) return joined(byQuestion(condition.any), '，或者')
  if ('not' in condition) return excluded(condition.not)
  const situation = situations.find(({ situationId }) => situationId === condition.situationId)
  if (!situation) return ''
  return `${questionOf(situation)}${labelsOf(situation, condition.in)}`

  function joined(parts: readonly Condition[], between: string): string {
    return parts
      .map((part) => conditionWords(part, situations, answers))
      .filter((words) => words !== '')
      .join(between)
  }

  /** Told by the options that remain, since 「不是」 before a question is hard to read. */
  function excluded(inner: Condition): string {
    if (!('situationId' in inner)) return ''
    const asked = situations.find(({ situationId }) => situationId === inner.situationId)
    const others = asked?.options.map(({ optionId }) => optionId).filter((id) => !inner.in.includes(id))
    return asked ? `${questionOf(asked)}${labelsOf(asked, others ?? [])}` : ''
  }
}

function questionOf({ question }: Situation): string {
  return `“${question}”选`
}

function labelsOf({ options }: Situation, ids: readonly string[]): string {
  return options
    .filter(({ optionId }) => ids.includes(optionId))
    .map(({ label }) => `“${label}”`)
    .join('或')
}

/** Answers to one question are told together: 选“甲”或“乙”, not the question twice. */
export function byQuestion(parts: readonly Condition[]): readonly Condition[] {
  return parts.reduce<readonly Condition[]>((done, part) => {
    const at = done.findIndex(
      (each) => 'situationId' in each && 'situationId' in part && each.situationId === part.situationId,
    )
    const before = done[at]
    if (!before || !('situationId' in before) || !('situationId' in part)) return [...done, part]
    return done.with(at, { ...before, in: [...new Set([...before.in, ...part.in])] })
  }, [])
}
