import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { OneMatter } from '#shared/catalogue/schema.ts'
import { useKeys } from '../../app/keys.ts'
import { useLive } from '../../app/use-live.ts'
import { onChords } from '../../components/chord.ts'
import { findMatters } from './find-matter.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { MatterPreview } from './MatterPreview.tsx'
import { StepActions } from './StepActions.tsx'
import { isSheetCode, startFromSheet, useStart } from './use-start.ts'

/**
 * 选事: one line of input with the list under it; the recent nine answer to their digits. The list is shown once
 * it is known and stays as it stood then: a digit never comes to mean another matter under somebody's finger.
 */
export function MatterStep() {
  const room = useRoom()
  const { catalogue } = room
  const finish = useCallback(() => room.finish('matter'), [room])
  const { answer, failed } = useLive('catalogue.recent', {}, [])
  const [recent, setRecent] = useState<readonly string[]>()
  if (!recent && (answer || failed)) setRecent(answer?.ok ? answer.value.matterIds : [])
  const [typed, setTyped] = useState('')
  // Who knows the digit does not wait for the list.
  const early = useRef<number>(undefined)
  const [at, setAt] = useState(0)
  const input = useRef<HTMLInputElement>(null)
  const found = recent || typed !== '' ? findMatters(catalogue, typed, recent ?? []) : []
  const current = found[Math.min(at, found.length - 1)]
  useLayoutEffect(() => input.current?.focus(), [])
  useStart(catalogue, finish)
  const [sheetNote, setSheetNote] = useState<string>()
  const fromSheet = () =>
    startFromSheet(catalogue, typed, finish).then(setSheetNote, () => setSheetNote(undefined))

  const choose = (matter: OneMatter | undefined) => {
    if (!matter) return void (isSheetCode(typed) && fromSheet())
    const kind = matter.applicantType === 'EITHER' ? undefined : matter.applicantType
    useIntake.getState().chooseMatter(matter.matterId, kind)
    finish()
  }
  const pick = (n: number) => {
    if (recent) choose(found[n])
    else early.current = n
  }
  const byDigit = Object.fromEntries(
    nine.map((n) => [String(n + 1), typed === '' ? () => pick(n) : undefined]),
  )
  useEffect(() => {
    const n = early.current
    if (!recent || n === undefined) return
    early.current = undefined
    choose(found[n])
  })
  useKeys('step', { 'Ctrl+Enter': () => choose(current) })
  return (
    <>
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>选事</h1>
          <label className="big-label" htmlFor="matter">
            办什么事
          </label>
          <input
            id="matter"
            ref={input}
            className="big-input"
            data-field="matter"
            value={typed}
            role="combobox"
            aria-expanded="true"
            aria-controls="matter-list"
            aria-activedescendant={current ? `matter-${current.matterId}` : undefined}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              setTyped(event.target.value)
              setAt(0)
            }}
            onKeyDown={onChords({
              ...byDigit,
              ArrowDown: () => setAt(Math.min(at + 1, found.length - 1)),
              ArrowUp: () => setAt(Math.max(at - 1, 0)),
              Enter: () => choose(current),
            })}
          />
          <p className="under-input">
            {typed === ''
              ? '按数字选常办的，或输入首字母、名称、编号'
              : `找到 ${found.length} 件，↑↓ 选，Enter 办这件`}
          </p>
          <ul id="matter-list" className="matter-list" role="listbox" aria-label="事项">
            {found.map((matter, n) => (
              <MatterLine
                key={matter.matterId}
                matter={matter}
                digit={typed === '' ? n + 1 : undefined}
                chosen={matter === current}
                onChoose={() => choose(matter)}
              />
            ))}
          </ul>
          {found.length === 0 && typed !== '' ? (
            <p role="status">
              {sheetNote ??
                (isSheetCode(typed)
                  ? '这是咨询告知单的查询码，按 Enter 接着办。'
                  : `没有找到“${typed}”。可试：名称里的两个字、每个字的首字母、编号。`)}
            </p>
          ) : null}
        </section>
        <aside className="side-pane" aria-label="这件事">
          {current ? <MatterPreview matter={current} /> : null}
        </aside>
      </div>
      <StepActions next="办这件" onNext={() => choose(current)} disabled={!current} />
    </>
  )
}

const nine = [0, 1, 2, 3, 4, 5, 6, 7, 8] as const

function MatterLine({
  matter,
  digit,
  chosen,
  onChoose,
}: {
  readonly matter: OneMatter
  readonly digit: number | undefined
  readonly chosen: boolean
  readonly onChoose: () => void
}) {
  return (
    <li
      id={`matter-${matter.matterId}`}
      role="option"
      aria-selected={chosen}
      className={`matter${chosen ? ' is-chosen' : ''}`}
      onClick={onChoose}
    >
      <kbd className={digit ? '' : 'is-blank'}>{digit ?? ''}</kbd>
      <span className="matter-name">{matter.name}</span>
      <span className="weak">{matter.kind === 'THEME' ? '一件事' : '单事项'}</span>
      <span className="weak code">{matter.matterId}</span>
      <span className="weak code">{matter.initials}</span>
    </li>
  )
}
