import { pictureBytesAim, pictureSideMax } from '#shared/domain/picture.ts'

export type Ink = 'GREY' | 'COLOUR'
export type Shrunk = { readonly blob: Blob; readonly width: number; readonly height: number }

/** How a picture is made smaller, best first: A4 at 200 dots an inch stays readable down to 140. */
export const attempts = [
  { side: 2_339, quality: 0.8 },
  { side: 2_339, quality: 0.65 },
  { side: 2_000, quality: 0.6 },
  { side: 1_654, quality: 0.6 },
  { side: 1_654, quality: 0.4 },
] as const

/** Never larger than it was taken, and never larger than the desk takes. */
export function fitted(width: number, height: number, side: number): { width: number; height: number } {
  const scale = Math.min(1, Math.min(side, pictureSideMax) / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** The first attempt within the size that is aimed at; the last one in any case. */
export async function shrink(picture: ImageBitmap, ink: Ink): Promise<Shrunk> {
  let made: Shrunk | undefined
  for (const { quality, side } of attempts) {
    const size = fitted(picture.width, picture.height, side)
    const canvas = new OffscreenCanvas(size.width, size.height)
    const pen = canvas.getContext('2d', { alpha: false })
    if (!pen) break
    if (ink === 'GREY') pen.filter = 'grayscale(1)'
    pen.imageSmoothingQuality = 'high'
    pen.drawImage(picture, 0, 0, size.width, size.height)
    made = { blob: await canvas.convertToBlob({ type: 'image/jpeg', quality }), ...size }
    if (made.blob.size <= pictureBytesAim) return made
  }
  if (!made) throw new Error('no picture could be drawn')
  return made
}
