import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aBag, aCabinet, type Bag } from '../support/a-cabinet.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aDesk, byHand, type TestDesk } from '../support/a-desk.ts'
import { overflowing, readPdf } from '../support/a-pdf.ts'
import { scanLong as scan } from '../support/a-scanner.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'

describe('what goes out in the morning and is counted in the evening, by keyboard alone', () => {
  let counter: SeededCounter
  let bags: readonly Bag[] = []
  let claimed: Bag | undefined
  const bag = (n: number) => bags[n]?.bagNo ?? ''
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      bags = await aCabinet(desk)
      claimed = await aBag(desk, { name: '彭桂生', idNumber: '360322194008160004' })
      await twoReceipts(desk, claimed)
      await desk.ask('staff.signOut', {})
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a bag goes to a window in seven keys, with its stamped slip photographed (T-B4)', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+4')
    await clerk.at('保管')
    await clerk.sees('柜2-格5')
    const before = clerk.keys().total
    await scan(page, bag(0))
    await clerk.sees('手里 1 袋')
    await clerk.press('w')
    await clerk.sees('哪个窗口')
    await clerk.press('1')
    await picture(page, '95-custody-window')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('F8')
    await page.getByLabel('高拍仪画面').waitFor()
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    await clerk.press('Enter')
    await clerk.sees('已拍好，随交接留存。')
    await clerk.press('Enter')
    await clerk.sees(/交.*窗口，已记在本机/)
    // The scan of the bag counts as one.
    expect(clerk.keys().total - before + 1).toBeLessThanOrEqual(7)
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
    await clerk.press('Escape')
  })

  test('a window without its stamp, and a waybill of a wrong form, are refused and move nothing', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('w')
    await clerk.sees('哪个窗口')
    await clerk.press('Control+Enter')
    await clerk.sees('交部门窗口要拍盖章的回执。')
    await clerk.press('Escape')
    await clerk.press('k')
    await clerk.press('2')
    await clerk.type('SF12')
    await clerk.press('Control+Enter')
    await clerk.sees('格式不对，请对照面单再输。')
    await clerk.press('Escape')
    await clerk.press('k')
    await clerk.press('2')
    await clerk.type('SF123456789019')
    await clerk.press('Control+Enter')
    await clerk.sees('交顺丰寄出，已记在本机')
    await clerk.press('Escape')
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('b')
    await clerk.sees('收回柜台')
    await clerk.press('Control+Enter')
    await clerk.sees(/交回柜台，已记在本机/)
    await clerk.press('Escape')
  })

  test('the receipt of a statutory fee lies in the bag and is counted on its card', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('n')
    await clerk.sees('又收到一件')
    await clerk.press('2')
    await clerk.type('不动产登记费')
    await clerk.press('Enter')
    await clerk.type('GX20260918')
    await clerk.press('Enter')
    await clerk.type('80')
    await clerk.press('Enter', 'Enter')
    await clerk.type('何科员')
    await clerk.press('Enter')
    await clerk.sees('收到不动产登记费凭据，已记在本机')
    await clerk.press('Escape')
    await scan(page, bag(5))
    await clerk.sees('原件 2 · 代缴凭据 1')
    await clerk.press('Escape')
  })

  test('somebody else fetches with a second letter, for the days it covers', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await scan(page, bag(5))
    await clerk.sees('手里 1 袋')
    await clerk.press('a')
    await clerk.sees('别人代领')
    await clerk.press('1')
    await clerk.type('易小华')
    await clerk.press('Enter')
    await clerk.type('手写委托书')
    await clerk.press('Enter')
    await clerk.type('20200101')
    await clerk.press('Enter')
    await clerk.type('20200131')
    await clerk.press('Enter')
    await clerk.type('246801')
    await clerk.press('F8')
    await page.getByLabel('高拍仪画面').waitFor()
    await clerk.press('Space')
    await page.locator('.capture img').waitFor()
    await clerk.press('Enter')
    await clerk.sees('已拍好。')
    await picture(page, '101-custody-proxy')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.sees('请代领人看清后签名')
    await written(page)
    await clerk.press('Enter')
    await clerk.sees('委托书的日期是 2020-01-01 到 2020-01-31，今天不能用它领。')
    await clerk.press('Escape')
    await clerk.sees('凭什么来领')
    await clerk.press('Enter', 'Enter', 'Enter', 'Control+a')
    await clerk.type('20260101')
    await clerk.press('Enter', 'Control+a')
    await clerk.type('20991231')
    await clerk.press('Control+Enter')
    await clerk.sees('请代领人看清后签名')
    await written(page)
    await clerk.press('Enter')
    await clerk.sees('由易小华代领，已记在本机')
    await clerk.press('Escape')
  })

  test('two who say they have it stand in 异常 with both claims, until the manager has looked', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('ArrowLeft')
    await standing(page, '异常')
    await clerk.press('ArrowDown')
    await clerk.sees('2 处都说在自己那里')
    await picture(page, '102-custody-claims')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('v')
    await clerk.sees('这一步要中心负责人来办')
    await clerk.press('F12')
    await clerk.signIn(3, '975310')
    await clerk.press('Alt+4')
    await clerk.at('保管')
    await standing(page, '异常')
    await clerk.press('ArrowDown')
    await clerk.sees('2 处都说在自己那里')
    await clerk.press('v')
    await clerk.sees('负责人改定去向')
    await clerk.press('1')
    await clerk.press('Enter')
    await clerk.sees('请写明在哪里找到、为什么改定。')
    await clerk.type('两边看过，袋在本中心柜2-格5')
    await picture(page, '103-custody-override')
    await clerk.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByText('保管有争议').first().waitFor({ state: 'detached' })
    await standing(page, '异常')
    await clerk.press('c')
    await clerk.sees('办结遗失')
    await clerk.press('1')
    await clerk.type('柜后夹缝里找到，两人核对无误')
    await clerk.press('Enter', '1')
    await clerk.type('135790')
    await clerk.press('Enter')
    await clerk.sees('材料遗失情况说明')
    await clerk.press('Escape')
    await clerk.press('ArrowRight')
    await clerk.sees('彭*生')
  })

  test('an officer leaves: everything in one list, arranged by the manager with both PINs', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('d')
    await clerk.sees('离岗')
    await clerk.press('1')
    await clerk.press('1')
    await clerk.type('246801')
    await clerk.press('Enter')
    await clerk.type('135790')
    await picture(page, '99-custody-leaving')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await clerk.sees(/李敏的 \d+ 件交给王芳，已记在本机/)
    await clerk.press('Escape')
  })

  test('the sheet of the next trip groups by window, with a box and a code for each bag', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await page.evaluate(() => {
      window.print = () => {
        const sheet = document.querySelector('[role=dialog] .paper-sheet')?.cloneNode(true)
        if (sheet instanceof HTMLElement) document.body.append(sheet)
      }
    })
    await clerk.press('t')
    await clerk.sees('☑ 带上')
    await picture(page, '105-custody-trip')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Space')
    await clerk.sees('☐ 不带')
    await clerk.press('Space', 'Enter')
    await clerk.sees('跑腿单已记在本机')
    await clerk.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    const { pages, sizes } = await readPdf(await page.pdf({ preferCSSPageSize: true }))
    expect(new Set(sizes)).toEqual(new Set(['210x297']))
    expect(pages.join('')).toContain('跑腿单')
    expect(pages.join('')).toContain('□')
    expect(pages.join('')).not.toContain('易春生')
    expect(await page.locator('body > .paper-sheet .paper-qr').count()).toBeGreaterThan(0)
    expect(await overflowing(page)).toEqual([])
    await page.evaluate(() => document.querySelector('body > .paper-sheet')?.remove())
    await clerk.press('t')
    await clerk.sees('还没收')
    await clerk.press('s')
    await clerk.sees('扫带回来的袋。')
    await scan(page, claimed?.bagNo ?? '')
    await clerk.sees(/扫到 1 袋/)
    await clerk.press('Control+Enter')
    await clerk.sees('跑腿回来已记在本机')
    await clerk.press('Enter')
  })

  test('the cabinet is counted by scanning: what is missing has a name, and the day goes by it', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('p')
    await clerk.sees(/应有 \d+ 袋，扫到 0 袋/)
    await scan(page, claimed?.bagNo ?? '')
    await clerk.sees(/应有 \d+ 袋，扫到 1 袋/)
    await picture(page, '106-custody-count')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Control+Enter')
    await clerk.sees(new RegExp(`缺：.*${bag(4)}（欧`))
    await picture(page, '107-custody-counted')
    await clerk.press('Enter')
    await clerk.press('ArrowLeft')
    await standing(page, '异常')
    await clerk.sees('没扫到')
    await clerk.press('Alt+7')
    await clerk.at('日结')
    await clerk.sees(/扫码盘点，扫到 2 件，缺：/)
    await clerk.sees('负责人改定去向 1 次')
    await clerk.sees('周建国：两边看过，袋在本中心柜2-格5')
  })
})

