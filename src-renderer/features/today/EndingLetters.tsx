import { dayText } from '#shared/domain/date-text.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'

const shownMax = 4

/** Letters that end within a week: a letter that lapsed on the way is a trip for nothing (ui.md UX-416). */
export function EndingLetters() {
  const { answer } = useLive('letter.ending', { limit: 50 }, ['journal'])
  const go = useRoutes(({ go }) => go)
  const rows = answer?.ok ? answer.value.rows : []
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="card-letters">
      <h2 id="card-letters">委托书快到期 {rows.length} 份</h2>
      <ul className="ending-letters">
        {rows.slice(0, shownMax).map(({ letter, order }) => (
          <li key={letter.letterId}>
            {letter.warning === 'ONE_DAY' ? <strong>最后两天 </strong> : null}
            {order.name} {order.about}{' '}
            <span className="weak">
              到 {dayText(letter.validTo)}，{order.officerName}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" className="link" onClick={() => go({ at: 'assist' })}>
        请本人续签 <kbd>Alt+3</kbd>
      </button>
    </section>
  )
}
