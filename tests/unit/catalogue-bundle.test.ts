import { describe, expect, test } from 'vitest'
import { bundleText, checkBundle, readBundle } from '#shared/catalogue/bundle.ts'
import { withCentreRoles } from '#shared/catalogue/centre-roles.ts'
import { checkWorkingDays, withYears } from '#shared/catalogue/check-calendar.ts'
import { checkRegions } from '#shared/catalogue/check-regions.ts'
import { asFarAsKnown, isConfirmed } from '#shared/catalogue/confirmed.ts'
import { brokenLine, lineOf } from '#shared/catalogue/json-line.ts'
import type { Regions } from '#shared/catalogue/regions.ts'
import { exampleCatalogue } from '#shared/catalogue/workbook/example.ts'
import { readShipped } from '#tests/support/shipped-catalogue.ts'

const days = (restDays: readonly string[], workingWeekends: readonly string[] = []) => ({
  source: '通知',
  years: { '2027': { restDays, workingWeekends } },
})

describe('a bundle', () => {
  test('is one text whatever the order of its parts, and is read from it as the same', () => {
    const one = { catalogue: exampleCatalogue, workingDays: days(['2027-01-01']), centreRoles: {} }
    const other = { centreRoles: {}, workingDays: one.workingDays, catalogue: exampleCatalogue }
    expect(bundleText(one)).toBe(bundleText(other))
    expect(readBundle(JSON.parse(bundleText(one)))).toEqual({ ok: true, bundle: one })
  })

  test('with a part nobody knows, or without a catalogue, is told by its place', () => {
    for (const wrong of [{ catalogue: exampleCatalogue, rules: {} }, {}, [], null, 'x'])
      expect(readBundle(wrong)).toMatchObject({ ok: false, faults: [{ rule: 'shape' }] })
  })

  test('the shipped calendar and regions have no fault', () => {
    const workingDays = readShipped('working-days.json') as ReturnType<typeof days>
    const regions = readShipped('regions.json') as Regions
    expect(checkBundle({ catalogue: exampleCatalogue, workingDays, regions })).toEqual([])
  })
})

describe('a calendar', () => {
  test.each([
    ['a day of another year', days(['2026-12-31'])],
    ['a day that does not exist', days(['2027-02-29'])],
    ['a day told twice', days(['2027-01-01', '2027-01-01'])],
    ['a day that rests and works', days(['2027-01-02'], ['2027-01-02'])],
    ['a weekday told as a worked weekend', days([], ['2027-01-04'])],
  ])('with %s is told', (_, file) => {
    expect(checkWorkingDays(file)).toMatchObject([{ rule: 'calendar-day' }])
  })

  test('a year that a newer file tells counts as told there, the others stay known', () => {
    const before = { source: '旧', years: { '2026': days([]).years['2027'], '2027': days([]).years['2027'] } }
    const after = withYears(before, days(['2027-01-01']))
    expect(Object.keys(after.years)).toEqual(['2026', '2027'])
    expect(after.years['2027']?.restDays).toEqual(['2027-01-01'])
  })
})

describe('regions', () => {
  const shipped = readShipped('regions.json') as Regions
  const [first] = shipped.regions
  if (!first) throw new Error('no region')
  test.each([
    ['a superior that is not there', { ...first, code: '360999', parentCode: '999999' }],
    ['a successor that is not there', { ...first, code: '360999', replacedBy: '999999' }],
    [
      'an end before its beginning',
      { ...first, code: '360999', validFrom: '2026-01-02', validTo: '2026-01-01' },
    ],
    ['a code that is there twice', first],
  ])('with %s are told', (_, region) => {
    const faults = checkRegions({ ...shipped, regions: [...shipped.regions, region] })
    expect(faults).toMatchObject([{ rule: 'region', sentence: expect.stringContaining(first.name) }])
  })
})

test('names of the language itself are no centre and no item', () => {
  const roles = JSON.parse('{"360322102":{"X01-I1":"DECIDE"}}') as Record<string, Record<string, 'DECIDE'>>
  expect(withCentreRoles(exampleCatalogue, roles, 'constructor')).toBe(exampleCatalogue)
  const own = withCentreRoles(exampleCatalogue, roles, '360322102')
  expect(own.items.map(({ role }) => role)).toEqual(['DECIDE', 'COLLECT'])
})

describe('a fact of an item', () => {
  test.each([
    [{ confirmed: true }, true],
    [{ confirmed: false }, false],
    [{ confirmed: false, unconfirmed: ['fee'] as const }, true],
    [{ confirmed: false, unconfirmed: ['promised'] as const }, false],
    [{ confirmed: true, unconfirmed: [] }, true],
  ])('of %j', (item, sure) => {
    expect(isConfirmed(item, 'promised')).toBe(sure)
  })

  test('carries the reservation once', () => {
    expect(asFarAsKnown('20个工作日', true)).toBe('20个工作日')
    expect(asFarAsKnown('20个工作日', false)).toBe('20个工作日（以部门答复为准）')
    expect(asFarAsKnown('以部门答复为准', false)).toBe('以部门答复为准')
  })
})

describe('the line of a fault', () => {
  const text =
    '[\n  {\n    "itemId": "A",\n    "lines": [\n      { "lineId": "L1" },\n      { "lineId": "L2" }\n    ]\n  }\n]\n'
  test.each([
    ['items/A', 2],
    ['items/A/lines', 4],
    ['items/A/lines/L2', 6],
    ['0/lines/1/lineId', 6],
    ['items/A/lines/L9/x', 4],
  ])('%s is %i', (path, line) => {
    expect(lineOf(text, path)).toBe(line)
  })

  test('of a text that is no JSON is where it breaks', () => {
    expect(brokenLine('{\n  "a": 1\n  "b": 2\n}')).toBe(3)
    expect(brokenLine('[\n1,\n')).toBe(3)
    expect(lineOf('{', 'a')).toBeUndefined()
  })
})
