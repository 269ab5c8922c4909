import type { Page } from 'playwright-core'

/** The program is told nothing; the probe stands in the page and looks on. */
type Probed = { keyToPaint: number[] }

/**
 * From the moment the browser took a key to the end of the frame that shows it (ui.md G12).
 *
 * A message posted inside the frame callback is answered after style, layout and paint of that frame.
 */
export async function probe(page: Page): Promise<void> {
  await page.evaluate(() => {
    const here = window as unknown as Probed
    here.keyToPaint = []
    const channel = new MessageChannel()
    const begun: number[] = []
    channel.port1.onmessage = () => {
      const startedMs = begun.shift()
      if (startedMs !== undefined) here.keyToPaint.push(performance.now() - startedMs)
    }
    window.addEventListener(
      'keydown',
      ({ timeStamp }) => {
        requestAnimationFrame(() => {
          begun.push(timeStamp)
          channel.port2.postMessage(undefined)
        })
      },
      true,
    )
  })
}

/** What was measured since the last time, in order. */
export async function probed(page: Page): Promise<readonly number[]> {
  return page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    await new Promise((resolve) => setTimeout(resolve))
    const here = window as unknown as Probed
    const measured = here.keyToPaint
    here.keyToPaint = []
    return measured
  })
}

/** Every key by itself, as a hand gives it: the next one when the last has been painted. */
export async function typeProbed(page: Page, keys: readonly string[]): Promise<readonly number[]> {
  const ms: number[] = []
  for (const key of keys) {
    await page.keyboard.press(key)
    ms.push(...(await probed(page)))
  }
  return ms
}
