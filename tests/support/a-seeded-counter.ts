import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { type BrowserHost, startBrowserHost } from '#main/hosts/browser.ts'
import { fileDeskSecret } from '#main/security/desk-secret.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import { aDesk, type DeskWish, root, type TestDesk } from './a-desk.ts'
import { findChromium, launchChromium } from './chromium.ts'

/** A counter that has a past: a real desk played by hand first, then opened by a host in a real browser. */
export type SeededCounter = {
  readonly page: Page
  /** A window of its own on the same data, as after the program was closed and opened again. */
  readonly reopen: () => Promise<Page>
  readonly close: () => Promise<void>
}

/** `play` has the desk to itself, with a clock that ends today; afterwards the system's clock counts. */
export async function aSeededCounter(
  play: (desk: TestDesk) => Promise<void>,
  wish: Pick<DeskWish, 'enrolled' | 'practice' | 'root'> & {
    readonly width?: number
    readonly height?: number
    /** The browser of another counter, so that two desks stand side by side in one. */
    readonly beside?: SeededCounter
  } = {},
): Promise<SeededCounter> {
  const executable = await findChromium()
  if (!executable) throw new Error('no Chromium')
  const dir = mkdtempSync(join(tmpdir(), 'pingchuang-seeded-'))
  const secret = randomBytes(32)
  const desk = await aDesk({
    dir,
    secret,
    install: true,
    clock: { nowMs: Date.now() },
    ...(wish.enrolled ? { enrolled: wish.enrolled } : {}),
    ...(wish.root ? { root: wish.root } : {}),
    ...(wish.practice ? { practice: wish.practice } : {}),
  })
  await play(desk)
  await desk.stop()
  fileDeskSecret(dir).save(secret)
  const browser: Browser = wish.beside?.page.context().browser() ?? (await launchChromium(executable))
  const start = () =>
    startBrowserHost({
      dataDir: dir,
      root: wish.root ?? root,
      ...(process.env['PINGCHUANG_WINDOW'] ? { rendererDir: process.env['PINGCHUANG_WINDOW'] } : {}),
      show: 'print',
      say: () => undefined,
    })
  let host: BrowserHost = await start()
  const open = async () => {
    const context = await browser.newContext({
      viewport: { width: wish.width ?? 1366, height: wish.height ?? 696 },
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    })
    const page = await context.newPage()
    await page.goto(host.newAddress())
    return page
  }
  const page = await open()
  return {
    page,
    reopen: async () => {
      await host.stop()
      host = await start()
      return open()
    },
    close: async () => {
      if (!wish.beside) await browser.close()
      await host.stop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
