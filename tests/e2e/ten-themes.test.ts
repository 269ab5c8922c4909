import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { rules } from '../support/a-desk.ts'
import { lastLook, watch } from '../support/a-view.ts'
import { askOperator } from '../support/city-process.ts'
import { fill } from '../support/visits.ts'

/** Ten kinds of visit a new clerk meets first: the matter by its code, and who comes for it. */
const visits = [
  { matter: 'A01', name: '刘美华', idNumber: '360322199003150002' },
  { matter: 'A02', name: '黄建平', idNumber: '360322198806210000' },
  { matter: 'A04', name: '周春兰', idNumber: '360322199512030009' },
  { matter: 'A06', name: '文建国', idNumber: '360322196204150005' },
  { matter: 'A10', name: '彭桂生', idNumber: '360322194008160004' },
  { matter: 'B01', name: '罗志强', idNumber: '360302197509100008' },
  { matter: 'B03', name: '易长青', idNumber: '91360302MA00000013' },
  { matter: 'C05', name: '文小平', idNumber: '360322196605100009' },
  { matter: 'D01', name: '陈桂香', idNumber: '360302195803120000' },
  { matter: 'D03', name: '罗桂花', idNumber: '36030219421205000X' },
] as const

describe('ten different matters in a row, by a clerk who goes by the screen and uses no mouse', () => {
  let counter: Counter
  let watched: Awaited<ReturnType<typeof watch>>
  beforeAll(async () => {
    counter = await aCounter()
    await aClerk(counter.page).signIn(1, '135790')
    watched = await watch(counter.page)
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test.each(visits)('$matter is decided, has its papers, and is known to the city', async (visit) => {
    const { city, page } = counter
    const clerk = aClerk(page)
    await clerk.begin(visit.matter.toLowerCase())
    const kind = page.locator('[data-field=kind]')
    // Whoever may be a person or a company is chosen by a digit first.
    if (await kind.count()) {
      await clerk.press('Shift+Tab', visit.idNumber.startsWith('9') ? '2' : '1')
    }
    await clerk.type(visit.idNumber)
    await clerk.press('Enter')
    await page.locator('[data-field=name]:focus').waitFor()
    await clerk.type(visit.name)
    await clerk.press('Enter')
    if (visit.idNumber.startsWith('9')) await clerk.press('Enter')
    await page.locator('[data-field=phone]:focus').waitFor()
    await clerk.type('13879912345')
    await clerk.press('Enter')
    await clerk.type('上栗县金山镇山口岩村3组12号')
    await clerk.press('Enter', '1')
    await page.getByRole('heading', { name: /情形|一张表/, level: 1 }).waitFor()
    await clerk.answer('1')
    await clerk.at(/一张表/)
    await clerk.fillForm(typed)
    await clerk.at(/一套材料/)
    await judgeAsAsked()
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.sees('按材料应选这一项')
    const offered = (await page.locator('.strip-choice[aria-checked=true] span').textContent()) ?? ''
    await clerk.press('Enter')
    await clerk.at('打印与下一位')
    const shown = (await page.locator('.done-line .code').textContent()) ?? ''
    const caseNo = shown.replaceAll('-', '')
    expect(caseNo).toHaveLength(25)
    await page.getByRole('button', { name: /^打印 \d+ 份/ }).waitFor()
    const papers = await page.locator('.print-step .side-pane h2').first().textContent()
    await clerk.press('Enter')
    await page.getByRole('button', { name: /^下一位/ }).waitFor()
    await clerk.press('Enter')
    await clerk.at('今天')

    await clerk.press('Alt+2')
    await clerk.at('办件')
    const row = page.getByRole('row').filter({ hasText: shown }).filter({ hasText: '已确认' })
    await row.waitFor({ timeout: 20_000 })
    const theirs = await askOperator<CaseDigest>(
      city,
      'GET',
      `/v1/operator/centres/360322102/cases/${caseNo}`,
    )
    const states = theirs.items.map(({ state }) => state)
    expect(states.length).toBeGreaterThan(0)
    expect(new Set(states)).toEqual(new Set(states.filter((state) => decidedStates.has(state))))
    expect(states.some((state) => state !== 'RECEIVED')).toBe(offered !== '仅收件（代收）')
    const kinds = new Set(theirs.papers.map(({ kind }) => kind))
    for (const wanted of owed(states)) expect(kinds, wanted).toContain(wanted)
    expect(papers).toBe(`单子 ${theirs.papers.length} 份`)
    await clerk.press('Alt+1')
    await clerk.at('今天')
  })

  test('and nobody touched a mouse, and the browser complained of nothing', async () => {
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  /** Each row as its line asks: seen and given back, an original, a copy, or data that needs no paper. */
  async function judgeAsAsked(): Promise<void> {
    const { page } = counter
    const clerk = aClerk(page)
    const rows = page.getByRole('listbox', { name: '一套材料' }).getByRole('option')
    const count = await rows.count()
    for (let n = 0; n < count; n += 1) {
      const focused = page.locator('.material.is-focused')
      const asked = (await focused.locator('.material-form').textContent()) ?? ''
      const waivable =
        (await page.locator('.row-keys button', { hasText: /^4/ }).getAttribute('aria-disabled')) !== 'true'
      const held =
        (await page.locator('.row-keys button', { hasText: /^2/ }).getAttribute('aria-disabled')) !== 'true'
      if (asked.startsWith('信息') && waivable) await clerk.press('4')
      else if (asked.includes('复印件')) await clerk.press('3')
      else await clerk.press(asked === '看原件' || !held ? '1' : '2')
    }
  }
})

/** What a clerk types into each field, by the label on the screen and the kind of field behind it. */
const typed = Object.fromEntries(
  rules.catalogue.fields
    .filter(({ type }) => type !== 'choice')
    .map((field) => [field.label, fill({ ...field, required: true, usedBy: [] })]),
)

const decidedStates: ReadonlySet<string> = new Set(['ACCEPTED', 'COMPLETED', 'RECEIVED'])

/** What the law wants on paper: a receipt for what is passed on, a notice for what is accepted here. */
function owed(states: readonly string[]): readonly ('D1' | 'D2')[] {
  return [
    ...(states.includes('RECEIVED') ? (['D1'] as const) : []),
    ...(states.includes('ACCEPTED') || states.includes('COMPLETED') ? (['D2'] as const) : []),
  ]
}
