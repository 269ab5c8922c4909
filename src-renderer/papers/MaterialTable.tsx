import type { PaperContent } from '#shared/contract/paper.ts'
import { type Column, Grid } from './parts.tsx'

type Line = Extract<PaperContent, { kind: 'D1' }>['materials'][number]

/** What was handed over the counter and how it was taken. Remarks get a column only when there are any. */
export function MaterialTable({ lines }: { lines: readonly Line[] }) {
  const remarks = lines.some(({ note }) => note !== '')
  return (
    <Grid
      columns={remarks ? [...columns, { head: '备注', width: 'paper-w-note', centred: true }] : columns}
      rows={lines.map(({ n, name, form, copies, taken, note }) => [n, name, form, copies || '', taken, note])}
    />
  )
}

const columns: readonly Column[] = [
  { head: '序号', width: 'paper-w-n', centred: true },
  { head: '材料名称' },
  { head: '形式', width: 'paper-w-form', centred: true },
  { head: '份数', width: 'paper-w-n', centred: true },
  { head: '收取方式', width: 'paper-w-taken', centred: true },
]
