import { describe, expect, test } from 'vitest'
import { checkPolicies, matchPolicies, type PolicySheet, PolicySheets } from '#shared/catalogue/policy.ts'
import { readShipped, shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const sheets = PolicySheets.parse(readShipped('policies.json'))
const catalogue = shippedCatalogue()
const firm = { size: 'MICRO', sector: 'C', foundedOn: '2025-03-01', employees: 6 } as const
const [first] = sheets
if (!first) throw new Error('no sheets')

function aSheet(change: Partial<PolicySheet>): PolicySheet {
  return { ...first!, policyId: 'T01', forWhom: {}, ...change }
}

describe('the policy sheets that come with the program', () => {
  test('have no fault, and claim nothing a department has not confirmed', () => {
    expect(checkPolicies(catalogue, sheets)).toEqual([])
    expect(sheets.filter(({ confirmed }) => confirmed)).toEqual([])
  })

  test('a sheet of an unknown department, a number twice and a sheet for nobody are found', () => {
    const nobody = { forWhom: { employeesMin: 50, employeesMax: 10 } }
    const faults = checkPolicies(catalogue, [aSheet({ deptId: 'nowhere' }), aSheet(nobody)])
    expect(faults.map(({ rule }) => rule).toSorted()).toEqual([
      'dangling-reference',
      'duplicate-id',
      'policy-for-nobody',
    ])
  })
})

describe('a firm is shown a sheet', () => {
  test.each([
    ['of its size', { sizes: ['MICRO'] }, true],
    ['of another size', { sizes: ['LARGE'] }, false],
    ['of its sector', { sectors: ['C'] }, true],
    ['of another sector', { sectors: ['A'] }, false],
    ['for young firms while it is young', { yearsMax: 3 }, true],
    ['for young firms no longer', { yearsMax: 1 }, false],
    ['on the day the years are full', { yearsMax: 2 }, true],
    ['for as many people as it has', { employeesMin: 6, employeesMax: 6 }, true],
    ['for more people', { employeesMin: 7 }, false],
    ['for fewer people', { employeesMax: 5 }, false],
  ] as const)('%s', (_, forWhom, shown) => {
    expect(matchPolicies([aSheet({ forWhom })], firm, '2027-03-01')).toHaveLength(shown ? 1 : 0)
  })

  test('until its last day, and not a day longer', () => {
    const sheet = aSheet({ validTo: '2026-09-18' })
    expect(matchPolicies([sheet], firm, '2026-09-18')).toHaveLength(1)
    expect(matchPolicies([sheet], firm, '2026-09-19')).toHaveLength(0)
  })
})
