import { spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { aBag } from '#tests/support/a-cabinet.ts'
import { aDesk, root } from '#tests/support/a-desk.ts'
import { aLottery } from '#tests/support/lottery.ts'
import { beside } from '#tests/support/random-custody.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 20) / 5
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
const lottery = aLottery(seed)
const secret = randomBytes(32)
/** The acts the desk said it had done, over all deaths. */
const acknowledged: string[] = []
let dir = ''

beforeAll(async () => {
  const desk = await aDesk({ secret })
  dir = desk.dir
  await desk.signIn()
  await aBag(desk, { name: '陈桂香', idNumber: '360302195803120000' })
  desk.clock.nowMs += 1_000
  await aBag(desk, { name: '刘志强', idNumber: '360322197103080006' })
  await desk.stop()
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('a desk that is killed while two bags change hands', () => {
  test.each(Array.from({ length: 10 }, (_, n) => n + 1))(
    'has both sides of it or neither, when it dies at the %i. entry',
    async (nth) => {
      acknowledged.push(...(await killed({ atSalt: nth })))
      await inspect(`salt ${nth}`)
    },
  )

  test(`has both sides of it or neither, in ${rounds} deaths at moments of chance (seed ${seed})`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      acknowledged.push(...(await killed({ afterMs: 800 + lottery.below(1_200) })))
      await inspect(`round ${round} of seed ${seed}`)
    }
    expect(acknowledged.length).toBeGreaterThan(rounds)
  })
})

/** What is told under one slip is told of both people's things, by two who are not the same, or not at all. */
async function inspect(when: string): Promise<void> {
  await using desk = await aDesk({ dir, secret, clock: { nowMs: Date.now() } })
  expect(desk.opened.store.client.pragma('integrity_check', { simple: true }), when).toBe('ok')
  expect(verifyStore(desk.opened.store, root), when).toEqual([])
  const told = new Map<string, number>()
  for (const event of desk.journal()) {
    const key = keyOf(event)
    if (key) told.set(key, (told.get(key) ?? 0) + 1)
    if (event.type !== 'handover-made') continue
    const sides = [event.releasedBy, event.receivedBy].map((side) => side.how === 'STAFF' && side.staffId)
    expect(new Set(sides).size, when).toBe(2)
  }
  expect(
    [...told.values()].every((n) => n === 2),
    when,
  ).toBe(true)
  for (const line of acknowledged) expect(told.has(line), `${when}: ${line}`).toBe(true)
  const held = desk.opened.store.client
    .prepare(
      "SELECT count(*) FROM custody_thing WHERE bag_no IS NOT NULL AND gone = 0 AND holder_at IN ('COUNTER', 'OFFICER')",
    )
    .pluck()
    .get()
  expect(held, when).toBe(4)
  await settle(desk)
}

/** As the child would name it: what it was, and under which number. */
function keyOf(event: DeskEvent): string | undefined {
  if (event.type === 'handover-made') return `slip ${event.slip.slipId}`
  if (event.type === 'handover-offered') return `offer ${event.offer.slip.slipId}`
  if (event.type === 'handover-accepted') return `accepted ${event.offer.slip.slipId}`
  return undefined
}

type Desk = Awaited<ReturnType<typeof aDesk>>

/** An offer that nobody answered is taken back, and what an officer has comes home: the next death begins there. */
async function settle(desk: Desk): Promise<void> {
  await desk.signIn()
  const board = await desk.ask('custody.board', { limit: 50 })
  const rows = board.ok ? board.value.rows : []
  for (const offerId of new Set(rows.flatMap((row) => row.offerId ?? [])))
    await desk.ask('custody.withdraw', { offerId, because: 'WITHDRAWN', reason: '断电后重来' })
  const carried = rows.filter(({ holder }) => holder.at === 'OFFICER')
  if (carried.length === 0) return
  const home = await desk.ask('custody.handOver', {
    things: carried.map(({ thingId, tip }) => ({ thingId, tip })),
    to: { at: 'COUNTER' },
    second: await beside(desk, 1),
  })
  expect(home.ok).toBe(true)
}

function killed(death: { readonly atSalt?: number; readonly afterMs?: number }): Promise<readonly string[]> {
  const script = join(root, 'tests', 'support', 'crash-handover.ts')
  const child = spawn(process.execPath, [script, dir, secret.toString('hex')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(death.atSalt ? { KILL_AT_SALT: `${death.atSalt}` } : {}) },
  })
  return new Promise((resolve, reject) => {
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (said === '' && death.afterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), death.afterMs)
      said += chunk.toString('utf8')
    })
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL')
        reject(new Error(`the desk ended with ${code}/${signal} instead of being killed`))
      else resolve(said.split('\n').slice(1, -1))
    })
  })
}
