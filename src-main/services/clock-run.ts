import { findCalendarSeen, keepCalendarSeen } from '#main/store/notes/calendar.ts'
import { listLetters, listRunningErrands } from '#main/store/queries/assist.ts'
import { findMatter, type ItemRow, listMaterials } from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listRunningItems, listUntoldBefore } from '#main/store/queries/item.ts'
import { record } from '#main/store/record.ts'
import { hash } from '#shared/crypto/suite.ts'
import { addDays } from '#shared/domain/day.ts'
import { acceptsItself, decideMove } from '#shared/domain/decide-move.ts'
import { mandateOf } from '#shared/domain/letter.ts'
import { derived } from '#shared/domain/move-clocks.ts'
import { addWorkingDays } from '#shared/domain/working-days.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { canonical, type Json } from '#shared/kernel/json.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { letterForce } from './assist-facts.ts'
import { type Desk, rulesOf } from './desk.ts'
import { itemFacts } from './item-facts.ts'
import { standStill } from './letter-end.ts'

/** The desk without a person at it: what the clock does is nobody's act. */
export type Unattended = Pick<Desk, 'store' | 'seams' | 'rules' | 'shelf'>

const noticeDays = 5
const batch = 500

/**
 * What the day does by itself: errands that no letter covers any more stand still, and silence counts.
 *
 * Silence of five working days makes an application accepted from the day it came (art. 32(1)(4)).
 *
 * The act counts from the day after the term, whenever the desk was next switched on, so that two weeks
 * off change nothing. Over a year whose working days are not published nothing is deemed: a guess must
 * not bind anybody.
 */
export function runClocks(desk: Unattended): number {
  const { seams } = desk
  pauseUncovered(desk)
  const day = dateOf(seams.wallMs())
  let deemed = 0
  for (;;) {
    const now = runOnce(desk, day)
    deemed += now
    if (now < batch) return deemed
  }
}

function runOnce(desk: Unattended, day: string): number {
  const { rules, store } = desk
  if (store.read((reader) => listUntoldBefore(reader, day, 1)).length === 0) return 0
  let deemed = 0
  store.write((writer) => {
    for (const row of listUntoldBefore(writer, day, batch)) {
      const end = addWorkingDays(rules.calendar, row.since, noticeDays)
      const silent = acceptsItself(row.role) && !end.provisional && end.due < day
      if (silent && deem(writer, desk, row, addDays(end.due, 1), day)) deemed += 1
    }
    return ok(undefined)
  })
  return deemed
}

function deem(
  writer: Writer,
  { rules, seams, shelf }: Unattended,
  row: ItemRow,
  on: string,
  day: string,
): boolean {
  const matter = findMatter(writer, row.caseId)
  assert(matter, 'an item belongs to a case')
  const item = itemFacts(rulesOf({ shelf }, matter), row, listMaterials(writer, row.caseId))
  const move = { act: 'DEEM_ACCEPTED' } as const
  const by = { organ: 'centre' } as const
  const decided = decideMove(item, move, {
    calendar: rules.calendar,
    today: day,
    receivedOn: matter.receivedOn,
    on,
    by,
    system: true,
  })
  if (!decided.ok) return false
  record(
    writer,
    { actor: 'desk', seams },
    {
      type: 'item-moved',
      caseId: row.caseId,
      itemNo: row.itemNo,
      move,
      by,
      ...decided.value,
      on,
      atMs: seams.wallMs(),
      place: getInstallation(writer).centreName,
      papers: [],
    },
  )
  return true
}

/**
 * Pauses every errand under way that no letter covers any more: from the day after the last one on, nobody
 * may act for the principal, whether or not somebody has noticed (domain.md 3.6).
 */
function pauseUncovered(desk: Unattended): void {
  const { seams, store } = desk
  const day = dateOf(seams.wallMs())
  store.write((writer) => {
    for (const order of listRunningErrands(writer)) {
      const mandate = mandateOf(listLetters(writer, order.orderId).map(letterForce), 'ANY', day)
      if (!mandate.ok) standStill(writer, { seams }, order, 'LETTER_ENDED', day)
    }
    return ok(undefined)
  })
}

/**
 * Works every open end out again when the calendar is another than the last time, as when the next
 * year's notice was published: 暂定 becomes a day. Facts stay, ends move, nothing happens in law.
 */
export function recalculate(desk: Unattended): number {
  const { rules, store } = desk
  const seen = hash(canonical(rules.calendar as unknown as Json)).toString('base64url')
  if (store.read(findCalendarSeen) === seen) return 0
  let changed = 0
  store.write((writer) => {
    const cases = Map.groupBy(listRunningItems(writer, -1), ({ caseId }) => caseId)
    for (const [caseId, rows] of cases) changed += recalculated(writer, desk, caseId, rows)
    keepCalendarSeen(writer, seen)
    return ok(undefined)
  })
  return changed
}

function recalculated(
  writer: Writer,
  { rules, seams, shelf }: Unattended,
  caseId: CaseId,
  rows: readonly ItemRow[],
): number {
  const matter = findMatter(writer, caseId)
  assert(matter, 'an item belongs to a case')
  const received = rulesOf({ shelf }, matter)
  const items = rows.flatMap((row) => {
    const clocks = derived(rules.calendar, itemFacts(received, row, []), row.clocks)
    const same = canonical(clocks as unknown as Json) === canonical(row.clocks as unknown as Json)
    return same ? [] : [{ itemNo: row.itemNo, clocks }]
  })
  if (items.length > 0)
    record(writer, { actor: 'desk', seams }, { type: 'clocks-recalculated', caseId, items })
  return items.length
}
