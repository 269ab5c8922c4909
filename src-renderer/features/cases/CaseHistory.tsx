import type { CaseView } from '#shared/contract/case.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { eventWord } from '../../app/event-words.ts'
import { syncLooks } from '../../app/states.ts'
import { StatusMark } from '../../components/StatusMark.tsx'

/** Who did what and when, oldest first, each with where it stands on its way to the city. */
export function CaseHistory({ history }: Pick<CaseView, 'history'>) {
  return (
    <ol className="history">
      {history.map((entry, n) => (
        <li key={`${entry.atMs} ${n}`}>
          <span className="history-what">
            {eventWord(entry.kind)}
            {entry.note ? <span className="weak"> {entry.note}</span> : null}
          </span>
          <StatusMark {...syncLooks[entry.sync]} />
          <span className="weak">
            {entry.who} · {dayText(dateOf(entry.atMs))} {timeOf(entry.atMs)}
          </span>
        </li>
      ))}
    </ol>
  )
}
