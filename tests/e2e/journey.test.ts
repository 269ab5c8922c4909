import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { aClerk } from '../support/a-clerk.ts'
import { aCounter, type Counter } from '../support/a-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { askOperator } from '../support/city-process.ts'

describe('the main job at a village counter, by keyboard alone', () => {
  let counter: Counter
  beforeAll(async () => {
    counter = await aCounter()
  })
  afterAll(async () => {
    await counter?.close()
  })
  beforeEach(() => {
    onTestFailed(() => lastLook(counter.page))
  })

  test('a birth is taken in without network, printed, and confirmed by the city when the line returns', async () => {
    const { city, line, page } = counter
    const clerk = aClerk(page)
    const look = async (name: string) => {
      expect(await misfits(page), name).toEqual([])
      await picture(page, name)
    }
    await clerk.sees('王芳')
    await look('01-lock')
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await look('02-today')
    line.set('down')

    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.type('xse')
    await look('03-matter')
    await clerk.press('Enter')
    await clerk.at('办事人')
    await clerk.type('360302195803120000')
    await clerk.press('Enter')
    await clerk.sees('老年人优先')
    await clerk.type('陈桂香')
    await clerk.press('Enter')
    await clerk.type('13879912345')
    await clerk.press('Enter')
    await clerk.type('上栗县金山镇山口岩村3组12号')
    await clerk.press('Enter')
    await look('04-applicant')
    await clerk.press('1')
    await clerk.at('情形')
    await look('05-situation')
    await clerk.answer('1')
    await clerk.at('一张表')
    await clerk.fillForm()
    if ((await clerk.heading()).startsWith('一张表')) {
      await look('06-form')
      await clerk.press('Control+Enter')
    }
    await clerk.at('一套材料')
    await clerk.judge('1', '3', '1', '3', '4', '4', '3')
    await look('07-materials')
    await clerk.press('Control+Enter')
    await clerk.at('核对与决定')
    await clerk.sees('按材料应选这一项')
    await look('08-review')
    await clerk.press('Enter')
    await clerk.at('打印与下一位')
    await clerk.sees('已保存在本机')
    await clerk.sees('练习')
    await look('09-print')
    const caseNo =
      (
        (await page
          .getByText(/360322102-\d{8}-/)
          .first()
          .textContent()) ?? ''
      ).match(/360322102-[\dA-Z-]+/)?.[0] ?? ''
    await clerk.press('Control+Enter')
    await clerk.at('今天')

    await clerk.press('Alt+0')
    await clerk.at('上传与退回')
    await clerk.sees('本机')
    await clerk.sees('没有联网')
    await look('10-outbox')

    line.set('up')
    await clerk.press('Control+Enter')
    await clerk.press('Alt+2')
    await clerk.at('办件')
    await clerk.sees('已确认')
    await look('11-cases')

    const theirs = await askOperator<CaseDigest>(
      city,
      'GET',
      `/v1/operator/centres/360322102/cases/${caseNo.replaceAll('-', '')}`,
    )
    expect(theirs.items.map(({ state }) => state)).toContain('COMPLETED')
    // Two of its items are decided at once, and each of them has its notice of the result.
    expect(theirs.papers.map(({ kind }) => kind)).toEqual(['D1', 'D12', 'D12', 'D2'])
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('a half-typed intake is there again after the program was killed, marked as recovered', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('Alt+1')
    await clerk.at('今天')
    await clerk.press('F2')
    await clerk.at('选事')
    await clerk.type('glj')
    await clerk.press('Enter')
    await clerk.at('办事人')
    await clerk.type('360302194612050009')
    await clerk.sees('草稿已保存')

    counter.killEngine()
    await clerk.signIn(1, '135790')
    await clerk.sees('恢复件')
    await picture(page, '12-recovered')
    await clerk.press('Enter')
    await clerk.at('办事人')
    expect(await page.getByLabel('身份证号').inputValue()).toBe('360302194612050009')
  })
})
