import { type PointerEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { onChords } from './chord.ts'
import { type Drawn, inkOf, mmPerPx, type Point, pathOf, type Strokes, sizeOf } from './drawn-ink.ts'

type Props = {
  readonly label: string
  readonly fieldId?: string
  readonly error?: string | undefined
  /** After every stroke: what stands on the pad now; nothing once it was wiped. */
  readonly onInk: (ink: Drawn | undefined) => void
}

/**
 * A field to sign in with a pen, a finger or the mouse.
 *
 * Strokes are kept in millimetres and drawn anew from them, so that a window that is resized or turned
 * neither clears nor shrinks a name (ui.md UX-412). A key wipes it; nothing else does.
 */
export function SignaturePad({ error, fieldId, label, onInk }: Props) {
  const id = useId()
  const pad = useRef<SVGSVGElement>(null)
  const { down, how, lift, move, strokes, wipe } = useStrokes(onInk)
  const paper = useSize(pad)
  const ink = useMemo(() => sizeOf(strokes), [strokes])
  const width = Math.max(paper.width, ink.right)
  const height = Math.max(paper.height, ink.bottom)
  return (
    <div className={`signature${error ? ' is-wrong' : ''}`}>
      <div className="field-head">
        <span id={id}>{label}</span>
        {how ? <span className="badge">{howWords[how]}</span> : null}
        <span className="spacer" />
        <button type="button" className="plain" disabled={strokes.length === 0} onClick={wipe}>
          擦掉重签 <kbd>Delete</kbd>
        </button>
      </div>
      <svg
        ref={pad}
        className="signature-pad"
        role="img"
        aria-labelledby={id}
        aria-describedby={`${id}-note`}
        tabIndex={0}
        data-field={fieldId}
        data-strokes={strokes.length}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="xMinYMin meet"
        onKeyDown={onChords({ Delete: wipe })}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={lift}
        onPointerCancel={lift}
      >
        <path className="signature-ink" d={pathOf(strokes)} />
      </svg>
      <p id={`${id}-note`} className={error ? 'field-error' : 'field-hint'}>
        {error ?? '请用笔、手指或者鼠标写清姓名。'}
      </p>
    </div>
  )
}

const howWords = { PEN: '手写笔', TOUCH: '手指', MOUSE: '鼠标' } as const
type How = keyof typeof howWords
type Pen = PointerEvent<SVGSVGElement>

/** Fewer points than a journal entry takes; what is drawn beyond them is not kept. */
const pointsMax = 2_500
/** Closer than this nothing new is told about a stroke. */
const stepMm = 0.2

function useStrokes(onInk: Props['onInk']) {
  const [strokes, setStrokes] = useState<Strokes>([])
  const [how, setHow] = useState<How>()
  const now = useRef<{ strokes: Point[][]; drawing: boolean }>({ strokes: [], drawing: false })
  const show = () => setStrokes(now.current.strokes.map((stroke) => [...stroke]))
  const add = (event: Pen, first: boolean) => {
    const { current } = now
    for (const [x, y] of pointsOf(event)) {
      const stroke = current.strokes.at(-1)
      const last = stroke?.at(-1)
      const n = current.strokes.reduce((sum, { length }) => sum + length, 0)
      const near = last && !first && Math.hypot(x - last[0], y - last[1]) < stepMm
      if (stroke && !near && n < pointsMax) stroke.push([x, y])
    }
  }
  const down = (event: Pen) => {
    if (event.button !== 0 || now.current.drawing) return
    event.preventDefault()
    event.currentTarget.focus()
    event.currentTarget.setPointerCapture(event.pointerId)
    setHow(event.pointerType === 'pen' ? 'PEN' : event.pointerType === 'touch' ? 'TOUCH' : 'MOUSE')
    now.current.drawing = true
    now.current.strokes.push([])
    add(event, true)
    show()
  }
  const move = (event: Pen) => {
    if (!now.current.drawing) return
    add(event, false)
    show()
  }
  const lift = () => {
    if (!now.current.drawing) return
    now.current.drawing = false
    now.current.strokes = now.current.strokes.filter(({ length }) => length > 0)
    show()
    onInk(how ? { how, ...inkOf(now.current.strokes) } : undefined)
  }
  const wipe = () => {
    now.current = { strokes: [], drawing: false }
    show()
    setHow(undefined)
    onInk(undefined)
  }
  return { strokes, how, down, move, lift, wipe }
}

/** Where the pen was, in millimetres from the upper left corner: all that the system saw since the last event. */
function pointsOf(event: Pen): readonly Point[] {
  const onPad = event.currentTarget.getScreenCTM()?.inverse()
  if (!onPad) return []
  const seen = event.nativeEvent.getCoalescedEvents?.() ?? []
  return (seen.length > 0 ? seen : [event.nativeEvent]).map(({ clientX, clientY }) => [
    within(onPad.a * clientX + onPad.e),
    within(onPad.d * clientY + onPad.f),
  ])
}

function within(mm: number): number {
  return Math.round(Math.max(0, Math.min(400, mm)) * 10) / 10
}

/** How large the pad is on the screen now, in millimetres. */
function useSize(pad: { readonly current: SVGSVGElement | null }) {
  const [size, setSize] = useState({ width: 100, height: 40 })
  useEffect(() => {
    const { current } = pad
    if (!current) return
    const measure = () => {
      const { height, width } = current.getBoundingClientRect()
      if (width > 0) setSize({ width: width * mmPerPx, height: height * mmPerPx })
    }
    measure()
    if (typeof ResizeObserver === 'undefined') return
    const watcher = new ResizeObserver(measure)
    watcher.observe(current)
    return () => watcher.disconnect()
  }, [pad])
  return size
}
