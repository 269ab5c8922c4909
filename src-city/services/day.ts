import { hash } from '#shared/crypto/suite.ts'
import type { DayAnswer } from '#shared/domain/day-answer.ts'
import type { DayLines } from '#shared/domain/day-close.ts'
import { addLines } from '#shared/domain/day-lines.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { canonical } from '#shared/kernel/json.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import {
  type CloseRow,
  countEntries,
  findClose,
  listClosedEntries,
  listCloses,
} from '../store/queries/day-close.ts'
import type { DeskRow } from '../store/queries/desk.ts'
import type { Reader } from '../store/store.ts'
import type { Answer, City } from './city.ts'

const apartMax = 200

/** What the city has in effect of a day the asking desk closed, against what was signed there. */
export async function dayOfDesk(
  city: City,
  { centreId, deskId }: DeskRow,
  { date, nth }: { readonly date: string; readonly nth: number },
): Answer<DayAnswer> {
  return city.store.read([centreId], async (reader) => {
    const close = await findClose(reader, centreId, deskId, date, nth)
    return close ? ok(await answerOf(city, reader, close)) : refuse('not-found', { field: 'date' })
  })
}

/** The day of a centre is the closes of its desks (sync.md C.20). */
export async function daysOfCentre(
  city: City,
  { centreId, from, to }: { readonly centreId: CentreId; readonly from: string; readonly to: string },
): Answer<{ days: (DayAnswer & { deskId: CloseRow['deskId']; alone: boolean })[] }> {
  return city.store.read([centreId], async (reader) => {
    const days = []
    for (const close of await listCloses(reader, centreId, from, to))
      days.push({ ...(await answerOf(city, reader, close)), deskId: close.deskId, alone: close.alone })
    return ok({ days })
  })
}

/**
 * Counted anew each time, entry by entry. Whether the two agree is asked of all that was signed, held or
 * sent back later too; `lines` are only what is in effect.
 */
async function answerOf(city: City, reader: Reader, close: CloseRow): Promise<DayAnswer> {
  const entries = (await listClosedEntries(reader, close)).map(({ body, ...entry }) => ({
    ...entry,
    event: JSON.parse(body) as DeskEvent,
    why: whyApart(entry),
  }))
  const signed = entries.filter(({ seq }) => !close.returned.includes(seq))
  const counts = await countEntries(reader, close)
  const whole = counts.received === close.through - close.after
  const agrees =
    whole &&
    same(addLines(signed.map(({ event }) => event)), close.lines) &&
    !entries.some(({ why }) => why === 'NO_ROWS')
  const state = !agrees ? 'DIFFERENT' : counts.held > 0 ? 'WAITING' : 'FINAL'
  return {
    date: close.date,
    nth: close.nth,
    state,
    lines: addLines(entries.filter(({ why }) => !why).map(({ event }) => event)),
    entries: counts,
    apart: entries.flatMap(({ seq, why }) => (why ? [{ seq, why }] : [])).slice(0, apartMax),
    receipt: state === 'FINAL' ? receiptOf(city, close) : null,
    atMs: city.nowMs(),
  }
}

function whyApart({ hasRows, state }: { readonly state: string | null; readonly hasRows: boolean }) {
  if (state?.startsWith('HELD')) return 'HELD' as const
  if (state) return 'RETURNED' as const
  return hasRows ? undefined : ('NO_ROWS' as const)
}

function same(one: DayLines, other: DayLines): boolean {
  return canonical(one as never) === canonical(other as never)
}

/** The same day gets the same number, also from a city that was filled anew: nothing has to be kept for it. */
function receiptOf(city: City, { centreId, date, deskId, digest, nth }: CloseRow): string {
  const mark = hash(
    'gsc/day-receipt/1',
    canonical({ cityId: city.identity.cityId, centreId, deskId, digest }),
  )
  return `${date.replaceAll('-', '')}-${nth}-${mark.toString('hex').slice(0, 8).toUpperCase()}`
}
