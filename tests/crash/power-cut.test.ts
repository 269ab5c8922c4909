import { rmSync } from 'node:fs'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf, listFrom } from '#main/store/queries/journal.ts'
import { type Position, positionOf } from '#main/store/queries/sync.ts'
import { overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import type { Store } from '#shared/sqlite/store.ts'
import { aCity, stopDatabases, type TestCity } from '#tests/support/a-city.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { closed } from '#tests/support/day-closing.ts'
import { aLottery, type Lottery } from '#tests/support/lottery.ts'
import { allSteps, firstWithAll, olderFolder } from '#tests/support/older-desk.ts'
import {
  checkpointPages,
  cuts,
  forget,
  imageBetween,
  type Moment,
  momentOf,
} from '#tests/support/power-cut.ts'
import { aVisit } from '#tests/support/visits.ts'

const images = Number(process.env['PINGCHUANG_POWER_IMAGES'] ?? 120)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? 1)
/** A desk of its own for each: what is looked at in an image grows with the desk. */
const perDesk = 60
const perAct = 4
/** Of these each desk has some, whatever is drawn; the last step of a desk is to be brought up from an older program. */
const acts = ['intake', 'intake', 'picture', 'close', 'answer'] as const
type Act = (typeof acts)[number] | 'migration'

const counts: Record<string, number> = {}
const clock = { nowMs: Date.parse('2026-09-18T09:00:00+08:00') }
let city: TestCity
beforeAll(async () => {
  city = await aCity({ on: 'pglite', nowMs: () => clock.nowMs })
})
afterAll(async () => {
  await city?.close()
  await stopDatabases()
  console.log(`seed ${seed}: ${images} images`, JSON.stringify(counts))
})

/** All that was answered up to a moment, by the desk and to it. */
type Said = {
  readonly moment: Moment
  readonly entries: readonly string[]
  readonly pictures: readonly string[]
  readonly position: Position
  readonly sent: readonly string[]
}

test.each(Array.from({ length: Math.ceil(images / perDesk) }, (_, n) => n))(
  `desk %i: after a power cut it opens again with all it had answered, in ${perDesk} states of its disk`,
  async (nth) => {
    const lottery = aLottery(seed + nth)
    const line = { up: false }
    const desk = await aDesk({
      enrolled: await enrol(city.url, await city.newCode(), 'power'),
      cityUrl: city.url,
      clock,
      sync: true,
      lookEveryMs: 60_000,
      carry: (address, request) =>
        line.up ? overHttp(address, request) : Promise.reject(new Error('no line')),
    })
    try {
      // Checkpoints come after a thousand pages; here often enough to be in the middle of one.
      desk.opened.store.client.pragma(`wal_autocheckpoint = ${checkpointPages}`)
      await desk.signIn()
      await worked(desk, lottery, line)
    } finally {
      await desk[Symbol.asyncDispose]()
    }
  },
)

async function worked(desk: TestDesk, lottery: Lottery, line: { up: boolean }): Promise<void> {
  const pictures: string[] = []
  let before = saidBy(desk, pictures)
  for (let n = 0; n < perDesk - 2 * perAct; n += perAct) {
    const act = acts[(n / perAct) % acts.length] ?? 'intake'
    await does[act](desk, lottery, pictures, line)
    const after = saidBy(desk, pictures)
    for (let each = n; each < n + perAct; each += 1) cutBetween(act, each, before, after)
    forget(before.moment)
    before = after
  }
  for (let n = 0; n < 2; n += 1) {
    const from = before
    const dir = olderFolder(desk, firstWithAll + lottery.below(allSteps - firstWithAll))
    const old = { ...from, moment: momentOf(dir) }
    const opened = openDesk(root, dir, desk.secret)
    // So few pages fill the database only when it is closed; here it may be cut amid that too.
    opened.store.client.pragma('wal_checkpoint(FULL)')
    const risen = { ...from, moment: momentOf(dir) }
    opened.close()
    for (let each = 0; each < perAct; each += 1) cutBetween('migration', n + each * 2, old, risen)
    for (const { moment } of [old, risen]) forget(moment)
    rmSync(dir, { recursive: true })
  }
  forget(before.moment)

  function cutBetween(act: Act, each: number, from: Said, to: Said): void {
    const cut = cuts[each % cuts.length] ?? 'flushed'
    const image = imageBetween(lottery, from.moment, to.moment, cut)
    look(`amid ${act}, ${cut}`, image, desk.secret, from, to)
    counts[act] = (counts[act] ?? 0) + 1
    rmSync(image, { recursive: true, force: true })
  }
}

