import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AssistPaperSheet } from '#renderer/papers/AssistPaperSheet.tsx'
import { GuideSheet } from '#renderer/papers/GuideSheet.tsx'
import { PaperSheet } from '#renderer/papers/PaperSheet.tsx'
import { TakeHomeSheet } from '#renderer/papers/TakeHomeSheet.tsx'
import { matterSheet, missingOf } from '#shared/catalogue/matter-sheet.ts'
import type { PaperContent } from '#shared/contract/paper.ts'
import type { PaperKind } from '#shared/domain/paper.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import { begun } from '../support/a-beginning.ts'
import { aDesk, rules, type TestDesk } from '../support/a-desk.ts'
import { acted, anOfficerFiled } from '../support/an-errand.ts'
import { fullOrderMoves } from '../support/assist-facts.ts'
import { taken } from '../support/at-the-counter.ts'
import { kindsOfToday, papersOfMatter } from '../support/paper-life.ts'
import { aVisit, firstAnswers } from '../support/visits.ts'

/**
 * Every paper every matter can owe, set as the window sets it: whatever the catalogue leaves open, no
 * sheet may leave the printer with a hole in it.
 */
let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
  await desk.signIn()
})
afterAll(() => desk[Symbol.asyncDispose]())

const seen = new Set<PaperContent['kind']>()

describe('every paper of', () => {
  test.each(rules.catalogue.matters.map(({ matterId, name }) => [matterId, name]))(
    '%s %s is whole',
    async (matterId) => {
      const offered = new Set<PaperKind>()
      const papers = await papersOfMatter(desk, matterId, undefined, offered)
      // Not some paper of this kind by some matter: each kind the desk would let this matter owe.
      expect([...offered].filter((kind) => !papers.some((paper) => paper.kind === kind))).toEqual([])
      expect(offered.size).toBeGreaterThan(1)
      expect(papers.length).toBeGreaterThan(3)
      for (const paper of papers) {
        seen.add(paper.kind)
        for (const form of ['NORMAL', 'LARGE', 'ROLL'] as const)
          expect(
            wrongOn(renderToStaticMarkup(createElement(PaperSheet, { content: paper, form }))),
            paper.docNo,
          ).toEqual([])
      }
    },
  )
})

describe('what is taken home of', () => {
  test.each(rules.catalogue.matters.map(({ matterId, name }) => [matterId, name]))(
    '%s %s is whole: the guide, and the list for no answer and for every first one',
    (matterId) => {
      for (const answers of [{}, firstAnswers(matterId)]) {
        const sheet = matterSheet(rules.catalogue, matterId, answers)
        const { had, missing } = missingOf(
          sheet,
          sheet.materials.slice(0, 1).map(({ rowId }) => rowId),
        )
        const sheets = [
          createElement(GuideSheet, { sheet, frame }),
          ...(['A5', 'A4', 'LARGE', 'ROLL'] as const).map((form) =>
            createElement(TakeHomeSheet, {
              sheet,
              frame: { ...frame, code: 'A001A078' },
              form,
              had,
              missing,
            }),
          ),
        ].map((each) => renderToStaticMarkup(each))
        for (const html of sheets) {
          expect(wrongOn(html)).toEqual([])
          const words = html.replaceAll(/<[^>]+>/g, '')
          for (const word of [sheet.matterName, sheet.leadDept, frame.unitName]) expect(words).toContain(word)
        }
      }
    },
  )
})

describe('every paper of 小萍帮办 for', () => {
  let officerId: StaffId
  beforeAll(async () => {
    officerId = await anOfficerFiled(desk)
  })

  test.each(rules.catalogue.matters.map(({ matterId, name }) => [matterId, name]))(
    '%s %s is whole: registration, letter, and the slips that it stands still and goes on',
    async (matterId) => {
      desk.clock.nowMs += 60_000
      const { caseId } = await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }))
      const begunHere = await begun(desk, { caseId, officerId })
      if (!begunHere.ok) throw new Error(begunHere.refusal.code)
      const { orderId } = begunHere.value.order
      for (const act of ['START', 'PAUSE', 'RESUME'] as const)
        expect(await acted(desk, { orderId }, fullOrderMoves[act])).toMatch(/^(IN_PROGRESS|PAUSED)$/)
      const listed = await desk.ask('assist.papers', { orderId })
      const papers = listed.ok ? listed.value.papers : []
      expect(papers.map(({ kind }) => kind).toSorted()).toEqual(['D11', 'D11', 'D8', 'D9'])
      for (const { docNo, kind } of papers) {
        const told = await desk.ask('assist.paper', { kind, docNo })
        if (!told.ok) throw new Error(told.refusal.code)
        const html = renderToStaticMarkup(createElement(AssistPaperSheet, { sheet: told.value }))
        expect(wrongOn(html), docNo).toEqual([])
        expect(html.replaceAll(/<[^>]+>/g, '')).toContain(docNo)
      }
    },
  )
})

const frame = {
  unitName: '上栗县金山镇便民服务中心',
  practice: false,
  clerkName: '王芳',
  printedOn: '2026-09-18',
}

test('all kinds of today were among them', () => {
  expect([...seen].toSorted()).toEqual(kindsOfToday.toSorted())
})

test('a hole is found', () => {
  const sheet = '<th>理由</th><td></td><p>因，现终止undefined</p><p>「」</p><td>原件  份（）</td>'
  expect(wrongOn(sheet).length).toBeGreaterThanOrEqual(4)
})

/** What no paper may say: a value that is missing, or the place where one is missing. */
function wrongOn(html: string): readonly string[] {
  const found = html.match(/<(td|th|li|h1|h2|b)[^>]*><\/\1>/g) ?? []
  const text = html.replace(/<[^>]+>/g, '\n')
  const words = text.match(
    /undefined|null|NaN|Invalid|\[object|「」|“”|（）|《》|于提出|因，|向申请|依据，|，，|。。|；；|以部门答复为准前/g,
  )
  return [...found, ...(words ?? [])]
}
