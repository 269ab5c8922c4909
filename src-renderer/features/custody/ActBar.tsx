import { Button } from 'antd'
import { KeyHint } from '../../components/KeyHint.tsx'
import { type ActName, acts } from './acts.ts'

type Props = {
  /** How many things were scanned or marked. */
  readonly basket: number
  readonly here: boolean
  /** What lies away comes back first; nothing else can be done with it. */
  readonly away: boolean
  readonly onStart: (act: ActName) => void
  readonly onEnter: () => void
  readonly onMore: () => void
}

const forAway: ReadonlySet<ActName> = new Set(['back'])

/** The keys that are about the bags in hand, or about the one in focus; the seldom ones stand behind M. */
export function ActBar({ away, basket, here, onEnter, onMore, onStart }: Props) {
  return (
    <div className="action-bar">
      <KeyHint keys="Space">拿在手里</KeyHint>
      {acts
        .filter(({ act, often }) => often && forAway.has(act) === away)
        .filter(({ act }) => act !== 'return' || basket === 0)
        .map(({ act, key, word }) => (
          <Button key={act} disabled={!here} onClick={() => onStart(act)}>
            {word} <kbd>{key}</kbd>
          </Button>
        ))}
      <Button onClick={onMore}>
        更多 <kbd>M</kbd>
      </Button>
      <span className="spacer" />
      <Button type="primary" disabled={!here} onClick={onEnter}>
        {basket > 0 ? '还给本人' : '看经手'} <kbd>Enter</kbd>
      </Button>
    </div>
  )
}
