/** A last day in words; 「暂定」 when a year without a published calendar was crossed. */
export function DueText({
  day,
  provisional,
  strong,
}: {
  readonly day: string | undefined
  readonly provisional?: boolean
  readonly strong?: boolean
}) {
  if (!day) return <span className="weak">—</span>
  return (
    <span className={strong ? 'due is-strong' : 'due'}>
      {day}
      {provisional ? <span className="badge">暂定</span> : null}
    </span>
  )
}
