import { describe, expect, test } from 'vitest'
import { diffCatalogues } from '#shared/catalogue/diff.ts'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { exampleCatalogue as before } from '#shared/catalogue/workbook/example.ts'
import { shippedCatalogue } from '#tests/support/shipped-catalogue.ts'

const [one, two] = before.items
const [theme, single] = before.matters
if (!one || !two || !theme || !single) throw new Error('the example has two of each')

const itemWords = (items: Catalogue['items'], more: Partial<Catalogue> = {}) =>
  diffCatalogues(before, { ...before, ...more, items }).items.changed.map(({ id, words }) => [id, ...words])
const matterWords = (matters: Catalogue['matters']) =>
  diffCatalogues(before, { ...before, matters }).matters.changed.flatMap(({ words }) => words)

describe('what another catalogue would change', () => {
  test('of the same catalogue is nothing, also when only version and day differ', () => {
    const none = { added: [], removed: [], changed: [] }
    const later = { ...before, version: '9', effectiveFrom: '2030-01-01', source: '别处' }
    expect(diffCatalogues(before, later)).toEqual({ matters: none, items: none, touched: [] })
    const shipped = shippedCatalogue()
    expect(diffCatalogues(shipped, structuredClone(shipped)).touched).toEqual([])
  })

  test('tells limits, codes and choices in the words of an office, and departments by name', () => {
    expect(
      itemWords([
        {
          ...one,
          deptId: 'social-security',
          promised: { n: 10, unit: 'W' },
          statutory: { n: 2, unit: 'M' },
          role: 'DECIDE',
          allowsDeficiency: false,
          feeFen: 550,
          confirmed: true,
          unconfirmed: [],
        },
        two,
      ]),
    ).toEqual([
      [
        'X01-I1',
        '部门编号由“民政局”改为“人力资源和社会保障局”',
        '承诺时限由“15个工作日”改为“10个工作日”',
        '法定时限由“20个工作日”改为“2个月”',
        '中心角色由“受理、初审后上报”改为“受理并决定”',
        '可容缺由“是”改为“否”',
        '收费（元）由“0”改为“5.50”',
        '部门已确认由“否”改为“是”',
        '未确认的内容由“承诺时限”改为“无”',
      ],
    ])
  })

  test('tells what was not filled in before', () => {
    expect(itemWords([one, { ...two, acceptCondition: '在本县居住' }])).toEqual([
      ['X01-I2', '受理条件由没有填改为“在本县居住”'],
    ])
  })

  test('tells materials and form fields of an item by name', () => {
    const [first, second] = one.lines
    if (!first || !second) throw new Error('the example has two lines')
    expect(
      itemWords([{ ...one, lines: [{ ...first, necessity: 'OPTIONAL' }], fields: one.fields.slice(1) }, two]),
    ).toEqual([
      [
        'X01-I1',
        '去掉材料“申请表”',
        '材料“居民身份证（申请人）”：必要性由“必要”改为“非必要”',
        '去掉表格栏“申请人姓名”',
      ],
    ])
    expect(itemWords([{ ...one, lines: [second, first] }, two])).toEqual([['X01-I1', '材料的先后顺序有改动']])
  })

  test('a shared material, a field or a department that changes is told with every item that uses it', () => {
    const materials = before.materials.map((each) =>
      each.materialId === 'M10' ? { ...each, howToObtain: '网上下载。' } : each,
    )
    expect(itemWords(before.items, { materials })).toEqual([
      ['X01-I1', '材料“申请表”：怎么取得由“在窗口打印，核对后签名。”改为“网上下载。”'],
    ])
    const fields = before.fields.map((each, at) => (at === 0 ? { ...each, maxLength: 20 } : each))
    expect(itemWords(before.items, { fields }).map(([id]) => id)).toEqual(['X01-I1', 'X01-I2'])
    const departments = before.departments.map((each) => ({ ...each, name: `${each.name}（新）` }))
    const renamed = diffCatalogues(before, { ...before, departments })
    expect(renamed.items.changed.flatMap(({ words }) => words)).toContain(
      '承办部门“民政局”改称“民政局（新）”',
    )
    expect(renamed.matters.changed).toHaveLength(2)
  })

  test('tells questions, options, joined items and their order', () => {
    const [question] = theme.situations
    if (!question) throw new Error('the example asks one question')
    const options = [...question.options.slice(0, 1), { optionId: 'village', label: '村干部' }]
    expect(
      matterWords([
        {
          ...theme,
          leadDeptId: 'social-security',
          relatedDeptIds: ['civil-affairs'],
          joined: theme.joined.slice(1),
          situations: [{ ...question, options }],
        },
        single,
      ]),
    ).toEqual([
      '牵头部门由“民政局”改为“人力资源和社会保障局”',
      '配合部门由“人力资源和社会保障局”改为“民政局”',
      '去掉联办事项“示例事项一”',
      '问题“今天谁来办？”：增加选项“村干部”',
      '问题“今天谁来办？”：去掉选项“家属”',
    ])
  })

  test('names what comes and what goes; a matter is touched by what changes in its items', () => {
    const diff = diffCatalogues(before, {
      ...before,
      items: [one, { ...two, feeFen: 0 }, { ...two, itemId: 'X09-I1', name: '新事项' }],
      matters: [theme, { ...single, matterId: 'X09', name: '新主题' }],
    })
    expect(diff.items.added).toEqual([{ id: 'X09-I1', name: '新事项' }])
    expect(diff.matters).toEqual({
      added: [{ id: 'X09', name: '新主题' }],
      removed: [{ id: 'X02', name: '示例单个事项' }],
      changed: [],
    })
    expect(diff.touched).toEqual(['X01', 'X02'])
  })
})

test('no value of an item or a matter changes without a word', () => {
  const changed = (value: unknown): unknown => {
    if (typeof value === 'boolean') return !value
    if (typeof value === 'number') return value + 1
    if (typeof value === 'string') return `${value}改`
    return Array.isArray(value) ? value.slice(1) : { n: 77, unit: 'N' }
  }
  for (const key of Object.keys(one))
    if (key !== 'itemId')
      expect(itemWords([{ ...one, [key]: changed(one[key as keyof typeof one]) }, two]), key).toHaveLength(1)
  for (const key of Object.keys(theme))
    if (key !== 'matterId')
      expect(
        matterWords([{ ...theme, [key]: changed(theme[key as keyof typeof theme]) }, single]).length,
        key,
      ).toBeGreaterThan(0)
})
