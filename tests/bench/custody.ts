import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import type { ThingId } from '#shared/kernel/ids.ts'
import { aClerk } from '../support/a-clerk.ts'
import { root, type TestDesk } from '../support/a-desk.ts'
import { aSeededCounter } from '../support/a-seeded-counter.ts'
import { taken } from '../support/at-the-counter.ts'
import { findChromium, howToGetOne } from '../support/chromium.ts'
import { aVisitWithOriginals, beside, inHand, looked } from '../support/random-custody.ts'
import { latency } from './figures.ts'
import type { Bench, Run } from './report.ts'

/** The custody board with a very full cabinet: what a clerk waits for, in a real browser. */
export const custody: Bench = { name: 'custody', run: runCustody }

const legsWanted = 50

async function runCustody(run: Run): Promise<void> {
  if (!(await findChromium())) return run.skip('custody board', howToGetOne)
  const things = run.quick ? 1_000 : 5_000
  run.say('building the window')
  const window = mkdtempSync(join(run.dir, 'window-'))
  await build({
    configFile: join(root, 'vite.config.ts'),
    logLevel: 'error',
    build: { outDir: window, emptyOutDir: true },
  })
  process.env['PINGCHUANG_WINDOW'] = window
  run.say(`taking in ${things} originals`)
  const chainMs: number[] = []
  const counter = await aSeededCounter(async (desk) => {
    await fill(desk, things)
    chainMs.push(...(await chainTimes(desk, run.quick ? 40 : 200)))
    await desk.ask('staff.signOut', {})
  })
  try {
    const { page } = counter
    const clerk = aClerk(page)
    await clerk.signIn(1, '135790')
    const times = run.quick ? 5 : 20
    const paints: number[] = []
    const filters: number[] = []
    for (let n = 0; n < times; n += 1) {
      await page.keyboard.press('Alt+1')
      await clerk.at('今天')
      paints.push(await untilShown(page, 'Alt+4', { row: true }))
      await clerk.press('f')
      for (const key of ['q', 'Backspace']) filters.push(await untilShown(page, key, { row: false }))
      await clerk.press('Escape')
    }
    const beside = `${things.toLocaleString('en-US')} things in hand`
    run.add(
      latency('custody board, key to first rows painted, p95', paints, { budget: { max: 300 }, beside }),
    )
    run.add(
      latency('custody board, filter key to other rows painted, p95', filters, {
        budget: { max: 50 },
        beside,
      }),
    )
    run.add(
      latency(`custody.chain of a thing with ${legsWanted} legs, p95`, chainMs, { budget: { max: 20 } }),
    )
  } finally {
    await counter.close()
  }
}

/** Bags of many people; every fortieth lies in a place with a Q in its name, to be looked for. */
async function fill(desk: TestDesk, things: number): Promise<void> {
  const { client } = desk.opened.store
  // Nobody waits for these commits; the rows are the same.
  client.pragma('synchronous = OFF')
  await desk.signIn()
  for (let n = 0, kept = 0; kept < things; n += 1) {
    desk.clock.nowMs += 1_000
    const { caseId } = await taken(desk, aVisitWithOriginals('D01', desk.clock.nowMs))
    const here = await desk.ask('custody.ofCase', { caseId })
    const rows = here.ok ? here.value.rows : []
    const place = n % 40 === 0 ? `Q${n}` : `柜${n % 9}-格${n % 40}`
    await desk.ask('custody.stow', {
      caseId,
      things: rows.map(({ thingId }) => ({ thingId })),
      bag: 'NEW',
      shelf: place,
    })
    kept += rows.length
  }
  client.pragma('synchronous = FULL')
}

async function chainTimes(desk: TestDesk, times: number): Promise<readonly number[]> {
  const officer = await beside(desk, 1)
  const [first] = await inHand(desk, { limit: 1 })
  const { thingId } = first ?? { thingId: '' as ThingId }
  for (let leg = 1; leg < legsWanted; leg += 1) {
    const chain = await desk.ask('custody.chain', { thingId })
    if (!chain.ok) throw new Error(chain.refusal.code)
    const made = await desk.ask('custody.handOver', {
      things: [{ ...looked(chain.value.thing), returnBy: '2099-12-31' }],
      to: leg % 2 === 1 ? { at: 'OFFICER', staffId: officer.staffId } : { at: 'COUNTER' },
      second: officer,
    })
    if (!made.ok) throw new Error(`${made.refusal.code} at leg ${leg}`)
  }
  const ms: number[] = []
  for (let n = 0; n < times; n += 1) {
    const startedMs = performance.now()
    const chain = await desk.ask('custody.chain', { thingId })
    ms.push(performance.now() - startedMs)
    if (!chain.ok || chain.value.legs.length !== legsWanted) throw new Error('the way is not whole')
  }
  return ms
}

/** From a key to the end of the frame in which the list shows rows, or other ones. */
async function untilShown(page: Page, key: string, { row }: { readonly row: boolean }): Promise<number> {
  await page.evaluate((first) => {
    const here = window as unknown as { shownMs: Promise<number> }
    const shown = () => document.querySelector('.custody-body .grid-body')?.textContent ?? ''
    const before = first ? '' : shown()
    here.shownMs = new Promise((resolve) => {
      const channel = new MessageChannel()
      window.addEventListener(
        'keydown',
        ({ timeStamp }) => {
          const look = () => {
            const now = shown()
            if (now === '' || now === before) return requestAnimationFrame(look)
            channel.port1.onmessage = () => resolve(performance.now() - timeStamp)
            // Answered after style, layout and paint of this frame.
            return channel.port2.postMessage(undefined)
          }
          requestAnimationFrame(look)
        },
        { once: true, capture: true },
      )
    })
  }, row)
  await page.keyboard.press(key)
  return page.evaluate(() => (window as unknown as { shownMs: Promise<number> }).shownMs)
}
