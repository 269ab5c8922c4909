import type { CatalogueFault } from '../catalogue-fault.ts'
import { Situation } from '../schema.ts'
import type { Homes } from './place.ts'
import { shaped, type TableRow } from './read-table.ts'

type Group = {
  readonly row: number
  readonly values: Readonly<Record<string, unknown>>
  readonly options: object[]
}

/** The questions of each matter: a row an option, the question and its condition on the first of them. */
export function situationsOf(
  rows: readonly TableRow[],
  matterIds: ReadonlySet<string>,
  homes: Homes,
  faults: CatalogueFault[],
): ReadonlyMap<string, readonly Situation[]> {
  const sheet = '情形'
  const groups = new Map<string, Map<string, Group>>()
  for (const { row, values } of rows) {
    const { label, matterId, optionId, situationId } = values
    if (typeof matterId !== 'string' || typeof situationId !== 'string') continue
    if (!matterIds.has(matterId)) {
      const sentence = `“${matterId}”在“主题”表里没有。`
      faults.push({ sheet, row, column: '主题编号', path: '', rule: 'dangling-reference', sentence })
      continue
    }
    const path = `matters/${matterId}/situations/${situationId}`
    const own = groups.get(matterId) ?? new Map<string, Group>()
    groups.set(matterId, own)
    const group = own.get(situationId)
    if (!group) {
      homes.set(path, { sheet, row })
      own.set(situationId, { row, values, options: [{ optionId, label }] })
    } else {
      group.options.push({ optionId, label })
      if (values['question'] !== undefined && values['question'] !== group.values['question']) {
        const sentence = `情形“${situationId}”的问题与第${group.row}行不同，问题只写在第一行。`
        faults.push({ sheet, row, column: '问题', path: 'question', rule: 'cell', sentence })
      }
    }
    homes.set(`${path}/${String(optionId)}`, { sheet, row })
  }
  return new Map(
    [...groups].map(([matterId, own]) => [
      matterId,
      [...own].flatMap(([situationId, group]) => read(situationId, group, faults) ?? []),
    ]),
  )
}

function read(situationId: string, { options, row, values }: Group, faults: CatalogueFault[]) {
  const sheet = '情形'
  const { question, when } = values
  if (question === undefined)
    faults.push({
      sheet,
      row,
      column: '问题',
      path: 'question',
      rule: 'cell',
      sentence: '情形的第一行必须写问题。',
    })
  if (options.length < 2 || options.length > 9)
    faults.push({
      sheet,
      row,
      column: '选项',
      path: 'options',
      rule: 'cell',
      sentence: `情形“${situationId}”有${options.length}个选项，应有2到9个，一行一个。`,
    })
  return shaped(
    sheet,
    row,
    Situation,
    { situationId, question, options, ...(when === undefined ? {} : { when }) },
    faults,
  )
}
