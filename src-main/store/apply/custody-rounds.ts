import { eq } from 'drizzle-orm'
import type { CabinetCounted, RoundPlanned } from '#shared/domain/custody-rounds.ts'
import type { ThingId } from '#shared/kernel/ids.ts'
import { insertRow } from '#shared/sqlite/insert-row.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { custodyCount, custodyRound } from '../tables/custody.ts'
import type { At } from './at.ts'
import { findThingRow, inOrder, putThing } from './custody.ts'

export function applyRoundPlanned(writer: Writer, { day, roundId, stops }: RoundPlanned, at: At): void {
  insertRound(writer, { roundId, day, stops: inOrder(stops), home: false, changedAt: at.position })
}

/** Moves nothing: what was not found is marked, what was found is not missed any more. */
export function applyCabinetCounted(writer: Writer, event: CabinetCounted, at: At): void {
  const { atMs, countId, found, missing, on, roundId, strange } = event
  insertCount(writer, {
    countId,
    roundId: roundId ?? null,
    countedOn: on,
    atMs,
    actor: at.actor,
    found: found.length,
    missing,
    strange,
    changedAt: at.position,
  })
  if (roundId)
    writer
      .update(custodyRound)
      .set({ home: true, changedAt: at.position })
      .where(eq(custodyRound.roundId, roundId))
      .run()
  mark(writer, missing, on, at)
  mark(writer, found, null, at)
}

function mark(writer: Writer, thingIds: readonly ThingId[], missedOn: string | null, at: At): void {
  for (const thingId of thingIds) {
    const thing = findThingRow(writer, thingId)
    if (thing && thing.missedOn !== missedOn) putThing(writer, thing, { missedOn }, at)
  }
}

const insertRound = insertRow(custodyRound)
const insertCount = insertRow(custodyCount)
