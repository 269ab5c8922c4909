import type { SyncStatus } from '#shared/contract/sync.ts'
import { useTimeLeft } from '../../app/pace.ts'

/** How far the records have come: four answers of the city, each worth more than the one before (sync.md C.6). */
export function Positions({ status }: { readonly status: SyncStatus }) {
  const { applied, confirmed, durable, durableThrough, head, pruneOk } = status
  const timeLeft = useTimeLeft(head - confirmed)
  const rows = [
    ['本机已记', `${head} 条`],
    ['市级已收到', `${confirmed} 条${timeLeft ? `，${timeLeft}` : ''}`],
    ['市级断电也不丢', durable ? `${durableThrough} 条` : '0 条（市级是试用数据库，本机都留着）'],
    ['市级已处理', `${applied} 条`],
    ['另有备份、可清理', `${pruneOk} 条`],
  ] as const
  return (
    <dl className="positions" aria-label="记录走到哪里">
      {rows.map(([word, count]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  )
}
