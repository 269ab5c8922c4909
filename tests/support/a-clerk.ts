import type { Page } from 'playwright-core'

/**
 * A clerk who uses the keyboard alone and goes by what the screen shows: the heading of the step, the
 * label of the focused field. Counts every key, so that budgets can be held against it (ui.md 2.0.1).
 */
export type Clerk = {
  readonly keys: () => { readonly total: number; readonly content: number; readonly over: number }
  readonly press: (...chords: readonly string[]) => Promise<void>
  /** Data nobody could derive: counted apart from the keys of the program. */
  readonly type: (text: string) => Promise<void>
  readonly sees: (text: string | RegExp) => Promise<void>
  readonly heading: () => Promise<string>
  /** Waits until the step with this heading is up and a field or row of it has the focus. */
  readonly at: (heading: string | RegExp) => Promise<void>
  readonly signIn: (tile: number, pin: string) => Promise<void>
  readonly fillForm: (values?: Readonly<Record<string, string>>) => Promise<void>
  /** One key for each material row, in order; rows beyond the list get the last key. */
  readonly judge: (...keys: readonly string[]) => Promise<void>
  readonly answer: (...digits: readonly string[]) => Promise<void>
  /** F2, the letters of the matter, Enter: all of them keys, none of them content. */
  readonly begin: (letters: string) => Promise<void>
  /** The applicant, who comes in person. */
  readonly introduce: (who: {
    readonly idNumber: string
    readonly name: string
    readonly phone?: string
    readonly address?: string
  }) => Promise<void>
  /** Enter prints what is owed, Enter calls the next person. */
  readonly printAndGoOn: () => Promise<void>
}

const patienceMs = 25_000

export function aClerk(page: Page): Clerk {
  let total = 0
  let content = 0
  const heading = async () => (await page.locator('h1').first().textContent({ timeout: patienceMs })) ?? ''
  const press = async (...chords: readonly string[]) => {
    for (const chord of chords) {
      await page.keyboard.press(chord)
      total += 1
      await settled(page)
    }
  }
  const type = async (text: string) => {
    await page.keyboard.type(text)
    total += text.length
    content += text.length
    await settled(page)
  }
  const sees = async (text: string | RegExp) => {
    await page.getByText(text).first().waitFor({ state: 'visible', timeout: patienceMs })
  }
  const at = async (name: string | RegExp) => {
    await page.getByRole('heading', { name, level: 1 }).waitFor({ timeout: patienceMs })
    await page.waitForFunction(
      () =>
        document.activeElement !== document.body ||
        !document.querySelector('main [data-field], main [role=option]'),
      undefined,
      { timeout: patienceMs },
    )
  }
  const enter = async (text: string) => {
    await type(text)
    await press('Enter')
  }
  return {
    keys: () => ({ total, content, over: total - content }),
    press,
    type,
    sees,
    heading,
    at,
    signIn: async (tile, pin) => {
      await page.getByText('按数字选人').waitFor({ timeout: 3 * patienceMs })
      await page
        .locator('kbd', { hasText: `${tile}` })
        .first()
        .waitFor({ timeout: patienceMs })
      await press(`${tile}`)
      await page.getByText('位 PIN').first().waitFor({ timeout: patienceMs })
      await type(pin)
      // Back to the screen this person left, which need not be 今天.
      await page.getByText('位 PIN').first().waitFor({ state: 'hidden', timeout: patienceMs })
      await page.locator('main').waitFor({ timeout: patienceMs })
    },
    answer: async (...digits) => {
      for (let n = 0; n < 12 && (await heading()) === '情形'; n += 1)
        await press(digits[n] ?? digits.at(-1) ?? '1')
    },
    fillForm: async (values = {}) => {
      for (let n = 0; n < 80; n += 1) {
        const field = await focused(page)
        if (field.kind === 'choice') await press(values[field.label] ?? '1')
        else if (field.kind === 'text' && field.value === '') {
          await type(values[field.label] ?? sampleFor(field))
          await press('Enter')
        } else if (n === 0 || field.kind === 'text') await press('Enter')
        else return
      }
    },
    judge: async (...keys) => {
      const rows = await page.getByRole('listbox', { name: '一套材料' }).getByRole('option').count()
      for (let n = 0; n < rows && (await heading()).startsWith('一套材料'); n += 1) {
        await press(keys[n] ?? keys.at(-1) ?? '1')
      }
    },
    begin: async (letters) => {
      await press('F2')
      await at('选事')
      await press(...letters, 'Enter')
      await at('办事人')
    },
    introduce: async ({ address = '上栗县金山镇山口岩村3组12号', idNumber, name, phone = '13879912345' }) => {
      await enter(idNumber)
      await page.getByText('出生', { exact: true }).first().waitFor({ timeout: patienceMs })
      await enter(name)
      await enter(phone)
      await enter(address)
      await press('1')
      await at('情形')
    },
    printAndGoOn: async () => {
      await at('打印与下一位')
      await press('Enter')
      await page.getByRole('button', { name: /^下一位/ }).waitFor({ timeout: patienceMs })
      await press('Enter')
      await at('今天')
    },
  }
}

type Focused = {
  readonly kind: 'text' | 'choice' | 'other'
  readonly label: string
  readonly hint: string
  readonly numeric: boolean
  readonly value: string
}

function focused(page: Page): Promise<Focused> {
  return page.evaluate(() => {
    const found = document.activeElement
    const named = (element: Element) =>
      element.getAttribute('aria-label') ??
      document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent ??
      (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : '') ??
      ''
    const clean = (text: string) => text.replace(/[*＊].*$/s, '').trim()
    if (found instanceof HTMLInputElement && found.type !== 'checkbox')
      return {
        kind: 'text' as const,
        label: clean(named(found)),
        hint: document.getElementById(found.getAttribute('aria-describedby') ?? '')?.textContent ?? '',
        numeric: found.inputMode === 'numeric',
        value: found.value,
      }
    const group = found?.closest('[role=radiogroup]')
    return {
      kind: group ? ('choice' as const) : ('other' as const),
      label: group ? clean(named(group)) : '',
      hint: '',
      numeric: false,
      value: '',
    }
  })
}

/** True-to-form data for a field by its label; every number has sequence 000 or belongs to nobody. */
function sampleFor({ hint, label, numeric }: Focused): string {
  if (label.includes('身份证')) return '360322199003150002'
  if (label.includes('信用代码')) return '91360302MA00000013'
  if (label.includes('日期')) return '20260901'
  if (label.includes('电话') || label.includes('手机')) return '13879912345'
  if (label.includes('账号') || label.includes('卡号')) return '6217000010001234567'
  if (label.includes('出生医学证明')) return 'X360012345'
  if (/面积|层数|间数|人数|金额|价|资金|个数|株/.test(label)) return '120'
  if (label.includes('地址') || label.includes('住所') || label.includes('坐落'))
    return '上栗县金山镇山口岩村3组12号'
  if (label.includes('银行')) return '萍乡农商银行金山支行'
  if (label.includes('姓名') || label.includes('户名') || label.includes('户主')) return '陈雨桐'
  if (hint.includes('数字')) return '12'
  // Reads as a number and as a day alike.
  return numeric ? '20260901' : '金山镇'
}

/**
 * Two frames after the last key has been pressed: what it changed has been painted. A key outside a text
 * field waits one gap of the scanner before it counts; no fixed wait otherwise.
 */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    while (document.documentElement.hasAttribute('data-key-waiting')) await frame()
    await frame()
    await frame()
  })
}
