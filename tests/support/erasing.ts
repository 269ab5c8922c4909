import type { CityDatabase } from '#city/store/database.ts'
import { openEmbedded } from '#city/store/embedded.ts'
import { openServer } from '#city/store/server-pool.ts'
import { listPapers } from '#main/store/queries/case.ts'
import { CaseId, type PaperId } from '#shared/kernel/ids.ts'
import { type CityOn, newDatabase, newDataDir, type TestCity, township } from '#tests/support/a-city.ts'
import { type TestDesk } from '#tests/support/a-desk.ts'
import { aPicture } from '#tests/support/a-picture.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { copyTemplate } from '#tests/support/city-template.ts'
import { aVisit } from '#tests/support/visits.ts'

/** Nobody else of these tests is called so. */
export const person = '欧阳明理'
export const ground = { category: 'CONDITIONS' as const, reason: '不符合申请条件' }

/** Every row of every table as text. */
export async function everythingAt(database: CityDatabase): Promise<string> {
  return database.withBareSql(async (bare) => {
    const tables = await bare.rows(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')`,
    )
    const rows = []
    for (const { name } of tables) rows.push(await bare.rows(`SELECT * FROM ${String(name)}`))
    return JSON.stringify(rows)
  })
}

export async function dayAtTheCity(city: TestCity): Promise<readonly object[]> {
  const { body } = await city.operator(
    'GET',
    `/v1/operator/centres/${township}/days?from=2020-01-01&to=2099-12-31`,
  )
  return (body as { days: { atMs: number }[] }).days.map(({ atMs: _, ...day }) => day)
}

export async function newCityDatabase(on: CityOn) {
  if (on === 'postgres') {
    const databaseUrl = await newDatabase()
    return { databaseUrl, database: await openServer(databaseUrl, 10, () => undefined) }
  }
  const dataDir = newDataDir()
  copyTemplate(dataDir)
  return { database: await openEmbedded(dataDir) }
}

export function everythingOf({ opened }: TestDesk): string {
  const { client } = opened.store
  const names = client
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as readonly string[]
  return JSON.stringify(names.map((name) => client.prepare(`SELECT * FROM ${name}`).all()))
}

export async function dump(database: CityDatabase, table: string) {
  return database.withBareSql((bare) => bare.rows(`SELECT * FROM ${table}`))
}

export function paperOf(desk: TestDesk, caseId: CaseId): PaperId {
  return desk.opened.store.read((reader) => listPapers(reader, caseId)[0]?.paperId) as PaperId
}

export async function withdrawn(desk: TestDesk, caseId: CaseId): Promise<void> {
  const acts = await desk.ask('case.acts', { caseId })
  if (!acts.ok) throw new Error(acts.refusal.code)
  const move = { act: 'WITHDRAW', signedBy: person, reason: '不办了' } as const
  for (const { itemNo } of acts.value.items) {
    const moved = await desk.ask('case.move', { caseId, itemNo, move })
    if (!moved.ok) throw new Error(moved.refusal.code)
  }
}

/** Somebody came, was photographed, and was refused: an end without papers in anybody's hands. */
export async function refusedWithPicture(desk: TestDesk) {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const kept = await desk.ask('picture.keep', {
    picture: aPicture({ bytes: 90_000, n: 1 }).toString('base64'),
    label: `${person}的户口簿`,
    ofCase: CaseId.parse(visit.draftId),
  })
  if (!kept.ok) throw new Error(kept.refusal.code)
  const { pictureId } = kept.value
  const pictures = [{ rowId: visit.materials[0]?.rowId ?? '', pictureId }]
  const applicant = { ...visit.applicant, name: person }
  const { caseId, caseNo } = await taken(desk, { ...visit, applicant, pictures }, 'REFUSE', ground)
  return { caseId, caseNo, pictureId }
}
