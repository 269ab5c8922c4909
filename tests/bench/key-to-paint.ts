import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { build } from 'vite'
import { aClerk } from '../support/a-clerk.ts'
import { root } from '../support/a-desk.ts'
import { aSeededCounter } from '../support/a-seeded-counter.ts'
import { aWideRoot, wideFields, wideMatter } from '../support/a-wide-form.ts'
import { findChromium, howToGetOne } from '../support/chromium.ts'
import { latency, median } from './figures.ts'
import { probe, probed, typeProbed } from './key-probe.ts'
import type { Bench, Run } from './report.ts'

/** How long after a key the form of sixty fields shows it, beside a bare field in the same browser. */
export const keyToPaint: Bench = { name: 'key-to-paint', run: runKeyToPaint }

/** A counter PC of ten years ago, as Chromium slows itself down (ui.md 1.3). */
const slow = 4

async function runKeyToPaint(run: Run): Promise<void> {
  if (!(await findChromium())) return run.skip('key to paint', howToGetOne)
  run.say('building the window')
  const window = mkdtempSync(join(run.dir, 'window-'))
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: window, emptyOutDir: true },
  })
  process.env['PINGCHUANG_WINDOW'] = window
  const counter = await aSeededCounter(async () => undefined, { root: aWideRoot(join(run.dir, 'wide')) })
  try {
    const { page } = counter
    await atTheForm(page)
    await probe(page)
    for (const by of [1, slow]) {
      await slowDown(page, by)
      await inTheForm(run, page, by)
    }
    await slowDown(page, 1)
    await search(run, page)
  } finally {
    await counter.close()
  }
}

async function inTheForm(run: Run, page: Page, by: number): Promise<void> {
  const bare = await page.context().newPage()
  await bare.setContent('<input autofocus>')
  await bare.locator('input').focus()
  await slowDown(bare, by)
  const limits: number[] = []
  const here: number[] = []
  await probe(bare)
  // Both take turns, so that a restless machine is restless for both.
  for (let turn = 0; turn < (run.quick ? 2 : 5); turn += 1) {
    await bare.bringToFront()
    limits.push(...(await typeProbed(bare, letters)))
    // A window in the back paints once a second.
    await page.bringToFront()
    for (let n = 0; n < 4; n += 1) {
      await textFields(page)
        .nth(turn * 4 + n)
        .fill('')
      await probed(page)
      here.push(...(await typeProbed(page, letters)))
    }
  }
  await bare.close()
  const name = by === 1 ? '' : `, processor ${by}× slower`
  run.add(
    latency(`key to paint in a form of ${wideFields} fields${name}, p95`, here, {
      budget: { max: by === 1 ? 50 : 120 },
      beside: `${here.length} keys`,
    }),
  )
  run.add(latency(`  a bare field in the same browser${name}, p95`, limits))
  run.add({ what: `  ratio of the medians${name}`, unit: '×', value: median(here) / median(limits) })
}

/** 选事 filters the whole catalogue at each key. */
async function search(run: Run, page: Page): Promise<void> {
  const clerk = aClerk(page)
  await clerk.press('F2')
  await clerk.at('选事')
  const ms: number[] = []
  for (let n = 0; n < (run.quick ? 3 : 10); n += 1) {
    ms.push(...(await typeProbed(page, [...'gmsh'])))
    await typeProbed(page, ['Control+a', 'Backspace'])
  }
  run.add(latency('key to paint in the search of 选事, p95', ms, { budget: { max: 50 } }))
}

const letters = [...'shangli2026']

async function atTheForm(page: Page): Promise<void> {
  const clerk = aClerk(page)
  await clerk.signIn(1, '135790')
  await clerk.begin(wideMatter.toLowerCase())
  await clerk.introduce({ idNumber: '360322194008160004', name: '彭桂生' })
  await clerk.answer('1')
  await clerk.at('一张表')
  const fields = await page.locator('.form-pane [data-field]').count()
  if (fields !== wideFields) throw new Error(`the form shows ${fields} fields`)
}

/** Fields that take every letter: no date, no choice. */
function textFields(page: Page): Locator {
  return page.locator('.form-pane input[inputmode=text]')
}

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate })
}
