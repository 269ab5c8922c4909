import { gunzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { getInstallation } from '#main/store/queries/installation.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { Batches } from '#main/sync/batches.ts'
import { lineOf } from '#main/sync/city-client.ts'
import { packParcel } from '#main/sync/parcel.ts'
import { startOutbox } from '#shared/replication/outbox.ts'
import { aDesk, seamsAt } from '#tests/support/a-desk.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

describe('batches on their way', () => {
  // Seed 815960: a step that failed after it had sent left an answer nobody looked at, and that ended the program.
  test('one that fails after its step was given up ends nothing else', async () => {
    await using desk = await aDesk()
    const unheard: unknown[] = []
    const hear = (reason: unknown) => void unheard.push(reason)
    process.on('unhandledRejection', hear)
    onTestFinished(() => void process.off('unhandledRejection', hear))
    const { store } = desk.opened
    const self = store.read(getInstallation)
    let ids = 0
    const seams = {
      ...seamsAt(desk.clock),
      newId: () => {
        if (++ids > 1) throw new Error('no power')
        return '01a0b207-78ce-7720-8553-000000002720'
      },
    }
    const carry = () => Promise.reject(new Error('no line'))
    const batches = new Batches({ store, self, seams }, lineOf(self, { seams, carry, idleMs: 1_000 }))
    const head = store.read((reader) => headOf(reader, self.epoch).seq)

    const sent = batches.send(0, head, startOutbox(head, 0))
    expect(sent?.last).toBe(head)
    // The batch is pressed by a thread of the system; the request after it is what has no id.
    while (ids < 2) await new Promise((resolve) => setTimeout(resolve, 1))
    await new Promise((resolve) => setTimeout(resolve, 0))

    expect(unheard).toEqual([])
    await expect(sent?.answered).rejects.toThrow('no power')
  })
  test('keep to what the city says one request may carry', async () => {
    await using desk = await aDesk()
    await desk.signIn()
    for (let n = 0; n < 3; n += 1) await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }))
    const { store } = desk.opened
    const parts = { store, self: store.read(getInstallation), seams: seamsAt(desk.clock) }
    const pack = async (theirs?: { maxEntries: number; maxBytes: number }) => {
      const parcel = packParcel(parts, 0, 1_000, theirs ? { limits: theirs } : {})
      if (!parcel) throw new Error('nothing to send')
      const { bytes } = await parcel.pressed
      return { entries: parcel.entries, bytes: gunzipSync(bytes).length }
    }
    const all = await pack()
    expect(all.entries).toBeGreaterThan(8)
    expect(await pack({ maxEntries: 4, maxBytes: 1_048_576 })).toMatchObject({ entries: 4 })
    const less = await pack({ maxEntries: 500, maxBytes: all.bytes })
    expect(less.entries).toBeLessThan(all.entries)
    expect(less.bytes).toBeLessThanOrEqual(all.bytes)
  })
})
