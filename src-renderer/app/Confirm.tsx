import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useKeys } from './keys.ts'

type Props = {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly no: string
  /** The act cannot be taken back. */
  readonly danger?: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}

/** One question over the screen: Enter does it, Esc does not, and the focus goes back where it was. */
export function Confirm({ title, text, yes, no, danger, onYes, onNo }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  useEffect(() => {
    const from = before.current
    box.current?.focus()
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus()
    }
  }, [])
  useKeys('overlay', { Enter: onYes, Escape: onNo })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt"
        role="dialog"
        aria-modal="true"
        aria-labelledby="confirm-title"
        tabIndex={-1}
      >
        <h2 id="confirm-title">{title}</h2>
        <p>{text}</p>
        <div className="prompt-actions">
          <Button onClick={onNo}>
            {no} <kbd>Esc</kbd>
          </Button>
          <Button type="primary" danger={danger === true} onClick={onYes}>
            {yes} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
