import { useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import type { SheetLine, TypingSheet } from '#shared/contract/typing.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { beforeLeaving } from '../../app/before-leaving.ts'
import { listenToKeys } from '../../app/keys.ts'
import { useTyping } from '../../app/typing.ts'
import { chordOf } from '../../components/chord.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useClipboard, wipe } from './clipboard.ts'
import { furnish } from './furnish.ts'
import { useSheet } from './use-sheet.ts'

type Props = { readonly caseId: CaseId }

/** 录入助手: the next value for the department's screen, one key away, above every other window. */
export function TypingStrip({ caseId }: Props) {
  const place = useTyping(({ place }) => place)
  useLayoutEffect(() => {
    if (!place) return
    furnish(document, place.document)
    return listenToKeys(place)
  }, [place])
  const strip = <Strip key={caseId} caseId={caseId} place={place ?? window} docked={!place} />
  return place ? createPortal(strip, place.document.body) : strip
}

function Strip({ caseId, docked, place }: Props & { readonly place: Window; readonly docked: boolean }) {
  const { close, turn } = useTyping()
  const all = useSheet(caseId, place)
  const { current, failed, sentence, sheet } = all
  const box = useRef<HTMLElement>(null)
  useEffect(() => {
    place.focus()
    box.current?.focus()
  }, [place, turn])
  useWiping()

  const keys: Readonly<Record<string, () => void>> = {
    Enter: all.copy,
    C: all.copy,
    ArrowDown: () => all.step(1),
    ArrowUp: () => all.step(-1),
    S: all.skip,
    Backspace: all.takeBack,
    Escape: () => void wipe().then(close),
    ...Object.fromEntries(
      (sheet?.profiles ?? []).map(({ profileId }, n) => [String(n + 1), () => all.choose(profileId)]),
    ),
  }
  return (
    <aside
      ref={box}
      className={`typing-strip${docked ? ' is-docked' : ''}`}
      aria-label="录入助手"
      tabIndex={-1}
      onKeyDown={(event) => {
        const chord = chordOf(event.nativeEvent)
        if (chord === undefined || (docked ? /^(F\d+|Alt\+.)$/ : /^F12$/).test(chord)) return
        // The screens below must not answer keys that were meant for the strip.
        event.stopPropagation()
        event.preventDefault()
        stayAwake()
        if (!event.repeat || chord.startsWith('Arrow')) keys[chord]?.()
      }}
    >
      <header className="typing-head">
        <h2>录入助手</h2>
        {sheet ? (
          <span className="typing-count">
            已录 {sheet.entered}/{sheet.of}
          </span>
        ) : null}
        <button type="button" tabIndex={-1} onClick={() => void wipe().then(close)}>
          关 <kbd>Esc</kbd>
        </button>
      </header>
      {failed ? (
        <p role="alert" className="typing-said">
          录入单没有打开，办件不受影响。
          <button type="button" onClick={all.again}>
            再打开一次
          </button>
        </p>
      ) : null}
      {sheet ? (
        <>
          <Profiles sheet={sheet} choose={all.choose} />
          <Lines sheet={sheet} current={current} stand={all.stand} />
        </>
      ) : failed || sentence ? null : (
        <p className="typing-said">正在打开</p>
      )}
      {sentence ? (
        <p role="alert" className="typing-said is-wrong">
          {sentence}
        </p>
      ) : null}
      <ClipboardLine />
      <footer className="typing-keys">
        <button type="button" tabIndex={-1} disabled={!current} onClick={all.copy}>
          复制这项 <kbd>Enter</kbd>
        </button>
        <KeyHint keys="↑↓">选</KeyHint>
        <KeyHint keys="S">跳过</KeyHint>
        <KeyHint keys="退格">撤回</KeyHint>
      </footer>
    </aside>
  )
}

function Profiles({ sheet, choose }: { readonly sheet: TypingSheet; readonly choose: (id: string) => void }) {
  return (
    <>
      <div className="typing-profiles" role="tablist" aria-label="哪个部门的系统">
        {sheet.profiles.map(({ done, name, profileId }, n) => (
          <button
            key={profileId}
            type="button"
            role="tab"
            tabIndex={-1}
            aria-selected={profileId === sheet.profileId}
            onClick={() => choose(profileId)}
          >
            <kbd>{n + 1}</kbd>
            {name}
            {done ? ' ✓' : ''}
          </button>
        ))}
      </div>
      {sheet.done ? (
        <p className="typing-system is-done">
          {sheet.name}录完了：{sheet.entered} 项，省了 {sheet.characters} 个字。
        </p>
      ) : (
        <p className="typing-system">
          {sheet.system}
          {sheet.confirmed ? null : <span className="weak"> 字段顺序以实际系统为准</span>}
        </p>
      )}
    </>
  )
}

const markSigns = { ENTERED: '✓', SKIPPED: '–' } as const
const markWords = { ENTERED: '已录', SKIPPED: '跳过' } as const

function Lines({
  current,
  sheet,
  stand,
}: {
  readonly sheet: TypingSheet
  readonly current: SheetLine | undefined
  readonly stand: (n: number) => void
}) {
  const here = useRef<HTMLLIElement>(null)
  useEffect(() => {
    // In braces: a newer Chromium answers with a promise, which React would take for a cleanup.
    here.current?.scrollIntoView({ block: 'nearest' })
  }, [current?.n])
  if (sheet.lines.length === 0) return <p className="typing-said">本件没有这个系统要录的内容。</p>
  return (
    <ul className="typing-lines">
      {sheet.lines.map((line, at) => (
        <li
          key={line.n}
          ref={line.n === current?.n ? here : null}
          aria-current={line.n === current?.n ? 'true' : undefined}
        >
          {line.screen === sheet.lines[at - 1]?.screen ? null : <h3>{line.screen}</h3>}
          <button
            type="button"
            tabIndex={-1}
            disabled={!line.filled}
            className={`typing-line${line.mark ? ` is-${line.mark.toLowerCase()}` : ''}`}
            onClick={() => stand(line.n)}
          >
            <span className="typing-mark" aria-label={line.mark ? markWords[line.mark] : undefined}>
              {line.mark ? markSigns[line.mark] : ''}
            </span>
            <span className="typing-label">{line.label}</span>
            <span className="typing-shown">{line.filled ? line.shown : '没有'}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What lies on the clipboard and for how long; when it could not be cleared, how it will be. */
function ClipboardLine() {
  const { label, leftS, stuck } = useClipboard()
  const saved = label === undefined ? '剪贴板里没有本件内容' : `已复制「${label}」，${leftS} 秒后清空`
  return (
    <p className={`typing-clip${stuck ? ' is-stuck' : ''}`} aria-live="polite">
      {stuck ? '时间到了，剪贴板还没清。点一下录入条就清空。' : saved}
    </p>
  )
}

/** Whatever ends the strip (closed, locked, the window left) also ends what lies on the clipboard. */
function useWiping(): void {
  useEffect(() => {
    const forget = beforeLeaving(wipe)
    return () => {
      forget()
      void wipe()
    }
  }, [])
}

/** Keys in the strip's own window count as work at the desk: the idle lock listens to the main window only. */
function stayAwake(): void {
  window.dispatchEvent(new Event('wheel'))
}
