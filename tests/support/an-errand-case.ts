import { mergeMatter } from '#shared/catalogue/merge.ts'
import { isNeverHeld } from '#shared/domain/custody.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { rules, type TestDesk } from './a-desk.ts'
import { taken } from './at-the-counter.ts'
import { aVisit, firstAnswers, supply } from './visits.ts'

/** A case whose originals were shown and handed back: what the officer will carry is still with the applicant. */
export async function shownOnly(
  desk: TestDesk,
  matterId: string,
  change: Parameters<typeof aVisit>[1] = {},
): Promise<CaseId> {
  const merged = mergeMatter(rules.catalogue, matterId, firstAnswers(matterId))
  const materials = merged.materials.map((row) => {
    const usual = supply(row)
    const original = usual.state === 'SUPPLIED' && row.form !== 'COPY' && row.form !== 'FORM'
    return {
      rowId: row.rowId,
      judgement:
        original && row.form === 'ORIGINAL' && !isNeverHeld({ ...row, form: 'ORIGINAL' })
          ? ({ state: 'SUPPLIED', taken: 'SIGHT_ORIGINAL' } as const)
          : usual,
    }
  })
  const { caseId } = await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs, materials, ...change }))
  return caseId
}
