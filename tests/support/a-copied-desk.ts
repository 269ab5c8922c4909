import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { vi } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { TestCity } from './a-city.ts'
import { aDesk, people, type TestDesk } from './a-desk.ts'
import { taken } from './at-the-counter.ts'
import { aVisit } from './visits.ts'

/** Waits for what the desk itself says; never for a time. */
export const until = (check: () => Promise<void> | void) =>
  vi.waitFor(check, { timeout: 45_000, interval: 25 })

/** A desk of the city that sends by itself. */
export async function aSyncingDesk(city: TestCity): Promise<TestDesk> {
  const enrolled = await enrol(city.url, await city.newCode(), 'test')
  const desk = await aDesk({
    enrolled,
    cityUrl: city.url,
    sync: true,
    lookEveryMs: 30,
    idleMs: 8_000,
    clock: { nowMs: Date.now() },
  })
  await desk.signIn()
  return desk
}

/** What a careless backup keeps: every file of the folder as it is on the disk. */
export function backupOf({ dir }: Pick<TestDesk, 'dir'>): string {
  const kept = mkdtempSync(join(tmpdir(), 'pingchuang-backup-'))
  cpSync(dir, kept, { recursive: true, filter: (file) => !file.endsWith('in-use.lock') })
  return kept
}

/** Puts a backup in the place of a desk's folder, as somebody would who restores it. */
export function putBack(backup: string, { dir }: Pick<TestDesk, 'dir'>): void {
  rmSync(dir, { recursive: true, force: true })
  cpSync(backup, dir, { recursive: true })
}

/** Another machine that runs a copy of the folder. */
export async function openCopy(backup: string, of: TestDesk, sync = true): Promise<TestDesk> {
  const desk = await aDesk({
    dir: backup,
    secret: of.secret,
    clock: { nowMs: of.clock.nowMs },
    sync,
    lookEveryMs: 30,
    idleMs: 8_000,
  })
  await desk.signIn()
  return desk
}

export async function caseTaken(desk: TestDesk, matterId = 'V04'): Promise<string> {
  desk.clock.nowMs += 60_000
  return (await taken(desk, aVisit(matterId, { nowMs: desk.clock.nowMs }), 'ACCEPT')).caseNo
}

export async function stateOf(desk: TestDesk): Promise<(Answer<'epoch.state'> & { ok: true })['value']> {
  const answer = await desk.ask('epoch.state', {})
  if (!answer.ok) throw new Error('a state is never refused')
  return answer.value
}

export async function waitingAt(desk: TestDesk): Promise<number> {
  const answer = await desk.ask('sync.status', {})
  if (!answer.ok) throw new Error('a status is never refused')
  return answer.value.waiting
}

export async function drained(desk: TestDesk): Promise<void> {
  await until(async () => {
    if ((await waitingAt(desk)) !== 0) {
      await desk.ask('sync.now', {})
      throw new Error('still waiting')
    }
  })
}

/** The manager says that this is the machine that goes on. */
export async function goOn(desk: TestDesk, code?: string): Promise<void> {
  await desk.signIn(2)
  const said = await desk.ask('epoch.goOn', { pin: people[2].pin, ...(code ? { code } : {}) })
  if (!said.ok) throw new Error(said.refusal.code)
  await until(async () => {
    const { frozen } = await stateOf(desk)
    if (frozen?.refused) throw new Error(frozen.refused)
    if (frozen) throw new Error(`still frozen: ${frozen.reason}`)
  })
  await desk.signIn(0)
}

/** Every case number the city knows of a centre. */
export async function atTheCity(city: TestCity, centreId = '360322102'): Promise<readonly string[]> {
  const { body } = await city.operator('GET', `/v1/operator/centres/${centreId}/cases?limit=200`)
  return (body as { cases: readonly { caseNo: string }[] }).cases.map(({ caseNo }) => caseNo)
}

export async function heldBack(city: TestCity, centreId = '360322102'): Promise<readonly { code: string }[]> {
  const { body } = await city.operator('GET', `/v1/operator/centres/${centreId}/dispositions?limit=100`)
  return (body as { dispositions: readonly { code: string }[] }).dispositions
}
