import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from '#shared/catalogue/condition.ts'
import { readCondition, writeCondition } from '#shared/catalogue/workbook/condition-text.ts'
import { exampleCatalogue } from '#shared/catalogue/workbook/example.ts'
import { readSheets } from '#shared/catalogue/workbook/read-sheets.ts'
import { columnsOf, sheetNames } from '#shared/catalogue/workbook/sheets.ts'
import { type TextSheet, writeSheets } from '#shared/catalogue/workbook/write-sheets.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const same = (value: unknown) => canonical(value as Json)

function faultsOf(sheets: readonly TextSheet[]) {
  const read = readSheets(sheets)
  return read.ok ? [] : read.faults
}

/** The example with one cell written otherwise; rows count as Excel counts them. */
function spoilt(sheet: string, row: number, column: string, text: string): readonly TextSheet[] {
  return writeSheets(exampleCatalogue).map((each) => {
    if (each.sheet !== sheet) return each
    const at = each.rows[0]?.indexOf(column) ?? -1
    if (at < 0) throw new Error(`no column ${column}`)
    return {
      sheet,
      rows: each.rows.map((cells, n) =>
        n === row - 1 ? cells.map((cell, c) => (c === at ? text : cell)) : cells,
      ),
    }
  })
}

describe('a catalogue in a workbook', () => {
  test.each([
    ['the shipped one', shippedCatalogue()],
    ['the example of the template', exampleCatalogue],
  ])('%s is read back as the very same', (_, catalogue) => {
    const read = readSheets(writeSheets(catalogue))
    expect(read.ok ? [] : read.faults).toEqual([])
    expect(read.ok && same(read.catalogue)).toBe(same(catalogue))
  })

  test('the example has headings and at least two rows on every sheet that says more than one thing', () => {
    for (const { rows, sheet } of writeSheets(exampleCatalogue))
      if (sheet !== '说明') expect(rows.length, sheet).toBeGreaterThanOrEqual(3)
  })

  test('spaces, empty rows, another order of columns and sheets, and more sheets change nothing', () => {
    const sheets = writeSheets(exampleCatalogue).map(({ rows, sheet }) => ({
      sheet: ` ${sheet} `,
      rows:
        sheet === '说明'
          ? rows
          : [...rows.slice(0, 2), rows[0]?.map(() => ' ') ?? [], ...rows.slice(2)].map((row) =>
              row.map((text) => ` ${text}`).toReversed(),
            ),
    }))
    const read = readSheets([...sheets.toReversed(), { sheet: '草稿', rows: [['随便']] }])
    expect(read.ok && same(read.catalogue)).toBe(same(exampleCatalogue))
  })
})

