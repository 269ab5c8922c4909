import {
  countDueOn,
  countMattersOn,
  countMattersWith,
  findMatter,
  listDueMatters,
  listMatters,
  listRecentMatterIds,
} from '#main/store/queries/case.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { listPickUps } from '#main/store/queries/item.ts'
import type { Answer } from '#shared/contract/desk.ts'
import { addDays } from '#shared/domain/day.ts'
import { addWorkingDays } from '#shared/domain/working-days.ts'
import { ok } from '#shared/kernel/result.ts'
import { caseRow } from './case.ts'
import { type Desk, today } from './desk.ts'
import { summaries } from './draft.ts'

/** Accepted today, however far the item has come since. */
const accepted = [
  'ACCEPTED',
  'ACCEPTED_WITH_DEFICIENCY',
  'IN_REVIEW',
  'SUSPENDED',
  'EXTENDED',
  'DECIDED_APPROVED',
  'DECIDED_REFUSED',
  'COMPLETED',
  'RESULT_AT_COUNTER',
  'DELIVERED',
] as const

const idleLockMs = 5 * 60_000

export function overview(desk: Desk): Answer<'desk.overview'> {
  const self = desk.store.read(getInstallation)
  return ok({
    centreId: self.centreId,
    centreName: self.centreName,
    deskPart: self.deskPart,
    practice: self.practice,
    catalogueVersion: desk.rules.catalogue.version,
    today: today(desk),
    calendarThrough: Math.max(0, ...Object.keys(desk.rules.calendar.years).map(Number)),
    ...(desk.session.staff ? { signedIn: desk.session.staff } : {}),
    idleLockMs,
  })
}

/** The home screen: what is pressing, what was begun, what came in last. */
export function todayView(desk: Desk): Answer<'desk.today'> {
  const day = today(desk)
  return desk.store.read((reader) => {
    const soon = addWorkingDays(desk.rules.calendar, day, 3).due
    return ok({
      receivedToday: countMattersOn(reader, day),
      acceptedToday: countMattersWith(reader, day, accepted),
      correctionToday: countMattersWith(reader, day, ['CORRECTION_PENDING']),
      dueToday: countDueOn(reader, day),
      pickUps: listPickUps(reader, 50).flatMap(({ caseId, itemNo, pickUp, since }) => {
        const matter = findMatter(reader, caseId)
        return matter && pickUp
          ? [{ row: caseRow(desk, reader, matter), itemNo, resultName: pickUp, since }]
          : []
      }),
      dueSoon: listDueMatters(reader, soon, 20).map((row) => caseRow(desk, reader, row)),
      latest: listMatters(reader, { openOnly: false, limit: 12 }).map((row) => caseRow(desk, reader, row)),
      drafts: summaries(desk, reader),
    })
  })
}

export function currentCatalogue(desk: Desk): Answer<'catalogue.current'> {
  return ok({ catalogue: desk.rules.catalogue })
}

/** The nine matters of the last thirty days; a desk with little history fills up in catalogue order. */
export function recentMatters(desk: Desk): Answer<'catalogue.recent'> {
  const day = today(desk)
  const used = desk.store.read((reader) => listRecentMatterIds(reader, addDays(day, -30)))
  const all = desk.rules.catalogue.matters.map((matter) => matter.matterId)
  return ok({ matterIds: [...new Set([...used.filter((id) => all.includes(id)), ...all])].slice(0, 9) })
}
