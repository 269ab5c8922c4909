import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { isEnrolled, openDesk } from '#main/hosts/open-desk.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { listFrom } from '#main/store/queries/journal.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { randomBytes } from '#shared/crypto/suite.ts'
import type { DeskEvent } from '#shared/domain/events.ts'
import { aDesk, root, type TestDesk } from '#tests/support/a-desk.ts'
import { aLottery } from '#tests/support/lottery.ts'

const rounds = Number(process.env['PINGCHUANG_KILL_ROUNDS'] ?? 20)
const seed = Number(process.env['PINGCHUANG_SEED'] ?? Date.now() % 1_000_000)
const lottery = aLottery(seed)
const secret = randomBytes(32)
const restartsMs: number[] = []

/** What the desk said it had done, over all rounds. */
const acknowledged = {
  cases: new Map<string, string>(),
  drafts: new Map<string, number>(),
  printed: new Map<string, number>(),
}

let dir = ''
beforeAll(async () => {
  const desk = await aDesk({ secret })
  await desk.stop()
  dir = desk.dir
})
afterAll(() => {
  rmSync(dir, { recursive: true, force: true })
  const sorted = restartsMs.toSorted((a, b) => a - b)
  console.log(
    `seed ${seed}: ${restartsMs.length} kills, ${acknowledged.cases.size} cases acknowledged; opening again took ` +
      `${Math.round(sorted[sorted.length >> 1] ?? 0)} ms in the middle, ${Math.round(sorted.at(-1) ?? 0)} ms at most (aim: 3,000 ms)`,
  )
})

describe('a desk that is killed in the middle of its work', () => {
  test(`loses nothing it acknowledged, in ${rounds} rounds at moments of chance`, async () => {
    for (let round = 0; round < rounds; round += 1) {
      // Every other desk lives long enough to have opened, on a slow machine too.
      const lines = await workUntilKilled(dir, round, { afterMs: lottery.below(400) + (round % 2) * 1_200 })
      await inspect(`round ${round} of seed ${seed}`, lines)
    }
    expect(acknowledged.cases.size).toBeGreaterThan(rounds / 2)
  })

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'leaves no half case when it dies where the %i. salt of an act is drawn',
    async (nth) => {
      const before = acknowledged.cases.size
      const lines = await workUntilKilled(dir, 1_000 + nth, { atSalt: nth })
      expect(lines.some((line) => line.startsWith('draft '))).toBe(true)
      await inspect(`salt ${nth} of seed ${seed}`, lines)
      expect(acknowledged.cases.size - before).toBeLessThanOrEqual(nth / 2)
    },
  )
})

describe('a first run that is killed', () => {
  test('ends either enrolled or ready to begin again, never as a loss', async () => {
    const ends = new Set<string>()
    for (let round = 0; round < Math.max(10, rounds / 2); round += 1) {
      const fresh = mkdtempSync(join(tmpdir(), 'pingchuang-killed-'))
      const lines = await childUntilKilled('first', fresh, round, { afterMs: lottery.below(80) })
      const opened = openDesk(root, fresh, secret)
      const enrolled = isEnrolled(opened.store)
      if (lines.includes('installed')) expect(enrolled).toBe(true)
      if (enrolled) expect(verifyStore(opened.store, root)).toEqual([])
      else expect(opened.recoveryCode).toEqual(expect.any(String))
      ends.add(enrolled ? 'enrolled' : 'begins again')
      opened.close()
      openDesk(root, fresh, secret).close()
      rmSync(fresh, { recursive: true, force: true })
    }
    expect(ends.size).toBeGreaterThan(0)
  })

  test.each([1, 2])(
    'dies where the %i. salt is drawn, and is enrolled afterwards as if nothing had been',
    async (nth) => {
      const fresh = mkdtempSync(join(tmpdir(), 'pingchuang-killed-'))
      const lines = await childUntilKilled('first', fresh, 1, { atSalt: nth })
      expect(lines).toEqual(['go'])
      const again = await childUntilKilled('first', fresh, 1, { whenSaid: 'installed' })
      expect(again).toEqual(['go', 'installed'])
      const opened = openDesk(root, fresh, secret)
      expect(verifyStore(opened.store, root)).toEqual([])
      opened.close()
      rmSync(fresh, { recursive: true, force: true })
    },
  )
})

type Death = { readonly afterMs?: number; readonly atSalt?: number; readonly whenSaid?: string }

async function workUntilKilled(where: string, round: number, death: Death): Promise<readonly string[]> {
  const lines = await childUntilKilled('work', where, round, death)
  for (const line of lines) {
    const [what, id = '', value = ''] = line.split(' ')
    if (what === 'case') {
      acknowledged.cases.set(id, value)
      acknowledged.drafts.delete(id)
    }
    if (what === 'draft') acknowledged.drafts.set(id, Number(value))
    if (what === 'printed') acknowledged.printed.set(id, Number(value))
  }
  return lines
}

