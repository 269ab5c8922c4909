import type { MergedMatter } from '#shared/catalogue/merged.ts'
import { roleWords } from '../../app/states.ts'

/** The items and the set of materials as far as the answers go. */
export function SetPreview({ merged }: { readonly merged: MergedMatter }) {
  return (
    <>
      <h2>事项</h2>
      <ol className="item-list">
        {merged.items.map((item) => (
          <li key={item.itemId}>
            {item.name}
            <span className="weak">
              {item.deptName} · {roleWords[item.role]}
            </span>
          </li>
        ))}
      </ol>
      <h2>一套材料</h2>
      <ol className="item-list is-tight">
        {merged.materials.map((row) => (
          <li key={row.rowId}>{row.name}</li>
        ))}
      </ol>
    </>
  )
}
