import { assert } from '#shared/kernel/fault.ts'
import { type Answers, holds } from './condition.ts'
import type { MergedItem, MergedMaterial } from './merged.ts'
import type { ItemMaterialLine, MaterialForm, Necessity, SharedMaterial } from './schema.ts'

type ActiveLine = { readonly item: MergedItem; readonly line: ItemMaterialLine }

/**
 * One set of materials out of the lines of all active items.
 *
 * What an active item of the same matter will bring forth is not asked from the applicant: the
 * birth certificate that is being applied for cannot be demanded for the next step.
 */
export function mergeMaterials(
  materials: readonly SharedMaterial[],
  items: readonly MergedItem[],
  answers: Answers,
): readonly MergedMaterial[] {
  const rows = Map.groupBy(activeLines(items, answers), ({ line }) => rowIdOf(line))
  const known = new Set(materials.map(({ materialId }) => materialId))
  for (const { line } of [...rows.values()].flat())
    assert(known.has(line.materialId), 'a line names a material')
  return materials.flatMap((material) =>
    [...rows]
      .filter(([, lines]) => lines[0]?.line.materialId === material.materialId)
      .map(([rowId, lines]) => mergeRow(rowId, material, lines)),
  )
}

function activeLines(items: readonly MergedItem[], answers: Answers): readonly ActiveLine[] {
  const active = new Set(items.map(({ itemId }) => itemId))
  return items.flatMap((item) =>
    item.lines
      .filter((line) => !line.fromItem || line.fromItem === item.itemId || !active.has(line.fromItem))
      .filter((line) => holds(line.when, answers) === true)
      .map((line) => ({ item, line })),
  )
}

function rowIdOf({ lineId, materialId, separate }: ItemMaterialLine): string {
  return separate ? `${materialId}#${lineId}` : materialId
}

function mergeRow(rowId: string, material: SharedMaterial, active: readonly ActiveLine[]): MergedMaterial {
  const lines = active.map(({ line }) => line)
  const items = [...new Set(active.map(({ item }) => item))]
  const necessity = strictest(lines)
  const primary = lines.some((line) => line.primary)
  const mayCommit = lines.every((line) => line.mayCommit) && items.every((item) => item.allowsCommitment)
  return {
    rowId,
    materialId: material.materialId,
    name: material.name,
    custodyPolicy: material.custodyPolicy,
    form: widestForm(lines.map(({ form }) => form)),
    copies: copiesOf(lines),
    use: lines.some(({ use }) => use === 'KEEP') ? 'KEEP' : 'LOOK',
    necessity,
    primary,
    usedBy: items.map(({ itemId }) => itemId),
    usedByDepts: [...new Set(items.map(({ deptName }) => deptName))],
    lines: active.map(({ item, line }) => ({ itemId: item.itemId, lineId: line.lineId })),
    notes: [...new Set(lines.flatMap(({ note }) => note ?? []))],
    howToObtain: material.howToObtain,
    ...(material.eLicenseType ? { eLicenseType: material.eLicenseType } : {}),
    waivableBy: material.waivableBy.filter((way) => way !== 'commitment' || mayCommit),
    mayDefer: necessity === 'DEFERRABLE' && !primary && items.every((item) => item.allowsDeficiency),
    mayCommit,
  }
}

function strictest(lines: readonly ItemMaterialLine[]): Necessity {
  const order: readonly Necessity[] = ['REQUIRED', 'DEFERRABLE', 'OPTIONAL']
  return order.find((necessity) => lines.some((line) => line.necessity === necessity)) ?? 'OPTIONAL'
}

/** The keep and look rule: one copy serves every reader, but each file keeps its own. */
function copiesOf(lines: readonly ItemMaterialLine[]): number {
  const looked = lines.filter(({ use }) => use === 'LOOK').map(({ copies }) => copies)
  const kept = lines.filter(({ use }) => use === 'KEEP').map(({ copies }) => copies)
  return Math.max(0, ...looked) + kept.reduce((sum, copies) => sum + copies, 0)
}

/** The original is demanded as soon as one line demands it; paper outweighs forms and data. */
function widestForm(forms: readonly MaterialForm[]): MaterialForm {
  const original = forms.some(
    (form) => form === 'ORIGINAL' || form === 'ORIGINAL_AND_COPY' || form === 'SIGHT_ORIGINAL',
  )
  const copy = forms.some((form) => form === 'COPY' || form === 'ORIGINAL_AND_COPY')
  if (original && copy) return 'ORIGINAL_AND_COPY'
  if (original) return forms.includes('ORIGINAL') ? 'ORIGINAL' : 'SIGHT_ORIGINAL'
  if (copy) return 'COPY'
  return forms.includes('FORM') ? 'FORM' : 'DATA'
}