/** Two desks of the neighbour that both read the codes: both receipts come home. */
async function twoReceipts(desk: TestDesk, { rows }: Bag): Promise<void> {
  const offered = await desk.ask('custody.offer', {
    things: rows.map(({ thingId, tip }) => ({ thingId, tip })),
    to: { centreId: '360322101' as never, centreName: '上栗镇便民服务中心' },
  })
  if (!offered.ok) throw new Error(offered.refusal.code)
  for (const seat of [0, 1]) {
    await using other = await aDesk({ enrolled: byHand('360322101'), clock: { ...desk.clock } })
    await other.signIn(seat)
    const taken = await other.ask('custody.accept', { parts: offered.value.parts })
    if (!taken.ok) throw new Error(taken.refusal.code)
    await desk.ask('custody.acknowledge', { parts: taken.value.receipt })
  }
}

/** The lane is up and the keys are its own. */
async function standing(page: Page, lane: string): Promise<void> {
  await page.getByRole('grid', { name: lane }).locator('[role="row"]:focus').waitFor()
}

/** A name on the pad, as a pen leaves it; the one thing no key can do. */
async function written(page: Page): Promise<void> {
  const box = await page.locator('.signature-pad').boundingBox()
  if (!box) throw new Error('no pad')
  await page.mouse.move(box.x + 60, box.y + 60)
  await page.mouse.down()
  for (let n = 1; n <= 60; n += 1) await page.mouse.move(box.x + 60 + n * 5, box.y + 60 + (n % 2) * 30)
  await page.mouse.up()
}
