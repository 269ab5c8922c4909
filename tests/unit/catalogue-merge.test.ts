import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Answers, holds } from '#shared/catalogue/condition.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedMaterial, MergedMatter } from '#shared/catalogue/merged.ts'
import type { Catalogue, ItemMaterialLine, ServiceItem } from '#shared/catalogue/schema.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()
const paths = catalogue.matters.map(({ matterId, name }) => {
  const everyPath = answerPaths(catalogue, matterId)
  return [matterId, name, everyPath.length, everyPath] as const
})
const strictness = ['OPTIONAL', 'DEFERRABLE', 'REQUIRED']
const originals = ['SIGHT_ORIGINAL', 'ORIGINAL', 'ORIGINAL_AND_COPY']

describe.each(paths)('%s %s, whatever is answered (%i ways),', (matterId, _, _ways, everyPath) => {
  const merged = everyPath.map((answers) => [answers, mergeMatter(catalogue, matterId, answers)] as const)

  test('comes to an end after at most six questions', () => {
    expect(merged.length).toBeGreaterThan(3)
    expect(merged.length).toBeLessThan(2_000)
    for (const [, matter] of merged) {
      expect(matter.complete).toBe(true)
      expect(matter.questions.length).toBeGreaterThanOrEqual(2)
      expect(matter.questions.length).toBeLessThanOrEqual(6)
      expect(matter.items.length).toBeGreaterThan(0)
    }
  })

  test('asks no datum and no material twice', () => {
    for (const [, matter] of merged) {
      expectDistinct(matter.fields.map(({ fieldId }) => fieldId))
      expectDistinct(matter.fields.map(({ label, section }) => `${section} ${label}`))
      expectDistinct(matter.materials.map(({ rowId }) => rowId))
      expectDistinct(
        matter.materials.flatMap(({ lines }) => lines.map(({ itemId, lineId }) => itemId + lineId)),
      )
    }
  })

  test('fits on a form of 8 to 28 fields', () => {
    for (const [answers, { fields }] of merged) {
      expect(fields.length, JSON.stringify(answers)).toBeGreaterThanOrEqual(8)
      expect(fields.length, JSON.stringify(answers)).toBeLessThanOrEqual(28)
    }
  })

  test('covers what each active item requires by itself', () => {
    for (const [answers, matter] of merged) {
      for (const item of matter.items) {
        for (const line of ownLines(item, matter, answers)) expectCovered(matter, item, line)
        for (const { fieldId, required, when } of item.fields) {
          if (holds(when, answers) !== true) continue
          const field = matter.fields.find((each) => each.fieldId === fieldId)
          expect(field?.usedBy).toContain(item.itemId)
          if (required) expect(field?.required).toBe(true)
        }
      }
    }
  })

  test('demands nothing that no active item asks for', () => {
    for (const [answers, matter] of merged) {
      const wanted = matter.items.flatMap((item) =>
        ownLines(item, matter, answers).map(({ lineId }) => item.itemId + lineId),
      )
      const asked = matter.materials.flatMap(({ lines }) =>
        lines.map(({ itemId, lineId }) => itemId + lineId),
      )
      expect(asked.toSorted()).toEqual(wanted.toSorted())
    }
  })

  test('never asks for what an item of the matter brings forth itself', () => {
    for (const [, matter] of merged) {
      const active = matter.items.map(({ itemId }) => itemId)
      for (const { itemId, lineId } of matter.materials.flatMap(({ lines }) => lines)) {
        const source = lineOf(itemId, lineId).fromItem
        if (source) expect(active).not.toContain(source)
      }
    }
  })

  test('is as strict as the strictest of its lines, and no stricter', () => {
    for (const [, { materials }] of merged) for (const row of materials) expectStrictness(row)
  })

  test('lets a material follow later only when every item that uses it allows that', () => {
    for (const [, matter] of merged) {
      for (const row of matter.materials.filter(({ mayDefer }) => mayDefer)) {
        expect(row.primary).toBe(false)
        expect(row.necessity).toBe('DEFERRABLE')
        const users = matter.items.filter(({ itemId }) => row.usedBy.includes(itemId))
        expect(users.every(({ allowsDeficiency }) => allowsDeficiency)).toBe(true)
      }
    }
    const active = merged.flatMap(([, { items }]) => items)
    const meant = active.some(({ lines }) => lines.some(({ necessity }) => necessity === 'DEFERRABLE'))
    expect(merged.some(([, { materials }]) => materials.some(({ mayDefer }) => mayDefer))).toBe(meant)
  })

  test('counts on the bill what is on the list', () => {
    for (const [, { bill, items, materials }] of merged) {
      expect(bill).toMatchObject({ items: items.length, materials: materials.length })
      expect(bill.departments).toBe(new Set(items.map(({ deptName }) => deptName)).size)
      expect(bill.feeFen).toBe(items.reduce((sum, { feeFen }) => sum + feeFen, 0))
      const promised = items.some((item) => item.caseKind === 'PROMISED' && item.promised)
      expect((bill.longest?.n ?? 0) > 0).toBe(promised)
      expect(items.map(({ itemNo }) => Number(itemNo))).toEqual(items.map((_each, at) => at + 1))
    }
  })

  test('only ever adds items and fields as more questions are answered', () => {
    fc.assert(
      fc.property(fc.constantFrom(...everyPath), fc.nat(6), (answers, kept) => {
        const some = Object.fromEntries(Object.entries(answers).slice(0, kept))
        const early = mergeMatter(catalogue, matterId, some)
        const late = mergeMatter(catalogue, matterId, answers)
        expect(late.items.map(({ itemId }) => itemId)).toEqual(
          expect.arrayContaining(early.items.map(({ itemId }) => itemId)),
        )
        for (const field of early.fields) {
          const later = late.fields.find(({ fieldId }) => fieldId === field.fieldId)
          expect(later?.required === true || !field.required).toBe(true)
        }
        for (const row of early.materials) {
          const later = late.materials.find(({ rowId }) => rowId === row.rowId)
          if (!later || row.lines.some((line) => !later.lines.some((each) => sameLine(each, line)))) continue
          expect(strictness.indexOf(later.necessity)).toBeGreaterThanOrEqual(
            strictness.indexOf(row.necessity),
          )
          expect(later.copies).toBeGreaterThanOrEqual(row.copies)
        }
      }),
    )
  })

  test('takes no notice of answers to questions that are not asked', () => {
    for (const [answers, matter] of merged) {
      const hidden = catalogue.matters
        .find((each) => each.matterId === matterId)!
        .situations.filter(({ situationId }) => !Object.hasOwn(answers, situationId))
      const noisy = Object.fromEntries(
        hidden.map(({ options, situationId }) => [situationId, options[0]!.optionId]),
      )
      expect(mergeMatter(catalogue, matterId, { ...noisy, ...answers, constructor: 'x' })).toEqual(matter)
    }
  })
})

