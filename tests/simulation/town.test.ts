import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { checkLink, noHash } from '#shared/protocol/entry.ts'
import { aCity, stopDatabases, type TestCity } from '../support/a-city.ts'
import { root } from '../support/a-desk.ts'
import { aTown, entriesOf } from '../support/a-town.ts'

const seeds = Number(process.env['SEEDS'] ?? 12)
const from = Number(process.env['FROM'] ?? 1)

/** Real desks, a real city and lines that fail, drawn from a seed; `SEEDS=200 npm run simulate` for more. */
describe('a town of two desks with bad lines', () => {
  let city: TestCity
  beforeAll(async () => {
    city = await aCity({ on: 'pglite' })
  })
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })

  for (let seed = from; seed < from + seeds; seed += 1)
    test(`loses and doubles nothing, whatever the lines do (seed ${seed})`, async () => {
      const town = await aTown({ desks: 2, seed, city })
      try {
        for (let n = 0; n < 40; n += 1) await town.step()
        await town.settle()
        for (const { desk, played } of town.counters) {
          const totals = await desk.ask('sync.totals', {})
          if (!totals.ok) throw new Error('no totals')
          const { deskId, head, kinds } = totals.value
          const { body } = await city.operator(
            'GET',
            `/v1/operator/centres/360322102/totals?from=2000-01-01&to=2099-12-31&desk=${deskId}`,
          )
          const theirs = body as {
            kinds: Record<string, number>
            heads: readonly { deskId: string; seq: number; hash: string }[]
          }
          // Once each, in order, byte for byte: equal heads of a hash chain say all three.
          expect(theirs.heads.find((each) => each.deskId === deskId)).toMatchObject(head)
          expect(theirs.kinds).toEqual(kinds)
          expect(kinds['matter-received'] ?? 0).toBe(played.length)
          expect(brokenLinks(desk)).toEqual([])
          expect(verifyStore(desk.opened.store, root)).toEqual([])
        }
      } finally {
        await town.close()
      }
    })
})

function brokenLinks(desk: Parameters<typeof entriesOf>[0]) {
  let before = { seq: 0, hash: noHash }
  return entriesOf(desk).flatMap((row) => {
    const { centre_id, desk_id } = JSON.parse(row.envelope) as { centre_id: string; desk_id: string }
    const link = checkLink(row, before, { centreId: centre_id, deskId: desk_id, epoch: row.epoch })
    before = { seq: row.seq, hash: row.hash }
    return link.ok ? [] : [{ seq: row.seq, fault: link.fault }]
  })
}
