import { pinyin } from 'pinyin-pro'
import { describe, expect, test } from 'vitest'
import { assembleCatalogue, type CatalogueParts } from '#shared/catalogue/assemble.ts'
import type { CatalogueFault, CatalogueRule } from '#shared/catalogue/catalogue-fault.ts'
import { checkCatalogue } from '#shared/catalogue/check.ts'
import { checkRegions } from '#shared/catalogue/check-regions.ts'
import { knownIdAreas, Regions } from '#shared/catalogue/regions.ts'
import { WorkingDayFile } from '#shared/catalogue/working-days.ts'
import { readShipped, shippedCatalogue, shippedParts } from '#tests/support/shipped-catalogue.ts'

const catalogue = shippedCatalogue()

describe('the shipped catalogue', () => {
  test('has no fault', () => {
    expect(checkCatalogue(catalogue)).toEqual([])
    expect(assembleCatalogue(shippedParts())).toEqual({ ok: true, catalogue })
  })

  test('loses nothing between file and counter, so no name of a field is misspelt', () => {
    const parts = shippedParts()
    const { departments, fields, items, materials, matters } = catalogue
    const inFiles = (kind: string) =>
      Object.entries(parts)
        .filter(([file]) => file === `${kind}.json` || file.startsWith(`${kind}/`))
        .flatMap(([, part]) => part)
    expect(departments).toEqual(inFiles('departments'))
    expect(materials).toEqual(inFiles('materials'))
    expect(fields).toEqual(inFiles('fields'))
    expect(items).toEqual(inFiles('items'))
    expect(matters).toEqual(inFiles('matters'))
  })

  test('knows all 38 materials of the library and says of each how to get it', () => {
    const ids = catalogue.materials.map(({ materialId }) => materialId)
    for (let at = 1; at <= 38; at += 1) expect(ids).toContain(`M${String(at).padStart(2, '0')}`)
    for (const { howToObtain } of catalogue.materials) expect(howToObtain).toMatch(/^.{10,}。$/u)
  })

  test('has items in all four roles of a centre', () => {
    expect(new Set(catalogue.items.map(({ role }) => role))).toEqual(
      new Set(['DECIDE', 'FIRST_REVIEW', 'COLLECT', 'ASSIST']),
    )
  })

  test('uses every field it describes, and every item', () => {
    const asked = new Set(catalogue.items.flatMap(({ fields }) => fields.map(({ fieldId }) => fieldId)))
    expect(catalogue.fields.map(({ fieldId }) => fieldId).filter((fieldId) => !asked.has(fieldId))).toEqual(
      [],
    )
    const joined = new Set(catalogue.matters.flatMap((matter) => matter.joined.map(({ itemId }) => itemId)))
    expect(catalogue.items.map(({ itemId }) => itemId).filter((itemId) => !joined.has(itemId))).toEqual([])
  })

  test('has all fourteen themes of daily life, each with those that work together on it', () => {
    const themes = catalogue.matters.filter(({ themeCategory }) => themeCategory === 'LIVELIHOOD')
    expect(themes.map(({ matterId }) => matterId)).toEqual(
      Array.from({ length: 14 }, (_, at) => `A${String(at + 1).padStart(2, '0')}`),
    )
    const departments = new Set(catalogue.departments.map(({ deptId }) => deptId))
    for (const { leadDeptId, relatedDeptIds = [] } of catalogue.matters) {
      expect([...departments]).toEqual(expect.arrayContaining([...relatedDeptIds]))
      expect(relatedDeptIds).not.toContain(leadDeptId)
    }
  })

  test('calls a fact open only while the item is not confirmed', () => {
    for (const { confirmed, unconfirmed = [] } of catalogue.items)
      expect(confirmed && unconfirmed.length > 0).toBe(false)
  })

  test('tells why someone must come in person, and lets nobody come instead', () => {
    const inPerson = catalogue.items.filter((item) => item.requiresPresence && item.itemId.startsWith('A'))
    expect(inPerson.map(({ itemId }) => itemId)).toEqual(
      expect.arrayContaining(['A03-I7', 'A07-I1', 'A12-I1']),
    )
    for (const { allowsDelegation, presenceReason } of inPerson) {
      expect(allowsDelegation).toBe(false)
      expect(presenceReason).toMatch(/^.{10,}$/u)
    }
  })

  test('asks so that an answer fits on its key', () => {
    for (const { situations } of catalogue.matters) {
      for (const { options, question } of situations) {
        expect(question).toMatch(/？$/u)
        for (const { label } of options) expect(label.length).toBeLessThanOrEqual(14)
      }
    }
  })

  test('treats poverty, illness, disability, schooling and accounts as sensitive', () => {
    const guarded =
      /^(account|family|hardship|destitute|sudden|visit|disease|invoice|injury|student|school|disability)\./
    const open = catalogue.fields.filter(({ fieldId, sensitive }) => guarded.test(fieldId) && !sensitive)
    expect(open.map(({ fieldId }) => fieldId)).toEqual([])
  })

  test('is found by the first letters of its names', () => {
    for (const { initials, name } of catalogue.matters) {
      const syllables = pinyin(name.replace(/[^\p{Script=Han}]/gu, ''), {
        pattern: 'first',
        toneType: 'none',
      })
      expect(initials).toBe(syllables.replaceAll(' ', ''))
    }
  })

  test('speaks to citizens without codes or unfinished words', () => {
    expect(JSON.stringify(catalogue)).not.toMatch(/张三|李四|待补充|暂无|TODO|xxx|\[K\]/i)
  })
})

