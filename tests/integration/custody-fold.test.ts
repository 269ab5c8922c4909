import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { apply } from '#main/store/apply/index.ts'
import { custodyOffer, custodyThing } from '#main/store/tables/custody.ts'
import { CentreId, DeskId, EntryId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { migrate } from '#shared/sqlite/migrate.ts'
import { Store, type Writer } from '#shared/sqlite/store.ts'
import { root } from '#tests/support/a-desk.ts'
import { CustodyTown, type TownDesk } from '#tests/support/custody-town.ts'
import type { Entry } from '#tests/support/custody-view.ts'
import { aLottery } from '#tests/support/lottery.ts'

const sequences = Number(process.env['SEEDS'] ?? 40)

test(`the tables of a desk say of every thing what its journal says, over ${sequences} random days`, () => {
  let things = 0
  for (let seed = 1; seed <= sequences; seed += 1) {
    const town = new CustodyTown(aLottery(seed))
    for (let steps = 30; steps > 0; steps -= 1) town.step()
    town.settle()
    for (const [by, desk] of town.desks.entries()) {
      if (desk.journal.length === 0) continue
      const tables = replayed(by, desk)
      expect(tables, `seed ${seed}, desk ${by}`).toEqual(viewed(desk))
      things += tables.things.length
    }
  }
  expect(things).toBeGreaterThan(sequences)
})

function replayed(by: number, { journal }: TownDesk) {
  using store = new Store(new Database(':memory:'))
  migrate(store.client, join(root, 'migrations', 'desk'))
  // The lines of the journal, which every row points at, are kept by the test.
  store.client.pragma('foreign_keys = OFF')
  store.write((writer) => {
    for (const [n, entry] of journal.entries()) put(writer, entry, entry.by === by, n + 1)
    return ok(undefined)
  })
  return store.read((reader) => ({
    things: reader
      .select()
      .from(custodyThing)
      .all()
      .map(({ gone, holder, incidentId, offerId, thingId, ...row }) => {
        const { away, disputed, since, slipId, tip } = row
        return { thingId, holder, tip, since, away, disputed, slipId, offerId, incidentId, gone }
      })
      .toSorted(byThing),
    offers: reader
      .select({ offerId: custodyOffer.offerId, own: custodyOffer.own, state: custodyOffer.state })
      .from(custodyOffer)
      .all()
      .toSorted(byOffer),
  }))
}

/** The own acts as they are; what began a case, and its letters, as another desk of the centre is told. */
function put(writer: Writer, { act, by, caseId, entryId, home, seq }: Entry, own: boolean, position: number) {
  if (own && act.what === 'CUSTODY') return apply(writer, act.event, { position, actor: 'desk' })
  const from = { deskId: DeskId.parse(`019956a0-0000-7000-8000-00000000001${by}`), epoch: 1, seq }
  const feed = { entryId: EntryId.parse(entryId), seq: position, hash: '' }
  apply(
    writer,
    {
      type: 'case-told',
      caseId,
      home: CentreId.parse(home),
      homeName: '',
      from: { ...from, actor: 'desk' },
      act,
      feed,
    },
    { position, actor: 'desk' },
  )
}

function viewed({ view }: TownDesk) {
  return {
    things: [...view.things.values()]
      .map(({ incidentId, offerId, thingId, whereabouts }) => ({
        thingId,
        ...whereabouts,
        offerId: offerId ?? null,
        incidentId: incidentId ?? null,
        gone: view.facts(thingId)?.out,
      }))
      .toSorted(byThing),
    offers: [...view.offers].map(([offerId, { own, state }]) => ({ offerId, own, state })).toSorted(byOffer),
  }
}

function byThing(a: { readonly thingId: string }, b: { readonly thingId: string }): number {
  return a.thingId < b.thingId ? -1 : 1
}

function byOffer(a: { readonly offerId: string }, b: { readonly offerId: string }): number {
  return a.offerId < b.offerId ? -1 : 1
}
