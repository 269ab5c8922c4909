import { describe, expect, test } from 'vitest'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import { openMatter } from '#shared/catalogue/open-matter.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()

describe.each(catalogue.matters.map(({ matterId, name }) => [matterId, name] as const))(
  '%s %s, asked about with answers missing,',
  (matterId) => {
    const lottery = aLottery(matterId.charCodeAt(1) + 7)

    test('promises only what no later answer takes back, and leaves out nothing a later answer can bring', () => {
      for (let round = 0; round < 60; round += 1) {
        const answers = randomAnswers(matterId, (n) => lottery.below(n))
        const some = Object.fromEntries(Object.entries(answers).filter(() => lottery.chance(0.5)))
        const open = openMatter(catalogue, matterId, some)
        const closed = mergeMatter(catalogue, matterId, answers)

        const rows = closed.materials.map(({ rowId }) => rowId)
        const items = closed.items.map(({ itemId }) => itemId)
        const sureRows = open.rows.filter(({ maybe }) => !maybe).map(({ rowId }) => rowId)
        const sureItems = open.items.filter(({ maybe }) => !maybe).map(({ itemId }) => itemId)
        expect(rows).toEqual(expect.arrayContaining(sureRows))
        expect(items).toEqual(expect.arrayContaining(sureItems))
        expect(open.rows.map(({ rowId }) => rowId)).toEqual(expect.arrayContaining(rows))
        expect(open.items.map(({ itemId }) => itemId)).toEqual(expect.arrayContaining(items))
      }
    })

    test('with every answer given has nothing open and is the merge itself', () => {
      const answers = randomAnswers(matterId, (n) => lottery.below(n))
      const open = openMatter(catalogue, matterId, answers)
      const closed = mergeMatter(catalogue, matterId, answers)
      expect(open.complete).toBe(true)
      expect(open.rows.map(({ maybe: _, ...row }) => row)).toEqual(closed.materials)
      expect(open.rows.some(({ maybe }) => maybe)).toBe(false)
    })

    test('names no material twice and keeps the order of the catalogue', () => {
      const { rows } = openMatter(catalogue, matterId, {})
      expect(new Set(rows.map(({ rowId }) => rowId)).size).toBe(rows.length)
      const places = rows.map((row) =>
        catalogue.materials.findIndex((each) => each.materialId === row.materialId),
      )
      expect(places).toEqual(places.toSorted((one, other) => one - other))
    })
  },
)

function randomAnswers(matterId: string, below: (n: number) => number): Record<string, string> {
  const answers: Record<string, string> = {}
  for (;;) {
    const question = mergeMatter(catalogue, matterId, answers).questions.find(
      (each) => each.answer === undefined,
    )
    if (!question) return answers
    answers[question.situationId] = question.options[below(question.options.length)]?.optionId ?? ''
  }
}
