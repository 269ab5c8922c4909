import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'

type Props = {
  readonly title: string
  /** What it is about, in one line. */
  readonly about: string
  /** The place that has the keys first. */
  readonly first: string
  readonly verb: string
  readonly refused?: string | undefined
  readonly busy: boolean
  readonly onBack: () => void
  readonly onGo: () => void
  readonly keys?: Readonly<Record<string, () => void>>
  readonly wide?: boolean
  readonly children: ReactNode
}

/** What every act of the board asks in: the question, the desk's own sentence, and two ways out. */
export function CustodyPrompt(props: Props) {
  const { about, busy, children, first, keys, onBack, onGo, refused, title, verb, wide } = props
  const box = useDialogFocus(first)
  const go = () => {
    if (!busy) onGo()
  }
  useKeys('overlay', { ...keys, Enter: go, 'Ctrl+Enter': go, Escape: onBack })
  return (
    <div className="veil">
      <div
        ref={box}
        className={`prompt custody-prompt${wide ? ' is-wide' : ''}`}
        role="dialog"
        aria-modal="true"
        aria-label={title}
        tabIndex={-1}
      >
        <h2>{title}</h2>
        <p className="weak">{about}</p>
        {children}
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={go}>
            {busy ? '正在记录' : verb} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
