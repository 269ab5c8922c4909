import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { decodedQr, overflowing, readPdf } from '../support/a-pdf.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { beyondThePad, printsKept, signedByHand } from '../support/a-signature.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { anOfficerFiled } from '../support/an-errand.ts'
import { shownOnly } from '../support/an-errand-case.ts'

describe('转代办, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await anOfficerFiled(desk)
      await shownOnly(desk, 'A08')
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('four originals and both names in twenty keys (T-B), and every paper of it is printed', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    const strays = await beyondThePad(page)
    await printsKept(page)
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await clerk.press('Enter')
    await clerk.sees('退役军人服务')
    await clerk.sees('转代办')
    const before = clerk.keys().over

    await clerk.press('d')
    await clerk.sees('能不能代办')
    await clerk.sees('老年人优先')
    await clerk.sees('要本人到场')
    await clerk.sees('改申请内容，放弃权利，代作承诺')
    await picture(page, '90-errand-scope')
    expect(await misfits(page)).toEqual([])

    await clerk.press('F9')
    await clerk.sees('授权委托书，请看清后签名')
    await clerk.sees('六、本服务自愿、免费，受托人不收取任何服务费用。')
    await signedByHand(page)
    await picture(page, '91-errand-letter')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Enter')

    await clerk.at('收材料')
    for (const number of ['赣军退字第0012345号', '退役证第360322号', '党介字第77号', '社转第2026-118号']) {
      await clerk.press('1')
      await clerk.type(number)
      await clerk.press('Enter')
    }
    await clerk.sees('原件 4')
    await clerk.sees('赣军退字第0012345号')
    await picture(page, '92-errand-items')
    expect(await misfits(page)).toEqual([])

    await clerk.press('F9')
    await clerk.sees('材料交接清单，请看清后签名')
    await clerk.sees(/号码 退役证第360322号，完好/)
    await signedByHand(page)
    await clerk.press('2', '4', '6', '8', '0', '1')
    await picture(page, '93-errand-slip')
    await clerk.press('Enter')
    await clerk.sees(/已转代办，由李敏办/)
    await picture(page, '94-errand-done')
    await clerk.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(clerk.keys().over - before).toBeLessThanOrEqual(20)

    const sheets = page.locator('body > .paper-sheet')
    expect(await sheets.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      '授权委托书',
      '授权委托书',
      '授权委托书',
      '材料交接清单',
      '材料交接清单',
      '袋标签',
    ])
    expect(await strays()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('the letter on paper is what was signed, word for word, in large print, with the ink', async () => {
    const { page } = counter
    await aClerk(page).press('Alt+1')
    await page.evaluate(() => {
      const [first, ...rest] = document.body.querySelectorAll(':scope > .paper-sheet')
      for (const sheet of rest) sheet.remove()
      first?.scrollIntoView()
    })
    const { pages, sizes } = await readPdf(await page.pdf({ preferCSSPageSize: true }))
    const words = pages.join('')
    expect(new Set(sizes)).toEqual(new Set(['210x297']))
    for (const each of [
      '授权委托书',
      '委托人联',
      '陈桂香',
      '360302195803120000',
      '二、委托权限：提交材料、领取办理结果。',
      '三、不在委托范围内：变更申请内容，放弃权利，代委托人作出事实承诺。',
      '李敏（工号T002）',
      '本人口令确认',
      '免费服务，不收取任何费用',
      '交字',
    ])
      expect(words).toContain(each)
    expect(await page.locator('body > .paper-sheet .paper-ink').count()).toBe(1)
    expect(await decodedQr(page)).toMatch(/^B-[0-9A-F-]{36}$/)
    expect(await overflowing(page)).toEqual([])
    const size = await page
      .locator('.letter-text p')
      .first()
      .evaluate((line) => parseFloat(getComputedStyle(line).fontSize))
    expect(size).toBeGreaterThanOrEqual((16 * 96) / 72 - 0.5)
    await page.evaluate(() => document.body.querySelector(':scope > .paper-sheet')?.remove())
  })
})
