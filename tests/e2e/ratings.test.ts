import { afterAll, beforeAll, beforeEach, describe, expect, onTestFailed, test } from 'vitest'
import { aClerk } from '../support/a-clerk.ts'
import { aSeededCounter, type SeededCounter } from '../support/a-seeded-counter.ts'
import { lastLook, misfits, picture, watch } from '../support/a-view.ts'
import { barriers } from '../support/an-axe.ts'
import { anErrand, anOfficerFiled } from '../support/an-errand.ts'

describe('好差评, by keyboard alone', () => {
  let counter: SeededCounter
  beforeAll(async () => {
    counter = await aSeededCounter(async (desk) => {
      const officerId = await anOfficerFiled(desk)
      await anErrand(desk, { officerId })
      await desk.ask('staff.signOut', {})
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

  test('the citizen chooses, nothing is chosen beforehand, and walking away is no grade', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const watched = await watch(page)
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.press('b')
    await clerk.at('小萍帮办')
    await clerk.sees('还没有签')
    await clerk.press('g')
    await clerk.sees('请您评一评这次服务')
    await look('120-rate')
    await clerk.press('Enter', 'Control+Enter')
    await clerk.sees('请您评一评这次服务')
    await clerk.press('Escape', 'c')
    await clerk.at('好差评')
    await clerk.sees(/本月请评 1 · 已评 0 · 好评 0/)
    await clerk.sees('没有要处理的差评。')

    await clerk.press('b')
    await clerk.at('小萍帮办')
    await clerk.sees('还没有签')
    await clerk.press('g')
    await clerk.sees('非常不满意')
    await clerk.press('5')
    await clerk.sees('您选的是：非常不满意')
    await clerk.type('等了两个小时没人管')
    await look('121-rate-bad')
    await clerk.press('Enter')
    await clerk.sees('评价记下了，谢谢')
    await clerk.press('g')
    await clerk.sees('这次服务今天已经请评过，一次服务只评一次。')
    await clerk.press('Escape')
    expect(await watched.pointerEvents()).toBe(0)
    expect(watched.complaints).toEqual([])
  })

  test('a bad grade is verified, put right, called back about and closed by the manager', async () => {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.press('c')
    await clerk.at('好差评')
    await clerk.sees('待核实')
    await clerk.sees('等了两个小时没人管')
    await clerk.press('F12')
    await clerk.signIn(3, '975310')
    await clerk.press('Alt+3')
    await clerk.at('预约与帮办')
    await clerk.press('c')
    await clerk.at('好差评')
    await clerk.sees('核实属实')
    await clerk.press('1')
    await clerk.type('当天窗口只有一人，确实久等')
    await clerk.press('Enter', '1', 'Control+Enter')
    await clerk.sees('现在是“待整改”')
    await clerk.sees(/^1?\s*整改好了$/)
    await clerk.press('1')
    await clerk.type('集市日加开一个窗口')
    await clerk.press('Enter')
    await clerk.sees('待回访')
    await look('122-ratings')
    await clerk.press('2')
    await clerk.type('陈桂香')
    await clerk.press('Enter')
    await clerk.type('认可')
    await clerk.press('Enter')
    await clerk.sees('现在是“已回访”')
    await clerk.sees(/^1?\s*关闭$/)
    await clerk.press('1', 'Control+Enter')
    await clerk.sees('没有要处理的差评。')
    await clerk.press('ArrowRight')
    await clerk.sees('已关闭')
  })
})
