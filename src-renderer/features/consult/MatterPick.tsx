import { Button } from 'antd'
import { useLayoutEffect, useRef, useState } from 'react'
import type { Catalogue, OneMatter } from '#shared/catalogue/schema.ts'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import { checkConsultationCode } from '#shared/domain/consultation.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'
import { onChords } from '../../components/chord.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useConsult } from './consult-draft.ts'
import { TodayTalks } from './TodayTalks.tsx'
import { refusalText } from './words.ts'

/** The twelve keys of the top row, in their order on the keyboard. */
const topRow = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '-', '='] as const
const shownMax = 12

/** What is it about: initials, words, a code from a sheet, or one key for what is asked most. */
export function MatterPick({ catalogue }: { readonly catalogue: Catalogue }) {
  const { go } = useRoutes()
  const { answer } = useLive('consultation.frequent', {}, ['journal'])
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [wrong, setWrong] = useState<string>()
  const input = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => input.current?.focus(), [])

  const frequent = answer?.ok ? answer.value.matterIds : []
  const found = matching(catalogue, typed, frequent)
  const code = checkConsultationCode(typed)
  /** One line below the matters: a question in words. */
  const last = found.length
  const here = Math.min(at, last)

  const choose = (matter: OneMatter) => useConsult.getState().chooseMatter(matter.matterId)
  const byCode = async (text: string) => {
    const opened = await ask('consultation.open', { code: text })
    if (opened.ok) useConsult.getState().resume(opened.value)
    else setWrong(refusalText(opened.refusal))
  }
  const take = () => {
    const matter = found[here]
    if (matter) choose(matter)
    else if (code.ok) byCode(code.value).catch(() => undefined)
    else useConsult.getState().askInWords(typed.trim())
  }
  const byDigit = Object.fromEntries(
    found.map((matter, n) => [topRow[n] ?? '', typed === '' ? () => choose(matter) : undefined]),
  )
  useKeys('step', { 'Ctrl+Enter': take, Escape: () => go({ at: 'today' }) })
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>咨询</h1>
          <label className="big-label" htmlFor="asked">
            问什么事
          </label>
          <input
            id="asked"
            ref={input}
            className="big-input"
            data-field="asked"
            value={typed}
            role="combobox"
            aria-expanded="true"
            aria-controls="asked-list"
            aria-activedescendant={`asked-${here}`}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
              setWrong(undefined)
            }}
            onKeyDown={onChords({
              ...byDigit,
              ArrowDown: () => setAt(Math.min(here + 1, last)),
              ArrowUp: () => setAt(Math.max(here - 1, 0)),
              Enter: take,
            })}
          />
          <p className="under-input" role={wrong ? 'alert' : undefined}>
            {wrong ?? hintOf(typed, found.length, code.ok)}
          </p>
          <ul id="asked-list" className="matter-list consult-list" role="listbox" aria-label="事项">
            {found.map((matter, n) => (
              <li
                key={matter.matterId}
                id={`asked-${n}`}
                role="option"
                aria-selected={n === here}
                className={`matter${n === here ? ' is-chosen' : ''}`}
                onClick={() => choose(matter)}
              >
                <kbd className={typed === '' ? '' : 'is-blank'}>{topRow[n]}</kbd>
                <span className="matter-name">{matter.name}</span>
                <span className="weak">{matter.kind === 'THEME' ? '一件事' : '单事项'}</span>
                <span className="weak code">{matter.matterId}</span>
                <span className="weak code">{matter.initials}</span>
              </li>
            ))}
            <li
              id={`asked-${last}`}
              role="option"
              aria-selected={here === last}
              className={`matter is-words${here === last ? ' is-chosen' : ''}`}
              onClick={() => useConsult.getState().askInWords(typed.trim())}
            >
              <kbd className="is-blank" />
              <span className="matter-name">不选事项，只记问题</span>
            </li>
          </ul>
        </section>
        <aside className="side-pane" aria-label="今天的咨询">
          <TodayTalks />
        </aside>
      </div>
      <div className="action-bar">
        <KeyHint keys="↑↓">选</KeyHint>
        <span className="spacer" />
        <KeyHint keys="Esc">回今天</KeyHint>
        <Button type="primary" data-field="next" onClick={take}>
          {found[here] ? '咨询这件' : '记下问题'} <kbd>Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

function matching(catalogue: Catalogue, typed: string, frequent: readonly string[]): readonly OneMatter[] {
  if (typed.trim() !== '')
    return searchCatalogue(catalogue, typed)
      .slice(0, shownMax)
      .map(({ matter }) => matter)
  return frequent.flatMap(
    (matterId) => catalogue.matters.find((matter) => matter.matterId === matterId) ?? [],
  )
}

function hintOf(typed: string, found: number, code: boolean): string {
  if (typed.trim() === '') return '按键选问得最多的，或输入首字母、名称、编号、告知单上的查询码'
  if (found > 0) return `找到 ${found} 件，↑↓ 选，Enter 咨询这件`
  return code ? '这是告知单上的查询码，按 Enter 打开' : '没有找到这件事。按 Enter 把它当问题记下来。'
}
