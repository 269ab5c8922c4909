import { writeSync } from 'node:fs'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { begun } from './a-beginning.ts'
import { root, rules, type TestDesk } from './a-desk.ts'

/**
 * A desk in a process of its own that begins one errand, to be killed: it is registered, the letter signed,
 * the papers taken, the order moved on, each an entry. It kills itself where the n-th salt is drawn, or
 * right after it has answered.
 */
const [, , dir = '', secret = '', caseId = '', killAt = ''] = process.argv
let salts = 0
const system = systemSeams()
const seams = {
  ...system,
  randomBytes: (n: number) => {
    salts += 1
    if (salts === Number(killAt)) process.kill(process.pid, 'SIGKILL')
    return system.randomBytes(n)
  },
}
const opened = openDesk(root, dir, Buffer.from(secret, 'hex'))
const engine = runDesk({
  store: opened.store,
  pictures: opened.pictures,
  seams,
  rules,
  changed: () => undefined,
  faulted: (error) => {
    throw error
  },
  sync: false,
})
const [clerk, officer] = opened.store.read(listStaff)
if (!clerk || !officer) throw new Error('a clerk and an officer')
const ask = ((name, input) => engine.ask({ staff: clerk }, name, input)) as TestDesk['ask']
const answer = await begun(
  { ask, clock: { nowMs: Date.now() } },
  { caseId: CaseId.parse(caseId), officerId: officer.staffId },
)
if (!answer.ok) throw new Error(answer.refusal.code)
writeSync(1, 'answered')
process.kill(process.pid, 'SIGKILL')
