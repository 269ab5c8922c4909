import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { build, type Plugin } from 'vite'
import { launchChromium } from './chromium.ts'
import type { PaperSample } from './paper-samples.ts'

declare global {
  /** Put there by the press before the page loads. */
  var paperSample: PaperSample
}

/** The papers bundled as the window bundles them, and a browser that prints them to PDF. */
export class PaperPress {
  readonly #folder: string
  readonly #browser: Browser
  readonly #window: BrowserContext
  /** What the content policy refused; a paper must do without. */
  readonly violations: string[] = []

  private constructor(folder: string, browser: Browser, window: BrowserContext) {
    this.#folder = folder
    this.#browser = browser
    this.#window = window
  }

  static async start(executablePath: string): Promise<PaperPress> {
    const folder = mkdtempSync(join(tmpdir(), 'papers-'))
    await bundle(folder)
    const browser = await launchChromium(executablePath)
    const window = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      deviceScaleFactor: 2,
    })
    return new PaperPress(folder, browser, window)
  }

  /** The sample as the window shows it, under the content policy of the window. */
  async show(paper: string, sample: PaperSample): Promise<Page> {
    const page = await this.#window.newPage()
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
