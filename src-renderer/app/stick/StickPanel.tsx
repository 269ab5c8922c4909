import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { ask } from '../desk-client.ts'
import { useKeys } from '../keys.ts'
import { sizeWord } from '../pictures/words.ts'
import { useDialogFocus } from '../use-dialog-focus.ts'
import { useLive } from '../use-live.ts'
import { lineSentence, stickRefusal } from './words.ts'

type Props = {
  readonly to: 'WRITE' | 'TAKE'
  /** The stick was written and read back; the panel is to be closed. */
  readonly onWritten?: (sentence: string) => void
  readonly onLeave: () => void
}

const lookEveryMs = 2_000

/** 优盘: a digit takes a stick, Enter writes or reads it; a stick plugged in meanwhile shows by itself. */
export function StickPanel({ onLeave, onWritten, to }: Props) {
  const drives = useDrives()
  const [chosen, setChosen] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [lines, setLines] = useState<readonly string[]>([])
  const [wrong, setWrong] = useState('')
  const box = useDialogFocus(undefined)
  const drive = drives?.find(({ driveId }) => driveId === chosen)
  const act = async () => {
    if (busy) return
    if (lines.length > 0) return onLeave()
    if (!drive) return setWrong(drives?.length ? '请按数字选一个优盘。' : '')
    setBusy(true)
    setWrong('')
    const { driveId } = drive
    const said = await (to === 'WRITE' ? written(driveId) : taken(driveId)).catch(() => undefined)
    setBusy(false)
    if (!said) return
    if (!said.ok) return setWrong(said.sentence)
    if (to === 'WRITE' && onWritten) onWritten(said.lines.join(''))
    else setLines(said.lines)
  }
  useKeys('overlay', {
    Enter: () => void act(),
    Escape: busy ? undefined : onLeave,
    ...Object.fromEntries(
      (drives ?? []).map(({ driveId }, n) => [String(n + 1), busy ? undefined : () => setChosen(driveId)]),
    ),
  })
  const doing = to === 'WRITE' ? '写到优盘' : '读优盘'
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt stick"
        role="dialog"
        aria-modal="true"
        aria-labelledby="stick-title"
        tabIndex={-1}
      >
        <h2 id="stick-title">{doing}</h2>
        <p className="weak">
          {to === 'WRITE'
            ? '市级还没有确认的记录和照片，加密写给市级，优盘丢了别人也打不开，本机一条不少。'
            : '读回执；别的窗口写好的优盘，这里联网就替它交给市级，回执写回优盘。'}
        </p>
        {lines.length > 0 ? (
          <div role="status">
            <ul className="stick-lines">
              {lines.map((line, n) => (
                <li key={`${n} ${line}`}>{line}</li>
              ))}
            </ul>
          </div>
        ) : (
          <Drives drives={drives} chosen={chosen} onChoose={busy ? () => undefined : setChosen} />
        )}
        {busy ? <Moving to={to} /> : null}
        <p className="field-error" role="alert">
          {wrong}
        </p>
        <div className="prompt-actions">
          {lines.length > 0 ? null : (
            <Button disabled={busy} onClick={onLeave}>
              先不{doing.slice(0, 1)} <kbd>Esc</kbd>
            </Button>
          )}
          <Button type="primary" disabled={busy || (!drive && lines.length === 0)} onClick={() => void act()}>
            {lines.length > 0 ? '知道了' : doing} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

type Said =
  | { readonly ok: true; readonly lines: readonly string[] }
  | { readonly ok: false; readonly sentence: string }

async function written(driveId: string): Promise<Said> {
  const answer = await ask('bundle.write', { driveId })
  if (!answer.ok) return { ok: false, sentence: stickRefusal(answer.refusal) }
  const { bytes, drive, entries, pictures } = answer.value
  const what = pictures > 0 ? `记录 ${entries} 条、照片 ${pictures} 张` : `记录 ${entries} 条`
  return { ok: true, lines: [`已写到“${drive}”，${what}，${sizeWord(bytes)}，已回读校验`] }
}

async function taken(driveId: string): Promise<Said> {
  const answer = await ask('bundle.take', { driveId })
  if (!answer.ok) return { ok: false, sentence: stickRefusal(answer.refusal) }
  const lines = answer.value.lines.map(lineSentence)
  return { ok: true, lines: lines.length > 0 ? lines : ['这个优盘上没有要读的内容。'] }
}

type DrivesProps = {
  readonly drives: ReturnType<typeof useDrives>
  readonly chosen: string | undefined
  readonly onChoose: (driveId: string) => void
}

function Drives({ chosen, drives, onChoose }: DrivesProps) {
  if (!drives) return null
  if (drives.length === 0) return <p role="status">没有看到优盘。请插上优盘，插好会自动出现在这里。</p>
  return (
    <div role="radiogroup" aria-label="选一个优盘" className="stick-drives">
      {drives.map(({ driveId, freeBytes, name }, n) => (
        <button
          key={driveId}
          type="button"
          role="radio"
          tabIndex={-1}
          aria-checked={driveId === chosen}
          onClick={() => onChoose(driveId)}
        >
          <kbd>{n + 1}</kbd> {name} <small className="weak">还能放 {sizeWord(freeBytes)}</small>
        </button>
      ))}
    </div>
  )
}

/** What moved so far, told with every megabyte. */
function Moving({ to }: { readonly to: Props['to'] }) {
  const { answer } = useLive('bundle.state', {}, ['sync'])
  const moved = answer?.ok ? answer.value.movedBytes : 0
  return (
    <p role="status">
      {to === 'WRITE' ? '正在写优盘并读回核对' : '正在读优盘并交给市级'}：{sizeWord(moved)}。请不要拔出优盘。
    </p>
  )
}

function useDrives() {
  const { again, answer } = useLive('bundle.drives', {}, [])
  useEffect(() => {
    const timer = setInterval(again, lookEveryMs)
    return () => clearInterval(timer)
  }, [again])
  return answer?.ok ? answer.value.drives : undefined
}
