import { canonical, type Json } from '#shared/kernel/json.ts'
import { columnsOf, type SheetName } from './workbook/sheets.ts'

export type Entry = Readonly<Record<string, unknown>>

export function same(one: unknown, other: unknown): boolean {
  if (one === undefined || other === undefined) return one === other
  return canonical(one as Json) === canonical(other as Json)
}

/**
 * What changed in an entry, in the words of the sheet it stands on: the columns know every value of the
 * catalogue by name and how an office writes it, so nothing changes without being told.
 */
export function changedValues(
  sheet: SheetName,
  before: Entry,
  after: Entry,
  spoken: (key: string, value: unknown) => string | undefined = () => undefined,
): readonly string[] {
  return columnsOf(sheet).flatMap(({ codec, key, title }) => {
    if (key === '' || same(before[key], after[key])) return []
    const say = (value: unknown) =>
      value === undefined ? '没有填' : `“${spoken(key, value) ?? codec.write(value).replaceAll('\n', '、')}”`
    return [`${title}由${say(before[key])}改为${say(after[key])}`]
  })
}

type ListWords<Each> = {
  /** What one is called, such as 材料. */
  readonly kind: string
  readonly idOf: (each: Each) => string
  readonly nameOf: (each: Each) => string
  readonly changes: (before: Each, after: Each) => readonly string[]
}

/** What came into a list of an entry, what went and what is other than before. */
export function changedList<Each>(
  before: readonly Each[],
  after: readonly Each[],
  { changes, idOf, kind, nameOf }: ListWords<Each>,
): readonly string[] {
  const [was, is] = [
    new Map(before.map((each) => [idOf(each), each])),
    new Map(after.map((each) => [idOf(each), each])),
  ]
  const kept = after.flatMap((each) => {
    const old = was.get(idOf(each))
    return old === undefined ? [] : [{ old, each }]
  })
  const order = (list: readonly Each[], other: ReadonlyMap<string, Each>) =>
    list.map(idOf).filter((id) => other.has(id))
  return [
    ...after.filter((each) => !was.has(idOf(each))).map((each) => `增加${kind}“${nameOf(each)}”`),
    ...before.filter((each) => !is.has(idOf(each))).map((each) => `去掉${kind}“${nameOf(each)}”`),
    ...kept.flatMap(({ each, old }) =>
      changes(old, each).map((words) => `${kind}“${nameOf(each)}”：${words}`),
    ),
    ...(same(order(before, is), order(after, was)) ? [] : [`${kind}的先后顺序有改动`]),
  ]
}
