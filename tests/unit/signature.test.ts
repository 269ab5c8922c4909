import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boxOf, checkInk, checkSignature, type Ink, Signature } from '#shared/domain/signature.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import { fingerprintOf, inkOf, lineOf, someText } from '#tests/support/ink.ts'

const facts = { textSha256: someText, parties: ['陈桂香', '360302195803120000', '李敏'] }

describe('ink', () => {
  test.each([
    ['29 points', lineOf(29, 40), 'signature-blank'],
    ['30 points', lineOf(30, 40), undefined],
    ['14.9 mm', lineOf(60, 14.9), 'signature-blank'],
    ['15 mm', lineOf(60, 15), undefined],
    ['no stroke', { ...inkOf('陈桂香'), strokes: [] }, 'signature-blank'],
    [
      'thirty dots on one spot',
      { ...lineOf(30, 40), strokes: Array.from({ length: 30 }, () => [[1, 1]]) },
      'signature-blank',
    ],
    ['one unbroken stroke', inkOf('陈桂香'), undefined],
  ] as const)('of %s', (_, ink, code) => {
    const checked = checkInk(ink as Ink)
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('that was drawn larger than it is kept was shrunk', () => {
    const ink = inkOf('陈桂香')
    const shrunk = ink.strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x / 2, y / 2]))
    expect(checkInk({ ...ink, strokes: shrunk })).toEqual(refuse('signature-shrunk'))
    expect(checkInk({ ...ink, image: { ...ink.image, widthMm: 20 } })).toEqual(refuse('signature-shrunk'))
    expect(checkInk({ ...ink, drawn: { widthMm: 41, heightMm: 5 } })).toEqual(ok(undefined))
    expect(checkInk({ ...ink, drawn: { widthMm: 41.1, heightMm: 5 } })).toEqual(refuse('signature-shrunk'))
  })

  test.each(['', 'data:image/png;base64,x', '<svg/>', 'iVBORw0KGgo<script>'])(
    'without a picture: %j',
    (png) => {
      const ink = inkOf('陈桂香')
      expect(checkInk({ ...ink, image: { ...ink.image, png } })).toEqual(refuse('signature-image-missing'))
    },
  )

  test('made smaller by any factor below nine tenths is never taken', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.9, noNaN: true }),
        fc.integer({ min: 40, max: 200 }),
        (factor, wide) => {
          const ink = inkOf('陈桂香', someText, 80, wide)
          const strokes = ink.strokes.map((stroke) =>
            stroke.map(([x, y]): [number, number] => [x * factor, y * factor]),
          )
          expect(checkInk({ ...ink, strokes }).ok).toBe(false)
        },
      ),
    )
  })

  test('has the size of its outermost points, wherever on the pad it stands', () => {
    expect(
      boxOf([
        [[10, 20]],
        [
          [15, 22],
          [12, 40],
        ],
      ]),
    ).toEqual({ widthMm: 5, heightMm: 20 })
    expect(boxOf([])).toEqual({ widthMm: 0, heightMm: 0 })
  })
})

describe('a signature', () => {
  test.each<readonly [string, Signature, string | undefined]>([
    ['under this text', inkOf('陈桂香'), undefined],
    ['under another text', inkOf('陈桂香', 'B'.repeat(43)), 'text-changed'],
    ['without a name', inkOf(''), 'signature-name-missing'],
    ['of somebody who cannot read, alone', { ...inkOf('陈桂香'), cannotRead: true }, 'witness-missing'],
    [
      'of somebody who cannot read, before a witness',
      {
        ...inkOf('陈桂香'),
        cannotRead: true,
        witness: { name: '黄秋生', idNumber: '1', ink: inkOf('黄秋生') },
      },
      undefined,
    ],
    ['by finger before a witness', fingerprintOf('陈桂香'), undefined],
    ['by finger alone', fingerprintOf('陈桂香', someText, { witness: undefined }), 'witness-missing'],
    [
      'by finger without a reason',
      fingerprintOf('陈桂香', someText, { reason: '' }),
      'fingerprint-reason-missing',
    ],
    ['by finger under another text', fingerprintOf('陈桂香', 'B'.repeat(43)), 'text-changed'],
  ])('%s', (_, signature, code) => {
    const checked = checkSignature(signature, facts)
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test.each([
    ['the principal', { name: '陈桂香', idNumber: '1', ink: inkOf('陈桂香') }, 'witness-not-independent'],
    ['the officer', { name: '李敏', idNumber: '1', ink: inkOf('李敏') }, 'witness-not-independent'],
    [
      'the principal under another name',
      { name: '陈', idNumber: '360302195803120000', ink: inkOf('陈') },
      'witness-not-independent',
    ],
    ['somebody who wrote nothing', { name: '黄秋生', idNumber: '1', ink: lineOf(3, 2) }, 'witness-missing'],
    [
      'somebody with a blank sheet',
      { name: '陈桂香', idNumber: '1', ink: { ...lineOf(3, 2), name: '陈桂香' } },
      'witness-not-independent',
    ],
    ['somebody without a number', { name: '黄秋生', idNumber: '', ink: inkOf('黄秋生') }, 'witness-missing'],
    [
      'somebody who signed another text',
      { name: '黄秋生', idNumber: '1', ink: inkOf('黄秋生', 'B'.repeat(43)) },
      'text-changed',
    ],
    [
      'somebody whose ink is blank',
      { name: '黄秋生', idNumber: '1', ink: { ...lineOf(3, 2), name: '黄秋生' } },
      'signature-blank',
    ],
  ] as const)('witnessed by %s is refused', (_, witness, code) => {
    const checked = checkSignature(fingerprintOf('陈桂香', someText, { witness }), facts)
    expect(checked.ok ? undefined : checked.refusal.code).toBe(code)
  })

  test('by finger keeps no picture of the finger', () => {
    const read = Signature.parse({
      ...fingerprintOf('陈桂香'),
      image: { png: 'x' },
      photo: 'x',
      template: 'x',
    })
    expect(Object.keys(read).toSorted()).toEqual(['atMs', 'how', 'name', 'reason', 'textSha256', 'witness'])
  })
})
