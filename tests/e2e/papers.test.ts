import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type Plugin } from 'vite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { decodedQr, overflowing, readPdf } from '#tests/support/a-pdf.ts'
import { longPerson, type PaperSample, paperSamples } from '#tests/support/paper-samples.ts'

declare global {
  /** Put there by the press before the page loads. */
  var paperSample: PaperSample
}

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

function findBrowser(): string | undefined {
  return [process.env.CHROME_PATH ?? '', ...places].find((path) => path !== '' && existsSync(path))
}

const samples = paperSamples()
const browser = findBrowser()
let press: PaperPress | undefined

beforeAll(async () => {
  if (browser) press = await PaperPress.start(browser)
}, 120_000)
afterAll(() => press?.stop())

describe('a printed paper', () => {
  test.for(Object.keys(samples))('%s', { timeout: 60_000 }, async (name, ctx) => {
    const sample = samples[name]
    if (!press || !sample) return ctx.skip('no Chromium: set CHROME_PATH or apt-get install chromium')
    await using page = await press.show(name, sample)
    const { caseNo, caseNoGrouped, docNo } = sample.content

    const pdf = await page.pdf({ preferCSSPageSize: true })
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
    if (!press || !sample) return ctx.skip('no Chromium: set CHROME_PATH or apt-get install chromium')
    await using page = await press.show('d3-hard', sample)
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true }))

    expect(pages.join('')).toContain(longPerson)
    expect(pages.slice(0, -1).filter((text) => text.includes('可否容缺')).length).toBe(pages.length - 1)
    // The seal never stands alone on its sheet.
    expect(pages.at(-1)).toContain('逾期没有补齐的')
  })

  test('is set in at least 10.5 points, notices in 14, large print in 16', {
    timeout: 60_000,
  }, async (ctx) => {
    if (!press) return ctx.skip('no Chromium: set CHROME_PATH or apt-get install chromium')
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

/**
 * Fonts whose glyphs the file leaves to the reader. TrueType and CFF programs go in whole (FontFile2,
 * FontFile3); collections such as Noto CJK go in glyph by glyph as Type 3, which carries its own drawings.
 */
function borrowedFonts(pdf: Uint8Array): number {
  const objects = Buffer.from(pdf).toString('latin1')
  const count = (pattern: RegExp) => objects.match(pattern)?.length ?? 0
  expect(count(/\/ObjStm\b/g), 'objects lie open').toBe(0)
  expect(count(/\/Type \/Font\b/g), 'text is text').toBeGreaterThan(0)
  const programs = count(/\/FontFile[23]?\b/g)
  const type3 = count(/\/Subtype \/Type3\b/g)
  expect(count(/\/CharProcs\b/g)).toBe(type3)
  return count(/\/Subtype \/(CIDFontType[02]|TrueType|Type1)\b/g) - programs
}

/** The preview breaks where the printer breaks, so it is as many sheets high. */
async function pagesInPreview(page: Page): Promise<number> {
  return page.locator('.paper-sheet').evaluate((sheet) => {
    const perPage = parseFloat(getComputedStyle(sheet).minHeight)
    return Math.round(sheet.getBoundingClientRect().height / perPage)
  })
}

async function smallestPoints(page: Page): Promise<number> {
  return page.locator('.paper-sheet').evaluate((sheet) => {
    const written = [...sheet.querySelectorAll('*')].filter(({ childNodes }) =>
      [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
    )
    const pixels = written.map((element) => parseFloat(getComputedStyle(element).fontSize))
    return Math.round(Math.min(...pixels) * 7.5) / 10
  })
}

/** The papers bundled as the window bundles them, and a browser that prints them to PDF. */
class PaperPress {
  readonly #folder: string
  readonly #browser: Browser
  /** What the content policy refused; a paper must do without. */
  readonly violations: string[] = []

  private constructor(folder: string, browser: Browser) {
    this.#folder = folder
    this.#browser = browser
  }

  static async start(executablePath: string): Promise<PaperPress> {
    const folder = mkdtempSync(join(tmpdir(), 'papers-'))
    await bundle(folder)
    return new PaperPress(folder, await chromium.launch({ executablePath }))
  }

  /** The sample as the window shows it, under the content policy of the window. */
  async show(paper: string, sample: PaperSample): Promise<Page> {
    const page = await this.#browser.newPage({
      viewport: { width: 1366, height: 768 },
      deviceScaleFactor: 2,
    })
    page.on('console', (message) => {
      if (message.type() === 'error') this.violations.push(`${paper}: ${message.text()}`)
    })
    page.on('pageerror', (error) => this.violations.push(`${paper}: ${error.message}`))
    await page.addInitScript((given) => {
      globalThis.paperSample = given
    }, sample)
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url())
      const file = join(this.#folder, pathname === '/' ? 'index.html' : pathname)
      if (!existsSync(file)) return route.fulfill({ status: 204 })
      const headers = { 'content-type': types[extname(file)] ?? '', 'content-security-policy': policy }
      return route.fulfill({ headers, body: readFileSync(file) })
    })
    await page.goto('http://papers.invalid/')
    await page.waitForSelector('.paper-sheet .paper-qr')
    return page
  }

  async stop(): Promise<void> {
    await this.#browser.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

async function bundle(folder: string): Promise<void> {
  const entry = join(house, 'paper-page.js')
  const page: Plugin = {
    name: 'paper-page',
    resolveId: (id) => (id === entry ? id : undefined),
    load: (id) => (id === entry ? windowPage : undefined),
  }
  await build({
    configFile: false,
    root: house,
    publicDir: false,
    logLevel: 'error',
    plugins: [react(), page],
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: entry,
        output: { entryFileNames: 'page.js', assetFileNames: 'page[extname]' },
      },
    },
  })
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>papers</title>
     <link rel="stylesheet" href="/page.css"><div id="root"></div><script type="module" src="/page.js"></script></html>`,
  )
}

const house = join(import.meta.dirname, '../..')

/** The sheet inside a window with scroll panes of its own, so that printing has something to hide. */
const windowPage = `
  import { createElement as h } from 'react'
  import { createRoot } from 'react-dom/client'
  import { PaperSheet } from '#renderer/papers/PaperSheet.tsx'
  const frame = { height: '90vh', overflow: 'hidden', display: 'flex', transform: 'translateX(0)' }
  const pane = { overflow: 'auto', padding: 24, containerType: 'inline-size', flex: 1 }
  createRoot(document.getElementById('root')).render(
    h('div', { style: frame },
      h('nav', { style: { width: 120 } }, '窗口的菜单'),
      h('main', { style: pane }, h('button', { type: 'button' }, '打印这张纸'), h(PaperSheet, globalThis.paperSample)),
    ),
  )
`
