import { Button } from 'antd'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { type ActName, acts } from './acts.ts'
import { type RoundName, rounds } from './rounds.ts'

type Props = {
  /** Whether there is a bag all this could be about. */
  readonly here: boolean
  readonly onStart: (act: ActName) => void
  readonly onRound: (round: RoundName) => void
  readonly onOpenCase: () => void
  readonly onBack: () => void
}

/** Everything the board can do, each with its key; the keys work without this list as well. */
export function MoreActs({ here, onBack, onOpenCase, onRound, onStart }: Props) {
  const box = useDialogFocus(undefined)
  const start = (act: ActName) => {
    onBack()
    onStart(act)
  }
  const round = (name: RoundName) => {
    onBack()
    onRound(name)
  }
  useKeys('overlay', {
    ...(here ? Object.fromEntries(acts.map(({ act, key }) => [key, () => start(act)])) : {}),
    ...Object.fromEntries(rounds.map(({ key, round: name }) => [key, () => round(name)])),
    ...(here ? { O: onOpenCase } : {}),
    Escape: onBack,
    M: onBack,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt more-acts"
        role="dialog"
        aria-modal="true"
        aria-label="还能做什么"
        tabIndex={-1}
      >
        <h2>还能做什么</h2>
        <h3>这一袋</h3>
        <div className="more-list">
          {acts.map(({ act, key, word }) => (
            <Button key={act} disabled={!here} onClick={() => start(act)}>
              {word} <kbd>{key}</kbd>
            </Button>
          ))}
          <Button disabled={!here} onClick={onOpenCase}>
            打开办件 <kbd>O</kbd>
          </Button>
        </div>
        <h3>所有的袋</h3>
        <div className="more-list">
          {rounds.map(({ key, round: name, word }) => (
            <Button key={name} onClick={() => round(name)}>
              {word} <kbd>{key}</kbd>
            </Button>
          ))}
        </div>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            回看板 <kbd>Esc</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
