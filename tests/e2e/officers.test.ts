import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { keepRoster } from '#main/store/notes/roster.ts'
import { RosterTold } from '#shared/domain/roster.ts'
import { ok } from '#shared/kernel/result.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { anOfficerFiled } from '../support/an-errand.ts'

/** As the city told it of another desk of the centre. */
const atTheNextWindow = RosterTold.parse({
  version: 1,
  people: [
    { name: '陈小燕', role: 'clerk', badge: 'T021', off: false },
    { name: '欧阳建国', role: 'assistOfficer', badge: 'T022', off: true },
  ].map((person, n) => ({
    ...person,
    staffId: `0192a000-0000-7000-8000-00000000000${n}`,
    deskId: '0192a000-0000-7000-8000-0000000000d2',
  })),
})

describe('专员和值班, by the manager and by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await anOfficerFiled(desk, { validTo: '2099-12-31' })
      await desk.ask('staff.signOut', {})
      desk.opened.store.write((writer) => ok(keepRoster(writer, atTheNextWindow)))
    })
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })
  const look = async (name: string) => {
    await picture(counter.page, name)
    expect(await misfits(counter.page), name).toEqual([])
    expect(await barriers(counter.page), name).toEqual([])
  }

  test('a colleague is filed with number, validity, approval and a stand-in', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(3, '975310')
    const watched = await watch(page)
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.press('a')
    await clerk.at('专员登记备案')
    await clerk.sees('可以办')
    await clerk.press('n')
    await clerk.sees('备案号、有效期和同意日期')
    await look('110-officer-file')
    await clerk.press('1', '2', '2')
    await clerk.type('萍上备〔2026〕21号')
    await clerk.press('Enter')
    await clerk.type('07993660001')
    await clerk.press('Enter')
    await clerk.type('20260105')
    await clerk.press('Enter')
    await clerk.type('20260104')
    await clerk.press('Enter')
    await clerk.type('20260105')
    await clerk.press('Enter', 'Enter', '2', 'Control+Enter')
    await clerk.sees('结束时间早于开始时间，请改时间。')
    await clerk.press('Shift+Tab', 'Shift+Tab', 'Shift+Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-field'))).toBe('form.validTo')
    await clerk.press('Control+a')
    await clerk.type('20991231')
    await clerk.press('Control+Enter')
    await clerk.sees('医保队')
    await clerk.sees('萍上备〔2026〕21号')
    await look('111-officers')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('a colleague more gets a tile on the lock screen, with a PIN nobody guesses', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('p')
    await clerk.sees('可以登录')
    await clerk.sees('本中心别的窗口')
    await look('118-people')
    await clerk.press('n')
    await clerk.sees('登记一位工作人员')
    await clerk.type('赵小兵')
    await clerk.press('Enter', '2')
    await clerk.type('T009')
    await clerk.press('Enter')
    await clerk.type('111111')
    await clerk.press('Control+Enter')
    await clerk.sees('这个 PIN 太好猜，请换一个。')
    expect(await misfits(counter.page)).toEqual([])
    expect(await barriers(counter.page)).toEqual([])
    await clerk.press('Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace', 'Backspace')
    await clerk.type('204060')
    await clerk.press('Control+Enter')
    await clerk.sees('赵小兵登记好了，锁屏时按 4 登录')
  })

  test('a forgotten PIN is set anew by its owner before the manager, and who leaves is gone', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Home', 'm')
    await clerk.sees('给王芳设新的 PIN')
    for (const pin of ['975310', '305070']) await clerk.type(pin).then(() => clerk.press('Enter'))
    await clerk.type('305071')
    await clerk.press('Control+Enter')
    await clerk.sees('两次输的新 PIN 不一样，请再输。')
    await look('119-pin')
    await clerk.press('Escape', 'Home', 'm')
    for (const pin of ['975310', '305070']) await clerk.type(pin).then(() => clerk.press('Enter'))
    await clerk.type('305070')
    await clerk.press('Control+Enter')
    await clerk.sees('王芳的 PIN 换好了')
    await clerk.press('End', 'x')
    await clerk.sees('赵小兵调离')
    await look('120-leaving')
    await clerk.type('975310')
    await clerk.press('Control+Enter')
    await clerk.sees('赵小兵已调离')
    await page.getByRole('gridcell', { name: '赵小兵' }).waitFor({ state: 'detached' })
    await clerk.press('Escape')
    await clerk.at('专员登记备案')
  })

  test('a filing that has run out says so, and who stands in', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('Home', 'Enter')
    await clerk.sees(/的登记备案/)
    await counter.page.locator('[data-field="form.validTo"]').focus()
    await clerk.press('Control+a')
    await clerk.type('20260901')
    await clerk.press('Control+Enter')
    await clerk.sees('备案已到期')
  })

  test('the week of duty is planned cell by cell, rest days named', async () => {
    const clerk = aClerk(counter.page)
    await clerk.press('z')
    await clerk.at('值班表')
    await clerk.sees('休')
    await clerk.press('PageDown', 'ArrowDown', 'Space')
    await clerk.sees(/值班，记下了/)
    await clerk.sees(/休息，还没有排值班/)
    // What was planned is on the screen before it is taken away again.
    await counter.page.locator('.duty tbody').getByText('值班', { exact: true }).waitFor()
    await look('112-duty')
    await clerk.press('Space')
    await clerk.sees(/不值班，记下了/)
  })

  test('a meeting stands open until its outcome is told; training counts in hours', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('h')
    await clerk.at('协调会议和培训')
    await clerk.sees('没有要落实的协调会议。')
    await clerk.press('n')
    for (const text of ['户口在外县，医保局要原户籍地证明', '由专员电话核实，不要群众跑', '李敏', '20991231'])
      await clerk.type(text).then(() => clerk.press('Enter'))
    await clerk.press('Control+Enter')
    await clerk.sees('还没落实')
    await clerk.press('t')
    await clerk.type('帮办代办规范和保密')
    await clerk.press('Enter')
    await clerk.type('4')
    await clerk.press('Enter', 'Enter', '1', '2', 'Control+Enter')
    await clerk.sees('培训 1 次')
    await look('113-records')
    await clerk.press('Home', 'Enter')
    await clerk.type('已核实，对方传真证明')
    await clerk.press('Enter')
    await clerk.sees('已落实')
    await clerk.press('a')
    await clerk.at('专员登记备案')
  })
})
