import { dayText } from '#shared/domain/date-text.ts'
import type { ThingId } from '#shared/kernel/ids.ts'
import { useLive } from '../../app/use-live.ts'

/** Two who say they have one paper: both claims are kept, and somebody has to go and look (sync.md C.10). */
export function Claims({ thingId }: { readonly thingId: ThingId }) {
  const { answer } = useLive('custody.chain', { thingId }, ['journal'])
  const claims = answer?.ok ? answer.value.legs.filter(({ claim }) => claim) : []
  return (
    <section className="claims" aria-label="保管有争议">
      <h3>{claims.length > 1 ? `${claims.length} 处都说在自己那里` : '保管有争议'}</h3>
      <ol>
        {claims.map(({ docNo, legId, on, place, receivedBy, to }) => (
          <li key={legId}>
            <b>{to}</b>
            <span className="weak">
              {[receivedBy && `${receivedBy}签收`, dayText(on), place, docNo].filter(Boolean).join('，')}
            </span>
          </li>
        ))}
      </ol>
      <p>
        请两边都看一看实物到底在哪里。看到以后，由负责人按 <kbd>V</kbd> 改定；改定以前不能交接。
      </p>
    </section>
  )
}
