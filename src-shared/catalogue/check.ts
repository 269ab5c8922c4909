import {
  checkCatalogCode,
  checkHandlingItemCode,
  checkTaskCode,
  type HandlingItemCodeFault,
  type TaskCodeFault,
} from '#shared/domain/item-code.ts'
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
    ...pastFields(catalogue),
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

/** Money and accounts are never taken from an earlier case: they need a consent of their own (PIPL 29). */
function pastFields({ fields }: Catalogue): readonly CatalogueFault[] {
  return fields
    .filter(({ past, type }) => past !== undefined && (type === 'money' || type === 'account'))
    .map(({ fieldId, label }) => ({
      path: `fields/${fieldId}`,
      rule: 'past-of-money',
      sentence: `“${label}”是金额或账号，不能从以前的办件带出。`,
    }))
}

function checkItem(catalogue: Catalogue, item: ServiceItem): readonly CatalogueFault[] {
  const path = `items/${item.itemId}`
  const deptKnown = catalogue.departments.some(({ deptId }) => deptId === item.deptId)
  const fieldIds = new Set(catalogue.fields.map(({ fieldId }) => fieldId))
  return [
    ...(deptKnown ? [] : [dangling(path, '部门', item.deptId)]),
    ...limitFaults(path, item),
    ...codeFaults(path, item),
    ...duplicates(`${path}/lines`, item.lines, ({ lineId }) => lineId),
    ...duplicates(`${path}/fields`, item.fields, ({ fieldId }) => fieldId),
    ...item.fields
      .filter(({ fieldId }) => !fieldIds.has(fieldId))
      .map(({ fieldId }) => dangling(`${path}/fields/${fieldId}`, '字段', fieldId)),
    ...item.lines.flatMap((line) => checkLine(catalogue, item, line)),
  ]
}

/** A limit nobody knows yet is left out and named as open, not guessed. */
function limitFaults(
  path: string,
  { caseKind, name, promised, statutory, unconfirmed }: ServiceItem,
): readonly CatalogueFault[] {
  const faults: CatalogueFault[] = []
  const open = unconfirmed?.includes('promised')
  if (caseKind === 'PROMISED' && !promised && !statutory && !open) {
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

/** The three codes of an item are right by themselves and lie one inside the other. */
function codeFaults(path: string, item: ServiceItem): readonly CatalogueFault[] {
  const { catalogCode, handlingItemCode, name, taskCode } = item
  const catalog = catalogCode === undefined ? undefined : checkCatalogCode(catalogCode)
  const task = taskCode === undefined ? undefined : checkTaskCode(taskCode)
  const handling = handlingItemCode === undefined ? undefined : checkHandlingItemCode(handlingItemCode)
  const sentences: string[] = []
  if (catalog && !(catalog.ok && catalog.value.catalogCode === catalogCode))
    sentences.push(`“${name}”的基本编码应为12位数字或大写字母。`)
  if (task && !(task.ok && task.value.taskCode === taskCode))
    sentences.push(`“${name}”的实施编码${wrongInTask(task.ok ? undefined : task.refusal.code, 31)}`)
  if (handling && !(handling.ok && handling.value.handlingItemCode === handlingItemCode))
    sentences.push(
      `“${name}”的业务办理项编码${wrongInTask(handling.ok ? undefined : handling.refusal.code, 33)}`,
    )
  const inTask = task?.ok ? task.value.catalogue.catalogCode : undefined
  const inHandling = handling?.ok ? handling.value : undefined
  if (catalogCode !== undefined && inTask !== undefined && inTask !== catalogCode)
    sentences.push(`“${name}”的实施编码里的基本编码与本事项的基本编码不一致。`)
  if (taskCode !== undefined && inHandling && inHandling.taskCode !== taskCode)
    sentences.push(`“${name}”的业务办理项编码的前31位与实施编码不一致。`)
  if (
    taskCode === undefined &&
    catalogCode !== undefined &&
    inHandling &&
    inHandling.catalogue.catalogCode !== catalogCode
  )
    sentences.push(`“${name}”的业务办理项编码里的基本编码与本事项的基本编码不一致。`)
  return sentences.map((sentence) => ({ path, rule: 'item-code', sentence }))
}

function wrongInTask(refused: TaskCodeFault | HandlingItemCodeFault | undefined, length: 31 | 33): string {
  return refused === 'task-code-body'
    ? '前18位不是有效的统一社会信用代码。'
    : `应为${length}位：18位统一社会信用代码、1位行使层级（1至7）、12位基本编码${length === 33 ? '、2位序号' : ''}，字母大写。`
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
