import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PaperSheet } from '#renderer/papers/PaperSheet.tsx'
import type { PaperContent } from '#shared/contract/paper.ts'
import { aDesk, rules, type TestDesk } from '../support/a-desk.ts'
import { kindsOfToday, papersOfMatter } from '../support/paper-life.ts'

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
      const papers = await papersOfMatter(desk, matterId)
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
