import { describe, expect, test } from 'vitest'
import { type Condition, holds } from '#shared/catalogue/condition.ts'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedMaterial } from '#shared/catalogue/merged.ts'
import type { Catalogue, ItemMaterialLine } from '#shared/catalogue/schema.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()

describe('the keep and look rule', () => {
  test('counts one copy for all who look and one for each who keeps', () => {
    expect(mergeLines(look(1), look(2), keep(1), keep(1))).toMatchObject({
      copies: 4,
      use: 'KEEP',
      form: 'COPY',
    })
    expect(mergeLines(look(1), look(2))).toMatchObject({ copies: 2, use: 'LOOK' })
  })

  test('demands the original as soon as one line does', () => {
    const sight = { ...look(0), form: 'SIGHT_ORIGINAL' } as const
    expect(mergeLines(keep(1), sight).form).toBe('ORIGINAL_AND_COPY')
    expect(mergeLines(sight, { ...sight, form: 'ORIGINAL' }).form).toBe('ORIGINAL')
    expect(mergeLines({ ...look(0), form: 'DATA' }, sight).form).toBe('SIGHT_ORIGINAL')
    expect(mergeLines({ ...look(0), form: 'DATA' }, { ...look(0), form: 'FORM' }).form).toBe('FORM')
  })

  test('never lets a primary material follow later, whichever line calls it primary', () => {
    const later = { ...look(0), necessity: 'DEFERRABLE' } as const
    expect(mergeLines(later, { ...look(0), necessity: 'OPTIONAL' })).toMatchObject({ mayDefer: true })
    expect(mergeLines(later, { ...look(0), necessity: 'OPTIONAL', primary: true })).toMatchObject({
      mayDefer: false,
    })
  })

  test('keeps a line apart that says so', () => {
    const matter = mergeMatter(withLines([look(1), { ...keep(1), separate: true }]), 'T', {})
    expect(matter.materials.map(({ rowId }) => rowId)).toEqual(['P', 'P#L2'])
  })

  test('lets a commitment replace the paper only if every line allows it', () => {
    const promised = { ...look(0), mayCommit: true }
    expect(mergeLines(promised, promised)).toMatchObject({
      mayCommit: true,
      waivableBy: ['eLicense', 'commitment'],
    })
    expect(mergeLines(promised, look(0))).toMatchObject({ mayCommit: false, waivableBy: ['eLicense'] })
  })
})

describe('a condition', () => {
  const leaf: Condition = { situationId: 'a', in: ['yes'] }

  test('stays open until an answer that decides it is given', () => {
    expect(holds({ not: leaf }, {})).toBe('unknown')
    expect(holds({ all: [leaf, { situationId: 'b', in: ['yes'] }] }, { b: 'no' })).toBe(false)
    expect(holds({ any: [leaf, { situationId: 'b', in: ['yes'] }] }, { b: 'yes' })).toBe(true)
    expect(holds({ any: [leaf, { situationId: 'b', in: ['yes'] }] }, { b: 'no' })).toBe('unknown')
  })
})

test('a field is required as soon as one of the items that ask for it requires it', () => {
  const [spec] = catalogue.fields
  const asking = (itemId: string, required: boolean) => ({
    ...catalogue.items[0]!,
    itemId,
    lines: [],
    fields: [{ fieldId: spec!.fieldId, required }],
  })
  const two: Catalogue = {
    ...withLines([]),
    items: [asking('T-I1', false), asking('T-I2', true)],
    matters: [
      {
        ...catalogue.matters[0]!,
        matterId: 'T',
        situations: [],
        joined: [
          { itemId: 'T-I1', order: 1 },
          { itemId: 'T-I2', order: 2 },
        ],
      },
    ],
  }
  expect(mergeMatter(two, 'T', {}).fields).toMatchObject([{ required: true, usedBy: ['T-I1', 'T-I2'] }])
})

test('an item that only a hidden question could keep away is joined', () => {
  const base = withLines([look(1)])
  const options = [
    { optionId: 'yes', label: '是' },
    { optionId: 'no', label: '否' },
  ]
  const hidden: Catalogue = {
    ...base,
    matters: [
      {
        ...base.matters[0]!,
        joined: [{ itemId: 'T-I1', order: 1, when: { not: { situationId: 'second', in: ['yes'] } } }],
        situations: [
          { situationId: 'first', question: '第一问？', options },
          {
            situationId: 'second',
            question: '第二问？',
            options,
            when: { situationId: 'first', in: ['yes'] },
          },
        ],
      },
    ],
  }
  expect(mergeMatter(hidden, 'T', {}).items).toHaveLength(0)
  expect(mergeMatter(hidden, 'T', { first: 'no', second: 'yes' }).items).toHaveLength(1)
  expect(mergeMatter(hidden, 'T', { first: 'yes', second: 'yes' }).items).toHaveLength(0)
})

type Line = Omit<ItemMaterialLine, 'lineId'>

function look(copies: number): Line {
  return {
    materialId: 'P',
    form: 'COPY',
    copies,
    use: 'LOOK',
    necessity: 'REQUIRED',
    primary: false,
    mayCommit: false,
  }
}

function keep(copies: number): Line {
  return { ...look(copies), use: 'KEEP' }
}

function mergeLines(...lines: readonly Line[]): MergedMaterial {
  return mergeMatter(withLines(lines), 'T', {}).materials.find(({ rowId }) => rowId === 'P')!
}

/** One item over one material of the shipped catalogue's kind, to look at a rule by itself. */
function withLines(lines: readonly Line[]): Catalogue {
  const item = {
    ...catalogue.items[0]!,
    itemId: 'T-I1',
    allowsCommitment: true,
    allowsDeficiency: true,
    fields: [],
  }
  return {
    ...catalogue,
    materials: [{ ...catalogue.materials[0]!, materialId: 'P', waivableBy: ['eLicense', 'commitment'] }],
    items: [{ ...item, lines: lines.map((line, at) => ({ ...line, lineId: `L${at + 1}` })) }],
    matters: [
      { ...catalogue.matters[0]!, matterId: 'T', joined: [{ itemId: 'T-I1', order: 1 }], situations: [] },
    ],
  }
}
