import { contentsText } from '#shared/domain/slip-text.ts'
import { useBasket } from '../../app/basket.ts'
import { Wanting } from './PackPane.tsx'
import { packsOf } from './packs.ts'

/** What was scanned or marked: the next key is about all of it. */
export function BasketPane({ today }: { readonly today: string }) {
  const { things } = useBasket()
  const packs = packsOf(things)
  return (
    <aside className="side-pane custody-pane" aria-label="手里的袋" tabIndex={0}>
      <h2>
        手里 {packs.length} 袋 <span className="weak">{contentsText(things)}</span>
      </h2>
      <ol className="custody-things">
        {packs.map(({ bagNo, key, things: [first, ...rest] }) => (
          <li key={key}>
            <b>{first.ownerName}</b> <span>{contentsText([first, ...rest])}</span>
            <span className="weak">
              {bagNo ?? '还没装袋'} · {first.holderName}
            </span>
            {[first, ...rest].map((thing) => (
              <Wanting key={thing.thingId} thing={thing} today={today} />
            ))}
          </li>
        ))}
      </ol>
    </aside>
  )
}
