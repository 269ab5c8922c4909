import { describe, expect, test } from 'vitest'
import { sunkItems } from '#shared/domain/sunk.ts'

const item = (itemId: string, ...dependsOn: string[]) => ({ itemId, name: `${itemId}名`, dependsOn })

function sunk(items: Parameters<typeof sunkItems>[0], ...failed: string[]) {
  return Object.fromEntries(sunkItems(items, new Set(failed)))
}

describe('an item that came to nothing', () => {
  test('sinks what builds on it, and what builds on that, but nothing beside it', () => {
    const items = [item('A'), item('B', 'A'), item('C', 'B'), item('D')]
    expect(sunk(items, 'A')).toEqual({ B: ['A名'], C: ['B名'] })
    expect(sunk(items, 'D')).toEqual({})
    expect(sunk(items)).toEqual({})
  })

  test('leaves standing what another of its grounds still carries', () => {
    const items = [item('A'), item('B'), item('C', 'A', 'B')]
    expect(sunk(items, 'A')).toEqual({})
    expect(sunk(items, 'A', 'B')).toEqual({ C: ['A名', 'B名'] })
  })

  test('does not count grounds that are no part of the case', () => {
    expect(sunk([item('C', 'A', 'B'), item('A')], 'A')).toEqual({ C: ['A名'] })
    expect(sunk([item('C', 'B')], 'B')).toEqual({})
  })

  test('ends on items that name each other', () => {
    expect(sunk([item('A', 'B'), item('B', 'A')], 'A')).toEqual({ A: ['B名'], B: ['A名'] })
  })
})
