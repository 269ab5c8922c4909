import { rmSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import { nameOfFile } from '#shared/crypto/sealed-file.ts'
import { aDesk, cheapPins, root } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { takeIn } from '#tests/support/at-the-counter.ts'
import { closed } from '#tests/support/day-closing.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { cuts, forget, imageBetween, type Moment, momentOf } from '#tests/support/power-cut.ts'
import { aVisit } from '#tests/support/visits.ts'

const images = Number(process.env['PINGCHUANG_POWER_IMAGES'] ?? 60)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? 1)
const counts: Record<string, number> = {}
afterAll(() => console.log(`seed ${seed}: ${images} images`, JSON.stringify(counts)))

type Said = {
  readonly moment: Moment
  readonly entries: readonly string[]
  readonly pictures: readonly string[]
}

test(`a desk whose power goes opens again with all it had answered, in ${images} states of its disk`, async () => {
  const lottery = aLottery(seed)
  const desk = await aDesk()
  await cheapPins(desk)
  // Checkpoints come after a thousand pages; here often enough to be in the middle of one.
  desk.opened.store.client.pragma('wal_autocheckpoint = 60')
  await desk.signIn()
  const pictures: string[] = []
  const said = (): Said => ({
    moment: momentOf(desk.dir),
    entries: desk.opened.store
      .read((reader) => listFrom(reader, 0, 100_000))
      .map(({ entryId, hash }) => `${entryId} ${hash}`),
    pictures: [...pictures],
  })
  let before = said()
  for (let n = 0; n < images; ) {
    await act()
    const after = said()
    for (let each = 0; each < 4 && n < images; each += 1, n += 1) {
      const cut = cuts[n % cuts.length] ?? 'flushed'
      const image = imageBetween(lottery, before.moment, after.moment, cut)
      look(`image ${n}, ${cut}`, image, before, after)
      counts[cut] = (counts[cut] ?? 0) + 1
      rmSync(image, { recursive: true, force: true })
    }
    forget(before.moment)
    before = after
  }
  forget(before.moment)
  await desk[Symbol.asyncDispose]()

  async function act(): Promise<void> {
    desk.clock.nowMs += 60_000
    const luck = lottery.draw()
    if (luck < 0.3) {
      const picture = aPicture({ bytes: 2_000 + lottery.below(60_000), n: lottery.below(255) })
      const kept = await desk.ask('picture.keep', { picture: picture.toString('base64'), label: '户口簿' })
      if (kept.ok) pictures.push(kept.value.pictureId)
    } else if (luck < 0.35) await closed(desk, { reasons: { again: '下班前又收一件' } })
    else await takeIn(desk, aVisit('V04', { nowMs: desk.clock.nowMs }))
  }

  function look(what: string, image: string, { entries, pictures: kept }: Said, after: Said): void {
    const opened = openDesk(root, image, desk.secret)
    try {
      const there = opened.store
        .read((reader) => listFrom(reader, 0, 100_000))
        .map(({ entryId, hash }) => `${entryId} ${hash}`)
      expect(there.slice(0, entries.length), what).toEqual(entries)
      // What had begun is there whole or not at all, and nothing nobody did.
      expect(after.entries.slice(0, there.length), what).toEqual(there)
      expect(verifyStore(opened.store, root), what).toEqual([])
      for (const pictureId of kept)
        expect(nameOfFile(opened.pictures.read(pictureId) ?? Buffer.alloc(0)), what).toBe(pictureId)
    } finally {
      opened.close()
    }
  }
})
