import { type CatalogueFault, dangling, duplicates } from './catalogue-fault.ts'
import { checkMatter } from './check-matter.ts'
import { roughWorkingDays } from './limits.ts'
import type { Catalogue, ItemMaterialLine, ServiceItem } from './schema.ts'

/** Everything that is wrong, not the first of it: a catalogue is corrected in one go or not adopted. */
export function checkCatalogue(catalogue: Catalogue): readonly CatalogueFault[] {
  return [
    ...duplicates('departments', catalogue.departments, ({ deptId }) => deptId),
    ...duplicates('materials', catalogue.materials, ({ materialId }) => materialId),
    ...duplicates('fields', catalogue.fields, ({ fieldId }) => fieldId),
    ...duplicates('items', catalogue.items, ({ itemId }) => itemId),
    ...duplicates('matters', catalogue.matters, ({ matterId }) => matterId),
    ...choiceFields(catalogue),
    ...catalogue.items.flatMap((item) => checkItem(catalogue, item)),
    ...catalogue.matters.flatMap((matter) => checkMatter(catalogue, matter)),
  ]
}

function choiceFields(catalogue: Catalogue): readonly CatalogueFault[] {
  return catalogue.fields
    .filter(({ options, type }) => type === 'choice' && (options?.length ?? 0) < 2)
    .map(({ fieldId, label }) => ({
      path: `fields/${fieldId}`,
      rule: 'choice-without-options',
      sentence: `“${label}”是选择题，但可选的内容少于两个。`,
    }))
}

function checkItem(catalogue: Catalogue, item: ServiceItem): readonly CatalogueFault[] {
  const path = `items/${item.itemId}`
  const deptKnown = catalogue.departments.some(({ deptId }) => deptId === item.deptId)
  const fieldIds = new Set(catalogue.fields.map(({ fieldId }) => fieldId))
  return [
    ...(deptKnown ? [] : [dangling(path, '部门', item.deptId)]),
    ...limitFaults(path, item),
    ...duplicates(`${path}/lines`, item.lines, ({ lineId }) => lineId),
    ...duplicates(`${path}/fields`, item.fields, ({ fieldId }) => fieldId),
    ...item.fields
      .filter(({ fieldId }) => !fieldIds.has(fieldId))
      .map(({ fieldId }) => dangling(`${path}/fields/${fieldId}`, '字段', fieldId)),
    ...item.lines.flatMap((line) => checkLine(catalogue, item, line)),
  ]
}

function limitFaults(
  path: string,
  { caseKind, name, promised, statutory }: ServiceItem,
): readonly CatalogueFault[] {
  const faults: CatalogueFault[] = []
  if (caseKind === 'PROMISED' && !promised && !statutory) {
    faults.push({ path, rule: 'promised-without-limit', sentence: `“${name}”是承诺件，但没有填办结时限。` })
  }
  if (promised && statutory && isLonger(promised, statutory)) {
    const sentence = `“${name}”的承诺时限比法定时限还长。`
    faults.push({ path, rule: 'promised-beyond-statutory', sentence })
  }
  return faults
}

function isLonger(one: NonNullable<ServiceItem['promised']>, other: typeof one): boolean {
  if (one.unit === other.unit) return one.n > other.n
  return roughWorkingDays(one) > roughWorkingDays(other)
}

function checkLine(
  catalogue: Catalogue,
  item: ServiceItem,
  line: ItemMaterialLine,
): readonly CatalogueFault[] {
  const path = `items/${item.itemId}/lines/${line.lineId}`
  const faults: CatalogueFault[] = []
  const material = catalogue.materials.find(({ materialId }) => materialId === line.materialId)
  if (!material) faults.push(dangling(path, '材料', line.materialId))
  if (line.fromItem && !catalogue.items.some(({ itemId }) => itemId === line.fromItem)) {
    faults.push(dangling(path, '事项', line.fromItem))
  }
  if (material?.custodyPolicy === 'NEVER_HOLD' && keepsOriginal(line)) {
    const sentence = `“${material.name}”只能核验后当场退回，“${item.name}”却要求留下原件。`
    faults.push({ path, rule: 'original-never-held', sentence })
  }
  if (line.primary && line.necessity === 'DEFERRABLE') {
    const name = material?.name ?? line.materialId
    faults.push({ path, rule: 'primary-deferred', sentence: `“${name}”是主审要件，不能设为容缺后补。` })
  }
  return faults
}

/** A copy to be kept is a line of its own beside the look at the original. */
function keepsOriginal({ form, use }: ItemMaterialLine): boolean {
  return form === 'ORIGINAL' || (form === 'ORIGINAL_AND_COPY' && use === 'KEEP')
}