type Do = (desk: TestDesk, lottery: Lottery, pictures: string[], line: { up: boolean }) => Promise<unknown>

const does: Readonly<Record<(typeof acts)[number], Do>> = {
  intake: async (desk, lottery, pictures) => {
    clock.nowMs += 60_000
    const visit = aVisit('V04', { nowMs: clock.nowMs })
    const rowId = visit.materials[0]?.rowId ?? ''
    const fresh = pictures.slice(-1).filter(() => lottery.chance(0.7))
    await taken(desk, { ...visit, pictures: fresh.map((pictureId) => ({ rowId, pictureId })) })
  },
  picture: async (desk, lottery, pictures) => {
    const picture = aPicture({ bytes: 2_000 + lottery.below(60_000), n: lottery.below(255) })
    const kept = await desk.ask('picture.keep', { picture: picture.toString('base64'), label: '户口簿' })
    if (!kept.ok) throw new Error(kept.refusal.code)
    if (!pictures.includes(kept.value.pictureId)) pictures.push(kept.value.pictureId)
  },
  close: async (desk, lottery) => {
    if (lottery.chance(0.5)) clock.nowMs += 86_400_000
    const answer = await closed(desk, { reasons: { again: '下班前又收一件' } })
    if (!answer.ok) throw new Error(answer.refusal.code)
  },
  /** Everything goes up, and what the city answers is written down, piece by piece. */
  answer: async (desk, _lottery, _pictures, line) => {
    line.up = true
    await desk.ask('sync.now', {})
    await vi.waitFor(
      async () => {
        const status = await desk.ask('sync.status', {})
        if (!status.ok || status.value.confirmed < status.value.head) throw new Error('not confirmed yet')
      },
      { timeout: 60_000, interval: 10 },
    )
    line.up = false
  },
}

function saidBy(desk: TestDesk, pictures: readonly string[]): Said {
  const { mark, store } = desk.opened
  // As the desk does it a second after each act.
  mark.write(
    store.read((reader) => ({ deskId: getInstallation(reader).deskId, epoch: 1, ...headOf(reader, 1) })),
  )
  return { moment: momentOf(desk.dir), pictures: [...pictures], ...kept(store) }
}

function kept(store: Store) {
  return {
    entries: store
      .read((reader) => listFrom(reader, 0, 100_000))
      .map(({ entryId, hash }) => `${entryId} ${hash}`),
    position: store.read((reader) => positionOf(reader, 1)),
    sent: store.client
      .prepare("SELECT picture_id FROM picture_file WHERE upload = 'VERIFIED' ORDER BY picture_id")
      .pluck()
      .all() as readonly string[],
  }
}

function look(what: string, image: string, secret: Uint8Array, before: Said, after: Said): void {
  const opened = openDesk(root, image, secret)
  try {
    const there = kept(opened.store)
    expect(there.entries.slice(0, before.entries.length), what).toEqual(before.entries)
    // What had begun is there whole or not at all, and nothing nobody did.
    expect(after.entries.slice(0, there.entries.length), what).toEqual(there.entries)
    expect(there.position.ackedSeq, what).toBeGreaterThanOrEqual(before.position.ackedSeq)
    expect(there.position.ackedSeq, what).toBeLessThanOrEqual(after.position.ackedSeq)
    expect(there.sent, what).toEqual(expect.arrayContaining([...before.sent]))
    expect(after.sent, what).toEqual(expect.arrayContaining([...there.sent]))
    // A mark ahead of the database would say that an older one was put in its place.
    expect(opened.mark.read()?.mark.seq ?? 0, what).toBeLessThanOrEqual(there.entries.length)
    expect(verifyStore(opened.store, root), what).toEqual([])
    for (const pictureId of before.pictures)
      expect(nameOfFile(opened.pictures.read(pictureId) ?? Buffer.alloc(0)), what).toBe(pictureId)
  } finally {
    opened.close()
  }
}
