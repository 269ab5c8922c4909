import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from './a-desk.ts'

/** Counts pointer events and collects what the browser complains about: both must stay empty. */
export async function watch(
  page: Page,
): Promise<{ readonly complaints: string[]; readonly pointerEvents: () => Promise<number> }> {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    // Without a printer Chromium takes each print for one that was given up, and the next one for a nuisance.
    if (message.text() === 'Ignoring too frequent calls to print().') return
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await page.evaluate(() => {
    const counter = window as unknown as { pointers: number }
    counter.pointers = 0
    for (const kind of ['pointerdown', 'mousedown', 'click'])
      window.addEventListener(
        kind,
        (event) => {
          // A click that a key made has no pointer behind it.
          if (event instanceof MouseEvent && event.detail > 0) counter.pointers += 1
        },
        true,
      )
  })
  return {
    complaints,
    pointerEvents: () => page.evaluate(() => (window as unknown as { pointers: number }).pointers),
  }
}

/** What may never happen on a screen (ui.md G7, G8): sideways scrolling, a hidden action bar, cut text. */
export function misfits(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    const rootElement = document.documentElement
    if (rootElement.scrollWidth > rootElement.clientWidth) found.push('the page scrolls sideways')
    const bar = document.querySelector('.action-bar')?.getBoundingClientRect()
    if (bar && bar.bottom > innerHeight + 1) found.push('the action bar is below the screen')
    for (const element of document.querySelectorAll<HTMLElement>(
      'button, h1, h2, label, .action-bar *, .status-line *',
    )) {
      const style = getComputedStyle(element)
      const ellipsis = style.textOverflow === 'ellipsis'
      if (
        element.scrollWidth > element.clientWidth + 1 &&
        element.clientWidth > 0 &&
        style.overflow !== 'visible' &&
        !ellipsis
      )
        found.push(`cut: ${element.textContent?.slice(0, 30)}`)
    }
    return found
  })
}

/** An input method at work in the focused field (ui.md 7.1): what it swallows, the program must not see. */
export async function anInputMethod(page: Page): Promise<{
  readonly compose: (text: string) => Promise<void>
  /** A key that belongs to the input method: code 229, whatever is printed on it. */
  readonly press: (...codes: readonly string[]) => Promise<void>
  readonly commit: (text: string) => Promise<void>
}> {
  const session = await page.context().newCDPSession(page)
  return {
    compose: async (text) => {
      await session.send('Input.imeSetComposition', {
        text,
        selectionStart: text.length,
        selectionEnd: text.length,
      })
    },
    press: async (...codes) => {
      for (const code of codes) {
        await session.send('Input.dispatchKeyEvent', {
          type: 'rawKeyDown',
          key: 'Process',
          code,
          windowsVirtualKeyCode: 229,
          nativeVirtualKeyCode: 229,
        })
        await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: code, code })
      }
    },
    commit: async (text) => {
      await session.send('Input.insertText', { text })
    },
  }
}

/** What the screen showed when a journey went wrong: the first thing anybody asks. */
export async function lastLook(page: Page): Promise<void> {
  const path = join(tmpdir(), `pingchuang-failed-${Date.now()}.png`)
  await page.screenshot({ path })
  console.error(`the screen at the failure: ${path}`)
}

/** Keeps a picture for the manual when asked to (`SHOTS=1 npm test`), so that pictures never age. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env['SHOTS']) return
  const folder = join(root, 'docs', 'manual', 'images')
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: join(folder, `${name}.png`) })
}