describe('a newborn child', () => {
  const answers = {
    marriage: 'married',
    follow: 'mother',
    household: 'family',
    birthCertificate: 'notYet',
    motherInsurance: 'resident',
    settled: 'no',
  }
  const matter = mergeMatter(catalogue, 'A01', answers)

  test('whose certificate is part of the matter needs none from the parents', () => {
    expect(matter.items).toHaveLength(8)
    expect(matter.materials.map(({ materialId }) => materialId)).not.toContain('M05')
    const issued = mergeMatter(catalogue, 'A01', { ...answers, birthCertificate: 'issued' })
    expect(issued.items).toHaveLength(7)
    expect(rowOf(issued, 'M05').usedBy).toEqual(['A01-I2', 'A01-I3', 'A01-I4', 'A01-I6', 'A01-I8'])
  })

  test('has its parents show their identity cards once for seven items', () => {
    expect(rowOf(matter, 'M01').usedBy).toHaveLength(7)
    expect(rowOf(matter, 'M01')).toMatchObject({
      form: 'SIGHT_ORIGINAL',
      custodyPolicy: 'NEVER_HOLD',
      mayDefer: false,
    })
  })

  test('of unmarried parents brings a statement instead of the marriage certificate', () => {
    const unmarried = mergeMatter(catalogue, 'A01', { ...answers, marriage: 'unmarried' })
    const ids = unmarried.materials.map(({ materialId }) => materialId)
    expect(ids).toContain('M39')
    expect(ids).not.toContain('M04')
    expect(unmarried.fields.map(({ fieldId }) => fieldId)).not.toContain('father.idNumber')
  })

  test('is not asked about payment at the hospital before the insurance is known', () => {
    const none = mergeMatter(catalogue, 'A01', { ...answers, motherInsurance: 'none' })
    expect(none.questions.map(({ situationId }) => situationId)).not.toContain('settled')
    expect(none.items.map(({ itemId }) => itemId)).not.toContain('A01-I6')
    expect(none.materials.map(({ materialId }) => materialId)).not.toContain('M34')
    expect(none.complete).toBe(true)
  })
})

