/** A last day in words, with the working days that are left; 「暂定」 when a year without a published calendar was crossed. */
export function DueText({
  day,
  left,
  provisional,
  strong,
}: {
  readonly day: string | undefined
  readonly left?: number | undefined
  readonly provisional?: boolean
  readonly strong?: boolean
}) {
  if (!day) return <span className="weak">—</span>
  return (
    <span className={strong ? 'due is-strong' : 'due'}>
      <span>{day}</span>
      {left === undefined ? null : <span className="due-left">，{leftWord(left)}</span>}
      {provisional ? <span className="badge">暂定</span> : null}
    </span>
  )
}

function leftWord(left: number): string {
  if (left < 0) return `已超 ${-left} 个工作日`
  return left === 0 ? '最后一天' : `还有 ${left} 个工作日`
}
