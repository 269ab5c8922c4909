import type { Page } from 'playwright-core'

/** A name on the pad, as a pen leaves it; the one thing no key can do. */
export async function signedByHand(page: Page): Promise<void> {
  const pad = page.locator('.signature-pad').last()
  await pad.waitFor({ timeout: 10_000 })
  const box = await pad.boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  for (let n = 1; n <= 60; n += 1) await page.mouse.move(box.x + 60 + n * 5, box.y + 60 + (n % 2) * 30)
  await page.mouse.up()
}

/** Counts what a pointer did anywhere but on a pad. */
export async function beyondThePad(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const counter = window as unknown as { strays: number }
    counter.strays = 0
    for (const kind of ['pointerdown', 'mousedown', 'click'])
      window.addEventListener(
        kind,
        ({ target }) => {
          const pad = target instanceof Element && target.closest('.signature-pad')
          const byKey = kind === 'click' && target instanceof HTMLButtonElement
          if (!pad && !byKey) counter.strays += 1
        },
        true,
      )
  })
  return () => page.evaluate(() => (window as unknown as { strays: number }).strays)
}

/** Every sheet that goes to the printer is kept in the page, so that it can be read as a paper. */
export async function printsKept(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.print = () => {
      const sheet = document.querySelector('[role=dialog] .paper-sheet')?.cloneNode(true)
      if (sheet instanceof HTMLElement) document.body.append(sheet)
    }
  })
}
