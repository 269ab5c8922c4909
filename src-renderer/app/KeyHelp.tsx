import { useState } from 'react'
import { aboutScreen, everywhere } from './help-words.ts'
import { useKeys } from './keys.ts'
import { askedHere, keysOnScreen } from './keys-on-screen.ts'
import { useRoutes } from './routes.ts'
import { useDialogFocus } from './use-dialog-focus.ts'

/** F1: the field the keys stand in, what this screen is for, which keys work here and everywhere. */
export function KeyHelp({ onClose }: { readonly onClose: () => void }) {
  const at = useRoutes(({ route }) => route.at)
  const [here] = useState(() => ({ asked: askedHere(), keys: keysOnScreen() }))
  const box = useDialogFocus(undefined)
  useKeys('help', { Escape: onClose, Enter: onClose, F1: onClose, 'Ctrl+/': onClose })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt key-help"
        role="dialog"
        aria-modal="true"
        data-keeps
        aria-labelledby="key-help-title"
        tabIndex={-1}
      >
        <h2 id="key-help-title">这一屏能按的键</h2>
        <p>{aboutScreen[at]}</p>
        {here.asked ? (
          <p className="note">
            现在这一格：{here.asked.name}
            {here.asked.note ? `。${here.asked.note}` : ''}
          </p>
        ) : null}
        {here.keys.length > 0 ? <KeyTable rows={here.keys.map(({ keys, word }) => [keys, word])} /> : null}
        <h3>到处都能用</h3>
        <KeyTable rows={everywhere} />
        <p className="weak">
          按 <kbd>Esc</kbd> 回到刚才的地方。
        </p>
      </div>
    </div>
  )
}

function KeyTable({ rows }: { readonly rows: ReadonlyArray<readonly [keys: string, word: string]> }) {
  return (
    <dl className="key-table">
      {rows.map(([keys, word]) => (
        <div key={`${keys} ${word}`}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{word}</dd>
        </div>
      ))}
    </dl>
  )
}
