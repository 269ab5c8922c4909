import { code128, qrcode } from 'bwip-js/generic'
import { kept } from '#shared/kernel/kept.ts'

/** One symbol in its own units: what to fill, and how far it reaches. */
export type CodeShape = { readonly path: string; readonly width: number; readonly height: number }

/** A sheet is set again with every key pressed beside it, and half of that went into its codes. */
const codesMax = 8

/** Code 128 one module high; a unit is one module. */
export const barsOf = kept(codesMax, (text) =>
  code128({ bcid: 'code128', text, scale: 1, height: 1 }, new PathDrawing(1)),
)

/** QR at level M, which is the encoder's default; a unit is one module. */
export const modulesOf = kept(codesMax, (text) =>
  qrcode({ bcid: 'qrcode', text, scale: 1 }, new PathDrawing(dotsPerModule)),
)

/**
 * QR at level L, for long codes that are read off a clean screen or a fresh print. Not kept: it may hold what a
 * person said, and is shown once.
 */
export function denseModulesOf(text: string): CodeShape {
  // An option of the encoder that its types do not name.
  const options = { bcid: 'qrcode', text, scale: 1, eclevel: 'L' }
  return qrcode(options, new PathDrawing(dotsPerModule))
}

/** The encoder draws a module of a two-dimensional code two dots wide at its smallest scale. */
const dotsPerModule = 2

/** Collects the strokes of the encoder as one SVG path, so that no markup is ever parsed by the page. */
class PathDrawing {
  readonly #dots: number
  #path = ''
  #width = 0
  #height = 0

  constructor(dots: number) {
    this.#dots = dots
  }

  scale(): null {
    return null
  }

  measure(): { width: number; ascent: number; descent: number } {
    return { width: 0, ascent: 0, descent: 0 }
  }

  init(width: number, height: number): void {
    this.#width = width / this.#dots
    this.#height = height / this.#dots
  }

  /** A bar is told by its middle, rounded up to a whole unit. */
  line(x0: number, _y0: number, _x1: number, _y1: number, width: number): void {
    this.#path += `M${x0 - Math.ceil(width / 2)} 0h${width}v1h${-width}z`
  }

  polygon(points: ReadonlyArray<readonly [number, number]>): void {
    const corners = points.map(([x, y]) => `${x / this.#dots} ${y / this.#dots}`)
    this.#path += `M${corners.join('L')}z`
  }

  hexagon(): void {}
  ellipse(): void {}
  fill(): void {}
  text(): void {}

  end(): CodeShape {
    return { path: this.#path, width: this.#width, height: this.#height }
  }
}
