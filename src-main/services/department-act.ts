import type { FeedEntry } from '#main/store/notes/feed.ts'
import { findMatter, type ItemRow, listMaterials } from '#main/store/queries/case.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { findItem } from '#main/store/queries/item.ts'
import { listOfCase, placeOf } from '#main/store/queries/journal.ts'
import { listReturnedPlaces } from '#main/store/queries/sync.ts'
import { record } from '#main/store/record.ts'
import type { DepartmentAct } from '#shared/domain/department-act.ts'
import { DeskEvent } from '#shared/domain/events.ts'
import { type CityStep, type OwnStep, refold, type Standing } from '#shared/domain/refold.ts'
import { assert } from '#shared/kernel/fault.ts'
import type { Reader, Writer } from '#shared/sqlite/store.ts'
import type { Unattended } from './clock-run.ts'
import { rulesOf } from './desk.ts'
import { isCommitted, itemFacts } from './item-facts.ts'
import { numbered, paperKindsOf } from './paper-plan.ts'

/**
 * Writes down what a department did: where it belongs in the life of the item, which clocks follow from it
 * under the case's own catalogue, which own steps it has overtaken, and the papers the centre owes.
 *
 * False when the case is not of this desk.
 */
export function writeDown(
  writer: Writer,
  desk: Unattended,
  self: Installation,
  entry: FeedEntry,
  act: DepartmentAct,
): boolean {
  const { after, by, caseId, from, itemNo, move, office, on, projectNo, to } = act
  const matter = findMatter(writer, caseId)
  const row = findItem(writer, caseId, itemNo)
  if (!matter || !row) return false
  const item = itemFacts(rulesOf(desk, matter), row, listMaterials(writer, caseId))
  const position = placeOf(writer, after.epoch, after.seq)
  const life = lifeOf(writer, row)
  const { clocks, overtaken, stands } = refold({
    ...life,
    city: inOrder(life.city, { after: position, move, to, on }),
    returned: new Set(listReturnedPlaces(writer, caseId)),
    item,
    receivedOn: matter.receivedOn,
    calendar: desk.rules.calendar,
  })
  const kinds = paperKindsOf(move, { by, committed: isCommitted(item), role: row.role })
  const plans = kinds.map((kind) => [kind, [itemNo]] as const)
  const judgedSince = new Set(life.judged.flatMap((each) => (each.position > position ? each.rowIds : [])))
  record(
    writer,
    { actor: 'desk', seams: desk.seams },
    {
      type: 'department-acted',
      caseId,
      itemNo,
      feed: { entryId: entry.entryId, seq: entry.seq, hash: entry.hash },
      after: { epoch: after.epoch, seq: after.seq, position },
      office,
      move,
      by,
      from,
      to,
      on,
      atMs: entry.madeMs,
      clocks,
      // A row judged here since is judged by who saw it last.
      asks: (act.asks ?? []).filter(({ rowId }) => !judgedSince.has(rowId)),
      ...(projectNo ? { projectNo } : {}),
      overtaken: [...overtaken],
      stands,
      papers: numbered(writer, desk, self, Number(on.slice(0, 4)), plans),
    },
  )
  return true
}

type Life = {
  readonly received: Standing
  readonly own: readonly OwnStep[]
  readonly city: readonly CityStep[]
  readonly judged: readonly { readonly position: number; readonly rowIds: readonly string[] }[]
}

/** Everything the journal says of one item, own steps and departments' acts apart. */
function lifeOf(reader: Reader, { caseId, itemNo }: ItemRow): Life {
  const own: OwnStep[] = []
  const city: CityStep[] = []
  const judged: Life['judged'][number][] = []
  let received: Standing | undefined
  for (const { body, position } of listOfCase(reader, caseId)) {
    const event = DeskEvent.parse(JSON.parse(body))
    switch (event.type) {
      case 'matter-received': {
        const found = event.items.find((each) => each.itemNo === itemNo)
        if (found)
          received = { state: found.state, since: event.receivedOn, corrections: 0, clocks: found.clocks }
        break
      }
      case 'matter-decided': {
        const found = event.outcomes.find((each) => each.itemNo === itemNo)
        if (found)
          own.push({ position, type: 'set', state: found.state, clocks: found.clocks, on: event.decidedOn })
        break
      }
      case 'item-moved':
        if (event.itemNo === itemNo) own.push({ ...event, position, type: 'moved' })
        break
      case 'clocks-recalculated': {
        const found = event.items.find((each) => each.itemNo === itemNo)
        if (found) own.push({ position, type: 'reckoned', clocks: found.clocks })
        break
      }
      case 'department-acted': {
        if (event.itemNo !== itemNo) break
        const { after, clocks, move, on, stands, to } = event
        city.push({ after: after.position, writtenAt: position, move, to, on, clocks })
        own.push({ position, type: 'settled', stands })
        break
      }
      case 'material-judged':
        judged.push({ position, rowIds: event.rows.map(({ rowId }) => rowId) })
        break
      case 'desk-opened':
      case 'epoch-opened':
      case 'catalogue-adopted':
      case 'staff-added':
      case 'staff-changed':
      case 'originals-returned':
      case 'consultation-logged':
      case 'handover-made':
      case 'handover-offered':
      case 'handover-accepted':
      case 'handover-withdrawn':
      case 'things-stowed':
      case 'custody-incident':
      case 'incident-closed':
      case 'custody-overridden':
      case 'round-planned':
      case 'cabinet-counted':
      case 'slip-printed':
      case 'paper-printed':
      case 'picture-taken':
      case 'picture-viewed':
      case 'case-told':
      case 'case-erased':
      case 'entry-corrected':
      case 'value-revealed':
      case 'typing-done':
      case 'assist-registered':
      case 'assist-moved':
      case 'assist-printed':
      case 'letter-signed':
      case 'letter-ended':
      case 'officer-filed':
      case 'training-held':
      case 'meeting-held':
      case 'duty-planned':
      case 'appointment-set':
      case 'ledger-taken':
      case 'rating-invited':
      case 'rating-moved':
      case 'party-told-apart':
      case 'day-closed':
        break
    }
  }
  assert(received, 'an item was received with its case')
  return { received, own, city, judged }
}

/** The feed tells in the order of the city; an act that an older program kept may come late. */
function inOrder(told: readonly CityStep[], now: CityStep): readonly CityStep[] {
  return [...told, now].toSorted((a, b) => a.after - b.after)
}
