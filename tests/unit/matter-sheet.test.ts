import { describe, expect, test } from 'vitest'
import { openWord } from '#shared/catalogue/confirmed.ts'
import { matterSheet, missingOf, notSaid } from '#shared/catalogue/matter-sheet.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()

describe('a matter told to somebody who asks', () => {
  test.each(catalogue.matters.map(({ matterId, name }) => [matterId, name] as const))(
    '%s %s: every line has its words',
    (matterId) => {
      const sheet = matterSheet(catalogue, matterId, {})
      expect(sheet.items.length).toBeGreaterThan(0)
      for (const row of sheet.materials) {
        expect(row.name + row.required + row.howToObtain).not.toMatch(/undefined|null/)
        expect(row.when !== '').toBe(row.maybe)
        expect(row.when.length, row.when).toBeLessThan(160)
      }
      for (const item of sheet.items)
        expect([item.timeWord, item.feeWord, item.roleWord, item.presence].every(Boolean)).toBe(true)
      expect(sheet.answers.every(({ answer }) => answer === notSaid)).toBe(true)
      expect([sheet.catalogueVersion, sheet.source]).toEqual([catalogue.version, catalogue.source])
    },
  )

  test('never tells an open fact as if it were certain', () => {
    for (const { matterId } of catalogue.matters) {
      const sheet = matterSheet(catalogue, matterId, {})
      for (const said of sheet.items) {
        const item = catalogue.items.find(({ itemId }) => itemId === said.itemId)
        if (!item || item.confirmed || item.unconfirmed) continue
        for (const words of [said.timeWord, said.feeWord, said.legalBasis]) expect(words).toContain(openWord)
      }
    }
  })

  test('leaves out what the person has, numbered anew', () => {
    const sheet = matterSheet(catalogue, 'A06', {})
    const has = sheet.materials.slice(0, 2)
    const { had, missing } = missingOf(sheet, [...has.map(({ rowId }) => rowId), 'gone'])
    expect(had).toEqual(has.map(({ name }) => name))
    expect(missing.map(({ n }) => n)).toEqual(missing.map((_, at) => at + 1))
    expect(missing.length).toBe(sheet.materials.length - 2)
  })
})