describe('a planted fault is found and named:', () => {
  test.each<readonly [string, CatalogueRule, string, (parts: Editable) => void]>([
    [
      'an item of a department that does not exist',
      'dangling-reference',
      'items/A01-I3',
      (at) => set(at.item('A01-I3'), 'deptId', 'fire'),
    ],
    [
      'a line over an unknown material',
      'dangling-reference',
      'items/A01-I3/lines/L1',
      (at) => set(at.line('A01-I3', 0), 'materialId', 'M99'),
    ],
    [
      'a line from an unknown item',
      'dangling-reference',
      'items/A01-I2/lines/L1',
      (at) => set(at.line('A01-I2', 0), 'fromItem', 'A01-I9'),
    ],
    [
      'an unknown field',
      'dangling-reference',
      'items/A01-I2/fields/child.shoe',
      (at) => set(at.field('A01-I2', 0), 'fieldId', 'child.shoe'),
    ],
    [
      'an unknown item in a theme',
      'dangling-reference',
      'matters/A01/joined/A01-I9',
      (at) => set(at.joined('A01', 7), 'itemId', 'A01-I9'),
    ],
    [
      'an earlier item that is not joined',
      'dangling-reference',
      'matters/B01/joined/B01-I2',
      (at) => set(at.joined('B01', 1), 'dependsOn', ['A01-I1']),
    ],
    [
      'a lead that does not exist',
      'dangling-reference',
      'matters/D01',
      (at) => set(at.matter('D01'), 'leadDeptId', 'fire'),
    ],
    [
      'a condition on a question never asked',
      'dangling-reference',
      'items/A01-I2/lines/L1',
      (at) => set(at.line('A01-I2', 0), 'when', { not: { situationId: 'weather', in: ['rain'] } }),
    ],
    [
      'a condition on an option never offered',
      'dangling-reference',
      'matters/A01/joined/A01-I1',
      (at) => set(at.joined('A01', 0), 'when', { all: [{ situationId: 'marriage', in: ['widowed'] }] }),
    ],
    [
      'items that wait for each other',
      'waits-for-itself',
      'matters/C05/joined/C05-I5',
      (at) => set(at.joined('C05', 2), 'dependsOn', ['C05-I6']),
    ],
    [
      'items that each want the result of the other',
      'waits-for-itself',
      'matters/A01/joined/A01-I3',
      (at) => {
        set(at.line('A01-I3', 0), 'fromItem', 'A01-I4')
        set(at.line('A01-I4', 0), 'fromItem', 'A01-I3')
      },
    ],
    [
      'a code of an item that is too short',
      'item-code',
      'items/A01-I3',
      (at) => set(at.item('A01-I3'), 'taskCode', '11360322014500001A30001234567'),
    ],
    [
      'a question asked before the one it needs',
      'asks-too-early',
      'matters/A01/situations/marriage',
      (at) => set(at.situation('A01', 0), 'when', { situationId: 'settled', in: ['no'] }),
    ],
    [
      'a promise longer than the law allows',
      'promised-beyond-statutory',
      'items/D01-I3',
      (at) => set(at.item('D01-I3'), 'promised', { n: 31, unit: 'W' }),
    ],
    [
      'a promise longer than the law allows, in another unit',
      'promised-beyond-statutory',
      'items/D01-I3',
      (at) => set(at.item('D01-I3'), 'promised', { n: 2, unit: 'M' }),
    ],
    [
      'a promised item without a limit',
      'promised-without-limit',
      'items/D01-I1',
      (at) => remove(at.item('D01-I1'), 'promised'),
    ],
    [
      'a theme without a lead',
      'theme-without-lead',
      'matters/C05',
      (at) => remove(at.matter('C05'), 'leadDeptId'),
    ],
    ['a theme without items', 'nothing-joined', 'matters/V04', (at) => set(at.matter('V04'), 'joined', [])],
    [
      'an identity card that shall be kept',
      'original-never-held',
      'items/B01-I2/lines/L2',
      (at) => set(at.line('B01-I2', 1), 'form', 'ORIGINAL'),
    ],
    [
      'an identity card kept together with its copy',
      'original-never-held',
      'items/B01-I2/lines/L2',
      (at) => Object.assign(at.line('B01-I2', 1), { form: 'ORIGINAL_AND_COPY', use: 'KEEP' }),
    ],
    [
      'a primary material that may follow later',
      'primary-deferred',
      'items/A01-I3/lines/L1',
      (at) => set(at.line('A01-I3', 0), 'necessity', 'DEFERRABLE'),
    ],
    [
      'two materials with one number',
      'duplicate-id',
      'materials/M01',
      (at) => set(at.list('materials.json')[1]!, 'materialId', 'M01'),
    ],
    [
      'two lines with one number',
      'duplicate-id',
      'items/A01-I3/lines/L1',
      (at) => set(at.line('A01-I3', 1), 'lineId', 'L1'),
    ],
    [
      'two options with one number',
      'duplicate-id',
      'matters/V04/situations/claimant/self',
      (at) => set(at.option('V04', 0, 1), 'optionId', 'self'),
    ],
    [
      'a choice with nothing to choose',
      'choice-without-options',
      'fields/applicant.sex',
      (at) => remove(at.list('fields.json')[2]!, 'options'),
    ],
  ])('%s', (_what, rule, path, plant) => {
    const faults = faultsAfter(plant)
    const found = faults.find((fault) => fault.rule === rule && fault.path === path)
    expect(found, JSON.stringify(faults)).toBeDefined()
    expect(found?.sentence).toMatch(/。$/u)
    expect(found?.file).toMatch(/\.json$/)
  })

  test('a file that is missing, and one of an unknown kind', () => {
    const { 'fields.json': _gone, ...parts } = shippedParts()
    expect(faultsOf(parts)).toMatchObject([{ file: 'fields.json', rule: 'file-missing' }])
    const cover = { ...(parts['catalogue.json'] as object), files: ['weather.json'] }
    expect(faultsOf({ ...parts, 'catalogue.json': cover, 'weather.json': [] })).toMatchObject([
      { file: 'weather.json', rule: 'shape' },
    ])
    expect(faultsOf({})).toMatchObject([{ file: 'catalogue.json', rule: 'file-missing' }])
  })

  test('a value of the wrong shape, with its file and place', () => {
    const faults = faultsAfter((at) => set(at.line('A01-I3', 1), 'copies', 'two'))
    expect(faults).toMatchObject([{ file: 'items/A01.json', path: '2/lines/1/copies', rule: 'shape' }])
  })

  test('all of several at once', () => {
    const faults = faultsAfter((at) => {
      remove(at.matter('C05'), 'leadDeptId')
      set(at.item('D01-I3'), 'promised', { n: 31, unit: 'W' })
      set(at.line('B01-I2', 1), 'form', 'ORIGINAL')
    })
    expect(faults.map(({ rule }) => rule).toSorted()).toEqual([
      'original-never-held',
      'promised-beyond-statutory',
      'theme-without-lead',
    ])
  })
})

