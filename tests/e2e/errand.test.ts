import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { AssistOrderId } from '#shared/kernel/ids.ts'
import { aClerk } from '../support/a-clerk.ts'
import { decodedQr, overflowing, pdfOf, readPdf } from '../support/a-pdf.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { beyondThePad, printsKept, signedByHand } from '../support/a-signature.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { acted, anErrand, anOfficerFiled, aWish, handedOver, signed } from '../support/an-errand.ts'
import { shownOnly } from '../support/an-errand-case.ts'
import { aVisit, grandmother } from '../support/visits.ts'

describe('转代办, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await anOfficerFiled(desk)
      const { applicant } = aVisit('A08')
      const child = { ...applicant, name: '陈小雨', idNumber: '360302201506010006' }
      const guardian = {
        capacity: 'GUARDIAN',
        name: '陈桂香',
        idNumber: grandmother,
        relation: '祖母',
      } as const
      await shownOnly(desk, 'A08', { applicant: child, representative: guardian })
      desk.clock.nowMs += 1_000
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
    expect(await barriers(page)).toEqual([])

    await clerk.press('F9')
    await clerk.sees('授权委托书，请看清后签名')
    await clerk.sees('六、本服务自愿、免费，受托人不收取任何服务费用。')
    await signedByHand(page)
    await picture(page, '91-errand-letter')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
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
    expect(await barriers(page)).toEqual([])

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
    const { pages, sizes } = await readPdf(await pdfOf(page))
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

  test('a guardian who cannot write puts a finger on it before a witness, and what has no number is photographed', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await clerk.press('ArrowDown', 'Enter')
    await clerk.sees('陈*雨')
    await clerk.press('d')
    await clerk.sees('能不能代办')
    await clerk.press('Enter', 'Enter', 'Enter', 'Enter', 'Enter', 'Enter')
    await clerk.press('2', 'Enter', 'Enter', 'Enter', 'Enter')
    await clerk.type('户口簿第3页')
    await picture(page, '108-errand-guardian')
    await clerk.press('Enter')
    await clerk.sees('授权委托书，请看清后签名')
    await clerk.press('F9')
    await clerk.type('不会写字')
    await clerk.press('Enter')
    await clerk.type('黎桂芳')
    await clerk.press('Enter')
    await clerk.type('360313194902200000')
    await clerk.press('Enter', 'Enter')
    await clerk.sees('还没有签名，或者签得太小')
    await signedByHand(page)
    await picture(page, '109-errand-fingerprint')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')

    await clerk.at('收材料')
    await clerk.press('F8')
    await page.getByLabel('高拍仪画面').waitFor()
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    await clerk.press('Enter')
    await clerk.sees('1 份 · 已拍照')
    await picture(page, '110-errand-photographed')
    await clerk.press('F9')
    await clerk.sees('材料交接清单，请看清后签名')
    await signedByHand(page)
    await clerk.press('2', '4', '6', '8', '0', '1', 'Enter')
    await clerk.sees(/已转代办，由李敏办/)
    await clerk.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const letter = await page.locator('body > .paper-sheet').first().textContent()
    for (const each of ['陈小雨', '陈桂香', '户口簿第3页', '黎桂芳', '不会写字'])
      expect(letter).toContain(each)
  })
})

