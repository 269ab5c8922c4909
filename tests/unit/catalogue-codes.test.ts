import { describe, expect, test } from 'vitest'
import { checkCatalogue } from '#shared/catalogue/check.ts'
import type { ServiceItem } from '#shared/catalogue/schema.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()
const [first, ...others] = catalogue.items
const taskCode = '1131010500243822563310500234000'
const codes = { catalogCode: '310500234000', taskCode, handlingItemCode: `${taskCode}04` }

function faultsWith(given: Partial<Pick<ServiceItem, 'catalogCode' | 'handlingItemCode' | 'taskCode'>>) {
  return checkCatalogue({ ...catalogue, items: [{ ...first!, ...given }, ...others] })
}

describe('the codes of an item', () => {
  test('are no fault when they are right and lie one inside the other', () => {
    expect(faultsWith(codes)).toEqual([])
    expect(faultsWith({ taskCode })).toEqual([])
    expect(faultsWith({ handlingItemCode: codes.handlingItemCode })).toEqual([])
  })

  test.each<readonly [string, Parameters<typeof faultsWith>[0], string]>([
    ['a catalogue code of the older text', { catalogCode: '0500234000' }, '基本编码应为12位'],
    ['a task code cut short', { taskCode: taskCode.slice(1) }, '实施编码应为31位'],
    [
      'a task code of a level that does not exist',
      { taskCode: taskCode.replace('22563', '22569') },
      '行使层级',
    ],
    [
      'a task code of a body that cannot be',
      { taskCode: taskCode.replace('2256', '2257') },
      '统一社会信用代码',
    ],
    ['a task code with a blank at its end', { taskCode: `${taskCode} ` }, '实施编码应为31位'],
    ['a handling code without its number', { handlingItemCode: taskCode }, '业务办理项编码应为33位'],
    [
      'a handling code of a body that cannot be',
      { handlingItemCode: codes.handlingItemCode.replace('2256', '2257') },
      '统一社会信用代码',
    ],
    ['a task code of another item', { ...codes, catalogCode: '310500234001' }, '基本编码不一致'],
    [
      'a handling code of another task',
      { taskCode, handlingItemCode: `${taskCode.replace('22563', '22564')}04` },
      '前31位与实施编码不一致',
    ],
    [
      'a handling code of another item, where no task is given',
      { catalogCode: '360500234000', handlingItemCode: codes.handlingItemCode },
      '业务办理项编码里的基本编码',
    ],
  ])('%s is found and named', (_what, given, words) => {
    expect(faultsWith(given)).toEqual([
      {
        path: `items/${first!.itemId}`,
        rule: 'item-code',
        sentence: expect.stringMatching(new RegExp(`${words}.*。$`, 'u')),
      },
    ])
  })
})

describe('a limit nobody has confirmed', () => {
  const promisedAt = catalogue.items.findIndex(({ caseKind }) => caseKind === 'PROMISED')
  const {
    promised: _promised,
    statutory: _statutory,
    unconfirmed: _open,
    ...item
  } = catalogue.items[promisedAt]!
  const faultsOf = (unlimited: ServiceItem) =>
    checkCatalogue({ ...catalogue, items: catalogue.items.with(promisedAt, unlimited) })

  test('is left out without a fault when the item names it as open', () => {
    expect(faultsOf({ ...item, unconfirmed: ['promised', 'materials'] })).toEqual([])
  })

  test('is a fault when it is merely missing', () => {
    expect(faultsOf({ ...item, unconfirmed: ['materials'] })).toMatchObject([
      { rule: 'promised-without-limit' },
    ])
  })
})
