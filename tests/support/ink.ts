import type { Ink, Signature } from '#shared/domain/signature.ts'

export const someText = 'A'.repeat(43)

/** One pixel: the smallest picture that is one. */
export const onePixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** A wave of `points` points that is `lengthMm` wide and 4 mm high, as a hand would draw it. */
export function inkOf(name: string, textSha256 = someText, points = 60, lengthMm = 40): Ink {
  const strokes = [
    Array.from({ length: points }, (_, at): [number, number] => [
      (lengthMm * at) / Math.max(1, points - 1),
      at % 2 === 0 ? 0 : 4,
    ]),
  ]
  const size = { widthMm: points > 1 ? lengthMm : 0, heightMm: points > 1 ? 4 : 0 }
  return {
    how: 'PEN',
    name,
    strokes,
    drawn: size,
    image: { ...size, png: onePixel },
    textSha256,
    atMs: Date.parse('2026-09-18T09:00:00+08:00'),
  }
}

/** Ink along one straight line: as many points and millimetres as said, and no more. */
export function lineOf(points: number, lengthMm: number): Ink {
  const strokes = [
    Array.from({ length: points }, (_, at): [number, number] => [
      (lengthMm * at) / Math.max(1, points - 1),
      1,
    ]),
  ]
  const size = { widthMm: lengthMm, heightMm: 0 }
  return { ...inkOf('陈桂香'), strokes, drawn: size, image: { ...size, png: onePixel } }
}

export function fingerprintOf(name: string, textSha256 = someText, change: object = {}): Signature {
  return {
    how: 'FINGERPRINT',
    name,
    reason: '右手有伤，不能写字',
    textSha256,
    atMs: Date.parse('2026-09-18T09:00:00+08:00'),
    witness: { name: '黄秋生', idNumber: '360313200011300006', ink: inkOf('黄秋生', textSha256) },
    ...change,
  }
}
