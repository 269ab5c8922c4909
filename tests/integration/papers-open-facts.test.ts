import { describe, expect, test } from 'vitest'
import type { ServiceItem } from '#shared/catalogue/schema.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import { aBundle, signedFile, trusting, withItem } from '#tests/support/a-catalogue.ts'
import { aDesk, rules, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { aRandomChoice, aRandomVisit } from '#tests/support/random-visit.ts'
import { aVisit } from '#tests/support/visits.ts'

const open = '以部门答复为准'
const allowance = 'A09-I1'

/** What is open and what is not, as a department may answer piece by piece. */
const known = {
  promised: { n: 10, unit: 'W' },
  statutory: { n: 20, unit: 'W' },
  feeFen: 0,
  legalBasis: '《示例办法》第三条',
  caseKind: 'PROMISED',
  role: 'FIRST_REVIEW',
} as const satisfies Partial<ServiceItem>

async function noticeUnder(changes: Partial<ServiceItem>): Promise<Extract<PaperContent, { kind: 'D2' }>> {
  await using desk = await aDesk({ enrolled: trusting() })
  await desk.signIn(2)
  const file = signedFile(aBundle(withItem(allowance, { ...known, ...changes })))
  const preview = await desk.ask('catalogue.preview', { file })
  const sha256 = (preview.ok && preview.value.sha256) || ''
  expect(await desk.ask('catalogue.adopt', { file, sha256 })).toMatchObject({ ok: true })
  const { papers } = await taken(desk, aVisit('V04'), 'ACCEPT')
  const found = (await contents(desk, papers)).find(({ kind }) => kind === 'D2')
  if (found?.kind !== 'D2') throw new Error('no D2')
  return found
}

async function contents(desk: TestDesk, papers: Awaited<ReturnType<typeof taken>>['papers']) {
  return Promise.all(
    papers.map(async ({ paperId }) => {
      const answer = await desk.ask('paper.content', { paperId })
      if (!answer.ok) throw new Error(answer.refusal.code)
      return answer.value
    }),
  )
}

describe('a fact nobody of the department has confirmed', () => {
  test('is printed with the reservation: both limits, the day, the fee and the basis', async () => {
    const notice = await noticeUnder({ confirmed: false })
    expect(notice.items[0]).toMatchObject({
      promisedWord: `10个工作日（${open}）`,
      statutoryWord: `20个工作日（${open}）`,
      promisedDueWord: `2026年10月9日（周五，${open}）`,
    })
    expect(notice.feeWord).toBe(`不收费（${open}）`)
    expect(notice.legalBasis).toEqual([`《示例办法》第三条（${open}）`])
  })

  test('stands bare once it is confirmed, also while others of the item are open', async () => {
    const notice = await noticeUnder({ confirmed: false, unconfirmed: ['statutory', 'fee'] })
    expect(notice.items[0]).toMatchObject({
      promisedWord: '10个工作日',
      statutoryWord: `20个工作日（${open}）`,
      promisedDueWord: '2026年10月9日（周五）',
    })
    expect(notice.feeWord).toBe(`不收费（${open}）`)
    expect(notice.legalBasis).toEqual(['《示例办法》第三条'])

    const sure = await noticeUnder({ confirmed: true, unconfirmed: [] })
    expect(JSON.stringify([sure.items, sure.feeWord, sure.legalBasis])).not.toContain(open)
  })

  test('that is not known at all is left to the department', async () => {
    const { promised: _, ...rest } = rules.catalogue.items.find(({ itemId }) => itemId === allowance)!
    await using desk = await aDesk({ enrolled: trusting() })
    await desk.signIn(2)
    const items = rules.catalogue.items.map((item) =>
      item.itemId === allowance
        ? { ...rest, statutory: { n: 60, unit: 'W' as const }, confirmed: false }
        : item,
    )
    const file = signedFile(aBundle({ items }))
    const preview = await desk.ask('catalogue.preview', { file })
    await desk.ask('catalogue.adopt', { file, sha256: (preview.ok && preview.value.sha256) || '' })
    const { caseId, papers } = await taken(desk, aVisit('V04'), 'ACCEPT')
    const [notice] = (await contents(desk, papers)).filter(({ kind }) => kind === 'D2')
    expect(notice?.kind === 'D2' && notice.items[0]?.promisedWord).toBe(open)
    const view = await desk.ask('case.view', { caseId })
    expect(view.ok && view.value.itemCases[0]?.unconfirmed).toContain('statutory')
  })
})

test('on no paper of a random day does an open limit, day, fee or basis stand bare', async () => {
  await using desk = await aDesk()
  await desk.signIn()
  const lottery = aLottery(7)
  let seen = 0
  for (let n = 0; n < 40; n += 1) {
    desk.clock.nowMs += 60_000
    const visit = aRandomVisit(lottery, desk.clock.nowMs)
    await desk.ask('draft.save', { draft: visit })
    const { choice, ground } = await aRandomChoice(lottery, desk, visit)
    for (const paper of await contents(desk, (await taken(desk, visit, choice, ground)).papers)) {
      if (paper.kind === 'D2')
        for (const each of paper.items) {
          const item = rules.catalogue.items.find(({ name }) => name === each.name)
          const isSure = (fact: 'promised' | 'statutory') =>
            item?.unconfirmed ? !item.unconfirmed.includes(fact) : item?.confirmed
          if (!isSure('promised')) expect(each.promisedWord).toContain(open)
          if (!isSure('statutory')) expect(each.statutoryWord).toContain(open)
          if (!isSure('promised') && !isSure('statutory') && each.promisedDueWord !== '已当场办结')
            expect(each.promisedDueWord).toContain(open)
          seen += 1
        }
    }
  }
  expect(seen).toBeGreaterThan(20)
})