describe('the regions that are shipped', () => {
  const regions = Regions.parse(readShipped('regions.json'))

  test('are the city, five counties and 58 township units, each below one of the others', () => {
    const count = (level: string) => regions.regions.filter((region) => region.level === level).length
    expect([count('CITY'), count('COUNTY'), count('TOWNSHIP')]).toEqual([1, 5, 58])
    const codes = regions.regions.map(({ code }) => code)
    expect(codes).toEqual([...new Set(codes)])
    for (const { code, level, parentCode } of regions.regions) {
      if (level === 'CITY') continue
      expect(codes).toContain(parentCode)
      if (level === 'TOWNSHIP') expect(code.slice(0, 6)).toBe(parentCode)
    }
  })

  test('say when a unit would be below or after itself', () => {
    const turned = regions.regions.map((region) =>
      region.code === '360322' ? { ...region, parentCode: '360322101' } : region,
    )
    const sentences = checkRegions({ ...regions, regions: turned }).map(({ sentence }) => sentence)
    expect(sentences.filter((sentence) => sentence.endsWith('的上级绕成了圈。')).length).toBeGreaterThan(1)
    expect(checkRegions(regions)).toEqual([])
  })

  test('tell known areas of identity numbers, old counties among them', () => {
    const areas = knownIdAreas(regions)
    for (const area of ['360302', '360313', '360311', '360312', '362431', '3601', '11', '43'])
      expect(areas.has(area)).toBe(true)
    for (const area of ['360303', '36', '3603']) expect(areas.has(area)).toBe(false)
  })
})

