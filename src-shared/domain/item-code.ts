import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import { checkCreditCode } from './credit-code.ts'
import { narrowed } from './typed-text.ts'

export type CatalogCodeFault = 'catalog-code-length' | 'catalog-code-form'
export type CatalogCodeFacts = {
  readonly catalogCode: string
  /** `00` is national, `36` Jiangxi. */
  readonly region: string
  /** The kind by GB/T 39046, such as `01` for a permit. */
  readonly itemType: string
  readonly parentItem: string
  readonly subItem: string
}

export type TaskCodeFault = 'task-code-length' | 'task-code-form' | 'task-code-body'
export type TaskCodeFacts = {
  readonly taskCode: string
  /** The unified social credit code of the body that carries the item out. */
  readonly body: string
  /** 1 is the state, 5 a township, 6 a village, 7 several levels. */
  readonly level: string
  readonly catalogue: CatalogCodeFacts
}

export type HandlingItemCodeFault = 'handling-item-code-length' | 'handling-item-code-form' | 'task-code-body'
export type HandlingItemCodeFacts = TaskCodeFacts & {
  readonly handlingItemCode: string
  readonly handling: string
}

const taskForm = /^[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9A-Z]{12}$/
const handlingForm = /^[0-9A-HJ-NPQRTUWXY]{18}[1-7][0-9A-Z]{14}$/

/** 基本编码: region 2, item type 2, main item 5, sub-item 3. The older text of ten digits is not accepted. */
export function checkCatalogCode(raw: string): Result<CatalogCodeFacts, CatalogCodeFault> {
  const catalogCode = narrowed(raw).toUpperCase()
  if (catalogCode.length !== 12) return refuse('catalog-code-length', { length: String(catalogCode.length) })
  return /^[0-9A-Z]{12}$/.test(catalogCode) ? ok(catalogPartsOf(catalogCode)) : refuse('catalog-code-form')
}

/** 实施编码: the 18 characters of the body, one of the level, the 12 of the catalogue. */
export function checkTaskCode(raw: string): Result<TaskCodeFacts, TaskCodeFault> {
  const taskCode = narrowed(raw).toUpperCase()
  if (taskCode.length !== 31) return refuse('task-code-length', { length: String(taskCode.length) })
  if (!taskForm.test(taskCode)) return refuse('task-code-form')
  return hasValidBody(taskCode) ? ok(taskPartsOf(taskCode)) : refuse('task-code-body')
}

/** 业务办理项编码: the 31 characters of the task and a running number of two. */
export function checkHandlingItemCode(raw: string): Result<HandlingItemCodeFacts, HandlingItemCodeFault> {
  const handlingItemCode = narrowed(raw).toUpperCase()
  if (handlingItemCode.length !== 33)
    return refuse('handling-item-code-length', { length: String(handlingItemCode.length) })
  if (!handlingForm.test(handlingItemCode)) return refuse('handling-item-code-form')
  if (!hasValidBody(handlingItemCode)) return refuse('task-code-body')
  const task = taskPartsOf(handlingItemCode.slice(0, 31))
  return ok({ ...task, handlingItemCode, handling: handlingItemCode.slice(31) })
}

function hasValidBody(code: string): boolean {
  return checkCreditCode(code.slice(0, 18)).ok
}

function taskPartsOf(taskCode: string): TaskCodeFacts {
  return {
    taskCode,
    body: taskCode.slice(0, 18),
    level: taskCode.slice(18, 19),
    catalogue: catalogPartsOf(taskCode.slice(19)),
  }
}

function catalogPartsOf(catalogCode: string): CatalogCodeFacts {
  return {
    catalogCode,
    region: catalogCode.slice(0, 2),
    itemType: catalogCode.slice(2, 4),
    parentItem: catalogCode.slice(4, 9),
    subItem: catalogCode.slice(9),
  }
}
