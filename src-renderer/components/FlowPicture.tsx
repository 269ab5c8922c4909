type Step = {
  readonly itemId: string
  readonly n: number
  readonly name: string
  readonly deptName: string
  readonly maybe: boolean
  readonly dependsOn: readonly string[]
}
type Placed = Step & {
  readonly x: number
  readonly y: number
  readonly height: number
  readonly lines: readonly string[]
  /** How many of the lines are the name; the rest is who does it. */
  readonly named: number
}

/** Long chains get narrower boxes, so that the words stay readable on a sheet. */
const roomy = { wide: 184, gapX: 40, perLine: 11 } as const
const tight = { wide: 118, gapX: 24, perLine: 7 } as const
const longChain = 4
const gapY = 12
const lineHeight = 18

/** Which item waits for which, left to right; what stands below each other goes on at the same time. */
export function FlowPicture({ steps }: { readonly steps: readonly Step[] }) {
  const levels = levelsOf(steps)
  const shape = Math.max(0, ...levels.values()) + 1 >= longChain ? tight : roomy
  const placed = place(steps, levels, shape)
  const byId = new Map(placed.map((step) => [step.itemId, step]))
  const width = Math.max(...placed.map(({ x }) => x), 0) + shape.wide
  const height = Math.max(...placed.map((step) => step.y + step.height), 0)
  return (
    <svg
      className="flow-picture"
      role="img"
      aria-label={`办理流程：${placed.map(({ name }) => name).join('、')}`}
      viewBox={`-1 -1 ${width + 2} ${height + 2}`}
      width={width + 2}
      height={height + 2}
    >
      {placed.flatMap((step) =>
        step.dependsOn.map((before) => {
          const from = byId.get(before)
          return from ? <Arrow key={`${before} ${step.itemId}`} from={from} to={step} shape={shape} /> : null
        }),
      )}
      {placed.map((step) => (
        <g key={step.itemId}>
          <rect
            x={step.x}
            y={step.y}
            width={shape.wide}
            height={step.height}
            rx={4}
            className={step.maybe ? 'flow-box is-maybe' : 'flow-box'}
          />
          {step.lines.map((line, at) => (
            <text
              key={`${at} ${line}`}
              x={step.x + 8}
              y={step.y + 18 + at * lineHeight}
              className={at < step.named ? 'flow-name' : 'flow-who'}
            >
              {line}
            </text>
          ))}
        </g>
      ))}
    </svg>
  )
}

type Shape = typeof roomy | typeof tight
type ArrowProps = { readonly from: Placed; readonly to: Placed; readonly shape: Shape }

function Arrow({ from, shape, to }: ArrowProps) {
  const x = from.x + shape.wide
  const y = from.y + from.height / 2
  const toY = to.y + to.height / 2
  const half = to.x - shape.gapX / 2
  return (
    <>
      <path className="flow-line" d={`M${x} ${y}H${half}V${toY}H${to.x - 6}`} />
      <path className="flow-head" d={`M${to.x - 7} ${toY - 4}l7 4l-7 4z`} />
    </>
  )
}

function place(
  steps: readonly Step[],
  levels: ReadonlyMap<string, number>,
  { gapX, perLine, wide }: Shape,
): readonly Placed[] {
  const next: number[] = []
  return steps.map((step) => {
    const level = levels.get(step.itemId) ?? 0
    const named = cut(`${step.n} ${step.name}${step.maybe ? '（视情况）' : ''}`, perLine)
    const lines = [...named, ...cut(step.deptName, perLine + 1)]
    const height = lines.length * lineHeight + 10
    const y = next[level] ?? 0
    next[level] = y + height + gapY
    return { ...step, lines, named: named.length, height, x: level * (wide + gapX), y }
  })
}

/** As far right as the longest way to it; a circle, which the catalogue refuses, would end at the count. */
function levelsOf(steps: readonly Step[]): ReadonlyMap<string, number> {
  const levels = new Map(steps.map(({ itemId }) => [itemId, 0]))
  for (let round = 0; round < steps.length; round += 1)
    for (const { dependsOn, itemId } of steps) {
      const before = dependsOn.flatMap((id) => levels.get(id) ?? [])
      levels.set(itemId, Math.min(steps.length, Math.max(-1, ...before) + 1))
    }
  return levels
}

/** Chinese characters are equally wide, so lines are counted, not measured. */
function cut(text: string, perLine: number): readonly string[] {
  const lines: string[] = []
  for (const character of text) {
    const last = lines.at(-1)
    const full = last === undefined || [...last].length >= perLine
    // A closing sign hangs over rather than begin a line of its own.
    if (!full || (last !== undefined && /[）、，。”]/.test(character))) lines[lines.length - 1] += character
    else lines.push(character)
  }
  return lines
}
