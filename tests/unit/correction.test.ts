import { describe, expect, test } from 'vitest'
import { amended, decideCorrection, type Wish } from '#shared/domain/correction.ts'
import { CaseId, EntryId } from '#shared/kernel/ids.ts'

const entryId = EntryId.parse('0192a000-0000-7000-8000-000000000001')
const caseId = CaseId.parse('0192a000-0000-7000-8000-000000000002')
const doubted = { entryId, caseId, code: 'card-name-differs' }
const outOfOrder = { entryId, caseId, code: 'item-ended' }
const name = { field: 'name', value: ' 文建国 ' } as const

const codeOf = (returned: typeof doubted, wish: Wish) => {
  const decided = decideCorrection(returned, wish, '2026-09-18')
  return decided.ok ? decided.value.way : decided.refusal.code
}

describe('an entry that came back', () => {
  test.each([
    ['is set right in the field it is about', doubted, { way: 'FIXED', changes: [name] }, 'FIXED'],
    ['is not sent again with nothing changed', doubted, { way: 'FIXED', changes: [] }, 'nothing-changed'],
    [
      'is not sent again with a number that cannot be one',
      doubted,
      { way: 'FIXED', changes: [{ field: 'idNumber', value: '360322199003150003' }] },
      'number-wrong',
    ],
    ['is said to be right only with a reason', doubted, { way: 'STANDS', changes: [] }, 'reason-missing'],
    ['is said to be right', doubted, { way: 'STANDS', changes: [], reason: '本人改过名' }, 'STANDS'],
    [
      'is not argued with where the order says no',
      outOfOrder,
      { way: 'STANDS', changes: [], reason: '不对' },
      'not-fixable',
    ],
    [
      'has no field there that could be set right',
      outOfOrder,
      { way: 'FIXED', changes: [name] },
      'not-fixable',
    ],
    ['is left with a reason', outOfOrder, { way: 'LEFT', changes: [], reason: '部门已办结' }, 'LEFT'],
  ] as const)('%s', (_what, returned, wish, expected) => {
    expect(codeOf(returned, { ...wish, changes: [...wish.changes] })).toBe(expected)
  })

  test('counts with the right name and the day of birth of the right number', () => {
    const decided = decideCorrection(
      doubted,
      { way: 'FIXED', changes: [name, { field: 'idNumber', value: '360322196204150005' }] },
      '2026-09-18',
    )
    if (!decided.ok) throw new Error(decided.refusal.code)
    const event = { receivedOn: '2026-09-18', applicant: { name: '文建因', birthDate: '1990-01-01' } }
    expect(amended(event as unknown as Parameters<typeof amended>[0], decided.value).applicant).toMatchObject(
      {
        name: '文建国',
        idNumber: '360322196204150005',
        birthDate: '1962-04-15',
      },
    )
  })
})
