import { rmSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { findFreeze } from '#main/store/queries/epoch.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import { aCity, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { backupOf, drained, putBack, until } from '#tests/support/a-copied-desk.ts'
import { aDesk, people, root, type TestDesk } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

let city: TestCity
let desk: TestDesk
let folder: string
/** After which entry each page of the log was asked for, and came; how many may. */
let pages: number[]
let asked: number[]
let lets: number

const carry: Carry = async (address, request) => {
  const after = /\/v1\/log\?.*after=(\d+)$/.exec(address)?.[1]
  if (after === undefined) return overHttp(address, request)
  asked.push(Number(after))
  if (pages.length >= lets) throw new Error('the line is down')
  const brought = await overHttp(address, request)
  pages.push(Number(after))
  return brought
}
const open = (of: Pick<TestDesk, 'dir' | 'secret' | 'clock'>) =>
  aDesk({ ...of, sync: true, lookEveryMs: 30, idleMs: 8_000, carry })

/** A desk with more entries than one page has, all of them at the city, and then a disk as it was on the first morning. */
beforeEach(async () => {
  ;[pages, asked, lets] = [[], [], 99]
  city = await aCity()
  const enrolled = await enrol(city.url, await city.newCode(), 'test')
  const clock = { nowMs: Date.now() }
  desk = await aDesk({ enrolled, cityUrl: city.url, clock })
  const { dir, secret } = desk
  await desk.stop()
  folder = backupOf(desk)
  desk = await open({ dir, secret, clock })
  await desk.signIn()
})
afterEach(async () => {
  await desk.stop()
  await city.close()
  for (const dir of [folder, desk.dir]) rmSync(dir, { recursive: true, force: true })
})

const hashes = () =>
  desk.opened.store
    .read((reader) => listFrom(reader, 0, 10_000))
    .flatMap(({ epoch, hash }) => (epoch === 1 ? [hash] : []))
const here = () =>
  desk.opened.store.client.prepare('SELECT count(*) FROM log_fetched').pluck().get() as number

test('an empty desk gets its whole log in pages; cut off amid them it goes on where it was, and asks for none twice', async () => {
  desk.opened.store.client.pragma('synchronous = OFF')
  const { caseId } = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }))
  const view = await desk.ask('case.view', { caseId })
  const [paper] = view.ok ? view.value.papers : []
  if (!paper) throw new Error('the case has no paper')
  for (let n = 0; n < 520; n += 1) await desk.ask('paper.printed', { paperId: paper.paperId })
  await drained(desk)
  const whole = hashes()
  await desk.stop()
  putBack(folder, desk)

  lets = 1
  desk = await open(desk)
  await until(() => expect(desk.opened.store.read(findFreeze)?.reason).toBe('RESTORED'))
  await desk.signIn(2)
  expect(await desk.ask('epoch.goOn', { pin: people[2].pin })).toMatchObject({ ok: true })
  await until(() => expect(here()).toBeGreaterThan(0))
  const first = here()
  const from = pages[0] ?? 0

  // The program ends, and starts with the line still down: what came is there, and the next page is asked for.
  await desk.stop()
  asked = []
  desk = await open(desk)
  await until(() => expect(asked).toContain(from + first))
  expect(here()).toBe(first)
  await desk.stop()

  lets = 99
  desk = await open(desk)
  await until(() => expect(desk.opened.store.read(findFreeze)).toBeUndefined())
  expect(pages).toEqual([from, from + first])
  expect(hashes()).toEqual(whole)
  await drained(desk)
  expect(verifyStore(desk.opened.store, root)).toEqual([])
})
