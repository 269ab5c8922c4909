import { type Shape, StatusMark, type Tone } from './StatusMark.tsx'

export type LaneLook<Lane extends string> = {
  readonly lane: Lane
  readonly shape: Shape
  readonly word: string
  readonly tone: Tone
  readonly strong?: boolean
}

type Props<Lane extends string> = {
  readonly lanes: readonly LaneLook<Lane>[]
  /** Absent until they are known. */
  readonly countOf: (lane: Lane) => number | undefined
  readonly lane: Lane
  readonly onChoose: (lane: Lane) => void
}

/** The lanes with their counts: colour, shape and word, so that nothing hangs on colour alone (ui.md UX-481). */
export function LaneStrip<Lane extends string>({ countOf, lane, lanes, onChoose }: Props<Lane>) {
  return (
    <div role="radiogroup" aria-label="看哪一栏" className="lane-strip">
      {lanes.map(({ lane: each, ...look }) => {
        const count = countOf(each)
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
