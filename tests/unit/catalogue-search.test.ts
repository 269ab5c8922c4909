import { describe, expect, test } from 'vitest'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()
const first = (typed: string) => searchCatalogue(catalogue, typed)[0]?.matter.matterId

describe('searching the catalogue', () => {
  test.each([
    ['gms', 'A06'],
    ['GMSH', 'A06'],
    ['ｇｍｓ', 'A06'],
    ['身后', 'A06'],
    ['a06', 'A06'],
    ['建房', 'C05'],
    ['nccmjf', 'C05'],
  ])('%j finds %s first', (typed, matterId) => {
    expect(first(typed)).toBe(matterId)
  })

  test('finds a matter by one of its items and says which', () => {
    const item = catalogue.items.find(({ itemId }) => itemId === 'A06-I7')
    const found = searchCatalogue(catalogue, item?.name ?? '')
    expect(found.map(({ matter }) => matter.matterId)).toContain('A06')
    expect(found.find(({ matter }) => matter.matterId === 'A06')?.item).toBe(item?.name)
    expect(searchCatalogue(catalogue, 'A06-I7').map(({ matter }) => matter.matterId)).toContain('A06')
  })

  test('finds every matter by its name, its initials and its code', () => {
    for (const { initials, matterId, name } of catalogue.matters)
      for (const typed of [initials, name, matterId])
        expect(searchCatalogue(catalogue, typed).map(({ matter }) => matter.matterId)).toContain(matterId)
  })

  test('lists all with nothing typed, and nothing for what nobody does', () => {
    expect(searchCatalogue(catalogue, ' ')).toHaveLength(catalogue.matters.length)
    expect(searchCatalogue(catalogue, '飞船上牌')).toEqual([])
  })

  test('takes at most 20 ms a key', () => {
    const queries = ['g', 'gm', 'gms', 'gmsh', '身', '身后', 'a06', '登记', '证', 'zzzz']
    const began = performance.now()
    for (const typed of queries) searchCatalogue(catalogue, typed)
    expect((performance.now() - began) / queries.length).toBeLessThan(20)
  })
})
