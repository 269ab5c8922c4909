import type { PriorityShown } from '#shared/domain/priority.ts'
import { priorityWords } from './assist-words.ts'

/** Who goes first: a seal for each ground, before the name in every list (ui.md 6.3). */
export function Seals({ priority: { grounds, otherReason } }: { readonly priority: PriorityShown }) {
  return grounds.map((ground) => {
    const { seal, word } = priorityWords[ground]
    const said = ground === 'OTHER' && otherReason ? `${word}：${otherReason}` : word
    return (
      <span key={ground} className="seal is-small" title={said}>
        {seal}
      </span>
    )
  })
}
