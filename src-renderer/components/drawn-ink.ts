export type Point = readonly [x: number, y: number]
export type Strokes = readonly (readonly Point[])[]

/** Of a style sheet: 96 to the inch. */
export const mmPerPx = 25.4 / 96

/** What a hand left on the pad; who it was and under which text, the caller knows. */
export type Drawn = {
  readonly how: 'PEN' | 'TOUCH' | 'MOUSE'
  readonly strokes: [number, number][][]
  readonly drawn: { readonly widthMm: number; readonly heightMm: number }
  readonly image: { readonly widthMm: number; readonly heightMm: number; readonly png: string }
}

export function sizeOf(strokes: Strokes): {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
} {
  const points = strokes.flat()
  if (points.length === 0) return { left: 0, top: 0, right: 0, bottom: 0 }
  const least = (all: readonly number[]) => all.reduce((a, b) => Math.min(a, b))
  const most = (all: readonly number[]) => all.reduce((a, b) => Math.max(a, b))
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  return { left: least(xs), top: least(ys), right: most(xs), bottom: most(ys) }
}

/** One path for all strokes; a dot is a stroke too. */
export function pathOf(strokes: Strokes): string {
  return strokes
    .map((stroke) => stroke.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${x} ${y}`).join('') || '')
    .map((path) => (path.includes('L') || path === '' ? path : `${path}h0.1`))
    .join('')
}

/** The strokes with their picture, at the size they had under the hand. */
export function inkOf(strokes: Strokes): Omit<Drawn, 'how'> {
  const { bottom, left, right, top } = sizeOf(strokes)
  const size = { widthMm: round(right - left), heightMm: round(bottom - top) }
  return {
    strokes: strokes.map((stroke) => stroke.map(([x, y]) => [x, y] as [number, number])),
    drawn: size,
    image: pictureOf(strokes),
  }
}

const edgeMm = 1
/** Characters of the picture that fit into an entry; a larger one is drawn coarser, never smaller. */
const pngMax = 36_000

function pictureOf(strokes: Strokes): Drawn['image'] {
  const { bottom, left, right, top } = sizeOf(strokes)
  const widthMm = right - left + 2 * edgeMm
  const heightMm = bottom - top + 2 * edgeMm
  for (const dotsPerMm of [8, 6, 4, 2]) {
    const png = drawnAs(strokes, { left, top, widthMm, heightMm, dotsPerMm })
    if (png.length <= pngMax) return { widthMm: round(widthMm), heightMm: round(heightMm), png }
  }
  return { widthMm: 0, heightMm: 0, png: '' }
}

function drawnAs(
  strokes: Strokes,
  area: {
    readonly left: number
    readonly top: number
    readonly widthMm: number
    readonly heightMm: number
    readonly dotsPerMm: number
  },
): string {
  const { dotsPerMm, heightMm, left, top, widthMm } = area
  const canvas = document.createElement('canvas')
  canvas.width = Math.ceil(widthMm * dotsPerMm)
  canvas.height = Math.ceil(heightMm * dotsPerMm)
  const brush = canvas.getContext('2d')
  if (!brush) return ''
  brush.scale(dotsPerMm, dotsPerMm)
  brush.translate(edgeMm - left, edgeMm - top)
  brush.lineWidth = 0.5
  brush.lineCap = 'round'
  brush.lineJoin = 'round'
  brush.stroke(new Path2D(pathOf(strokes)))
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '')
}

function round(mm: number): number {
  return Math.round(mm * 10) / 10
}