test('a matter that waits in a chain takes as long as its longest branch', () => {
  const housing = mergeMatter(catalogue, 'C05', {
    building: 'new',
    farmland: 'no',
    special: 'yes',
    register: 'yes',
  })
  expect(housing.bill.longest).toEqual({ n: 40, unit: 'W' })
})

test('a matter the catalogue does not have is a fault', () => {
  expect(() => mergeMatter(catalogue, 'Z99', {})).toThrow('matter-unknown')
})

/** Every way a person can answer, question after question, only what is asked. */
function answerPaths(from: Catalogue, matterId: string, answers: Answers = {}): readonly Answers[] {
  const open = mergeMatter(from, matterId, answers).questions.find(({ answer }) => answer === undefined)
  if (!open) return [answers]
  return open.options.flatMap(({ optionId }) =>
    answerPaths(from, matterId, { ...answers, [open.situationId]: optionId }),
  )
}

function ownLines(item: ServiceItem, matter: MergedMatter, answers: Answers): readonly ItemMaterialLine[] {
  const active = new Set(matter.items.map(({ itemId }) => itemId))
  return item.lines.filter(
    ({ fromItem, when }) => holds(when, answers) === true && !(fromItem && active.has(fromItem)),
  )
}

function expectCovered(matter: MergedMatter, item: ServiceItem, line: ItemMaterialLine): void {
  const row = rowOf(matter, line.materialId)
  expect(row.usedBy).toContain(item.itemId)
  expect(strictness.indexOf(row.necessity)).toBeGreaterThanOrEqual(strictness.indexOf(line.necessity))
  expect(row.copies).toBeGreaterThanOrEqual(line.copies)
  expect(row.primary || !line.primary).toBe(true)
  if (originals.includes(line.form)) expect(originals).toContain(row.form)
  if (line.form.includes('COPY')) expect(row.form).toContain('COPY')
}

function expectStrictness(row: MergedMaterial): void {
  const lines = row.lines.map(({ itemId, lineId }) => lineOf(itemId, lineId))
  expect(strictness.indexOf(row.necessity)).toBe(
    Math.max(...lines.map(({ necessity }) => strictness.indexOf(necessity))),
  )
  expect(originals.includes(row.form)).toBe(lines.some(({ form }) => originals.includes(form)))
  const kept = lines.filter(({ use }) => use === 'KEEP').reduce((sum, { copies }) => sum + copies, 0)
  const looked = Math.max(0, ...lines.filter(({ use }) => use === 'LOOK').map(({ copies }) => copies))
  expect(row.copies).toBe(kept + looked)
}

function expectDistinct(ids: readonly string[]): void {
  expect(ids).toEqual([...new Set(ids)])
}

function rowOf(matter: MergedMatter, materialId: string): MergedMaterial {
  return matter.materials.find((row) => row.materialId === materialId)!
}

function lineOf(itemId: string, lineId: string): ItemMaterialLine {
  return catalogue.items.find((item) => item.itemId === itemId)!.lines.find((line) => line.lineId === lineId)!
}

function sameLine(one: MergedMaterial['lines'][number], other: MergedMaterial['lines'][number]): boolean {
  return one.itemId === other.itemId && one.lineId === other.lineId
}
