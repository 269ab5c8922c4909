import { findMatter, listItems } from '#main/store/queries/case.ts'
import { findThing, listInHand, type ThingRow } from '#main/store/queries/custody.ts'
import { findRound, listHere, listRoundsAway, type RoundRow } from '#main/store/queries/custody-rounds.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listPickUps } from '#main/store/queries/item.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { record } from '#main/store/record.ts'
import type { ListedBag, ListedStop } from '#shared/contract/custody-rounds.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { holderName, isOfCentre } from '#shared/domain/custody.ts'
import { compareCount } from '#shared/domain/custody-rounds.ts'
import { maskName } from '#shared/domain/masking.ts'
import { contentsText } from '#shared/domain/slip-text.ts'
import { addWorkingDays } from '#shared/domain/working-days.ts'
import { CountId, RoundId, type ThingId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { actOf, type Desk, today } from './desk.ts'
import { destinationsOf } from './destination.ts'

const fetchMax = 200

/** Where what lies here has to go, window by window; each bag goes to the first that waits for it. */
export function round(desk: Desk, { thingIds }: Input<'custody.round'>): Answer<'custody.round'> {
  return desk.store.read((reader) => {
    const rows = thingIds ? found(reader, thingIds) : here(reader)
    const stops = new Map<string, { bags: ListedBag[]; fetch: string[] }>()
    const at = (organ: string) => {
      const stop = stops.get(organ) ?? { bags: [], fetch: [] }
      stops.set(organ, stop)
      return stop
    }
    for (const bag of bagsOf(rows)) {
      const things = found(reader, bag.thingIds)
      const [organ] = things.flatMap((thing) => destinationsOf(reader, thing))
      if (organ) at(organ).bags.push(bag)
    }
    for (const { caseId, itemNo, pickUp } of listPickUps(reader, fetchMax)) {
      const matter = findMatter(reader, caseId)
      const item = listItems(reader, caseId).find((each) => each.itemNo === itemNo)
      if (matter && item && pickUp)
        at(item.deptName).fetch.push(`${pickUp}（${maskName(matter.applicant.name)}，${matter.caseNo}）`)
    }
    return ok({
      day: addWorkingDays(desk.rules.calendar, today(desk), 1).due,
      stops: [...stops].map(([organ, stop]) => ({ organ, ...stop })),
      away: listRoundsAway(reader).map(({ day, roundId, stops: planned }) => ({
        roundId,
        day,
        organs: planned.map(({ organ }) => organ),
      })),
    })
  })
}

/** Written down, so that the evening knows what went out in the morning. Changes no hands. */
export function planRound(
  desk: Desk,
  { day, stops }: Input<'custody.planRound'>,
): Answer<'custody.planRound'> {
  return desk.store.write((writer) => {
    const wanted = stops.filter(({ bags, fetch }) => bags.length + fetch.length > 0)
    if (wanted.length === 0) return refuse('no-lines')
    const { centreId } = getInstallation(writer)
    for (const thingId of wanted.flatMap(({ bags }) => bags.flatMap((bag) => bag.thingIds))) {
      const row = findThing(writer, thingId)
      if (!row) return refuse('thing-unknown')
      if (row.gone) return refuse('thing-out', { thing: row.name })
      if (!isOfCentre(row.holder, centreId))
        return refuse('not-the-holder', { thing: row.name, holder: holderName(row.holder) })
    }
    const roundId = RoundId.parse(desk.seams.newId())
    record(writer, actOf(desk), {
      type: 'round-planned',
      roundId,
      day,
      stops: wanted,
      on: today(desk),
      atMs: desk.seams.wallMs(),
    })
    return ok({ roundId })
  })
}

export function roundSheet(
  desk: Desk,
  { roundId }: Input<'custody.roundSheet'>,
): Answer<'custody.roundSheet'> {
  return desk.store.read((reader) => {
    const row = findRound(reader, roundId)
    if (!row) return refuse('round-unknown')
    const { centreName, practice } = getInstallation(reader)
    const stops: readonly ListedStop[] = row.stops.map(({ bags, fetch, organ }) => ({
      organ,
      bags: bags.flatMap(({ thingIds }) => [...bagsOf(found(reader, thingIds))]),
      fetch: [...fetch],
    }))
    return ok({ roundId, day: row.day, unitName: centreName, practice, stops: [...stops] })
  })
}

export function cabinet(desk: Desk, { roundId }: Input<'custody.cabinet'>): Answer<'custody.cabinet'> {
  return desk.store.read((reader) => {
    const trip = roundId && findRound(reader, roundId)
    if (roundId && !trip) return refuse('round-unknown')
    const rows = trip ? ofTrip(reader, trip) : here(reader)
    const ours = rows.filter(isHere(reader))
    const away = rows.filter((row) => !ours.includes(row))
    const elsewhere = new Map(away.map(({ bagNo, holder, name }) => [bagNo ?? name, holderName(holder)]))
    return ok({
      bags: [...bagsOf(ours)],
      elsewhere: [...elsewhere].map(([bagNo, holder]) => ({ bagNo, holderName: holder })),
    })
  })
}

/** The differences by name; what was not found stays marked on the board until it turns up. */
export function count(
  desk: Desk,
  { bagNos, roundId, thingIds }: Input<'custody.count'>,
): Answer<'custody.count'> {
  return desk.store.write((writer) => {
    const trip = roundId && findRound(writer, roundId)
    if (roundId && !trip) return refuse('round-unknown')
    const expected = trip ? ofTrip(writer, trip).filter(isHere(writer)) : here(writer)
    const told = compareCount(expected, { bagNos, thingIds })
    // Of a trip only its own bags are asked for; another bag that lies beside them is none of its business.
    const strange = trip ? [] : told.strange
    record(writer, actOf(desk), {
      type: 'cabinet-counted',
      countId: CountId.parse(desk.seams.newId()),
      ...(roundId ? { roundId } : {}),
      ...told,
      strange,
      on: today(desk),
      atMs: desk.seams.wallMs(),
    })
    const bags = bagsOf(expected)
    const missing = bagsOf(expected.filter(({ thingId }) => told.missing.includes(thingId)))
    return ok({
      expected: bags.length,
      found: bags.length - missing.length,
      things: told.found.length,
      missing: [...missing],
      strange: strange.map((bagNo) => {
        const [first] = listInHand(writer, { bagNo }, 1)
        return { bagNo, ...(first ? { holderName: holderName(first.holder) } : {}) }
      }),
    })
  })
}

function here(reader: Reader): readonly ThingRow[] {
  const { centreId } = getInstallation(reader)
  return listHere(
    reader,
    centreId,
    listStaff(reader).map(({ staffId }) => staffId),
  )
}

function isHere(reader: Reader): (row: ThingRow) => boolean {
  const { centreId } = getInstallation(reader)
  return ({ gone, holder }) => !gone && isOfCentre(holder, centreId)
}

function ofTrip(reader: Reader, { stops }: RoundRow): readonly ThingRow[] {
  return found(
    reader,
    stops.flatMap(({ bags }) => bags.flatMap(({ thingIds }) => thingIds)),
  )
}

function found(reader: Reader, thingIds: readonly ThingId[]): readonly ThingRow[] {
  return thingIds.flatMap((thingId) => findThing(reader, thingId) ?? [])
}

/** A bag as a whole; loose papers one line each, since they are looked for one by one. */
function bagsOf(rows: readonly ThingRow[]): readonly ListedBag[] {
  return [...Map.groupBy(rows, ({ bagNo, thingId }) => bagNo ?? thingId).values()].flatMap((things) => {
    const [first] = things
    if (!first) return []
    const { bagNo, caseId, holder, owners, shelf } = first
    const [returnBy] = things.flatMap((each) => each.returnBy ?? []).toSorted()
    return {
      ...(bagNo ? { bagNo } : {}),
      thingIds: things.map(({ thingId }) => thingId),
      caseId,
      ownerName: maskName(owners[0] ?? ''),
      contents: bagNo ? contentsText(things) : first.name,
      place: holder.at === 'COUNTER' ? (shelf ?? '没写格位') : holderName(holder),
      ...(returnBy ? { returnBy } : {}),
    }
  })
}
