import { StatusMark } from '../../components/StatusMark.tsx'
import { type Board, type LaneName, lanes } from './lanes.ts'

/** The lanes with their counts: colour, shape and word, so that nothing hangs on colour alone (ui.md UX-481). */
export function LaneStrip({
  board,
  lane,
  onChoose,
}: {
  readonly board: Board | undefined
  readonly lane: LaneName
  readonly onChoose: (lane: LaneName) => void
}) {
  return (
    <div role="radiogroup" aria-label="看哪一栏" className="lane-strip">
      {lanes.map(({ lane: each, ...look }) => {
        const count = board?.[each].length
        return (
          <button
            key={each}
            type="button"
            role="radio"
            tabIndex={-1}
            aria-checked={each === lane}
            className={count === 0 ? 'is-empty' : ''}
            onClick={() => onChoose(each)}
          >
            <b>{count ?? '–'}</b>
            <StatusMark {...look} />
          </button>
        )
      })}
    </div>
  )
}