test('the shipped working days cover 2022 to 2026', () => {
  const { years } = WorkingDayFile.parse(readShipped('working-days.json'))
  expect(Object.keys(years)).toEqual(['2022', '2023', '2024', '2025', '2026'])
})

type Entry = Record<string, unknown>

/** The parsed files with short ways to the places where faults are planted. */
class Editable {
  readonly parts = structuredClone(shippedParts()) as Record<string, unknown>

  list(file: string): Entry[] {
    return this.parts[file] as Entry[]
  }
  item(itemId: string): Entry {
    return this.list(`items/${itemId.slice(0, 3)}.json`).find((item) => item['itemId'] === itemId)!
  }
  line(itemId: string, at: number): Entry {
    return (this.item(itemId)['lines'] as Entry[])[at]!
  }
  field(itemId: string, at: number): Entry {
    return (this.item(itemId)['fields'] as Entry[])[at]!
  }
  matter(matterId: string): Entry {
    return this.parts[`matters/${matterId}.json`] as Entry
  }
  joined(matterId: string, at: number): Entry {
    return (this.matter(matterId)['joined'] as Entry[])[at]!
  }
  situation(matterId: string, at: number): Entry {
    return (this.matter(matterId)['situations'] as Entry[])[at]!
  }
  option(matterId: string, situation: number, at: number): Entry {
    return (this.situation(matterId, situation)['options'] as Entry[])[at]!
  }
}

function faultsAfter(plant: (parts: Editable) => void): readonly CatalogueFault[] {
  const editable = new Editable()
  plant(editable)
  return faultsOf(editable.parts)
}

function faultsOf(parts: CatalogueParts): readonly CatalogueFault[] {
  const assembled = assembleCatalogue(parts)
  return assembled.ok ? [] : assembled.faults
}

function set(entry: Entry, name: string, value: unknown): void {
  entry[name] = value
}

function remove(entry: Entry, name: string): void {
  delete entry[name]
}
