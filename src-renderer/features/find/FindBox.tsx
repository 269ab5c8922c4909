import { useMemo, useState } from 'react'
import type { Role } from '#shared/domain/staff.ts'
import { narrowed } from '#shared/domain/typed-text.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { onChords } from '../../components/chord.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { FindList } from './FindList.tsx'
import { commandLines, matterLines } from './find-lines.ts'
import type { Level, Line } from './line.ts'

type Props = { readonly role: Role; readonly lock: () => void; readonly onClose: () => void }

/** 查一切: one box over whatever stands there, from which everything is opened (ui.md 2.g). */
export function FindBox({ lock, onClose, role }: Props) {
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const [level, setLevel] = useState<Level>()
  const box = useDialogFocus('find')
  const found = useFound(typed, role, lock)
  const lines = level?.lines ?? found
  const current = lines[Math.min(at, lines.length - 1)]
  const enter = (next: Level | undefined) => {
    setLevel(next)
    setAt(0)
  }
  const open = (line: Line | undefined) => {
    if (!line) return
    if (!line.open) return enter(line.deeper)
    onClose()
    line.open()
  }
  const back = () => (level ? enter(undefined) : onClose())
  const keys = {
    ArrowDown: () => setAt(Math.min(at + 1, lines.length - 1)),
    ArrowUp: () => setAt(Math.max(at - 1, 0)),
    Enter: () => open(current),
  }
  useKeys('overlay', { Escape: back, F3: () => undefined, 'Ctrl+K': () => undefined })
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
        {level ? <h2>{level.title}</h2> : null}
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
          placeholder="首字母、姓名、号码、编号、事项，或 > 只看命令"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            enter(undefined)
          }}
          onKeyDown={onChords({
            ...keys,
            ...(current?.deeper && !level && atEnd() ? { ArrowRight: () => enter(current.deeper) } : {}),
            ...(level ? { ArrowLeft: back } : {}),
          })}
        />
        <FindList lines={lines} current={current} onOpen={open} />
        {lines.length === 0 && typed !== '' ? (
          <p role="status">{`没有找到“${typed}”。可试：身份证后 4 位、手机号、扫单子。`}</p>
        ) : null}
        <div className="hints">
          <KeyHint keys="↑↓">选</KeyHint>
          <KeyHint keys="Enter">打开</KeyHint>
          {current?.deeper && !level ? <KeyHint keys="→">还能办什么</KeyHint> : null}
          <KeyHint keys="Esc">{level ? '退一步' : '关掉'}</KeyHint>
        </div>
      </div>
    </div>
  )
}

/** Letters go to commands and matters; `>` keeps to commands. */
function useFound(typed: string, role: Role, lock: () => void): readonly Line[] {
  const { catalogue } = useCatalogue()
  return useMemo(() => {
    const query = narrowed(typed).toLowerCase().replaceAll(' ', '')
    const hands = { ...useRoutes.getState(), lock }
    if (query.startsWith('>')) return commandLines(query.slice(1), role, hands)
    return [...commandLines(query, role, hands), ...matterLines(catalogue, query, hands)]
  }, [catalogue, typed, role, lock])
}

function atEnd(): boolean {
  const input = document.activeElement
  return input instanceof HTMLInputElement && input.selectionStart === input.value.length
}
