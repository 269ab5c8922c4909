import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { applicantFaults } from './applicant-faults.ts'
import { wrongField } from './form-faults.ts'

export type Step = IntakeDraft['step']

export const steps = [
  'matter',
  'applicant',
  'situation',
  'form',
  'materials',
  'review',
] as const satisfies readonly Step[]

export const stepNames: Readonly<Record<Step, string>> = {
  matter: '选事',
  applicant: '办事人',
  situation: '情形',
  form: '一张表',
  materials: '一套材料',
  review: '核对与决定',
}

/** A step without anything to ask is passed over in both directions. */
function isAsked(step: Step, merged: MergedMatter | undefined): boolean {
  if (!merged) return true
  if (step === 'situation') return merged.questions.length > 0
  if (step === 'form') return merged.fields.length > 0
  return step !== 'materials' || merged.materials.length > 0
}

export function stepAfter(step: Step, merged: MergedMatter | undefined): Step {
  return steps.slice(steps.indexOf(step) + 1).find((next) => isAsked(next, merged)) ?? 'review'
}

export function stepBefore(step: Step, merged: MergedMatter | undefined): Step {
  return steps.slice(0, steps.indexOf(step)).findLast((before) => isAsked(before, merged)) ?? 'matter'
}

export type SectionState = {
  readonly word: string
  readonly state: 'unseen' | 'missing' | 'current' | 'done' | 'none'
}

/** The five states of a section, visible without opening it (ui.md UX-101). */
export function sectionState(
  step: Step,
  draft: IntakeDraft,
  merged: MergedMatter | undefined,
  seen: ReadonlySet<Step>,
  today: string,
): SectionState {
  if (!isAsked(step, merged)) return { word: '不适用', state: 'none' }
  const missing = missingIn(step, draft, merged, today)
  if (step === draft.step)
    return {
      word: missing > 0 && step !== 'matter' ? `进行中，缺 ${missing} 项` : '进行中',
      state: 'current',
    }
  if (!seen.has(step)) return { word: '未看', state: 'unseen' }
  if (step === 'review') return { word: '还没决定', state: 'missing' }
  return missing > 0 ? { word: `看过，缺 ${missing} 项`, state: 'missing' } : { word: '完成', state: 'done' }
}

function missingIn(step: Step, draft: IntakeDraft, merged: MergedMatter | undefined, today: string): number {
  switch (step) {
    case 'matter':
      return draft.matterId ? 0 : 1
    case 'applicant':
      return applicantFaults(draft, today).length
    case 'situation':
      return merged?.questions.filter(({ answer }) => answer === undefined).length ?? 0
    case 'form':
      return merged?.fields.filter((field) => wrongField(field, draft.form, today) !== undefined).length ?? 0
    case 'materials': {
      const judged = new Map<string, Judgement>(
        draft.materials.map(({ rowId, judgement }) => [rowId, judgement]),
      )
      return merged?.materials.filter(({ rowId }) => !judged.has(rowId)).length ?? 0
    }
    case 'review':
      return 0
  }
}
