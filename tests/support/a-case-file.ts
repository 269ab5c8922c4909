import type { Page } from 'playwright-core'
import type { Clerk } from './a-clerk.ts'

/** The screen of one case, worked by its keys and read by its words. */
export type CaseFile = {
  /** Presses the digit the act has on the screen. */
  readonly act: (name: string) => Promise<void>
  /** Ctrl+Enter, the sentence of what happened, and its papers printed where it owes any. */
  readonly doIt: (said: string | RegExp) => Promise<void>
  /** Enter prints what is owed, Enter leads back to the items. */
  readonly printAndBack: () => Promise<void>
  readonly states: () => Promise<readonly string[]>
  /** Goes down the items to the one with this name. */
  readonly standOn: (name: string) => Promise<void>
  readonly retype: (text: string) => Promise<void>
  /** What stands under the field that has the fault, once the focus is on it. */
  readonly faultAt: (place: string) => Promise<string>
}

/** What the page of a case says when it is back: what can be done, or that all of it is done. */
const again = /可以做的|这件已经全部办完/

export function aCaseFile(page: Page, clerk: Clerk): CaseFile {
  const items = page.getByRole('listbox', { name: '事项' }).getByRole('option')
  const back = page.getByRole('button', { name: /^回这件/ })
  const printAndBack = async () => {
    if ((await page.getByRole('heading', { name: '打印单子' }).count()) > 0) {
      await clerk.press('Enter')
      await back.or(page.getByText(again)).first().waitFor()
      if ((await back.count()) > 0) await clerk.press('Enter')
    }
    await clerk.sees(again)
  }
  return {
    act: async (name) => {
      await clerk.press((await page.locator(`[data-act="${name}"] kbd`).textContent()) ?? '')
    },
    doIt: async (said) => {
      await clerk.press('Control+Enter')
      await clerk.sees(said)
      await clerk.sees('已保存在本机')
      await printAndBack()
    },
    printAndBack,
    states: async () => {
      const marks = items.locator(':scope > .mark')
      return (await marks.allTextContents()).map((word) => word.trim())
    },
    standOn: async (name) => {
      const at = (await items.allTextContents()).findIndex((text) => text.includes(name))
      await clerk.press(...Array.from({ length: 12 }, () => 'ArrowUp'))
      await clerk.press(...Array.from({ length: at }, () => 'ArrowDown'))
    },
    retype: async (text) => {
      await clerk.press('Control+a')
      await clerk.type(text)
    },
    faultAt: async (place) => {
      const field = page.locator('.field.is-wrong', { has: page.locator(`[data-field="${place}"]`) })
      await field.locator('.field-error').waitFor()
      await page.locator(`[data-field="${place}"]:focus`).waitFor()
      return (await field.locator('.field-error').textContent()) ?? ''
    },
  }
}
