import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/desk.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { Judgement } from '#shared/domain/material.ts'
import type { Move } from '#shared/domain/move.ts'
import type { Paper, PaperKind } from '#shared/domain/paper.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, fridayMorning, ownPin, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { department, fullMoves, missing } from '../support/moves.ts'
import { contentOf } from '../support/paper-life.ts'
import { aVisit, grandmother, judged } from '../support/visits.ts'

type ContentOf<Kind extends PaperKind> = Extract<PaperContent, { kind: Kind }>

const original: Judgement = { state: 'SUPPLIED', taken: 'ORIGINAL' }
const promise: Judgement = { state: 'WAIVED', by: 'commitment' }
const later: Judgement = { state: 'DEFERRED', way: 'POST', days: 5 }
const asterisked = '360302********0000'

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
})
beforeEach(async () => {
  desk.clock.nowMs = fridayMorning
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

function goTo(day: string): void {
  desk.clock.nowMs = Date.parse(`${day}T09:00:00+08:00`)
}

function visitWith(matterId: string, rows: Readonly<Record<string, Judgement>> = {}) {
  const visit = aVisit(matterId, { nowMs: desk.clock.nowMs })
  const materials = Object.entries(rows).reduce(
    (all, [rowId, judgement]) => judged({ ...visit, materials: [...all] }, rowId, judgement),
    visit.materials as readonly (typeof visit.materials)[number][],
  )
  return { ...visit, materials: [...materials] }
}

async function moved(
  caseId: CaseId,
  move: Move,
  more: Partial<Input<'case.move'>> = {},
): Promise<readonly Paper[]> {
  const answer = await desk.ask('case.move', { caseId, itemNo: '01', move, ...ownPin(desk), ...more })
  if (!answer.ok) throw new Error(`${move.act}: ${JSON.stringify(answer.refusal)}`)
  return answer.value.papers
}

async function only<Kind extends PaperKind>(papers: readonly Paper[], kind: Kind): Promise<ContentOf<Kind>> {
  const found = papers.find((each) => each.kind === kind)
  if (!found) throw new Error(`no ${kind} among ${papers.map((each) => each.kind).join()}`)
  return (await contentOf(desk, found.paperId)) as ContentOf<Kind>
}

/** 宅基地 (C05): the township decides its third item, with the term of the licensing law. */
async function homestead(): Promise<{ readonly caseId: CaseId; readonly at: { readonly itemNo: '03' } }> {
  const { caseId } = await taken(desk, visitWith('C05'), 'ACCEPT')
  return { caseId, at: { itemNo: '03' } }
}

/** The two ways of the law for a decision of a township (行政许可法 art. 38). */
const lawful = [
  '如不服本决定，可以自收到本文书之日起六十日内，向县（区）人民政府（以部门答复为准）申请行政复议；',
  '也可以自收到本文书之日起六个月内，依法向人民法院提起行政诉讼。',
]

describe('told at once', () => {
  test('D5 at the intake leaves reason and advice to the pen; later it says the advice', async () => {
    const { papers } = await taken(desk, visitWith('V04'), 'NOT_REQUIRED')
    const told = await only(papers, 'D5')
    expect(told).toMatchObject({
      docNo: expect.stringMatching(/便民告字〔2026〕第A07-\d{4}号$/),
      askedAt: '2026年9月18日 09:00',
      items: [{ itemNo: '01', name: '高龄津贴申领', organ: '民政部门' }],
    })
    expect(told).not.toHaveProperty('advice')
    expect(told.opening).toContain('下列事项依法不需要办理，现即时告知不受理')
    expect(told.opening).not.toContain('行政许可')

    const { caseId } = await taken(desk, visitWith('V04', { M10: missing }), 'RECEIVE_ONLY')
    const again = await only(await moved(caseId, fullMoves.NOT_REQUIRED), 'D5')
    expect(again.advice).toBe('依法不用办')
  })
})

describe('promises', () => {
  test('D6 names what follows, in which form, how and by when, and that the primary papers are there', async () => {
    const { papers } = await taken(desk, visitWith('V04', { M09: later }), 'ACCEPT_WITH_DEFICIENCY')
    const pledge = await only(papers, 'D6')
    expect(pledge.rows).toEqual([
      {
        n: 1,
        name: '近期免冠照片',
        required: '数据',
        way: '邮寄',
        dueWord: '2026年9月24日（周四）',
      },
    ])
    expect(pledge.primaries.length).toBeGreaterThan(0)
    expect(pledge.primaries).not.toContain('近期免冠照片')
    expect(pledge).toMatchObject({
      acceptedOn: '2026-09-18',
      applicantIdMasked: asterisked,
      provisional: false,
    })
    expect(pledge).not.toHaveProperty('signedBy')
  })

  test('D7 names the person in full, what the promise replaces and what it must prove; it goes along with what is passed on', async () => {
    const { papers } = await taken(desk, visitWith('B10', { M17: promise, M88: promise }), 'ACCEPT')
    const declaration = await only(papers, 'D7')
    expect(declaration.applicantId).toBe(grandmother)
    expect(declaration.rows).toEqual([
      expect.objectContaining({
        n: 1,
        name: '住所（经营场所）使用证明',
        proves: '宅基地上的房屋附村委会意见',
      }),
      expect.objectContaining({ n: 2, name: '卫生检测（评价）报告' }),
    ])
    expect(declaration.rows[1]).not.toHaveProperty('proves')
    expect(declaration.items.map(({ name }) => name)).toContain('公共场所卫生许可（住宿）')
    for (const { basis } of declaration.items) expect(basis).toMatch(/（以部门答复为准）$/)
  })

  test('a promise that comes with the supplement of a passed-on item is owed then', async () => {
    const rules = aVisit('B05').materials.find(({ rowId }) => rowId.startsWith('M20'))?.rowId ?? ''
    const { caseId } = await taken(desk, visitWith('B05', { [rules]: missing }), 'CORRECT')
    const supplied = await desk.ask('case.supply', { caseId, rows: [{ rowId: rules, judgement: promise }] })
    if (!supplied.ok) throw new Error(JSON.stringify(supplied.refusal))
    const kinds = new Set(supplied.value.papers.map(({ kind }) => kind))
    expect(kinds).toEqual(new Set(['D1', 'D7']))
    expect((await only(supplied.value.papers, 'D7')).rows).toMatchObject([{ name: '管理制度目录' }])
  })
})

describe('the way of an item', () => {
  test('D16 特别程序 and 延期: what stops, by what law, and both ends of the term', async () => {
    const { at, caseId } = await homestead()
    await moved(caseId, fullMoves.REVIEW, at)
    const stopped = await only(await moved(caseId, fullMoves.SUSPEND, at), 'D16-SUSPENSION')
    expect(stopped).toMatchObject({
      kindWord: '检测',
      expectedWord: '10 个工作日',
      fromWord: '2026年9月18日',
    })
    expect(stopped.basis).toBe('《中华人民共和国行政许可法》第四十五条')
    expect(stopped.opening).toContain('“农村宅基地审批”申请')
    goTo('2026-09-22')
    await moved(caseId, fullMoves.RESUME, at)
    const extended = await only(await moved(caseId, fullMoves.EXTEND, at), 'D16-EXTENSION')
    expect(extended).toMatchObject({
      reason: '需要部门会商',
      daysWord: '10 个工作日',
      approver: '周建国',
      dueBefore: expect.stringMatching(/^2026年10月\d+日（周.，以部门答复为准）$/),
      dueWord: expect.stringMatching(/^2026年11月\d+日（周.，以部门答复为准）$/),
    })
    expect(extended.opening).toContain('第四十二条')
  })

  test('D16 决定书, D12 and 送达回证: reasons, remedies, days, signature', async () => {
    const { at, caseId } = await homestead()
    await moved(caseId, fullMoves.REVIEW, at)
    goTo('2026-09-22')
    const refused = await moved(
      caseId,
      { act: 'REJECT', reason: '一户一宅已经用完', remedies: '可以向县政府复议或者提起诉讼' },
      at,
    )
    const decision = await only(refused, 'D16-DECISION')
    expect(decision).toMatchObject({
      title: '不予行政许可决定书',
      granted: false,
      applicantId: grandmother,
      reason: '一户一宅已经用完',
      remedies: ['可以向县政府复议或者提起诉讼', ...lawful],
      item: { organ: '乡镇人民政府' },
      decidedOn: '2026-09-22',
    })
    goTo('2026-09-23')
    const notice = await only(await moved(caseId, { act: 'COMPLETE' }, at), 'D12')
    expect(notice).toMatchObject({
      resultWord: '不予',
      resultName: '不予决定书',
      resultNumber: decision.docNo,
      completedOn: '2026-09-23',
      usedWord: '2026年9月18日受理，用 3 个工作日，承诺 15 个工作日（以部门答复为准）',
    })
    expect(notice).not.toHaveProperty('validUntil')
    expect(notice.next.join('')).toMatch(/前送达.*救济途径/s)
    goTo('2026-09-24')
    const posted = await moved(
      caseId,
      { ...fullMoves.DELIVER, method: 'POST' },
      { ...at, place: '金山镇邮政所' },
    )
    const receipt = await only(posted, 'D12-DELIVERY')
    expect(receipt).toMatchObject({
      place: '金山镇邮政所',
      methodWord: '邮寄送达',
      deliveredAt: '2026年9月24日 09:00',
      signedBy: '陈桂香',
      reference: 'EMS1234567890',
      documents: [
        { n: 1, name: '不予决定书', no: decision.docNo },
        { n: 2, name: '办结通知单', no: notice.docNo },
      ],
    })
    expect(receipt).not.toHaveProperty('relation')
  })

  test.each([
    ['nothing that helps', '见下', true],
    ['both ways without term, organ or court', '可以申请行政复议，也可以提起行政诉讼', true],
    ['one way in full', '六十日内向上栗县人民政府申请行政复议', true],
    [
      'both ways in full',
      '可以在六十日内向上栗县人民政府申请行政复议，或者在六个月内向上栗县人民法院提起行政诉讼',
      false,
    ],
  ])('a refusal whose clerk wrote %s always names organ, court and terms', async (_what, said, added) => {
    const { at, caseId } = await homestead()
    await moved(caseId, fullMoves.REVIEW, at)
    const { remedies } = await only(
      await moved(caseId, { ...fullMoves.REJECT, remedies: said }, at),
      'D16-DECISION',
    )
    expect(remedies).toEqual(added ? [said, ...lawful] : [said])
  })

  test('D16 决定书 of what is granted says so, with the number of the decision and without remedies', async () => {
    const { at, caseId } = await homestead()
    await moved(caseId, fullMoves.REVIEW, at)
    const granted = await only(await moved(caseId, fullMoves.APPROVE, at), 'D16-DECISION')
    expect(granted).toMatchObject({
      title: '准予行政许可决定书',
      decisionNo: '金民决〔2026〕第7号',
      remedies: [],
    })
    expect(granted.opening).toMatch(/准予行政许可。$/)
  })

  test('what the department decides it says on its own paper', async () => {
    const { caseId } = await taken(desk, visitWith('V04'), 'ACCEPT')
    await moved(caseId, fullMoves.REVIEW)
    expect(await moved(caseId, fullMoves.REJECT, { by: department })).toEqual([])
  })

  test('D13: where to, by whom taken over, and every paper that goes along', async () => {
    const { caseId } = await taken(desk, visitWith('D01'), 'RECEIVE_ONLY')
    const slip = await only(await moved(caseId, fullMoves.FORWARD), 'D13')
    expect(slip).toMatchObject({
      toOrgan: '上栗县市场监督管理局',
      receivedBy: '李科员',
      sentAt: '2026年9月18日 09:00',
      rows: [
        {
          n: 1,
          caseNoGrouped: slip.caseNoGrouped,
          applicantName: '陈桂香',
          materials: slip.materials.length,
        },
      ],
    })
    expect(slip.materials.length).toBeGreaterThan(0)
  })

  test('D16 撤回, 退还 and 终止: who asked, what goes home, and why it ends', async () => {
    const taken1 = await taken(desk, visitWith('V04', { M03: original }), 'ACCEPT')
    const request = await only(
      await moved(taken1.caseId, { ...fullMoves.WITHDRAW, reason: '改到户籍地办' }),
      'D16-WITHDRAWAL',
    )
    expect(request).toMatchObject({ signedBy: '陈桂香', reason: '改到户籍地办', appliedOn: '2026-09-18' })
    expect(request.givenBack.map(({ form, name }) => `${name} ${form}`)).toContain(
      '居民户口簿（首页、户主页、本人页） 原件',
    )
    const give = { caseId: taken1.caseId, rowIds: ['M03'] }
    expect(await desk.ask('case.giveBack', { ...give, signedBy: '陈丽' })).toMatchObject({
      refusal: { code: 'stranger' },
    })
    const back = await desk.ask('case.giveBack', { ...give, signedBy: '陈桂香' })
    if (!back.ok) throw new Error(back.refusal.code)
    expect(await only(back.value.papers, 'D16-RETURN')).toMatchObject({
      signedBy: '陈桂香',
      returnedAt: '2026年9月18日 09:00',
      rows: [
        {
          n: 1,
          name: '居民户口簿（首页、户主页、本人页）',
          form: '原件',
          copies: 1,
          usedFor: '高龄津贴申领',
        },
      ],
    })

    const taken2 = await taken(desk, visitWith('V04'), 'ACCEPT')
    const died = await only(await moved(taken2.caseId, fullMoves.TERMINATE), 'D16-TERMINATION')
    expect(died).toMatchObject({ causeWord: '申请人死亡', remedies: [] })
    expect(died.opening).toMatch(/^申请人陈桂香于/)
    const taken3 = await taken(desk, visitWith('V04'), 'ACCEPT')
    const ended = await only(
      await moved(taken3.caseId, { act: 'TERMINATE', cause: 'IMPOSSIBLE', reason: '政策已经停止' }),
      'D16-TERMINATION',
    )
    expect(ended.reason).toBe('政策已经停止')
    expect(ended.remedies.join('')).toMatch(/本级人民政府（以部门答复为准）申请行政复议/)
  })

  test('papers another item still needs do not go home with the one that is withdrawn', async () => {
    const { caseId } = await taken(desk, visitWith('C05', { M03: original }), 'ACCEPT')
    const { givenBack } = await only(
      await moved(caseId, fullMoves.WITHDRAW, { itemNo: '01' }),
      'D16-WITHDRAWAL',
    )
    expect(givenBack.map(({ name }) => name).join()).not.toContain('户口簿')
  })

  test('D16 归档目录 lists the papers and what stays, and tells the way with days and names', async () => {
    const { caseId, papers } = await taken(desk, visitWith('V04', { M03: original }), 'ACCEPT')
    await moved(caseId, fullMoves.WITHDRAW)
    await desk.signIn(1)
    goTo('2026-09-21')
    await desk.ask('case.giveBack', { caseId, rowIds: ['M03'], signedBy: '陈桂香' })
    const index = await only(await moved(caseId, fullMoves.ARCHIVE), 'D16-ARCHIVE')
    expect(index).toMatchObject({
      endWord: '申请人撤回',
      receivedOn: '2026-09-18',
      endedOn: '2026-09-18',
      clerkName: '李敏',
    })
    const [slip, acceptance] = papers
    expect(index.documents.slice(0, 4).map(({ name, no }) => `${name} ${no}`)).toEqual([
      `收件凭证 ${slip?.docNo}`,
      `受理通知书 ${acceptance?.docNo}`,
      expect.stringMatching(/^撤回申请书 .*撤字/),
      expect.stringMatching(/^材料退还签收单 .*还字/),
    ])
    expect(index.documents.map(({ name }) => name).join()).not.toContain('户口簿')
    expect(index.documents.map(({ n }) => n)).toEqual(index.documents.map((_, at) => at + 1))
    expect(index.steps).toEqual([
      { on: '2026-09-18', what: '收件', who: '王芳' },
      { on: '2026-09-18', what: '受理', who: '王芳' },
      { on: '2026-09-18', what: '申请人撤回', who: '王芳' },
    ])
  })
})

test('every paper says the same after the rest of the life of the case, and after a restart', async () => {
  const own = await aDesk()
  await own.signIn()
  const visit = { ...aVisit('V04'), materials: [...judged(aVisit('V04'), 'M03', original)] }
  const { caseId, papers } = await taken(own, visit, 'ACCEPT')
  const issued = [...papers]
  const said: PaperContent[] = []
  for (const act of [
    'REVIEW',
    'SUSPEND',
    'RESUME',
    'EXTEND',
    'BACK_TO_REVIEW',
    'APPROVE',
    'COMPLETE',
    'DELIVER',
  ] as const) {
    own.clock.nowMs += 86_400_000
    const answer = await own.ask('case.move', {
      caseId,
      itemNo: '01',
      move: act === 'DELIVER' ? { ...fullMoves.DELIVER, method: 'POST' } : fullMoves[act],
      ...(act === 'APPROVE' ? { by: department } : {}),
    })
    if (!answer.ok) continue
    issued.push(...answer.value.papers)
    said.push(...(await Promise.all(answer.value.papers.map(({ paperId }) => contentOf(own, paperId)))))
  }
  await own.ask('case.giveBack', { caseId, rowIds: ['M03'], signedBy: '陈桂香' })
  const again = await own.restart()
  await again.signIn()
  const later = await Promise.all(issued.slice(papers.length).map(({ paperId }) => contentOf(again, paperId)))
  expect(said.length).toBeGreaterThan(2)
  expect(later).toEqual(said)
  await again[Symbol.asyncDispose]()
  await own[Symbol.asyncDispose]().catch(() => undefined)
})
