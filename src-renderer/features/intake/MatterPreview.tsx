import { useMemo } from 'react'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { OneMatter } from '#shared/catalogue/schema.ts'
import { roleWords } from '../../app/states.ts'
import { BillPanel } from './BillPanel.tsx'
import { useRoom } from './intake-context.ts'

/** What the matter under the cursor would bring, before any question is answered. */
export function MatterPreview({ matter }: { readonly matter: OneMatter }) {
  const { catalogue } = useRoom()
  const merged = useMemo(() => mergeMatter(catalogue, matter.matterId, {}), [catalogue, matter.matterId])
  return (
    <>
      <h2>{matter.name}</h2>
      <p className="weak">牵头：{merged.leadDept}</p>
      <BillPanel key={matter.matterId} merged={merged} />
      <h3>先列入的事项{merged.questions.length > 0 ? '（答完情形会变）' : ''}</h3>
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
      {merged.items.length === 0 ? <p className="weak">选了情形才知道有哪些事项。</p> : null}
    </>
  )
}
