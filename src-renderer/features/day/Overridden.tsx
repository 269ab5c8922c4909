import type { Overridden as Row } from '#shared/contract/day.ts'

/** What a manager ruled about where things are: read by both before they sign. */
export function Overridden({ rows }: { readonly rows: readonly Row[] }) {
  if (rows.length === 0) return null
  return (
    <>
      <h2>负责人改定去向 {rows.length} 次</h2>
      <ul className="record-list">
        {rows.map(({ by, reason, things, to }) => (
          <li key={`${things} ${to} ${reason}`}>
            {things}，改定在{to} <span className="weak">{`${by}：${reason}`}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
