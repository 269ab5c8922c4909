import type { Condition } from '#shared/catalogue/condition.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedField, MergedItem, MergedMaterial, MergedMatter } from '#shared/catalogue/merged.ts'
import type { Catalogue, OneMatter } from '#shared/catalogue/schema.ts'

const mergesMax = 5_000

/** What a day file may name: every matter with its questions, items, material rows and form fields. */
export function listMatters(catalogue: Catalogue, only: readonly string[]): string {
  const unknown = only.filter((id) => !catalogue.matters.some(({ matterId }) => matterId === id))
  if (unknown.length > 0) throw new Error(`the catalogue has no matter ${unknown.join(', ')}`)
  return catalogue.matters
    .filter(({ matterId }) => only.length === 0 || only.includes(matterId))
    .map((matter) => describe(matter, allMerges(catalogue, matter.matterId)))
    .join('\n\n')
}

function describe(matter: OneMatter, merges: readonly MergedMatter[]): string {
  return [
    `${matter.matterId}  ${matter.name}  applicant ${matter.applicantType}`,
    '  answers (question: option = label)',
    ...matter.situations.map(({ options, question, situationId, when }) => {
      const asked = when ? `  asked if ${inWords(when)}` : ''
      return `    ${situationId}: ${options.map(({ label, optionId }) => `${optionId} = ${label}`).join(', ')}  (${question})${asked}`
    }),
    '  items (role of this centre)',
    ...everyOne(
      merges,
      ({ items }) => items,
      ({ itemId }) => itemId,
      itemLine,
    ),
    '  materials (row: keys that fit; 0, B and - always do)',
    ...everyOne(
      merges,
      ({ materials }) => materials,
      ({ rowId }) => rowId,
      rowLine,
    ),
    '  form (field)',
    ...everyOne(
      merges,
      ({ fields }) => fields,
      ({ fieldId }) => fieldId,
      fieldLine,
    ),
  ].join('\n')
}

/** One line a thing, in the order it first turns up; what only some answers call for says so. */
function everyOne<T>(
  merges: readonly MergedMatter[],
  partsOf: (merged: MergedMatter) => readonly T[],
  idOf: (part: T) => string,
  line: (same: readonly T[]) => string,
): readonly string[] {
  const found = Map.groupBy(merges.flatMap(partsOf), idOf)
  return [...found.values()].map(
    (same) => `    ${line(same)}${same.length < merges.length ? '  (some answers)' : ''}`,
  )
}

function itemLine([item]: readonly MergedItem[]): string {
  return item ? `${item.itemId}: ${item.role}, ${item.caseKind}  ${item.name}` : ''
}

function rowLine(same: readonly MergedMaterial[]): string {
  const [row] = same
  if (!row) return ''
  const keys = [
    '1',
    ...(row.custodyPolicy === 'NEVER_HOLD' ? [] : ['2']),
    '3',
    ...(same.some(({ waivableBy }) => waivableBy.includes('sharedData')) ? ['4'] : []),
    ...(same.some(({ mayDefer }) => mayDefer) ? ['R'] : []),
  ]
  const optional = same.every(({ necessity }) => necessity === 'OPTIONAL') ? '  (optional)' : ''
  return `${row.rowId}: ${keys.join(' ')}  ${row.name}${optional}`
}

function fieldLine(same: readonly MergedField[]): string {
  const [field] = same
  if (!field) return ''
  const options = field.options?.map(({ label, value }) => `${value} = ${label}`).join(', ')
  const required = same.some((each) => each.required) ? '' : ', optional'
  return `${field.fieldId}: ${field.type}${required}  ${field.label}${options ? `  (${options})` : ''}`
}

/** The matter under every course of answers; first options first, at most `mergesMax` courses. */
function allMerges(catalogue: Catalogue, matterId: string): readonly MergedMatter[] {
  const done: MergedMatter[] = []
  const open: Record<string, string>[] = [{}]
  for (let answers = open.pop(); answers && done.length < mergesMax; answers = open.pop()) {
    const given = answers
    const merged = mergeMatter(catalogue, matterId, given)
    const question = merged.questions.find(({ answer }) => answer === undefined)
    if (!question) done.push(merged)
    else
      open.push(
        ...question.options
          .toReversed()
          .map(({ optionId }) => ({ ...given, [question.situationId]: optionId })),
      )
  }
  return done
}

function inWords(condition: Condition): string {
  if ('all' in condition) return condition.all.map(inWords).join(' and ')
  if ('any' in condition) return condition.any.map(inWords).join(' or ')
  if ('not' in condition) return `not (${inWords(condition.not)})`
  return `${condition.situationId} is ${condition.in.join(' or ')}`
}
