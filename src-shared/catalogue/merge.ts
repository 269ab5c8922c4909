import { Fault } from '#shared/kernel/fault.ts'
import { type Answers, holds } from './condition.ts'
import { longestChain } from './limits.ts'
import { mergeMaterials } from './merge-materials.ts'
import type {
  MergedBill,
  MergedField,
  MergedItem,
  MergedMaterial,
  MergedMatter,
  MergedQuestion,
} from './merged.ts'
import type { Catalogue, OneMatter, Situation } from './schema.ts'

/**
 * Lays the items of a matter together for one applicant, as far as the questions are answered.
 *
 * Pure and quick enough to run at every key. An answer whose question is no longer asked has no
 * effect, so the clerk may go back and change an earlier one without clearing the rest.
 */
export function mergeMatter(catalogue: Catalogue, matterId: string, given: Answers): MergedMatter {
  const matter = catalogue.matters.find((each) => each.matterId === matterId)
  if (!matter) throw new Fault('matter-unknown', `the catalogue has no matter ${matterId}`)

  const { asked, answers } = settleAnswers(matter.situations, given)
  const questions = asked.map((situation) => questionOf(situation, answers))
  const items = activeItems(catalogue, matter, answers)
  const materials = mergeMaterials(catalogue.materials, items, answers)
  return {
    matterId,
    name: matter.name,
    themeCategory: matter.themeCategory,
    leadDept: deptName(catalogue, matter.leadDeptId),
    questions,
    complete: questions.every(({ answer }) => answer !== undefined),
    items,
    fields: mergeFields(catalogue, items, answers),
    materials,
    bill: billOf(matter, items, materials),
  }
}

/** Stands for no option at all, so that what speaks of a question not asked is false instead of open. */
const notAsked = ''

/** A question may depend on earlier ones only, so one pass settles what is asked and what counts. */
export function settleAnswers(
  situations: readonly Situation[],
  given: Answers,
): { readonly asked: readonly Situation[]; readonly answers: Answers } {
  const asked: Situation[] = []
  const answers: Record<string, string> = {}
  for (const situation of situations) {
    const isAsked = holds(situation.when, answers)
    if (isAsked === false) answers[situation.situationId] = notAsked
    if (isAsked !== true) continue
    asked.push(situation)
    const answer = Object.hasOwn(given, situation.situationId) ? given[situation.situationId] : undefined
    if (answer !== undefined && situation.options.some(({ optionId }) => optionId === answer)) {
      answers[situation.situationId] = answer
    }
  }
  return { asked, answers }
}

function questionOf({ situationId, question, options }: Situation, answers: Answers): MergedQuestion {
  const answer = answers[situationId]
  return { situationId, question, options, ...(answer === undefined ? {} : { answer }) }
}

function activeItems(catalogue: Catalogue, matter: OneMatter, answers: Answers): readonly MergedItem[] {
  const active = matter.joined
    .filter((joined) => holds(joined.when, answers) === true)
    .toSorted((one, other) => one.order - other.order)
  const activeIds = new Set(active.map(({ itemId }) => itemId))
  return active.map((joined, at) => {
    const item = catalogue.items.find(({ itemId }) => itemId === joined.itemId)
    if (!item)
      throw new Fault('item-unknown', `${matter.matterId} joins ${joined.itemId}, which does not exist`)
    return {
      ...item,
      itemNo: String(at + 1).padStart(2, '0'),
      deptName: deptName(catalogue, item.deptId),
      dependsOn: (joined.dependsOn ?? []).filter((itemId) => activeIds.has(itemId)),
    }
  })
}

/** Each datum once, in the order of the form; required as soon as one item requires it. */
function mergeFields(
  catalogue: Catalogue,
  items: readonly MergedItem[],
  answers: Answers,
): readonly MergedField[] {
  const wanted = items.flatMap(({ fields, itemId }) =>
    fields.filter(({ when }) => holds(when, answers) === true).map((field) => ({ ...field, itemId })),
  )
  const uses = Map.groupBy(wanted, ({ fieldId }) => fieldId)
  return catalogue.fields.flatMap((spec) => {
    const users = uses.get(spec.fieldId)
    if (!users) return []
    const usedBy = [...new Set(users.map(({ itemId }) => itemId))]
    return [{ ...spec, required: users.some(({ required }) => required), usedBy }]
  })
}

/** The promise made for the matter as a whole counts; without one, the longest chain of its items. */
function billOf(
  matter: OneMatter,
  items: readonly MergedItem[],
  materials: readonly MergedMaterial[],
): MergedBill {
  const longest = matter.promised ?? longestChain(items)
  return {
    items: items.length,
    materials: materials.length,
    departments: new Set(items.map(({ deptId }) => deptId)).size,
    ...(longest ? { longest } : {}),
    feeFen: items.reduce((sum, { feeFen }) => sum + feeFen, 0),
    confirmed: matter.confirmed && items.every(({ confirmed }) => confirmed),
  }
}

function deptName(catalogue: Catalogue, deptId: string | undefined): string {
  const dept = catalogue.departments.find((each) => each.deptId === deptId)
  if (!dept) throw new Fault('department-unknown', `the catalogue has no department ${deptId}`)
  return dept.name
}
