import type { Answer } from '#shared/contract/desk.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { eventWord } from '../../app/event-words.ts'

type Row = (Answer<'epoch.branch'> & { ok: true })['value']['rows'][number]

/** What a person has to do after the log was written anew: papers under another number, acts to do again. */
export function Branch({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <section className="pane epoch-pane" aria-label="换代后要处理的">
      <h2>换代后要处理的</h2>
      <ul>
        {rows.map((row) => (
          <li key={`${row.seq} ${row.recordedMs}`}>
            <strong>{eventWord(row.kind)}</strong>
            {row.left
              ? '没有补上，请对照纸面重新办理。'
              : row.renamed.map(({ from, to }) => (
                  <span key={from}>
                    {' '}
                    号码 {shown(from)} 重了，改为 {shown(to)}，请补打并通知申请人。
                  </span>
                ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function shown(number: string): string {
  return number.length === 25 ? formatCaseNo(number) : number
}
