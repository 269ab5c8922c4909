import { useEffect, useRef } from 'react'
import { onChords } from './chord.ts'

export type SummaryEntry = { readonly key: string; readonly sentence: string; readonly onGo: () => void }

/** More than this would push away the page they belong to. */
const shownMax = 9

/** What stands in the way, in the words used at the fields. Takes the focus; Enter goes to the first place. */
export function ErrorSummary({
  entries,
  turn,
}: {
  readonly entries: readonly SummaryEntry[]
  readonly turn?: number
}) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    if (turn !== undefined) box.current?.focus()
  }, [turn])
  useEffect(() => {
    box.current?.focus()
  }, [])
  return (
    <section
      ref={box}
      className="summary"
      role="alert"
      aria-labelledby="summary-title"
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target === box.current) onChords({ Enter: () => entries[0]?.onGo() })(event)
      }}
    >
      <h2 id="summary-title">还差 {entries.length} 处，改好才能办</h2>
      <ol>
        {entries.slice(0, shownMax).map(({ key, sentence, onGo }) => (
          <li key={key}>
            <button type="button" className="link" onClick={onGo}>
              {sentence}
            </button>
          </li>
        ))}
      </ol>
      <p className="weak">
        {entries.length > shownMax ? `另有 ${entries.length - shownMax} 处，改完这些再看。` : ''}按{' '}
        <kbd>Enter</kbd> 去第一处
      </p>
    </section>
  )
}
