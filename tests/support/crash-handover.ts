import { writeSync } from 'node:fs'
import { runDesk } from '#main/hosts/desk-engine.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import { listStaff } from '#main/store/queries/staff.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import { people, root, rules } from './a-desk.ts'

/**
 * A desk in a process of its own that hands the bags of two people on and back for ever, to be killed: a
 * handover of two cases is two entries, an offer is two more. One line for every act that was answered.
 *
 * With KILL_AT_SALT=n it kills itself where the n-th salt is drawn: between the two entries of an act.
 */
const [, , dir = '', secret = ''] = process.argv
const killAt = Number(process.env['KILL_AT_SALT'] ?? 0)
let salts = 0
const system = systemSeams()
const seams = {
  ...system,
  randomBytes: (n: number) => {
    salts += 1
    if (salts === killAt) process.kill(process.pid, 'SIGKILL')
    return system.randomBytes(n)
  },
}

acknowledge('go')
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
const staff = opened.store.read(listStaff)
const [clerk, officer] = staff
if (!clerk || !officer) throw new Error('a clerk and an officer')
const second = { staffId: officer.staffId, pin: people[1].pin }
const us = { centreId: CentreId.parse('360322102'), centreName: '金山镇便民服务中心', officer: officer.name }

for (;;) {
  const out = await ask(clerk, 'custody.handOver', {
    things: await held('COUNTER'),
    to: { at: 'OFFICER', staffId: officer.staffId },
    second,
  })
  acknowledge(`slip ${out.slip.slipId}`)
  const back = await ask(clerk, 'custody.handOver', {
    things: await held('OFFICER'),
    to: { at: 'COUNTER' },
    second,
  })
  acknowledge(`slip ${back.slip.slipId}`)
  const offered = await ask(clerk, 'custody.offer', { things: await held('COUNTER'), to: us })
  acknowledge(`offer ${offered.slip.slipId}`)
  await ask(officer, 'custody.accept', { parts: offered.parts })
  acknowledge(`accepted ${offered.slip.slipId}`)
  const home = await ask(clerk, 'custody.handOver', {
    things: await held('OFFICER'),
    to: { at: 'COUNTER' },
    second,
  })
  acknowledge(`slip ${home.slip.slipId}`)
}

async function held(at: 'COUNTER' | 'OFFICER'): Promise<Input<'custody.handOver'>['things']> {
  const { rows } = await ask(clerk!, 'custody.board', { at, limit: 50 })
  // What lies loose beside the two bags stays where it is.
  return rows.flatMap(({ bagNo, thingId, tip }) => (bagNo ? [{ thingId, tip }] : []))
}

type Value<N extends Name> = Extract<Answer<N>, { ok: true }>['value']

async function ask<N extends Name>(
  person: NonNullable<typeof clerk>,
  name: N,
  input: Input<N>,
): Promise<Value<N>> {
  const answer = (await engine.ask({ staff: person }, name, input)) as Answer<N>
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.refusal)}`)
  return answer.value as Value<N>
}

/** Written before the next step begins: what the parent read was answered, whatever happens now. */
function acknowledge(line: string): void {
  writeSync(1, `${line}\n`)
}
