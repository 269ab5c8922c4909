// @vitest-environment jsdom
import { createHash } from 'node:crypto'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { listenToKeys } from '#renderer/app/keys.ts'
import { SigningPanel } from '#renderer/app/SigningPanel.tsx'
import { textHash } from '#renderer/app/signature-words.ts'
import { SignaturePad } from '#renderer/components/SignaturePad.tsx'
import { checkSignature, type Signature } from '#shared/domain/signature.ts'
import { onePixel } from '../support/ink.ts'

const pxPerMm = 96 / 25.4
const slip = '材料交接清单\n不动产权证 原件 1 份'

beforeEach(() => {
  // What jsdom has no screen for: a pad one to one, and a printer of its strokes.
  Object.assign(SVGElement.prototype, {
    setPointerCapture: () => undefined,
    getScreenCTM: () => ({ inverse: () => ({ a: 1 / pxPerMm, d: 1 / pxPerMm, e: 0, f: 0 }) }),
  })
  vi.stubGlobal('Path2D', class {})
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue({
    scale: () => undefined,
    translate: () => undefined,
    stroke: () => undefined,
  } as never)
  vi.spyOn(HTMLCanvasElement.prototype, 'toDataURL').mockReturnValue(`data:image/png;base64,${onePixel}`)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

/** A wave over the pad, as wide as told. */
function draw(pad: Element, widthMm: number, points = 60): void {
  const at = (n: number) => ({
    button: 0,
    pointerId: 1,
    pointerType: 'pen',
    clientX: (10 + (widthMm * n) / points) * pxPerMm,
    clientY: (n % 2 === 0 ? 10 : 14) * pxPerMm,
  })
  fireEvent.pointerDown(pad, at(0))
  for (let n = 1; n <= points; n += 1) fireEvent.pointerMove(pad, at(n))
  fireEvent.pointerUp(pad, at(points))
}

describe('a pad to sign on', () => {
  test('gives the strokes in millimetres, with the size they had under the hand', () => {
    const onInk = vi.fn()
    render(<SignaturePad label="陈桂香签名" onInk={onInk} />)
    draw(screen.getByRole('img', { name: '陈桂香签名' }), 40)
    expect(onInk).toHaveBeenCalledOnce()
    const ink = onInk.mock.calls[0]?.[0]
    expect(ink.how).toBe('PEN')
    expect(ink.drawn).toEqual({ widthMm: 40, heightMm: 4 })
    expect(ink.strokes).toHaveLength(1)
    expect(ink.strokes[0][0]).toEqual([10, 10])
    expect(ink.image.png).toBe(onePixel)
  })

  test('keeps what stands on it while the window changes its size, until Delete wipes it', async () => {
    const onInk = vi.fn()
    render(<SignaturePad label="签名" onInk={onInk} />)
    const pad = screen.getByRole('img')
    draw(pad, 40)
    const path = pad.querySelector('path')?.getAttribute('d')
    fireEvent(window, new Event('resize'))
    expect(pad.querySelector('path')?.getAttribute('d')).toBe(path)
    pad.focus()
    await userEvent.keyboard('{Delete}')
    expect(pad.querySelector('path')?.getAttribute('d')).toBe('')
    expect(onInk).toHaveBeenLastCalledWith(undefined)
  })
})

describe('signing what is shown', () => {
  function signing(onSigned: (signature: Signature) => void) {
    const stop = listenToKeys(window)
    render(
      <SigningPanel
        title="归还"
        text={slip}
        who="物主"
        name="陈桂香"
        parties={['陈桂香', '李敏']}
        verb="签好了"
        onSigned={onSigned}
        onBack={() => undefined}
      />,
    )
    return stop
  }

  test('is bound to the hash of the very text, and refuses a pad with next to nothing on it', async () => {
    const onSigned = vi.fn()
    const stop = signing(onSigned)
    expect(await textHash(slip)).toBe(createHash('sha256').update(slip).digest('base64url'))
    await vi.waitFor(async () => {
      await userEvent.keyboard('{Enter}')
      expect(screen.getByText(/还没有签名，或者签得太小/)).toBeTruthy()
    })
    draw(screen.getByRole('img'), 3, 4)
    await userEvent.keyboard('{Enter}')
    expect(screen.getByText(/还没有签名，或者签得太小/)).toBeTruthy()
    expect(onSigned).not.toHaveBeenCalled()

    draw(screen.getByRole('img'), 40)
    await userEvent.keyboard('{Enter}')
    expect(onSigned).toHaveBeenCalledOnce()
    const signature = onSigned.mock.calls[0]?.[0]
    const textSha256 = await textHash(slip)
    expect(checkSignature(signature, { textSha256, parties: [] }).ok).toBe(true)
    expect(checkSignature(signature, { textSha256: await textHash('别的'), parties: [] }).ok).toBe(false)
    stop()
  })

  test('by a finger needs a reason, and a witness who has no part in it and signs', async () => {
    const onSigned = vi.fn()
    const stop = signing(onSigned)
    await userEvent.keyboard('{F9}')
    await vi.waitFor(async () => {
      screen.getByLabelText(/见证人姓名/).focus()
      await userEvent.keyboard('{Control>}{Enter}{/Control}')
      expect(screen.getByText(/请写明为什么按指印/)).toBeTruthy()
    })
    await userEvent.type(screen.getByLabelText(/按指印的原因/), '不会写字')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(screen.getByText(/按指印要有见证人/)).toBeTruthy()
    await userEvent.type(screen.getByLabelText(/见证人姓名/), '李敏')
    await userEvent.type(screen.getByLabelText(/见证人证件号/), '360313200011300006')
    draw(screen.getByRole('img'), 40)
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(screen.getByText(/不能当见证人/)).toBeTruthy()
    await userEvent.clear(screen.getByLabelText(/见证人姓名/))
    await userEvent.type(screen.getByLabelText(/见证人姓名/), '黄秋生')
    await userEvent.keyboard('{Control>}{Enter}{/Control}')
    expect(onSigned).toHaveBeenCalledOnce()
    expect(onSigned.mock.calls[0]?.[0]).toMatchObject({
      how: 'FINGERPRINT',
      name: '陈桂香',
      witness: { name: '黄秋生', ink: { name: '黄秋生', how: 'PEN' } },
    })
    stop()
  })
})
