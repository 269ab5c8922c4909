import { custodyTotals, findThing } from '#main/store/queries/custody.ts'
import { countHere, lastCount } from '#main/store/queries/custody-rounds.ts'
import {
  type CloseRow,
  countOpen,
  firstEntryFrom,
  lastClose,
  listActTimes,
  listCounted,
  listReturnedSeqs,
} from '#main/store/queries/day.ts'
import { getInstallation, type Installation } from '#main/store/queries/installation.ts'
import { findHashAt, headOf, listActiveDays } from '#main/store/queries/journal.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { countDisposed, findLink, positionOf } from '#main/store/queries/sync.ts'
import { record } from '#main/store/record.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { hash } from '#shared/crypto/suite.ts'
import { addDays, type Day } from '#shared/domain/day.ts'
import { type CustodyCount, checkClose, clockAsks, DaySum, daySumText } from '#shared/domain/day-close.ts'
import { actedOn, addLines } from '#shared/domain/day-lines.ts'
import { countSuspect } from '#shared/domain/desk-clock.ts'
import { maskName } from '#shared/domain/masking.ts'
import { startOfDay } from '#shared/kernel/instants.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { countLanes } from './board.ts'
import { overriddenIn } from './day-report.ts'
import { actOf, type Desk, person, today } from './desk.ts'
import { checkPin } from './staff.ts'

/** What the close of a day would say if it were signed now, and what must be said with it. */
export function plan(desk: Desk, { date = today(desk) }: Input<'day.plan'>): Answer<'day.plan'> {
  return desk.store.read((reader) => {
    const self = getInstallation(reader)
    const last = lastClose(reader)
    const sum = sumOf(reader, desk, self, last, date)
    if (!sum.ok) return sum
    const { custody } = sum.value
    const counted = countOf(reader, date)
    return ok({
      sum: sum.value,
      needs: {
        count: custody.here > 0,
        clock: clockAsks(sum.value),
        again: last?.date === date,
      },
      ...(counted ? { counted } : {}),
      overridden: overriddenIn(reader, sum.value),
      missed: missedDays(reader, self, last, date),
    })
  })
}

/**
 * Closes a day: one person counts, another signs the same sum, at least one of them a manager
 * (security.md 4.7). Whatever the two have seen is what is written; a record that came in between makes
 * them look again. Closing locks nothing: later work belongs to the next close (ui.md UX-440).
 */
export async function close(desk: Desk, input: Input<'day.close'>): Promise<Answer<'day.close'>> {
  const { counted, date, reasons, second } = input
  const counter = person(desk)
  if (counter.staffId === second.staffId) return refuse('same-person')
  const own = await checkPin(desk, counter.staffId, input.pin)
  if (!own.ok) return own
  const signer = await checkPin(desk, second.staffId, second.pin)
  if (!signer.ok)
    return { ok: false, refusal: { ...signer.refusal, detail: { ...signer.refusal.detail, who: 'second' } } }
  return desk.store.write((writer) => {
    const self = getInstallation(writer)
    const last = lastClose(writer)
    const made = sumOf(writer, desk, self, last, date)
    if (!made.ok) return made
    if (made.value.through !== input.through) return refuse('day-moved-on')
    // Parsed, so that the fields stand in one order here and in a table built anew from the journal.
    const sum = DaySum.parse({ ...made.value, ...(counted === undefined ? {} : { counted }) })
    const checked = checkClose({ counter, last, reasons, signer: signer.value, sum, today: today(desk) })
    if (!checked.ok) return checked
    const digest = hash(daySumText(sum, reasons)).toString('base64url')
    record(writer, actOf(desk), {
      type: 'day-closed',
      sum,
      reasons,
      digest,
      countedBy: counter.staffId,
      signedBy: signer.value.staffId,
      atMs: desk.seams.wallMs(),
    })
    desk.hint('sync-now')
    return ok({ date, nth: sum.nth, digest })
  })
}

/** All of a day, counted anew from the journal: nothing is kept that could differ from what happened. */
function sumOf(
  reader: Reader,
  desk: Desk,
  { centreId, epoch }: Installation,
  last: CloseRow | undefined,
  date: Day,
): Result<DaySum, 'day-ahead' | 'day-passed'> {
  if (date > today(desk)) return refuse('day-ahead', { date })
  if (last && date < last.date) return refuse('day-passed', { date, last: last.date })
  // A log of another epoch starts at its beginning; what the one before had left open is closed there.
  const after = last?.epoch === epoch ? last.through : 0
  const next = firstEntryFrom(reader, epoch, after, startOfDay(addDays(date, 1)))
  const head = headOf(reader, epoch)
  const through = next === undefined ? head.seq : next - 1
  const returned = listReturnedSeqs(reader, epoch, after, through)
  const counts = listCounted(reader, epoch, after, through).filter(({ seq }) => !returned.includes(seq))
  const skewMs = findLink(reader)?.skewMs ?? undefined
  const suspect = countSuspect(listActTimes(reader, epoch, after, through))
  return ok({
    date,
    nth: last?.date === date ? last.nth + 1 : 1,
    epoch,
    after,
    through,
    head: findHashAt(reader, epoch, through) ?? head.hash,
    lines: addLines(counts.map(({ event }) => event)),
    returned: [...returned],
    late: last ? counts.filter(({ event }) => (actedOn(event) ?? date) <= last.date).length : 0,
    custody: custodyCount(reader, centreId),
    stand: {
      ...countOpen(reader),
      ...countLanes(reader, desk),
      waiting: head.seq - positionOf(reader, epoch).ackedSeq,
      held: countDisposed(reader, 'HELD'),
    },
    ...(skewMs === undefined ? {} : { skewMs }),
    ...(suspect === 0 ? {} : { suspect }),
  })
}

/** What this desk took in and has to answer for; `here` is what must be found when it is counted by hand. */
function custodyCount(reader: Reader, centreId: Installation['centreId']): CustodyCount {
  const { guests: _, ...own } = custodyTotals(reader, centreId)
  const staffIds = listStaff(reader).map(({ staffId }) => staffId)
  return { ...own, here: countHere(reader, centreId, staffIds) }
}

/** The last count by scanning, in the words a person would look for the rest by. */
function countOf(reader: Reader, date: Day) {
  const count = lastCount(reader, date)
  if (!count) return undefined
  const missing = count.missing.flatMap((thingId) => {
    const row = findThing(reader, thingId)
    return row
      ? `${row.bagNo ?? row.name}（${maskName(row.owners[0] ?? '')}，${row.shelf ?? '没写格位'}）`
      : []
  })
  return { n: count.found, atMs: count.atMs, missing: [...new Set(missing)] }
}

function missedDays(reader: Reader, { epoch }: Installation, last: CloseRow | undefined, date: Day): Day[] {
  const after = last?.epoch === epoch ? last.through : 0
  return listActiveDays(reader, epoch, after)
    .map((day) => day.date)
    .filter((day) => day < date)
}
