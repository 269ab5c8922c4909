import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CaseId, DraftId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import { aPicture } from './a-picture.ts'
import { takeIn } from './at-the-counter.ts'
import { mostlyShort } from './lottery.ts'
import type { Machine, Scene } from './sim-accidents.ts'
import type { SimCity } from './sim-city.ts'
import { isDiskTrouble, PowerGone, type SimDesk } from './sim-desk.ts'
import type { SimLaws } from './sim-laws.ts'
import { aVisit } from './visits.ts'

/** Nobody else in any of these worlds is called so. */
const surname = '尉迟'
const ground = { category: 'CONDITIONS', reason: '不符合申请条件' } as const

const overAtTheCity = `
  SELECT m.centre_id, m.case_no FROM matter_case m
  WHERE NOT EXISTS (SELECT 1 FROM erasure e WHERE e.centre_id = m.centre_id AND e.case_id = m.case_id AND e.confirmed_ms IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM custody_thing t WHERE t.centre_id = m.centre_id AND t.case_id = m.case_id AND NOT t.gone)
    AND NOT EXISTS (SELECT 1 FROM item_case i WHERE i.centre_id = m.centre_id AND i.case_id = m.case_id
      AND i.state NOT IN ('ACCEPTANCE_REFUSED', 'NOT_REQUIRED', 'COMPLETED', 'DELIVERED', 'ARCHIVED', 'WITHDRAWN', 'TERMINATED'))
  ORDER BY m.case_no`

/** Somebody is turned away at a counter, and some time later two people at the city have a case erased that is over. */
export async function erase(scene: Scene, { desk }: Machine): Promise<void> {
  const { lottery, time } = scene
  try {
    await turnAway(desk, lottery.below(100), time.newId(desk.wallMs))
  } catch (error) {
    // Its power went, or its disk refused, in the middle of it.
    if (!(error instanceof PowerGone) && !desk.isGone && !isDiskTrouble(error)) throw error
  }
  time.at(mostlyShort(lottery, 2 * 3_600_000), 'two people decide', () => decide(scene))
}

/** One of them asks, the other confirms. */
export async function decide({
  city,
  lottery,
  struck,
}: Pick<Scene, 'city' | 'lottery' | 'struck'>): Promise<void> {
  const over = city.isOpen ? await city.rows<{ centre_id: string; case_no: string }>(overAtTheCity) : []
  if (over.length === 0) return
  const { case_no, centre_id } = lottery.pick(over)
  const path = `/v1/operator/centres/${centre_id}/erasures`
  const wish = { caseNo: case_no, basis: 'RETENTION_OVER', reference: '萍数〔2026〕12号', by: '黎明' }
  const asked = await city.operator('POST', path, wish)
  const done = await city.operator('PUT', `${path}/${case_no}`, { by: '周远' })
  struck('erase', `${case_no} ${asked.status} ${done.status}`)
}

/** Somebody with a name of their own comes, is photographed, and is refused: the case is over at once. */
export async function turnAway(desk: SimDesk, n: number, id: string): Promise<void> {
  if (!desk.isOn || desk.isGone || desk.frozen || desk.diskTrouble) return
  const draftId = DraftId.parse(id)
  const visit = { ...aVisit('V04', { nowMs: desk.wallMs }), draftId }
  const name = `${surname}明理${String.fromCodePoint(0x4e00 + n)}`
  const applicant = { ...visit.applicant, name }
  const picture = aPicture({ bytes: 1_000 + n, n }).toString('base64')
  const kept = await desk.ask('picture.keep', {
    picture,
    label: `${name}的户口簿`,
    ofCase: draftId as string as CaseId,
  })
  const [row] = visit.materials
  const pictures = kept.ok && row ? [{ rowId: row.rowId, pictureId: kept.value.pictureId }] : []
  await takeIn(desk as unknown as TestDesk, { ...visit, applicant, pictures }, 'REFUSE', ground)
}

/** Cases the city decided to erase; what it keeps beside its identity outlives every memory of its database. */
export function erasedCases({ dataDir }: SimCity): readonly string[] {
  try {
    const { erasures } = JSON.parse(readFileSync(join(dataDir, 'city-roster.json'), 'utf8')) as {
      readonly erasures: readonly { readonly caseId: string }[]
    }
    return erasures.map(({ caseId }) => caseId)
  } catch {
    return []
  }
}

/** 19: what was erased can be read nowhere, and every chain still holds (that is law 20, of every desk). */
export async function erased(laws: SimLaws, city: SimCity, desks: readonly SimDesk[]): Promise<void> {
  const cases = erasedCases(city)
  if (cases.length === 0) return
  for (const caseId of cases) {
    const [left] = await city.rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM journal WHERE salt <> '' AND kind <> 'case-erased'
         AND (case_id = $1 OR strpos(body, concat('"ofCase":"', $1::text, '"')) > 0)`,
      [caseId],
    )
    if (left?.n) laws.broken(19, `${caseId}: ${left.n} bodies are left at the city`)
    // Who was revoked hears nothing any more; the machine is to be wiped.
    for (const desk of desks.filter(({ frozen }) => !frozen)) {
      const here = desk.store.client
        .prepare(
          `SELECT count(*) FROM (
             SELECT case_id, salt, body, kind FROM journal UNION ALL SELECT case_id, salt, body, kind FROM journal_branch)
           WHERE salt <> '' AND kind <> 'case-erased' AND (case_id = @caseId OR body LIKE '%"ofCase":"' || @caseId || '"%')
             AND body LIKE '%${surname}%'`,
        )
        .pluck()
        .get({ caseId }) as number
      if (here > 0) laws.broken(19, `${caseId}: ${here} bodies are left at ${desk.name}`)
    }
  }
}
