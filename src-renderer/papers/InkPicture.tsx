import { pathOf, type Strokes, sizeOf } from '../components/drawn-ink.ts'
import './paper.css'

const edgeMm = 2

/** A name as it was written, from its strokes: no picture is loaded and none can be swapped. */
export function InkPicture({ label, strokes }: { readonly strokes: Strokes; readonly label: string }) {
  const { bottom, left, right, top } = sizeOf(strokes)
  const box = [left - edgeMm, top - edgeMm, right - left + 2 * edgeMm, bottom - top + 2 * edgeMm]
  return (
    <svg className="paper-ink" role="img" aria-label={label} viewBox={box.join(' ')}>
      <path d={pathOf(strokes)} />
    </svg>
  )
}
