import type { CentreId } from '#shared/kernel/ids.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { findCase, listCases } from '../store/queries/case.ts'
import type { Answer, City } from './city.ts'

/** A case of this centre. Another centre's number is answered like one nobody ever gave out. */
export async function caseOfCentre(city: City, centreId: CentreId, caseNo: string): Answer<CaseDigest> {
  const found = await city.store.read([centreId], (reader) => findCase(reader, centreId, caseNo))
  return found ? ok(found) : refuse('not-found', { field: 'caseNo' })
}

type Page = { readonly after: string; readonly limit: number }

/** A page of cases in the order of their numbers; `next` is what to ask for after it, if there is more. */
export async function casesOfCentre(
  city: City,
  centreId: CentreId,
  { after, limit }: Page,
): Answer<{ cases: CaseDigest[]; next: string | null }> {
  const cases = await city.store.read([centreId], (reader) => listCases(reader, centreId, after, limit + 1))
  const page = cases.slice(0, limit)
  return ok({ cases: page, next: cases.length > limit ? (page.at(-1)?.caseNo ?? null) : null })
}