describe('the life of a letter, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      const officerId = await anOfficerFiled(desk)
      const errand = await anErrand(desk, { officerId })
      await signed(desk, errand)
      await handedOver(desk, errand)
      await acted(desk, errand, { act: 'TAKE_MATERIALS' })
      await acted(desk, errand, { act: 'START' })
      const visit = aWish(officerId, {
        detail: { mode: 'HOME_VISIT', place: '山口岩村3组12号' },
        about: '高龄补贴认证',
        matterId: 'A09',
        served: {
          kind: 'PERSON',
          name: '彭小兰',
          idNumber: '360302196411050001',
          phone: '13979954321',
          address: '上栗县金山镇山口岩村3组12号',
        },
      })
      await desk.ask('assist.register', {
        orderId: AssistOrderId.parse(uuidV7(desk.clock.nowMs + 1)),
        wish: visit,
      })
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('it is revoked with the proof of it, the errand stands still, and a new letter names the old', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    await printsKept(page)
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.press('b')
    await clerk.at('小萍帮办')
    await clerk.sees('续签委托书')
    await clerk.press('x')
    await clerk.sees('终止后不能再代办、代领，不能撤销。')
    await clerk.press('1', 'Enter')
    await clerk.sees('请写明凭什么知道')
    await clerk.type('本人当面交来解除委托书')
    await picture(page, '95-letter-end')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await clerk.sees('中止（委托已到期或解除）')
    await clerk.press('r')
    await clerk.at('续办委托')
    await picture(page, '96-letter-renew')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('F9')
    await clerk.sees('续办委托书，请看清后签名')
    await signedByHand(page)
    await clerk.press('2', '4', '6', '8', '0', '1', 'Enter')
    await clerk.sees(/已续签 .*-W02/)
    await clerk.press('p')
    await clerk.sees('这次帮办的单子')
    await clerk.sees('代办中止（终止、续办）单')
    await clerk.sees(/-W02/)
    await picture(page, '97-order-papers')
    expect(await misfits(page)).toEqual([])
    await clerk.press('Escape')
  })

  test('each paper of an order comes out whole, free of charge, and marked when it comes again', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    const said: Readonly<Record<string, readonly string[]>> = {
      小萍帮办服务登记单: ['360302********0000', '老年人优先', '备案', '本人自愿申请'],
      授权委托书: ['已终止', '委托人解除委托'],
      代办中止单: ['委托已到期或解除', '还有1件没有退还', '委托人签名'],
    }
    for (const [title, words] of Object.entries(said)) {
      await clerk.press('p')
      await clerk.sees('代办中止（终止、续办）单')
      const at = await page
        .getByRole('dialog')
        .getByRole('radio')
        .evaluateAll((all, name) => {
          const kinds: Readonly<Record<string, string>> = { 代办中止单: '代办中止（终止、续办）单' }
          return all.findIndex((each) => each.textContent?.includes(kinds[name] ?? name))
        }, title)
      await clerk.press(`${at + 1}`)
      await page.getByRole('dialog').getByRole('article', { name: title }).waitFor({ timeout: 10_000 })
      await clerk.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      const { pages, sizes } = await readPdf(await pdfOf(page))
      const text = pages.join('')
      expect([title, new Set(sizes)]).toEqual([title, new Set(['210x297'])])
      for (const each of [title, '免费服务，不收取任何费用', ...words]) expect(text).toContain(each)
      expect(await overflowing(page)).toEqual([])
      expect(await decodedQr(page)).toMatch(/^B-[0-9A-F-]{36}$/)
      await page.evaluate(() => document.body.querySelector(':scope > .paper-sheet')?.remove())
    }
    await clerk.press('p')
    await clerk.sees('补打')
    await clerk.press('Escape')
  })

  test('who goes to a house takes the sheet and two blank letters along', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowDown')
    await clerk.sees('彭*兰')
    await clerk.press('p')
    await clerk.sees('上门服务任务单')
    await clerk.press('2')
    await clerk.sees('13979954321')
    await picture(page, '98-visit-pack')
    await clerk.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const sheets = page.locator('body > .paper-sheet')
    expect(await sheets.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')))).toEqual([
      '上门服务任务单',
      '授权委托书',
      '授权委托书',
    ])
    await page.evaluate(() => {
      for (const sheet of document.body.querySelectorAll(':scope > .paper-sheet')) sheet.remove()
    })
  })

  test('the ledger of the month stands on screen and goes across A4', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('l')
    await clerk.sees(/代办服务登记台账（\d{4}年\d+月）/)
    await clerk.sees('陈*香')
    await picture(page, '99-assist-ledger')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await page.evaluate(() => {
      const sheet = document.querySelector('.ledger-sheet')?.cloneNode(true)
      if (sheet instanceof HTMLElement) document.body.append(sheet)
    })
    const { pages, sizes } = await readPdf(await pdfOf(page))
    expect(sizes.at(-1)).toBe('297x210')
    for (const each of ['代办服务登记台账', '委托书编号、期限', '-W02至', '彭*兰', '免费服务'])
      expect(pages.join('')).toContain(each)
    await page.evaluate(() => document.body.querySelector(':scope > .paper-sheet')?.remove())
    const download = page.waitForEvent('download')
    await clerk.press('Control+E')
    expect((await download).suggestedFilename()).toMatch(/代办服务登记台账.*\.xlsx/)
    await clerk.press('Escape')
  })
})
