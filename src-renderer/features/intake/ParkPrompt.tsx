import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'

/** 暂存: two keys, and nothing typed is lost. */
export function ParkPrompt({ onStay }: { readonly onStay: () => void }) {
  const go = useRoutes(({ go }) => go)
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  useEffect(() => {
    const from = before.current
    box.current?.focus()
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus()
    }
  }, [])
  const park = () => go({ at: 'today' })
  useKeys('overlay', { Enter: park, Escape: onStay })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt"
        role="dialog"
        aria-modal="true"
        aria-labelledby="park-title"
        tabIndex={-1}
      >
        <h2 id="park-title">先放一放这件事？</h2>
        <p>已填内容都存在本机，在“今天”的草稿里接着办。</p>
        <div className="prompt-actions">
          <Button onClick={onStay}>
            接着办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" onClick={park}>
            暂存这件 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
