import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { Choice, RefusalGround } from '#shared/domain/decision.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { PaperKind } from '#shared/domain/paper.ts'
import { PaperId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { everythingBut, taken } from '#tests/support/at-the-counter.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { aRandomChoice, aRandomVisit } from '#tests/support/random-visit.ts'
import { aVisit, copiesOnly, judged } from '#tests/support/visits.ts'

type ContentOf<Kind extends PaperKind> = Extract<PaperContent, { kind: Kind }>

const missing: Judgement = { state: 'EXPECTED', reason: 'MISSING' }
const conditions: RefusalGround = { category: 'CONDITIONS', reason: '不满八十周岁' }
const notOurs: RefusalGround = { category: 'NOT_OURS', reason: '户籍不在本县', rightOrgan: '湘东区民政局' }

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

async function content(paperId: PaperId, at = desk): Promise<PaperContent> {
  const answer = await at.ask('paper.content', { paperId })
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

/** All papers of a decision, by kind. */
async function papersOf(draft: IntakeDraft, choice: Choice, ground?: RefusalGround) {
  const { papers } = await taken(desk, draft, choice, ground)
  const contents = await Promise.all(papers.map(({ paperId }) => content(paperId)))
  return {
    kinds: papers.map(({ kind }) => kind),
    of: <Kind extends PaperKind>(kind: Kind): ContentOf<Kind> => {
      const found = contents.find((each) => each.kind === kind)
      if (!found) throw new Error(`no ${kind} among ${papers.map((paper) => paper.kind).join()}`)
      return found as ContentOf<Kind>
    },
  }
}

function row(matterId: string, rowId: string, judgement: Judgement): IntakeDraft {
  const draft = aVisit(matterId)
  return { ...draft, materials: [...judged(draft, rowId, judgement)] }
}

describe('which papers a decision owes', () => {
  test.each<readonly [string, () => IntakeDraft, Choice, RefusalGround | undefined, readonly PaperKind[]]>([
    ['accepted', () => copiesOnly(aVisit('V04')), 'ACCEPT', undefined, ['D2']],
    ['only passed on', () => copiesOnly(aVisit('D01')), 'RECEIVE_ONLY', undefined, ['D1']],
    ['partly accepted, partly passed on', () => copiesOnly(aVisit('A01')), 'ACCEPT', undefined, ['D1', 'D2']],
    [
      'decided at once',
      () => copiesOnly(aVisit('A01')),
      'DECIDE_ON_SPOT',
      undefined,
      ['D1', 'D2', 'D12', 'D12'],
    ],
    ['a paper missing', () => copiesOnly(row('V04', 'M10', missing)), 'CORRECT', undefined, ['D3']],
    [
      'one item complete, one not',
      () => copiesOnly(row('C05', 'M27', missing)),
      'CORRECT',
      undefined,
      ['D1', 'D2', 'D3'],
    ],
    ['accepted, an original kept', () => aVisit('C05'), 'ACCEPT', undefined, ['D1', 'D2']],
    ['refused', () => aVisit('V04'), 'REFUSE', conditions, ['D4']],
    ['not required', () => aVisit('V04'), 'NOT_REQUIRED', undefined, ['D5']],
    [
      'something follows later',
      () => copiesOnly(row('V04', 'M09', { state: 'DEFERRED', way: 'POST', days: 5 })),
      'ACCEPT_WITH_DEFICIENCY',
      undefined,
      ['D2', 'D6'],
    ],
    [
      'a promise for a certificate, accepted here and passed on',
      () => copiesOnly(row('B10', 'M17', { state: 'WAIVED', by: 'commitment' })),
      'ACCEPT',
      undefined,
      ['D1', 'D2', 'D7'],
    ],
  ])('%s', async (name, draft, choice, ground, kinds) => {
    const visit = name.includes('original') ? withOriginal(draft()) : draft()
    expect((await papersOf(visit, choice, ground)).kinds).toEqual(kinds)
  })

  test('an original of an item that an answer switched off is kept by nobody, so no slip is owed for it', async () => {
    const draft = copiesOnly(aVisit('V04'))
    const leftover = { rowId: 'M21', judgement: { state: 'SUPPLIED', taken: 'ORIGINAL' } } as const
    const { kinds } = await papersOf({ ...draft, materials: [...draft.materials, leftover] }, 'ACCEPT')
    expect(kinds).toEqual(['D2'])
  })

  test('what is refused goes home: no slip says that its originals are kept', async () => {
    const papers = await papersOf(withOriginal(aVisit('V04'), 'M03'), 'REFUSE', conditions)
    expect(papers.kinds).toEqual(['D4'])
    expect(papers.of('D4').givenBack).toContain('居民户口簿（首页、户主页、本人页）')
  })
})

describe('D1 收件凭证', () => {
  test('says that it is no acceptance, and where the papers go by when', async () => {
    const slip = (await papersOf(aVisit('D01'), 'RECEIVE_ONLY')).of('D1')
    expect(slip).toMatchObject({
      notAcceptance: true,
      docNo: expect.stringMatching(/^金山镇便民收字〔2026〕第A07-\d{4}号$/),
    })
    expect(slip.items).toHaveLength(6)
    expect(new Set(slip.items.map(({ roleWord }) => roleWord))).toEqual(new Set(['代收转送']))
    for (const step of slip.nextSteps)
      expect(step).toMatch(/：2026年9月20日（周日）前转送.+，由其决定是否受理。$/)
    expect(slip.enquiryCode).toBe(slip.caseNo.slice(-8))
    expect(slip.receivedAt).toBe('2026年9月18日 09:00')
  })

  test('says how each paper was taken, and lists the originals that stay with the day they come back', async () => {
    const visit = withOriginal(aVisit('C05'), 'M03')
    const slip = (await papersOf(visit, 'ACCEPT')).of('D1')
    expect(slip.materials.map(({ n }) => n)).toEqual(slip.materials.map((_, at) => at + 1))
    expect(slip.materials.find(({ name }) => name.includes('户口簿'))?.taken).toBe('收原件')
    expect(slip.materials.find(({ name }) => name.includes('居民身份证'))?.taken).toBe('核验原件退回')
    expect(slip.originalsKept).toEqual([
      {
        name: '居民户口簿（首页、户主页、本人页）',
        returnBy: expect.stringMatching(/^2026年\d+月\d+日（周.，以部门答复为准）$/),
      },
    ])
  })

  test('is a receipt for nothing that was not handed in, and keeps no form for giving back', async () => {
    const draft = copiesOnly(row('C05', 'M27', missing))
    const materials = draft.materials.map((each) =>
      each.rowId === 'M29'
        ? { ...each, judgement: { state: 'SUPPLIED', taken: 'ORIGINAL' } as const }
        : each.rowId === 'M30'
          ? { ...each, judgement: { state: 'NOT_APPLICABLE', reason: '用通用图集' } as const }
          : each,
    )
    const papers = await papersOf({ ...draft, materials }, 'CORRECT')
    const slip = papers.of('D1')
    const names = slip.materials.map(({ name }) => name)
    for (const { name } of papers.of('D3').rows) expect(names).not.toContain(name)
    expect(names).not.toContain('住宅设计图或农房通用图集选用单')
    expect(slip.originalsKept).toEqual([])
    for (const { copies, taken } of slip.materials)
      expect(copies, taken).toEqual(
        taken === '收原件' ? 1 : taken.endsWith('收复印件') ? expect.any(Number) : 0,
      )
  })

  test('tells of an accepted item when it ends, of one decided at once that it is done', async () => {
    const slip = (await papersOf(withOriginal(aVisit('A01'), 'M03'), 'DECIDE_ON_SPOT')).of('D1')
    const steps = new Map(slip.nextSteps.map((step) => [step.split('：')[0], step.split('：')[1]]))
    expect(steps.get('生育登记')).toBe('已当场办结。')
    expect(steps.get('育儿补贴申领')).toBe('2026年10月22日（周四）前办结（以部门答复为准）。')
    for (const step of slip.nextSteps) expect(step).not.toMatch(/以部门答复为准前/)
  })
})

describe('D2 受理通知书', () => {
  test('carries the day of acceptance, both limits, the due day with its weekday and the legal basis', async () => {
    const notice = (await papersOf(aVisit('C05'), 'ACCEPT')).of('D2')
    expect(notice).toMatchObject({
      docNo: expect.stringMatching(/^金山镇便民受字〔2026〕第A07-\d{4}号$/),
      appliedOn: '2026-09-18',
      acceptedOn: '2026-09-18',
      provisional: false,
      deficiencies: [],
    })
    const homestead = notice.items.find(({ name }) => name === '农村宅基地审批')
    expect(homestead).toEqual({
      itemNo: '03',
      name: '农村宅基地审批',
      organ: expect.stringMatching(/./),
      caseKindWord: '承诺件',
      statutoryWord: '20个工作日（以部门答复为准）',
      promisedWord: '15个工作日（以部门答复为准）',
      promisedDueWord: '2026年10月15日（周四，以部门答复为准）',
      deficiency: false,
    })
    expect(notice.items.map(({ name }) => name)).not.toContain('房地一体不动产登记')
    expect(notice.legalBasis.length).toBeGreaterThan(0)
    expect(notice.materials.length).toBeGreaterThan(5)
    expect(notice.feeWord).toMatch(/^(不收费|\d+\.\d\d元)/)
  })

  test('names what follows later, how and by when; what only a passed-on item waits for is not its business', async () => {
    const waiting: Judgement = { state: 'DEFERRED', way: 'POST', days: 5 }
    const notice = (await papersOf(row('V04', 'M09', waiting), 'ACCEPT_WITH_DEFICIENCY')).of('D2')
    expect(notice.items).toMatchObject([{ deficiency: true }])
    expect(notice.deficiencies).toEqual([
      { name: expect.any(String), way: '邮寄', dueWord: '2026年9月24日（周四）' },
    ])

    const passedOn = (
      await papersOf(row('A01', 'M09', { ...waiting, days: 1 }), 'ACCEPT_WITH_DEFICIENCY')
    ).of('D2')
    expect(passedOn.deficiencies).toEqual([])
  })

  test('an item decided on the spot is told as done, and has its D12 at once', async () => {
    const papers = await papersOf(aVisit('A01'), 'DECIDE_ON_SPOT')
    expect(papers.of('D12')).toMatchObject({
      resultWord: '准予，当场办结',
      completedOn: '2026-09-18',
      usedWord: '2026年9月18日受理，当场办结',
    })
    const notice = papers.of('D2')
    expect(
      notice.items.map(({ caseKindWord, promisedDueWord }) => `${caseKindWord} ${promisedDueWord}`),
    ).toEqual(['即办件 已当场办结', '即办件 已当场办结', '承诺件 2026年10月22日（周四，以部门答复为准）'])
  })
})

describe('D3 一次性告知书', () => {
  test('lists everything at once: what is wrong, what is needed and how to obtain it', async () => {
    const draft = aVisit('C05')
    const judgements: Readonly<Record<string, Judgement>> = {
      M01: { state: 'EXPECTED', reason: 'EXPIRED' },
      M27: missing,
      M29: { state: 'DEFERRED', way: 'COUNTER', days: 3 },
      M30: { state: 'EXPECTED', reason: 'WRONG_CONTENT', note: '四至与图纸不符' },
    }
    const materials = draft.materials.map((each) => ({
      ...each,
      judgement: judgements[each.rowId] ?? each.judgement,
    }))
    const notice = (await papersOf({ ...draft, materials }, 'CORRECT')).of('D3')

    expect(notice.rows.map(({ n, problem }) => `${n} ${problem}`)).toEqual([
      '1 已过期',
      '2 缺少',
      '3 缺少',
      '4 内容有误：四至与图纸不符',
    ])
    for (const each of notice.rows) {
      expect(each.howToObtain.length).toBeGreaterThan(5)
      expect(each.required).toMatch(/./)
      expect(each.necessityWord).toMatch(/^(必要|非必要|可容缺后补)$/)
    }
    expect(notice).toMatchObject({ legalNotice: true, supplementDueWord: '2026年10月15日（周四）' })
  })

  test('of a matter that is only passed on is no notice in law', async () => {
    const notice = (await papersOf(row('D01', 'M10', missing), 'CORRECT')).of('D3')
    expect(notice.legalNotice).toBe(false)
  })
})

describe('D4 不予受理通知书', () => {
  test('gives the reason, the right organ, what is handed back and the remedies', async () => {
    const refusal = (await papersOf(aVisit('V04'), 'REFUSE', notOurs)).of('D4')
    expect(refusal).toMatchObject({
      docNo: expect.stringMatching(/^金山镇便民不受字〔2026〕第A07-\d{4}号$/),
      categoryWord: '不属于本机关职权范围',
      reason: '户籍不在本县',
      rightOrgan: '湘东区民政局',
    })
    expect(refusal.legalBasis).toContain('第三十二条第一款第（二）项')
    expect(refusal.remedies.join('')).toMatch(/六十日.*行政复议.*六个月.*行政诉讼/s)
    const unmet = (await papersOf(aVisit('V04'), 'REFUSE', conditions)).of('D4')
    expect(unmet.categoryWord).toBe('不符合受理条件')
    expect(unmet).not.toHaveProperty('rightOrgan')
    expect(unmet.legalBasis).toMatch(/（以部门答复为准）$/)
    expect(unmet.legalBasis).not.toContain('行政许可法')
  })
})

describe('every paper of a random day', () => {
  test('is whole, masks every number, and names no due day without its weekday', async () => {
    const lottery = aLottery(11)
    const seen = new Set<PaperKind>()
    for (let n = 0; n < 60; n += 1) {
      desk.clock.nowMs += 60_000
      const visit = aRandomVisit(lottery, desk.clock.nowMs)
      await desk.ask('draft.save', { draft: visit })
      const { choice, ground } = await aRandomChoice(lottery, desk, visit)
      for (const { kind, paperId } of (await taken(desk, visit, choice, ground)).papers) {
        const paper = await content(paperId)
        seen.add(kind)
        expect(holes(paper)).toEqual([])
        const text = JSON.stringify({ ...paper, paperId: undefined })
        for (const hidden of [
          visit.applicant.idNumber,
          visit.representative.idNumber,
          visit.applicant.phone,
          visit.form['account.number'],
        ])
          if (hidden) expect(text).not.toContain(hidden)
        expect(text).not.toMatch(
          /(?<!\d)\d{17}[\dX](?![\dA-Z])|(?<!\d)1[3-9]\d{9}(?!\d)|undefined|NaN|Invalid/,
        )
        expect(paper.applicantIdMasked).toMatch(/^\d{6}\*{8}\d{3}[\dX]$/)
        if (paper.representativeLine) expect(paper.representativeLine).toBe('陈*（女儿）')
        for (const [, date = '', weekday] of text.matchAll(/(\d{4}年\d+月\d+日)（周(.)[，）]/g))
          expect(weekdayOf(date)).toBe(weekday)
        for (const word of dueWords(paper))
          expect(word).toMatch(
            /^(\d{4}年\d+月\d+日（周.(，暂定)?(，以部门答复为准)?）|以部门答复为准|已当场办结)$/,
          )
      }
    }
    expect(seen).toEqual(new Set(['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'D12']))
  })
})

describe('numbers and copies', () => {
  test('papers are numbered without a gap for each kind, and begin at 1 with the year', async () => {
    await using own = await aDesk()
    await own.signIn()
    const docNos: string[] = []
    const go = async (draft: IntakeDraft, choice: Choice) =>
      docNos.push(...(await taken(own, draft, choice)).papers.map(({ docNo }) => docNo))
    await go(copiesOnly(aVisit('V04')), 'ACCEPT')
    const blocked = aVisit('V04')
    await own.ask('draft.save', { draft: blocked })
    expect(await own.ask('intake.decide', { draftId: blocked.draftId, choice: 'CORRECT' })).toMatchObject({
      ok: false,
    })
    await go(copiesOnly(aVisit('D01')), 'RECEIVE_ONLY')
    await go(copiesOnly(aVisit('V04')), 'ACCEPT')
    own.clock.nowMs = Date.parse('2026-12-31T23:59:59+08:00')
    await go(copiesOnly(aVisit('V04')), 'ACCEPT')
    own.clock.nowMs += 1_000
    await go(copiesOnly(aVisit('V04')), 'ACCEPT')
    await go(copiesOnly(aVisit('D01')), 'RECEIVE_ONLY')
    expect(docNos).toEqual([
      '金山镇便民受字〔2026〕第A07-0001号',
      '金山镇便民收字〔2026〕第A07-0001号',
      '金山镇便民受字〔2026〕第A07-0002号',
      '金山镇便民受字〔2026〕第A07-0003号',
      '金山镇便民受字〔2027〕第A07-0001号',
      '金山镇便民收字〔2027〕第A07-0001号',
    ])
  })

  test('each copy that left the printer is counted and recorded; looking at a paper is not', async () => {
    const { papers } = await taken(desk, aVisit('V04'), 'ACCEPT')
    const [{ paperId } = { paperId: PaperId.parse('') }] = papers
    expect((await content(paperId)).printed).toBe(0)
    const before = desk.journal().length

    expect(await desk.ask('paper.printed', { paperId })).toEqual({ ok: true, value: { printed: 1 } })
    expect((await content(paperId)).printed).toBe(1)
    expect(await desk.ask('paper.printed', { paperId })).toEqual({ ok: true, value: { printed: 2 } })

    expect((await content(paperId)).printed).toBe(2)
    expect(
      desk
        .journal()
        .slice(before)
        .map(({ type }) => type),
    ).toEqual(['paper-printed', 'paper-printed'])
  })

  test('a paper nobody issued is neither shown nor counted', async () => {
    const before = everythingBut(desk)
    const paperId = PaperId.parse('019956a0-0000-7000-8000-00000000000a')
    expect(await desk.ask('paper.content', { paperId })).toEqual(refuse('paper-unknown'))
    expect(await desk.ask('paper.printed', { paperId })).toEqual(refuse('paper-unknown'))
    expect(everythingBut(desk)).toEqual(before)
  })
})

function withOriginal(draft: IntakeDraft, rowId = 'M03'): IntakeDraft {
  return {
    ...draft,
    materials: [...judged(copiesOnly(draft), rowId, { state: 'SUPPLIED', taken: 'ORIGINAL' })],
  }
}

/** Places of a content that hold nothing a printer could set. */
function holes(value: unknown, at = ''): readonly string[] {
  if (value === undefined || value === null || Number.isNaN(value)) return [at]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, member]) => holes(member, `${at}.${name}`))
}

function dueWords(paper: PaperContent): readonly string[] {
  if (paper.kind === 'D1') return paper.originalsKept.flatMap(({ returnBy }) => returnBy ?? [])
  if (paper.kind === 'D2')
    return [...paper.items, ...paper.deficiencies].map((line) =>
      'dueWord' in line ? line.dueWord : line.promisedDueWord,
    )
  if (paper.kind === 'D3') return [paper.supplementDueWord]
  return paper.kind === 'D6' ? paper.rows.map(({ dueWord }) => dueWord) : []
}

function weekdayOf(date: string): string {
  const [year = 0, month = 1, day = 1] = date.match(/\d+/g)?.map(Number) ?? []
  return '日一二三四五六'.charAt(new Date(Date.UTC(year, month - 1, day)).getUTCDay())
}
