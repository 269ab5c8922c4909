import { describe, expect, test } from 'vitest'
import { checkCatalogCode, checkHandlingItemCode, checkTaskCode } from '#shared/domain/item-code.ts'

const body = '113101050024382256'
const catalogCode = '310500234000'
const taskCode = `${body}3${catalogCode}`
const handlingItemCode = `${taskCode}04`

const catalogue = { catalogCode, region: '31', itemType: '05', parentItem: '00234', subItem: '000' }
const task = { taskCode, body, level: '3', catalogue }

describe('the code of an item in the catalogue', () => {
  test('is taken apart into region, kind, main item and sub-item', () => {
    expect(checkCatalogCode(catalogCode)).toEqual({ ok: true, value: catalogue })
  })

  test.each([
    ['3105002340', 'catalog-code-length'],
    ['', 'catalog-code-length'],
    ['3105002340000', 'catalog-code-length'],
    ['31050023400-', 'catalog-code-form'],
    ['三105002340001'.slice(0, 12), 'catalog-code-form'],
  ])('%j is refused as %s', (raw, code) => {
    expect(checkCatalogCode(raw)).toMatchObject({ ok: false, refusal: { code } })
  })
})

describe('the code of an item as one body carries it out', () => {
  test('is taken apart into body, level and catalogue', () => {
    expect(checkTaskCode(taskCode)).toEqual({ ok: true, value: task })
  })

  test('typed full-width, in small letters or with blanks is read as meant', () => {
    const village = `93360321000000005n6${catalogCode}`
    expect(checkTaskCode(` ${village}　`)).toMatchObject({ value: { taskCode: village.toUpperCase() } })
    expect(checkTaskCode(taskCode.replace('1', '１'))).toEqual({ ok: true, value: task })
  })

  test.each([
    [catalogCode, 'task-code-length'],
    [handlingItemCode, 'task-code-length'],
    [`${body}0${catalogCode}`, 'task-code-form'],
    [`${body}8${catalogCode}`, 'task-code-form'],
    [taskCode.replace('2256', '225O'), 'task-code-form'],
    [`${body}331050023400_`, 'task-code-form'],
    ['511Z07001006-511602000000-00000', 'task-code-form'],
    [taskCode.replace('2256', '2257'), 'task-code-body'],
  ])('%s is refused as %s', (raw, code) => {
    expect(checkTaskCode(raw)).toMatchObject({ ok: false, refusal: { code } })
  })

  test('with any one character of its body changed is refused', () => {
    for (let at = 0; at < 18; at += 1) {
      const changed = taskCode[at] === '1' ? '2' : '1'
      expect(checkTaskCode(taskCode.slice(0, at) + changed + taskCode.slice(at + 1)).ok).toBe(false)
    }
  })

  test.each(['1', '2', '3', '4', '5', '6', '7'])('may be of level %s', (level) => {
    expect(checkTaskCode(body + level + catalogCode)).toMatchObject({ value: { level } })
  })
})

describe('the code of the smallest thing that is filed', () => {
  test('is taken apart into task and running number', () => {
    expect(checkHandlingItemCode(handlingItemCode)).toEqual({
      ok: true,
      value: { ...task, handlingItemCode, handling: '04' },
    })
  })

  test.each([
    [taskCode, 'handling-item-code-length'],
    [`${handlingItemCode}1`, 'handling-item-code-length'],
    [`${taskCode}0-`, 'handling-item-code-form'],
    [handlingItemCode.replace('22563', '22569'), 'handling-item-code-form'],
    [handlingItemCode.replace('2256', '2250'), 'task-code-body'],
  ])('%s is refused as %s', (raw, code) => {
    expect(checkHandlingItemCode(raw)).toMatchObject({ ok: false, refusal: { code } })
  })
})
