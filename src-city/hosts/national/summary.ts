import { type NationalKind, type NationalRecord, nationalWords } from '../../national/record.ts'

/** How many of each kind, and what the exchange will send back: an item without its code. */
export function summaryLines(folder: string, records: readonly NationalRecord[]): readonly string[] {
  const kinds = Object.keys(nationalWords) as NationalKind[]
  const uncoded = records.filter((record) => record.kind === 'acceptance' && record.task_code === '').length
  return [
    `已导出到 ${folder}：`,
    ...kinds.map((kind) => {
      const own = records.filter((record) => record.kind === kind)
      const count = (operation: string) => own.filter((each) => each.cd_operation === operation).length
      return `  ${nationalWords[kind]}  新增 ${count('I')}，修改 ${count('U')}，删除 ${count('D')}`
    }),
    ...(uncoded > 0 ? [`注意：${uncoded} 条受理信息没有实施编码，请先在事项目录里补填。`] : []),
  ]
}