describe('a cell that is wrong', () => {
  test.each<readonly [string, number, string, string, string]>([
    ['事项', 2, '承诺时限', '十五天', 'cell'],
    ['事项', 2, '承诺时限', '25个工作日', 'promised-beyond-statutory'],
    ['事项', 3, '中心角色', '说了算', 'cell'],
    ['事项', 2, '部门编号', 'nobody', 'dangling-reference'],
    ['事项', 2, '收费（元）', '十元', 'cell'],
    ['事项', 2, '实施编码', '123', 'item-code'],
    ['事项', 2, '基本编码', '12', 'shape'],
    ['事项', 3, '事项名称', '', 'cell'],
    ['事项', 2, '到现场次数', '99', 'shape'],
    ['事项', 2, '未确认的内容', '别的', 'cell'],
    ['事项材料', 3, '材料编号', 'M99', 'dangling-reference'],
    ['事项材料', 2, '事项编号', 'X77', 'dangling-reference'],
    ['事项材料', 2, '材料形式', '原件', 'original-never-held'],
    ['事项材料', 2, '由哪个事项产生', 'X77', 'dangling-reference'],
    ['事项材料', 3, '什么情形下', 'who=', 'cell'],
    ['事项材料', 3, '什么情形下', 'who=nobody', 'dangling-reference'],
    ['事项表格栏', 2, '栏目编号', 'x.y', 'dangling-reference'],
    ['表格栏', 3, '选项', '男', 'cell'],
    ['表格栏', 3, '选项', 'MALE=男', 'choice-without-options'],
    ['主题', 2, '牵头部门', '', 'theme-without-lead'],
    ['主题', 2, '拼音首字母', '示例', 'shape'],
    ['主题', 3, '主题编号', 'X01', 'duplicate-id'],
    ['主题事项', 2, '前置事项', 'X01-I2', 'waits-for-itself'],
    ['主题事项', 3, '前置事项', 'X77', 'dangling-reference'],
    ['情形', 2, '问题', '', 'cell'],
    ['材料', 2, '保管方式', '随便', 'cell'],
  ])('%s row %i %s = “%s” is told with its place (%s)', (sheet, row, column, text, rule) => {
    const faults = faultsOf(spoilt(sheet, row, column, text))
    expect(faults).toContainEqual(
      expect.objectContaining({
        sheet,
        row,
        column,
        rule,
        sentence: expect.stringMatching(/[一-鿿].*。$/su),
      }),
    )
  })

  test('all faults are told at once', () => {
    const [first, second] = [spoilt('事项', 2, '承诺时限', 'x'), spoilt('主题', 2, '种类', 'x')]
    const both = first.map((each, at) => (each.sheet === '主题' ? (second[at] ?? each) : each))
    expect(faultsOf(both)).toHaveLength(2)
  })

  test.each(sheetNames)('a workbook without %s says which sheet is missing', (name) => {
    const faults = faultsOf(writeSheets(exampleCatalogue).filter(({ sheet }) => sheet !== name))
    expect(faults).toContainEqual(expect.objectContaining({ sheet: name, rule: 'sheet-missing' }))
  })

  test('a heading nobody knows, one that is there twice and one that is missing are told', () => {
    const sheets = writeSheets(exampleCatalogue).map(({ rows: [heading = [], ...rows], sheet }) => ({
      sheet,
      rows: [sheet === '部门' ? ['部门编号', '部门编号', '名字'] : heading, ...rows],
    }))
    expect(faultsOf(sheets).filter(({ rule }) => rule === 'column-unknown')).toHaveLength(3)
  })

  test('version, first day and source are needed, and the day is a day', () => {
    const cover = (text: string) =>
      writeSheets(exampleCatalogue).map((each) =>
        each.sheet === '说明'
          ? { ...each, rows: each.rows.map((row) => (row[0] === '生效日期' ? ['生效日期', text] : row)) }
          : each,
      )
    expect(faultsOf(cover('明年'))).toMatchObject([{ sheet: '说明', column: '生效日期', rule: 'cell' }])
    expect(faultsOf(cover(''))).toHaveLength(1)
  })

  test('a sheet of more rows and a cell of more words than anybody fills in are not read', () => {
    const rows = Array.from({ length: 20_001 }, (_, n) => [`d${n}`, '局'])
    const many = writeSheets(exampleCatalogue).map((each) =>
      each.sheet === '部门' ? { ...each, rows: [each.rows[0] ?? [], ...rows] } : each,
    )
    expect(faultsOf(many)).toContainEqual(expect.objectContaining({ sheet: '部门', rule: 'too-much' }))
    expect(faultsOf(spoilt('事项', 2, '设定依据', '长'.repeat(2_001)))[0]?.sentence).toContain('2001个字')
  })
})

test('columns with a fixed set of words offer them, and no heading is there twice', () => {
  for (const sheet of sheetNames) {
    const titles = columnsOf(sheet).map(({ title }) => title)
    expect(new Set(titles).size, sheet).toBe(titles.length)
  }
  expect(columnsOf('事项').find(({ title }) => title === '中心角色')?.codec.choices).toHaveLength(4)
})

describe('a condition in a cell', () => {
  test.each<readonly [string, Condition]>([
    ['a=1', { situationId: 'a', in: ['1'] }],
    ['a=1|2', { situationId: 'a', in: ['1', '2'] }],
    [
      'a=1 且 b=2',
      {
        all: [
          { situationId: 'a', in: ['1'] },
          { situationId: 'b', in: ['2'] },
        ],
      },
    ],
    ['非 a=1', { not: { situationId: 'a', in: ['1'] } }],
    ['任一(a=1)', { any: [{ situationId: 'a', in: ['1'] }] }],
    ['"有=号"=是|"或"', { situationId: '有=号', in: ['是', '或'] }],
  ])('%s', (text, condition) => {
    expect(readCondition(text)).toEqual(condition)
    expect(readCondition(writeCondition(condition))).toEqual(condition)
  })

  test('且 binds before 或; full-width signs are read as well', () => {
    expect(readCondition('a＝1 且 （b=2｜3） 或 c=4')).toEqual({
      any: [
        {
          all: [
            { situationId: 'a', in: ['1'] },
            { situationId: 'b', in: ['2', '3'] },
          ],
        },
        { situationId: 'c', in: ['4'] },
      ],
    })
  })

  test.each(['a', 'a=', '=1', 'a=1 且', '(a=1', 'a=1)', 'a=1 b=2', '非', '且', '"a=1', '('.repeat(50)])(
    '“%s” is told as unreadable',
    (text) => {
      expect(readCondition(text)).toEqual({ wrong: expect.stringMatching(/[一-鿿].*。$/u) })
    },
  )

  test('whatever can be written is read back as the same', () => {
    const id = fc.stringMatching(/^[\w.\-一-龥或且非=|()]{1,8}$/u)
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 4 },
        fc.record({ situationId: id, in: fc.array(id, { minLength: 1, maxLength: 3 }) }),
        fc.record({ all: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(tie('condition'), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: tie('condition') }),
      ),
    }))
    fc.assert(
      fc.property(condition, (each) => {
        expect(readCondition(writeCondition(each))).toEqual(each)
      }),
    )
  })
})
