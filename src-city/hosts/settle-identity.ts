import { Fault } from '#shared/kernel/fault.ts'
import { ok } from '#shared/kernel/result.ts'
import { type Identity, makeIdentity, readIdentity, writeIdentity } from '../security/identity.ts'
import type { RosterFile } from '../security/roster-file.ts'
import { findCityLife } from '../store/queries/city-life.ts'
import { findDesk } from '../store/queries/desk.ts'
import { recordCityLife, recordDeskStatus } from '../store/record-roster.ts'
import type { Store } from '../store/store.ts'

export type Settled = { readonly identity: Identity; readonly cityEpoch: number }

/**
 * Brings the identity file and the database together.
 *
 * A new database, or one said to be restored, begins the next epoch; the file is written first, so
 * that no epoch is ever given twice. A database of another city is refused, and so is one whose
 * identity file is gone: a new key would be a stranger to every desk.
 */
export async function settleIdentity(
  store: Store,
  dataDir: string,
  restored: boolean,
  clock: { readonly nowMs: () => number; readonly newId: () => string },
): Promise<Settled> {
  const life = await store.read('city', (reader) => findCityLife(reader))
  const found = readIdentity(dataDir)
  if (life && !found)
    throw new Fault('identity-missing', dataDir, '没有找到市级身份文件，没有新建，请从备份恢复该文件。')
  if (life && life.cityId !== found?.cityId)
    throw new Fault('database-foreign', dataDir, '数据库属于另一个市级平台，没有打开。')
  if (life && found && !restored) return { identity: found, cityEpoch: life.cityEpoch }

  const before = found ?? makeIdentity(clock.newId())
  const cityEpoch = Math.max(before.cityEpoch, life?.cityEpoch ?? 0) + 1
  const identity = { ...before, cityEpoch }
  writeIdentity(dataDir, identity)
  await store.write('city', async (writer) => {
    await recordCityLife(writer, { cityId: identity.cityId, cityEpoch }, clock.nowMs())
    return ok(undefined)
  })
  return { identity, cityEpoch }
}

/** What was decided after the backup was made: who was revoked since stays out. */
export async function settleRoster(store: Store, roster: RosterFile): Promise<void> {
  for (const { deskId, revokedMs } of roster.revoked())
    await store.write('city', async (writer) => {
      const known = await findDesk(writer, deskId)
      if (known && known.revokedMs === null) await recordDeskStatus(writer, deskId, 'REVOKED', revokedMs)
      return ok(undefined)
    })
}
