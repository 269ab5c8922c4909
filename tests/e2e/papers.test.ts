import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  borrowedFonts,
  decodedQr,
  overflowing,
  pagesInPreview,
  pdfOf,
  readPdf,
} from '#tests/support/a-pdf.ts'
import { findChromium, howToGetOne } from '#tests/support/chromium.ts'
import { PaperPress } from '#tests/support/paper-press.ts'
import { longPerson, paperSamples } from '#tests/support/paper-samples.ts'

const samples = paperSamples()
let press: PaperPress | undefined

beforeAll(async () => {
  const browser = await findChromium()
  if (browser) press = await PaperPress.start(browser)
}, 120_000)
afterAll(() => press?.stop())

describe('a printed paper', () => {
  test.for(Object.keys(samples))('%s', { timeout: 60_000 }, async (name, ctx) => {
    const sample = samples[name]
    if (!press) return ctx.skip(howToGetOne)
    if (!sample) throw new Error('no such sample')
    await using page = await press.show(name, sample)
    const { caseNo, caseNoGrouped, docNo } = sample.content

    const pdf = await pdfOf(page)
    const { pages, sizes } = await readPdf(pdf)
    const words = pages.join('')

    expect(new Set(sizes)).toEqual(new Set([name.startsWith('d1-a5') ? '148x210' : '210x297']))
    expect(pages).toHaveLength(await pagesInPreview(page))
    expect(words).toContain(docNo)
    expect(words).toContain(caseNoGrouped)
    expect(words).toContain(sample.content.applicantName)
    expect(words).not.toMatch(/窗口的菜单|打印这张纸/)
    for (const [at, text] of pages.entries()) {
      expect(text).toContain(`第${at + 1}页/共${pages.length}页`)
      expect(text).toContain(docNo)
    }
    expect(await overflowing(page)).toEqual([])
    expect(borrowedFonts(pdf)).toBe(0)
    expect(await decodedQr(page)).toBe(caseNo)
    expect(press.violations).toEqual([])
  })

  test('cuts no name and repeats the head of a table that goes on', { timeout: 60_000 }, async (ctx) => {
    const sample = samples['d3-hard']
    if (!press) return ctx.skip(howToGetOne)
    if (!sample) throw new Error('no such sample')
    await using page = await press.show('d3-hard', sample)
    const { pages } = await readPdf(await pdfOf(page))

    expect(pages.join('')).toContain(longPerson)
    expect(pages.slice(0, -1).filter((text) => text.includes('可否容缺')).length).toBe(pages.length - 1)
    // The seal never stands alone on its sheet.
    expect(pages.at(-1)).toContain('逾期没有补齐的')
  })

  test('is set in at least 10.5 points, notices in 14, large print in 16', {
    timeout: 60_000,
  }, async (ctx) => {
    if (!press) return ctx.skip(howToGetOne)
    for (const [name, least] of [
      ['d1-a5', 10.5],
      ['d3-large', 16],
      ['d2-large', 16],
    ] as const) {
      const sample = samples[name]
      if (!sample) throw new Error(name)
      await using page = await press.show(name, sample)
      expect(await smallestPoints(page)).toBeGreaterThanOrEqual(least)
    }
    const sample = samples['d3-a4']
    if (!sample) throw new Error('d3-a4')
    await using page = await press.show('d3-a4', sample)
    expect(await page.locator('.paper-body').evaluate((body) => getComputedStyle(body).fontSize)).toBe(
      '18.6667px',
    )
  })
})

async function smallestPoints(page: Page): Promise<number> {
  return page.locator('.paper-sheet').evaluate((sheet) => {
    const written = [...sheet.querySelectorAll('*')].filter(({ childNodes }) =>
      [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    )
    const pixels = written.map((element) => parseFloat(getComputedStyle(element).fontSize))
    return Math.round(Math.min(...pixels) * 7.5) / 10
  })
}
