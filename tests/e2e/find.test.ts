import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { anInputMethod, lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisit } from '../support/visits.ts'

const persons = [
  ['单秀梅', '360302195803120000', '13879912345'],
  ['张小满', '360322196605100009', '13879900001'],
  ['周晓明', '36030219421205000X', '13979900002'],
] as const

describe('everything is found from one box, by keyboard alone', () => {
  let counter: SeededCounter
  let watched: Awaited<ReturnType<typeof watch>>
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      await desk.signIn()
      for (const [name, idNumber, phone] of persons) {
        desk.clock.nowMs += 1
        const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
        await taken(desk, { ...visit, applicant: { ...visit.applicant, name, idNumber, phone } })
      }
      await desk.ask('staff.signOut', {})
    })
    await aClerk(counter.page).signIn(1, '135790')
    watched = await watch(counter.page)
  })
  afterAll(() => counter?.close())
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a known person by initials: at most 6 keys (T-G), and what is open of them', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F3', 'z', 'x', 'm')
    await page.getByRole('option', { name: /周\*明/ }).waitFor()
    await picture(page, '33-find')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await page.getByRole('heading', { name: /^周\*明 · 83 岁/ }).waitFor()
    expect(clerk.keys().over).toBeLessThanOrEqual(6)

    await clerk.sees(/原件在中心保管|没有原件在中心/)
    await picture(page, '34-find-person')
    expect(await misfits(page)).toEqual([])
    expect(await barriers(page)).toEqual([])
    await clerk.press('Enter')
    await page.locator('.case-head').waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
  })

  test('a quick hand is not ahead of the desk: Enter opens what the letters meant', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Alt+1')
    await clerk.at('今天')
    await page.keyboard.press('F3')
    await page.keyboard.type('dxm')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: /^单\*梅/ }).waitFor()
    await clerk.press('Escape', 'Escape')
    await clerk.at('今天')
  })

  test('a command by its letters, with the key that does the same', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F3', 's', 'x')
    expect(await page.getByRole('option').first().textContent()).toContain('时限看板')
    expect(await page.getByRole('option').first().locator('kbd').textContent()).toBe('Alt+6')
    await clerk.press('Enter')
    await clerk.at('时限')
  })

  test('a matter is begun, or asked about one level deeper', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F3', 'g', 'm', 's', 'h', 'ArrowRight', 'ArrowDown', 'Enter')
    await clerk.at('公民身后')
    await clerk.press('Escape', 'Escape')
    await clerk.at('今天')
  })

  test('a name nobody has is begun with by F2', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('F3')
    await page.locator('[data-field=find]:focus').waitFor()
    const method = await anInputMethod(page)
    await method.compose('qian')
    await method.press('Enter', 'Escape', 'ArrowDown', 'Digit1')
    expect(await page.getByRole('dialog', { name: '查一切' }).count()).toBe(1)
    await method.commit('钱多多')
    await clerk.sees('没有找到“钱多多”。可试：身份证后 4 位、手机号、扫单子。按 F2 用这个名字新建。')
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.press('g', 'm', 's', 'h', 'Enter')
    await clerk.at('办事人')
    expect(await page.getByLabel('姓名').inputValue()).toBe('钱多多')
    await clerk.press('Escape', 'Enter')
    await clerk.at('今天')
  })

  test('F1 tells which keys work here, and Esc leads back to where they stood', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    for (const key of ['Alt+1', 'Alt+2', 'Alt+3', 'Alt+4', 'Alt+5', 'Alt+6', 'Alt+7', 'Alt+9', 'Alt+0']) {
      await clerk.press(key)
      await page.locator('main h1').first().waitFor()
      await clerk.press('F1')
      await page.getByRole('heading', { name: '这一屏能按的键' }).waitFor()
      expect(await page.locator('.key-help .key-table').first().locator('dt').count(), key).toBeGreaterThan(0)
      expect(await misfits(page), key).toEqual([])
      await clerk.press('Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
    }
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.press('g', 'm', 's', 'h', 'Enter')
    await clerk.at('办事人')
    await clerk.press('F1')
    await clerk.sees('现在这一格：身份证号')
    await picture(page, '35-key-help')
    expect(await barriers(page)).toEqual([])
    await clerk.press('F1')
    await page.locator('[data-field=idNumber]:focus').waitFor()
    await page.locator('[data-field=name]').focus()
    await clerk.press('Shift+Enter')
    await page.locator('[data-field=idNumber]:focus').waitFor()
    await clerk.press('Escape', 'Enter')
    await clerk.at('今天')
  })

  test('F6 takes the keys from one part of the screen to the next and round again', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Alt+1')
    await page.locator('[role=row]:focus').waitFor()
    const seen: string[] = []
    for (let n = 0; n < 4; n += 1) {
      await clerk.press('F6')
      seen.push(
        await page.evaluate(
          () =>
            document.activeElement?.closest('.rail, .list-pane, .side-pane, .action-bar')?.className ?? '',
        ),
      )
    }
    expect(new Set(seen).size).toBe(4)
    expect(seen.at(-1)).toContain('list-pane')
    await clerk.press('Shift+F6')
    expect(await page.evaluate(() => document.activeElement?.closest('.rail') !== null)).toBe(true)
  })

  test('and nobody touched a mouse, and the browser complained of nothing', async () => {
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })
})
