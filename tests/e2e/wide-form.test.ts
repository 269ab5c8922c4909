import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { aWideRoot, wideFields, wideMatter } from '../support/a-wide-form.ts'

const home = mkdtempSync(join(tmpdir(), 'pingchuang-wide-'))
const first = '.form-pane [data-field]'

let counter: SeededCounter
let clerk: Clerk
let page: Page
let watched: Awaited<ReturnType<typeof watch>>
beforeAll(async () => {
  counter = await aSeededCounter(async () => undefined, { root: aWideRoot(home) })
  page = counter.page
  clerk = aClerk(page)
  await clerk.signIn(1, '135790')
  watched = await watch(page)
})
afterAll(async () => {
  await counter?.close()
  rmSync(home, { recursive: true, force: true })
})
beforeEach(() => {
  onTestFailed(() => lastLook(page))
})

describe('a form of sixty fields, by keyboard alone', () => {
  test('opens at its first empty field and asks for each datum once', async () => {
    await clerk.begin(wideMatter.toLowerCase())
    await clerk.introduce({ idNumber: '360322194008160004', name: '彭桂生' })
    await clerk.answer('1')
    await clerk.at('一张表')
    const places = await page
      .locator(first)
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-field')))
    expect(new Set(places).size).toBe(wideFields)
    expect(await focusAt()).toBe(0)
    expect(await misfits(page)).toEqual([])
  })

  test('every field that is stepped to stands whole between the head and the action bar', async () => {
    for (let n = 1; n < wideFields; n += 1) {
      await clerk.press('Control+ArrowDown')
      expect(await focusAt()).toBe(n)
      expect(await covered(page), `field ${n + 1}`).toBeUndefined()
    }
    await picture(page, '60-wide-form-end')
    for (let n = wideFields - 2; n >= 0; n -= 1) await clerk.press('Control+ArrowUp')
    expect(await focusAt()).toBe(0)
    expect(await covered(page)).toBeUndefined()
  })

  test('what is missing is told on top, and Enter leads from there to the first place', async () => {
    for (let n = 1; n < wideFields; n += 1) await clerk.press('Control+ArrowDown')
    await clerk.press('Control+Enter')
    await clerk.sees(`还差 ${wideFields} 处`)
    await page.locator('.summary:focus').waitFor()
    expect(await covered(page)).toBeUndefined()
    await clerk.press('Enter')
    expect(await focusAt()).toBe(0)
    expect(await covered(page)).toBeUndefined()
    await clerk.press('Escape')
    expect(await page.locator('.summary').count()).toBe(0)
  })

  test('the screen is locked and another one opened in the middle, and nothing typed is lost', async () => {
    const text = page.locator('.form-pane input[inputmode=text]').first()
    const place = (await text.getAttribute('data-field')) ?? ''
    while ((await page.locator(':focus').getAttribute('data-field')) !== place)
      await clerk.press('Control+ArrowDown')
    await clerk.type('jinshan')
    await clerk.press('F12')
    await clerk.signIn(1, '135790')
    await clerk.at('一张表')
    expect(await text.inputValue()).toBe('jinshan')
    await clerk.press('F4')
    await clerk.at('咨询')
    await clerk.press('Alt+1')
    await clerk.at('今天')
    await clerk.press('Enter')
    await clerk.at('一张表')
    expect(await text.inputValue()).toBe('jinshan')
  })

  test('filled by Enter and digits, one wrong value is found again among sixty', async () => {
    await clerk.fillForm()
    await clerk.at(/一套材料/)
    await clerk.press('Control+PageUp')
    await clerk.at('一张表')
    const phone = page.locator('.form-pane input[inputmode=tel]').last()
    const place = await phone.getAttribute('data-field')
    const at = await page
      .locator(first)
      .evaluateAll(
        (all, wanted) => all.findIndex((each) => each.getAttribute('data-field') === wanted),
        place,
      )
    const from = await focusAt()
    const way = from < 0 ? at + 1 : at - from
    await clerk.press(
      ...Array.from({ length: Math.abs(way) }, () => (way < 0 ? 'Control+ArrowUp' : 'Control+ArrowDown')),
    )
    expect(await focusAt()).toBe(at)
    await clerk.press('Control+a')
    await clerk.type('12')
    await clerk.press('Control+Enter')
    await clerk.sees('还差 1 处')
    await clerk.press('Enter')
    expect(await focusAt()).toBe(at)
    expect(await covered(page)).toBeUndefined()
    await clerk.type('13879912345')
    await clerk.press('Control+Enter')
    await clerk.at(/一套材料/)
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})

/** Which field of the form has the focus, from the top. */
function focusAt(): Promise<number> {
  return page.locator(first).evaluateAll((all) => all.findIndex((each) => each === document.activeElement))
}

/** What lies over the focused element or cuts it off, or nothing. */
function covered(page: Page): Promise<string | undefined> {
  return page.evaluate(() => {
    const focused = document.activeElement
    const box = focused?.getBoundingClientRect()
    if (!focused || !box) return 'nothing has the focus'
    for (const y of [box.top + 2, box.bottom - 2]) {
      const seen = document.elementFromPoint(box.left + box.width / 2, y)
      if (!seen || !(focused.contains(seen) || seen.contains(focused)))
        return `${seen?.className ?? 'outside'} at ${Math.round(y)}`
      if (seen !== focused && !focused.contains(seen)) return `${seen.className} at ${Math.round(y)}`
    }
    return undefined
  })
}