/** Runs the child and gives every line it finished before SIGKILL took it. */
function childUntilKilled(
  mode: string,
  where: string,
  round: number,
  { afterMs, atSalt, whenSaid }: Death,
): Promise<readonly string[]> {
  const script = join(root, 'tests', 'support', 'crash-desk.ts')
  const child = spawn(process.execPath, [script, mode, where, secret.toString('hex'), `${seed + round}`], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...(atSalt ? { KILL_AT_SALT: `${atSalt}` } : {}) },
  })
  return new Promise((resolve, reject) => {
    let said = ''
    let armed = false
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString('utf8')
      if (whenSaid && said.includes(whenSaid)) child.kill('SIGKILL')
      if (armed || afterMs === undefined) return
      armed = true
      setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.once('close', (code, signal) => {
      if (signal !== 'SIGKILL')
        reject(new Error(`the desk ended with ${code}/${signal} instead of being killed`))
      else resolve(said.split('\n').slice(0, -1))
    })
  })
}

/** Opens the folder again, as after a power cut, and asks for everything that was promised. */
async function inspect(round: string, lines: readonly string[]): Promise<void> {
  const startedMs = performance.now()
  const desk = await aDesk({ dir, secret, clock: { nowMs: Date.now() } })
  restartsMs.push(performance.now() - startedMs)
  try {
    expect(desk.opened.store.client.pragma('integrity_check', { simple: true }), round).toBe('ok')
    expect(verifyStore(desk.opened.store, root), round).toEqual([])
    casesStand(desk, round)
    await draftsStand(desk, round, lines)
  } finally {
    await desk.stop()
  }
}

function casesStand(desk: TestDesk, round: string): void {
  const received = new Map<string, string[]>()
  const decided = new Map<string, number>()
  const printed = new Map<string, number>()
  for (const row of desk.opened.store.read((reader) => listFrom(reader, 0, 1_000_000))) {
    const event = JSON.parse(row.body) as DeskEvent
    if (event.type === 'matter-received')
      received.set(event.caseId, [...(received.get(event.caseId) ?? []), event.caseNo])
    if (event.type === 'matter-decided') decided.set(event.caseId, (decided.get(event.caseId) ?? 0) + 1)
    if (event.type === 'paper-printed') printed.set(event.paperId, (printed.get(event.paperId) ?? 0) + 1)
  }
  for (const [caseId, caseNo] of acknowledged.cases)
    expect(received.get(caseId), `${round}: ${caseNo}`).toEqual([caseNo])
  for (const caseId of received.keys()) expect(decided.get(caseId), `${round}: half a case`).toBe(1)
  expect(decided.size, round).toBe(received.size)
  const unsaid = received.size - acknowledged.cases.size
  expect(unsaid, `${round}: cases nobody was told of`).toBeLessThanOrEqual(restartsMs.length)
  for (const [paperId, copies] of acknowledged.printed)
    expect(printed.get(paperId) ?? 0, round).toBeGreaterThanOrEqual(copies)
  const numbers = [...received.values()].flat()
  expect(new Set(numbers).size, round).toBe(numbers.length)
}

async function draftsStand(desk: TestDesk, round: string, lines: readonly string[]): Promise<void> {
  const bodies = new Map(
    (
      desk.opened.store.client.prepare('SELECT draft_id, body FROM draft').all() as {
        draft_id: string
        body: string
      }[]
    ).map((row) => [row.draft_id, JSON.parse(row.body) as IntakeDraft]),
  )
  const cases = desk.opened.store.client
    .prepare('SELECT case_id FROM matter_case')
    .pluck()
    .all() as readonly string[]
  expect(
    cases.filter((caseId) => bodies.has(caseId)),
    `${round}: both draft and case`,
  ).toEqual([])
  for (const [draftId, typed] of acknowledged.drafts) {
    if (cases.includes(draftId)) continue
    const kept = Number(/金山村(\d)组/.exec(bodies.get(draftId)?.applicant.address ?? '')?.[1])
    expect(kept, `${round}: draft ${draftId}`).toBeGreaterThanOrEqual(typed)
  }
  const last = lines.findLast((line) => line.startsWith('draft '))?.split(' ')[1] ?? ''
  if (!bodies.has(last)) return
  await desk.signIn(0)
  const list = await desk.ask('draft.list', {})
  const found = list.ok ? list.value.drafts.find(({ draftId }) => draftId === last) : undefined
  expect(found?.recovered, `${round}: 恢复件`).toBe(true)
}
