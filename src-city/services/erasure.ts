import { checkCaseNo } from '#shared/domain/case-number.ts'
import type { ErasureBasis } from '#shared/domain/erasure.ts'
import { matterState } from '#shared/domain/item-case.ts'
import { type CaseId, type CentreId, EntryId } from '#shared/kernel/ids.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import {
  countHeard,
  type ErasureRow,
  findCaseStates,
  findErasureOf,
  holdsThings,
  listConfirmed,
  listErasures,
  listSharing,
} from '../store/queries/erasure.ts'
import { type Decision, type Erased, recordErasure, recordErasureAsked } from '../store/record-erasure.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { Answer, City, CityCode } from './city.ts'

type Wish = {
  readonly centreId: CentreId
  readonly caseNo: string
  readonly basis: ErasureBasis
  readonly reference: string
  readonly by: string
}

/** What was asked for and done, and how many desks have heard of it, also those of other centres. */
export async function erasuresOfCentre(city: City, centreId: CentreId) {
  const { heard, rows } = await city.store.read('city', async (reader) => {
    const all = await listErasures(reader, centreId)
    return { rows: all, heard: await countHeard(reader, all) }
  })
  return ok({
    erasures: rows.map(({ centreId: _, centres: __, home: ___, ...row }) => ({
      ...row,
      ...(heard.get(row.caseId) ?? { desks: 0, heard: 0 }),
    })),
  })
}

/** One person asks, with ground and document; nothing is gone yet. */
export async function askErasure(
  city: City,
  { basis, by, caseNo, centreId, reference }: Wish,
): Answer<{ caseId: CaseId; caseNo: string }> {
  return city.store.write([centreId], async (writer) => {
    const found = await findErasable(writer, centreId, caseNo)
    if (!found.ok) return found
    const { caseId } = found.value
    const wish = { home: centreId, caseId, caseNo: found.value.caseNo, basis, reference }
    await recordErasureAsked(writer, { ...wish, askedBy: by, askedMs: city.nowMs() })
    return ok({ caseId, caseNo: found.value.caseNo })
  })
}

/**
 * Another person confirms, and the case is erased here and down the feeds. The decision is kept beside the identity
 * first: a backup that is brought back later holds bodies that are to be gone (settleErasures).
 */
export async function confirmErasure(
  city: City,
  { by, caseNo, centreId }: Pick<Wish, 'centreId' | 'caseNo' | 'by'>,
): Answer<{ caseId: CaseId; caseNo: string; entries: number; pictures: number; centres: CentreId[] }> {
  const done = await city.store.write([centreId], async (writer) => {
    const found = await findErasable(writer, centreId, caseNo)
    if (!found.ok) return found
    const asked = await findErasureOf(writer, centreId, found.value.caseId)
    if (!asked) return refuse('erasure-refused', { reason: 'not-asked' })
    if (asked.askedBy === by) return refuse('erasure-refused', { field: 'by', reason: 'same-person' })
    const decision = await decisionOf(city, writer, asked, by)
    city.roster.noteErasure(decision)
    return ok({ decision, erased: await recordErasure(writer, decision, city.nowMs()) })
  })
  if (!done.ok) return done
  const { decision, erased } = done.value
  await removeFiles(city, erased)
  return ok({
    caseId: decision.caseId,
    caseNo: decision.caseNo,
    entries: erased?.entries ?? 0,
    pictures: erased?.pictures.length ?? 0,
    centres: [...decision.centres],
  })
}

/** Decisions this database does not know: it is new, or older than they are. Answers how many there were. */
export async function settleErasures(city: City): Promise<number> {
  const decisions = city.roster.erasures()
  const known = await city.store.read('city', (reader) => listConfirmed(reader, decisions))
  let settled = 0
  for (const decision of decisions) {
    if (known.has(decision.caseId)) continue
    const done = await city.store.write(decision.centres, async (writer) =>
      ok(await recordErasure(writer, decision, city.nowMs())),
    )
    if (!done.ok || !done.value) continue
    settled += 1
    await removeFiles(city, done.value)
  }
  return settled
}

/** A case that has come to its end and of which nobody holds a paper; one that goes on needs its people. */
async function findErasable(
  reader: Reader,
  centreId: CentreId,
  typed: string,
): Promise<Result<{ readonly caseId: CaseId; readonly caseNo: string }, CityCode>> {
  const read = checkCaseNo(typed)
  if (!read.ok) return refuse('input-malformed', { field: 'caseNo' })
  const { caseNo } = read.value
  const found = await findCaseStates(reader, centreId, caseNo)
  if (!found) return refuse('not-found', { field: 'caseNo' })
  const { caseId, items } = found
  if ((await findErasureOf(reader, centreId, caseId))?.confirmedMs)
    return refuse('erasure-refused', { reason: 'already-erased' })
  const waits = items.some(({ state }) => state === 'RESULT_AT_COUNTER')
  if (waits || matterState(items) !== 'COMPLETED') return refuse('erasure-refused', { reason: 'case-open' })
  if (await holdsThings(reader, centreId, caseId)) return refuse('erasure-refused', { reason: 'things-held' })
  return ok({ caseId, caseNo })
}

async function decisionOf(city: City, writer: Writer, asked: ErasureRow, by: string): Promise<Decision> {
  const { askedBy, askedMs, basis, caseId, caseNo, home, reference } = asked
  return {
    entryId: EntryId.parse(city.newId()),
    caseId,
    caseNo,
    home,
    basis,
    reference,
    centres: await listSharing(writer, home, caseId),
    askedBy,
    askedMs,
    confirmedBy: by,
    confirmedMs: city.nowMs(),
  }
}

/** After the commit; what a cut leaves behind is noise without its key. */
async function removeFiles(city: City, erased: Erased | undefined): Promise<void> {
  for (const place of erased?.pictures ?? []) await city.vault.remove(place)
}
