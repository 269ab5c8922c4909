import { type Answers, holds } from './condition.ts'
import { mergeMatter, settleAnswers } from './merge.ts'
import type { MergedItem, MergedMaterial, MergedMatter, MergedQuestion } from './merged.ts'
import type { Catalogue, OneMatter } from './schema.ts'

/** A matter of which not every question is answered: what is certain, and what a later answer may add. */
export type OpenMatter = {
  readonly matter: OneMatter
  readonly questions: readonly MergedQuestion[]
  readonly complete: boolean
  /** What holds whatever is still to be answered. */
  readonly sure: MergedMatter
  /** As if every open answer brought what it can bring. */
  readonly widest: MergedMatter
  readonly items: readonly (MergedItem & { readonly maybe: boolean })[]
  readonly rows: readonly (MergedMaterial & { readonly maybe: boolean })[]
}

/**
 * Merges a matter with answers missing, for those who only ask.
 *
 * `mergeMatter` leaves out what is not yet certain, so that nothing is demanded too early. Somebody who
 * goes home to look for papers is better served by hearing of all of them, marked 「视情况」.
 */
export function openMatter(catalogue: Catalogue, matterId: string, given: Answers): OpenMatter {
  const sure = mergeMatter(catalogue, matterId, given)
  const matter = catalogue.matters.find((each) => each.matterId === matterId) as OneMatter
  const { answers } = settleAnswers(matter.situations, given)
  const granted = sure.complete ? catalogue : widened(catalogue, matter, answers)
  const widest = mergeMatter(granted, matterId, given)
  const certain = new Set(sure.items.map(({ itemId }) => itemId))
  return {
    matter,
    questions: sure.questions,
    complete: sure.complete,
    sure,
    widest,
    items: widest.items.map((item) => ({ ...item, maybe: !certain.has(item.itemId) })),
    rows: rowsOf(sure, widest, mergeMatter(unsupplied(granted, certain), matterId, given)),
  }
}

/**
 * Every row that may be asked for. Certain are those with a line that stands now and still stands when all
 * items join: an item still open may bring a paper forth itself, and then nobody has to bring it.
 */
function rowsOf(sure: MergedMatter, widest: MergedMatter, all: MergedMatter): OpenMatter['rows'] {
  const now = new Map(sure.materials.map((row) => [row.rowId, row]))
  const still = new Set(widest.materials.flatMap(({ lines }) => lines.map(nameOf)))
  return all.materials.map((row) => {
    const here = now.get(row.rowId)
    const known = here?.lines.some((line) => still.has(nameOf(line))) ? here : undefined
    return { ...(known ?? row), maybe: known === undefined }
  })
}

function nameOf({ itemId, lineId }: MergedMaterial['lines'][number]): string {
  return `${itemId} ${lineId}`
}

/** The same catalogue without the results of items that are not certain to be applied for. */
function unsupplied(catalogue: Catalogue, certain: ReadonlySet<string>): Catalogue {
  return {
    ...catalogue,
    items: catalogue.items.map((item) => ({
      ...item,
      lines: item.lines.map((line) => {
        if (line.fromItem === undefined || certain.has(line.fromItem)) return line
        const { fromItem: _, ...asked } = line
        return asked
      }),
    })),
  }
}

/** The same catalogue with every open condition taken for fulfilled. */
function widened(catalogue: Catalogue, matter: OneMatter, answers: Answers): Catalogue {
  const granted = <Part extends { readonly when?: OneMatter['joined'][number]['when'] }>(
    parts: readonly Part[],
  ): readonly Part[] =>
    parts.map((part) => {
      if (holds(part.when, answers) !== 'unknown') return part
      const { when: _, ...always } = part
      return always as Part
    })
  const joined = new Set(matter.joined.map(({ itemId }) => itemId))
  return {
    ...catalogue,
    matters: [{ ...matter, joined: granted(matter.joined) }],
    items: catalogue.items
      .filter(({ itemId }) => joined.has(itemId))
      .map((item) => ({ ...item, fields: granted(item.fields), lines: granted(item.lines) })),
  }
}
