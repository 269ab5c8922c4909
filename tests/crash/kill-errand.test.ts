import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { aDesk, root } from '#tests/support/a-desk.ts'
import { anOfficerFiled } from '#tests/support/an-errand.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

const secret = randomBytes(32)
const deaths = [1, 3, 5, 99] as const
const cases: CaseId[] = []
let dir = ''

beforeAll(async () => {
  const desk = await aDesk({ secret, clock: { nowMs: Date.now() - 60_000 } })
  dir = desk.dir
  await anOfficerFiled(desk)
  for (const nth of deaths) {
    desk.clock.nowMs += 1_000 + nth
    cases.push((await taken(desk, aVisit('A09', { nowMs: desk.clock.nowMs }))).caseId)
  }
  await desk.stop()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** What an errand that has begun has left in the journal. */
const whole = ['assist-moved', 'assist-moved', 'assist-registered', 'handover-made', 'letter-signed']

describe('a desk that is killed while an errand begins', () => {
  test('knows all of it or nothing, wherever it dies, and all of it once it has answered', async () => {
    const answered: boolean[] = []
    for (const [n, nth] of deaths.entries()) {
      const caseId = cases[n] as CaseId
      answered.push(await killed(caseId, nth))
      await using desk = await aDesk({ dir, secret, clock: { nowMs: Date.now() } })
      expect(verifyStore(desk.opened.store, root), `entry ${nth}`).toEqual([])
      const told = desk
        .journal()
        .flatMap((event) =>
          'caseId' in event && event.caseId === caseId && whole.includes(event.type) ? [event.type] : [],
        )
      expect(told.toSorted(), `entry ${nth}`).toEqual(answered.at(-1) ? whole : [])
    }
    expect(answered).toEqual([false, false, false, true])
  })
})

/** Whether the desk had answered before it died. */
function killed(caseId: CaseId, nth: number): Promise<boolean> {
  const script = join(root, 'tests', 'support', 'crash-errand.ts')
  const child = spawn(process.execPath, [script, dir, secret.toString('hex'), caseId, `${nth}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
    })
    child.once('close', (code, signal) => {
      if (signal === 'SIGKILL') resolve(said === 'answered')
      else reject(new Error(`the desk ended with ${code}/${signal} instead of being killed`))
    })
  })
}
