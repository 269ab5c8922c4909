import { useEffect, useRef, useState } from 'react'
import type { Role } from '#shared/domain/staff.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { onChords } from '../../components/chord.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { FindList } from './FindList.tsx'
import { personLevel } from './find-lines.ts'
import type { Level, Line } from './line.ts'
import { useFound } from './use-found.ts'

type Props = { readonly role: Role; readonly lock: () => void; readonly onClose: () => void }

/** 查一切: one box over whatever stands there, from which everything is opened (ui.md 2.g). */
export function FindBox({ lock, onClose, role }: Props) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [level, setLevel] = useState<Level>()
  const [wanted, setWanted] = useState(false)
  const box = useDialogFocus('find')
  const found = useFound(typed, role, lock)
  const lines = level?.lines ?? found.lines
  const current = lines[Math.min(at, lines.length - 1)]
  const enter = (next: Level | undefined) => {
    setLevel(next)
    setAt(0)
    setWanted(false)
  }
  const open = async (line: Line | undefined) => {
    if (!line) return
    if (line.partyId) {
      const answer = await ask('find.person', { partyId: line.partyId })
      if (answer.ok) enter(personLevel(answer.value, { ...useRoutes.getState(), lock }))
      return
    }
    onClose()
    line.open?.()
  }
  const waiting = found.waiting && !level
  // A quick hand is ahead of the desk: what it meant opens as soon as the desk has answered.
  const openFirst = useRef<() => void>(() => undefined)
  openFirst.current = () => void open(current)
  useEffect(() => {
    if (!wanted || waiting) return
    setWanted(false)
    openFirst.current()
  }, [wanted, waiting])
  const back = () => (level ? enter(undefined) : onClose())
  const newPerson = !level && lines.length === 0 && !waiting && /[一-鿿]{2}/.test(typed)
  const begin = () => useRoutes.getState().startIntake({ name: typed.trim() })
  useKeys('overlay', {
    Escape: back,
    F3: () => undefined,
    'Ctrl+K': () => undefined,
    F2: newPerson ? begin : undefined,
  })
  return (
    <div className="veil find-veil">
      <div
        ref={box}
        className="prompt find-box"
        role="dialog"
        aria-modal="true"
        data-keeps
        aria-label="查一切"
      >
        {level ? (
          <div>
            <h2>{level.title}</h2>
            {level.note ? <p className="weak">{level.note}</p> : null}
          </div>
        ) : null}
        <input
          className="big-input"
          data-field="find"
          aria-label="查什么"
          role="combobox"
          aria-expanded="true"
          aria-controls="find-list"
          aria-activedescendant={current ? `find-line-${lines.indexOf(current)}` : undefined}
          autoComplete="off"
          spellCheck={false}
          maxLength={60}
          placeholder="首字母、姓名、号码、编号、事项，或 > 只看命令"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            enter(undefined)
          }}
          onKeyDown={onChords({
            ArrowDown: () => setAt(Math.min(at + 1, lines.length - 1)),
            ArrowUp: () => setAt(Math.max(at - 1, 0)),
            Enter: () => (waiting ? setWanted(true) : void open(current)),
            ...(current?.deeper && !level && atEnd() ? { ArrowRight: () => enter(current.deeper) } : {}),
            ...(level ? { ArrowLeft: back } : {}),
          })}
        />
        <FindList lines={lines} current={current} onOpen={(line) => void open(line)} />
        {found.failed ? <p role="alert">本机程序没有回答，只能找事项和命令。已保存的内容不受影响。</p> : null}
        {lines.length === 0 && typed !== '' && !waiting ? (
          <p role="status">
            {`没有找到“${typed}”。可试：身份证后 4 位、手机号、扫单子。`}
            {newPerson ? '按 F2 用这个名字新建。' : ''}
          </p>
        ) : null}
        <div className="hints">
          <KeyHint keys="↑↓">选</KeyHint>
          <KeyHint keys="Enter">{current?.partyId ? '看这个人' : '打开'}</KeyHint>
          {current?.deeper && !level ? <KeyHint keys="→">还能办什么</KeyHint> : null}
          <KeyHint keys="Esc">{level ? '退一步' : '关掉'}</KeyHint>
        </div>
      </div>
    </div>
  )
}

/** The arrow moves in the text first, and only past its end into what else can be done. */
function atEnd(): boolean {
  const input = document.activeElement
  return input instanceof HTMLInputElement && input.selectionStart === input.value.length
}
