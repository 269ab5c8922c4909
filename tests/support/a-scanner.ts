import type { Page } from 'playwright-core'

/** Milliseconds between two characters of a keyboard wedge (ui.md UX-312: below ten). */
const gapMs = 5

/**
 * A code gun as the window sees it: every character of the code as a key press with the time the gun
 * sends it at, then Enter. Sent in one go, so that a busy machine does not turn it into a hand.
 */
export async function scan(page: Page, code: string, how: { readonly gapMs?: number } = {}): Promise<void> {
  const session = await page.context().newCDPSession(page)
  // A hand that typed before has had time to let go.
  const startS = Date.now() / 1000 + 0.1
  const gapS = (how.gapMs ?? gapMs) / 1000
  const keys = [...code].map((key) => ({ key, code: placeOf(key), text: key }))
  const presses = [...keys, { key: 'Enter', code: 'Enter', text: '\r' }].flatMap((key, n) => {
    const timestamp = startS + n * gapS
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key, timestamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: key.key, code: key.code, timestamp }),
    ]
  })
  await Promise.all(presses)
  await session.detach()
}

/**
 * A long code in one go: two thousand presses one by one would take a test machine longer than any gun,
 * and it would be the machine that is measured.
 */
export async function scanLong(page: Page, code: string): Promise<void> {
  const presses = [...code].map((key) => ({ key, code: placeOf(key) }))
  await page.evaluate(
    (keys) => {
      for (const key of keys)
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true }),
        )
    },
    [...presses, { key: 'Enter', code: 'Enter' }],
  )
}

function placeOf(key: string): string {
  if (key === '-') return 'Minus'
  return /\d/.test(key) ? `Digit${key}` : `Key${key.toUpperCase()}`
}
