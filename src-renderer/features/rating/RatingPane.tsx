import type { RatingRow } from '#shared/contract/rating.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { RatingAct } from '#shared/domain/rating.ts'
import type { Role } from '#shared/domain/staff.ts'
import { gradeWords, ratingActWords, ratingStateWords } from '../../app/rating-words.ts'

type Props = {
  readonly row: RatingRow
  readonly acts: readonly RatingAct[]
  readonly role: Role
  readonly onAct: (act: RatingAct) => void
}

/** One rating: what was said, what was done about it by whom, and the next step. */
export function RatingPane({ acts, onAct, role, row }: Props) {
  return (
    <aside className="side-pane assist-pane" aria-label="这次评价">
      <h2>{row.grade ? gradeWords[row.grade] : ratingStateWords[row.state]}</h2>
      <p>{row.said ? `“${row.said}”` : row.grade ? '没有留言。' : '没有人按，不算评价。'}</p>
      <h3>经过</h3>
      {row.steps.length === 0 ? <p className="weak">还没有处理。</p> : null}
      <ul className="record-list">
        {row.steps.map(({ act, on, owner, who, words }) => (
          <li key={`${act}${on}${words}`}>
            <b>{ratingActWords[act]}</b> {words}
            {owner ? `（由${owner}整改）` : ''}
            <br />
            <span className="weak">
              {dayText(on)} {who}
            </span>
          </li>
        ))}
      </ul>
      <h3>现在可以办</h3>
      <ol className="assist-acts">
        {acts.map((act, n) => (
          <li key={act}>
            <button type="button" className="plain" onClick={() => onAct(act)}>
              <kbd>{n + 1}</kbd> {ratingActWords[act]}
            </button>
          </li>
        ))}
      </ol>
      {acts.length === 0 ? <p className="weak">没有要办的了。</p> : null}
      {role === 'centreManager' ? null : (
        <p className="weak">核实、回访和关闭由中心负责人办；评的是负责人自己的，由别的负责人办。</p>
      )}
    </aside>
  )
}
