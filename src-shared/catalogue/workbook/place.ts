import type { CatalogueFault, CatalogueRule } from '../catalogue-fault.ts'
import type { SheetName } from './sheets.ts'

/** Where each entry of a catalogue stands in the workbook it was read from, by its path. */
export type Homes = Map<string, { readonly sheet: SheetName; readonly row: number }>

/** A fault of the catalogue, told with the cell that has to be changed. */
export function placed(fault: CatalogueFault, homes: Homes): CatalogueFault {
  for (let path = fault.path; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('/')))) {
    const home = homes.get(path)
    if (!home) continue
    const column = columnOf(fault, home.sheet)
    return { ...fault, ...home, ...(column ? { column } : {}) }
  }
  return fault
}

const byRule: Readonly<Partial<Record<CatalogueRule, string>>> = {
  'promised-beyond-statutory': '承诺时限',
  'promised-without-limit': '承诺时限',
  'theme-without-lead': '牵头部门',
  'waits-for-itself': '前置事项',
  'asks-too-early': '什么情形下',
  'original-never-held': '材料形式',
  'primary-deferred': '必要性',
  'choice-without-options': '选项',
}

const idColumns: Readonly<Record<SheetName, string>> = {
  部门: '部门编号',
  材料: '材料编号',
  表格栏: '栏目编号',
  事项: '事项编号',
  事项表格栏: '栏目编号',
  事项材料: '行号',
  主题: '主题编号',
  主题事项: '事项编号',
  情形: '选项编号',
}

/** Kinds of `dangling`, in the words of its sentence. */
const byKind: Readonly<Record<string, string>> = {
  部门: '部门编号',
  材料: '材料编号',
  字段: '栏目编号',
  情形: '什么情形下',
  牵头部门: '牵头部门',
  前置事项: '前置事项',
}

function columnOf({ rule, sentence }: CatalogueFault, sheet: SheetName): string | undefined {
  if (rule === 'duplicate-id') return idColumns[sheet]
  if (rule === 'item-code')
    return ['业务办理项编码', '实施编码', '基本编码'].find((title) => sentence.includes(`的${title}`))
  if (rule !== 'dangling-reference') return byRule[rule]
  const kind = /^引用的([^“]+)“/.exec(sentence)?.[1] ?? ''
  if (kind === '事项') return sheet === '事项材料' ? '由哪个事项产生' : '事项编号'
  return byKind[kind]
}
