import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk, type Clerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'

const elder = { idNumber: '360322194008160004', name: '彭桂生' }

describe('a person who comes again, by keyboard alone', () => {
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
  const look = async (name: string) => {
    expect(await misfits(counter.page), name).toEqual([])
    await picture(counter.page, name)
  }
  const stands = (place: string) => counter.page.locator(`[data-field="${place}"]:focus`).waitFor()

  test('is asked why the same matter is begun twice, and agrees to what is used again', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('glj')
    await clerk.introduce(elder)
    await toPrinted(clerk)

    await clerk.begin('glj')
    await clerk.type(elder.idNumber)
    await clerk.press('Enter')
    await clerk.sees(/在办 1 件相同的事/)
    await stands('same-case')
    await look('13-same-case')
    await clerk.press('2')
    await stands('besides.reason')
    await clerk.press('4')
    await stands('besides.own')
    await clerk.press('Enter')
    await clerk.sees('请写明原因，至少两个字。')
    await clerk.type('给老伴代办')
    await clerk.press('Enter')
    await stands('known')
    const screenText = async () => (await counter.page.locator('main').textContent()) ?? ''
    expect(await screenText()).not.toMatch(/彭桂生|13879912345|山口岩/)
    await look('14-consent')

    await clerk.press('Enter')
    await stands('capacity')
    expect(await counter.page.locator('[data-field=phone]').inputValue()).toBe('13879912345')
    await clerk.sees(/上次 \d{4}-\d{2} · 本月/)
    await look('15-taken-over')
    await clerk.press('1')
    await clerk.at('情形')
    await clerk.answer('1')
    await clerk.at('一张表')
    await clerk.fillForm()
    await clerk.at('一套材料')
    await clerk.press('-')
    await stands('notApplicable.reason')
    await look('16-not-applicable')
    await clerk.press('4')
    await stands('notApplicable.own')
    await clerk.press('Enter')
    await clerk.sees('请写明原因，至少两个字。')
    await clerk.press('Escape', '-')
    await stands('notApplicable.reason')
    await clerk.press('1')
    await clerk.sees('不适用·这种情形用不到')
    await clerk.judge('1')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.sees('给老伴代办')
    await clerk.sees('按材料应选这一项')
    await clerk.press('Enter')
    await clerk.printAndGoOn()
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await clerk.press('Enter')
    await clerk.sees(/同一件事另有在办，仍然新建：给老伴代办/)
    await look('17-beside')
  })

  test('who does not agree is asked everything anew, and nothing of before is shown', async () => {
    const clerk = aClerk(counter.page)
    await clerk.begin('xse')
    await clerk.type(elder.idNumber)
    await clerk.press('Enter')
    await stands('known')
    await clerk.press('0')
    await stands('name')
    await clerk.sees('本人不同意沿用')
    expect(await counter.page.locator('[data-field=phone]').inputValue()).toBe('')
    await clerk.press('Escape', 'Enter')
    await clerk.at('今天')
  })

  test('without a card is put beside the one of the same name, who is told apart once', async () => {
    const clerk = aClerk(counter.page)
    await comeWithoutCard(clerk)
    await clerk.sees('可能是同一人')
    await look('18-compare')
    await clerk.press('2')
    await counter.page.locator('[role=dialog]').waitFor({ state: 'hidden' })
    await stands('phone')
    await clerk.type('13870001111')
    await clerk.press('Enter')
    await stands('address')
    await clerk.type('上栗县金山镇小水村9组')
    await clerk.press('Enter', '1')
    await toPrinted(clerk)

    // The same person again: only the one who has this telephone is offered, and is the one.
    await comeWithoutCard(clerk)
    await clerk.sees('可能是同一人')
    await clerk.press('3')
    await stands('phone')
    await clerk.type('13870001111')
    await clerk.press('Enter')
    await clerk.sees('✓ 一致')
    expect(await counter.page.getByText('还有').count()).toBe(0)
    await clerk.press('1')
    await stands('same-case')
    await clerk.press('2', '1')
    await stands('known')
    await clerk.press('Enter')
    await stands('capacity')
    expect(await counter.page.locator('[data-field=address]').inputValue()).toBe('上栗县金山镇小水村9组')
    await clerk.press('Escape', 'Enter')
    await clerk.at('今天')
  })

  test('and nobody touched a mouse, and the browser complained of nothing', async () => {
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  async function comeWithoutCard(clerk: Clerk): Promise<void> {
    await clerk.begin('glj')
    await clerk.press('Tab', 'Space')
    await stands('name')
    await clerk.type(elder.name)
    await clerk.press('Enter')
    await stands('birthDate')
    await clerk.type('19400816')
    await clerk.press('Enter')
  }
})

async function toPrinted(clerk: Clerk): Promise<void> {
  await clerk.at('情形')
  await clerk.answer('1')
  await clerk.at('一张表')
  await clerk.fillForm()
  await clerk.at('一套材料')
  await clerk.judge('1')
  await clerk.press('Control+Enter')
  await clerk.at('核对与决定')
  await clerk.sees('按材料应选这一项')
  await clerk.press('Enter')
  await clerk.printAndGoOn()
}
