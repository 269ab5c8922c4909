/** Shapes that stay apart without colour (ui.md 6.3). */
const shapes = {
  dashed: (
    <circle
      cx="8"
      cy="8"
      r="5.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeDasharray="2.4 2"
    />
  ),
  hourglass: (
    <path
      d="M4 2.5h8M4 13.5h8M5 2.5c0 3 2 4 3 5.5 1-1.5 3-2.5 3-5.5M5 13.5c0-3 2-4 3-5.5 1 1.5 3 2.5 3 5.5"
      {...line()}
    />
  ),
  pencil: <path d="M3 13l.8-3L10.5 3.3l2.2 2.2L6 12.2 3 13zM9 5l2 2" {...line()} />,
  forwarded: (
    <>
      <circle cx="8" cy="8" r="6" {...line()} />
      <path d="M5 8h5.5M8.5 5.8L10.8 8l-2.3 2.2" {...line()} />
    </>
  ),
  filled: <circle cx="8" cy="8" r="5.5" fill="currentColor" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.5" {...line()} />
      <path d="M8 2.5a5.5 5.5 0 0 0 0 11z" fill="currentColor" />
    </>
  ),
  filledMark: (
    <>
      <circle cx="8" cy="8" r="6" fill="currentColor" />
      <path d="M8 4.5v4M8 10.8v.4" stroke="#fff" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  threeQuarter: (
    <>
      <circle cx="8" cy="8" r="5.5" {...line()} />
      <path d="M8 8V2.5A5.5 5.5 0 1 1 2.5 8z" fill="currentColor" />
    </>
  ),
  bars: <path d="M5.5 3v10M10.5 3v10" stroke="currentColor" strokeWidth="2.4" fill="none" />,
  plus: (
    <>
      <circle cx="8" cy="8" r="6" {...line()} />
      <path d="M8 5v6M5 8h6" {...line()} />
    </>
  ),
  barred: (
    <>
      <circle cx="8" cy="8" r="6" {...line()} />
      <path d="M4.5 8h7" stroke="currentColor" strokeWidth="2" fill="none" />
    </>
  ),
  crossed: (
    <>
      <circle cx="8" cy="8" r="6" {...line()} />
      <path d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" {...line()} />
    </>
  ),
  empty: <circle cx="8" cy="8" r="5.5" {...line()} />,
  struck: (
    <>
      <circle cx="8" cy="8" r="6" {...line()} />
      <path d="M3.8 12.2l8.4-8.4" {...line()} />
    </>
  ),
  soon: <path d="M8 3l5.5 10h-11z" {...line()} />,
  now: <path d="M8 2.5l6 11H2z" fill="currentColor" />,
  late: <path d="M3 3h10v10H3z" fill="currentColor" />,
  tick: <path d="M3 8.5l3.5 3.5L13 4.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  tray: <path d="M2.5 9v4h11V9M5 6l3 3 3-3M8 2.5V9" {...line()} />,
  envelope: <path d="M2 4h12v8.5H2zM2 4l6 5 6-5" {...line()} />,
  box: <path d="M2.5 6v7.5h11V6M1.8 3h12.4v3H1.8zM6.5 8.5h3" {...line()} />,
  disk: <path d="M3 3h8l2 2v8H3zM5.5 3v3.5h4V3M5.5 13V9.5h5V13" {...line()} />,
  arrow: <path d="M2.5 8h10M9 4.5L12.5 8 9 11.5" {...line()} />,
  doubleTick: (
    <path d="M1.5 8.5l3 3 6-7M7.5 11l.8.5 6-7" fill="none" stroke="currentColor" strokeWidth="1.6" />
  ),
  bentArrow: <path d="M13 13V8.5A3 3 0 0 0 10 5.5H3.5M6.5 2.5l-3 3 3 3" {...line()} />,
} as const

export type Shape = keyof typeof shapes
export type Tone = 'grey' | 'blue' | 'green' | 'amber' | 'red' | 'violet'

/** A state by shape and word; colour only repeats what both already say. */
export function StatusMark({
  shape,
  word,
  tone,
  strong,
}: {
  readonly shape: Shape
  readonly word: string
  readonly tone: Tone
  readonly strong?: boolean
}) {
  return (
    <span className={`mark tone-${tone}${strong ? ' is-strong' : ''}`}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        {shapes[shape]}
      </svg>
      {word}
    </span>
  )
}

function line() {
  return { fill: 'none', stroke: 'currentColor', strokeWidth: 1.5 } as const
}
