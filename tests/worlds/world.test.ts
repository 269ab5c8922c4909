import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { keepFreeze } from '#main/store/notes/epoch.ts'
import type { CentreId } from '#shared/kernel/ids.ts'
import { ok } from '#shared/kernel/result.ts'
import { root, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { aLottery } from '../support/lottery.ts'
import { fullMoves, missing } from '../support/moves.ts'
import { aVisitWithOriginals, inHand, looked } from '../support/random-custody.ts'
import { type SimBeginning, simBeginning } from '../support/sim-beginning.ts'
import { intake } from '../support/sim-counter.ts'
import type { SimDesk } from '../support/sim-desk.ts'
import { setUpAnew } from '../support/sim-disks.ts'
import { decide, erasedCases, turnAway } from '../support/sim-erasure.ts'
import type { Violation } from '../support/sim-laws.ts'
import { healthy } from '../support/sim-line.ts'
import { SimWorld } from '../support/sim-world.ts'
import { aVisit } from '../support/visits.ts'

const from = 420_001
/** Two desks, each of another centre. */
const aSeedOfTwoCentres = 1
const asTest = (desk: SimDesk) => desk as unknown as TestDesk
const seeds = Number(process.env['WORLDS'] ?? 2_000)

/** Three desks of two centres and their city in simulated time; docs/simulation.md says what can happen to them. */
describe('a world of accidents', () => {
  let beginning: SimBeginning
  beforeAll(async () => {
    beginning = await simBeginning()
  })
  afterAll(() => beginning.close())
  /** What a tale breaks in a world of its own, once its faults have stopped. */
  async function brokenBy(tale: (world: SimWorld) => Promise<void>): Promise<readonly Violation[]> {
    const world = new SimWorld(1, beginning)
    return (await world.play(() => tale(world))).violations
  }

  test('is the same world again when the seed is the same', async () => {
    const [one, two] = [await new SimWorld(1, beginning).run(25), await new SimWorld(1, beginning).run(25)]
    expect(two).toEqual(one)
    expect(one.steps).toBeGreaterThan(50)
  })

  test('hears and sends by itself when a disk that took nothing for a while is well again', async () => {
    const violations = await brokenBy(async (world) => {
      const desk = world.machines[0]?.desk as SimDesk
      desk.diskTrouble = 'failing'
      await world.pass(10 * 60_000)
      desk.diskTrouble = undefined
    })
    expect(violations).toEqual([])
  })

  // Seed 100087: the city had forgotten the newest secret as well, and took the desk for a copy of itself.
  test('takes what a desk had written from one that was revoked by a city back from a backup', async () => {
    const violations = await brokenBy(async (world) => {
      const desk = world.machines[0]?.desk as SimDesk
      await world.pass(60_000)
      const kept = await world.city.backup()
      desk.kill()
      desk.start()
      await intake({ desk, lottery: world.lottery, time: world.time })
      await world.pass(60_000)
      await world.city.comeBackFrom(kept)
      await world.city.operator('PUT', `/v1/operator/desks/${desk.self.deskId}`, { status: 'REVOKED' })
    })
    expect(violations).toEqual([])
  })

  // Seed 18 of a run with few kinds: the code of the city office was never shown while the desk could only be read.
  test('rescues a desk put back from a copy whose certificate ran out meanwhile', async () => {
    const violations = await brokenBy(async (world) => {
      const desk = world.machines[0]?.desk as SimDesk
      await intake({ desk, lottery: world.lottery, time: world.time })
      await world.pass(60_000)
      desk.kill()
      desk.mark = undefined
      desk.start()
      await world.city.rows('UPDATE desk SET certificate_ends_ms = 1 WHERE desk_id = $1', [desk.self.deskId])
    })
    expect(violations).toEqual([])
  })

  // Seed 3031 of a run with few kinds: each of the two logs waited for the other.
  test('applies what two logs of a desk hold of one case when the fault is mended', async () => {
    const world = new SimWorld(aSeedOfTwoCentres, beginning)
    let waited: readonly unknown[] = []
    const { violations } = await world.play(async () => {
      const [ours, theirs] = world.machines.map(({ desk }) => desk) as [SimDesk, SimDesk]
      await world.pass(60_000)
      const { caseId } = await taken(asTest(ours), aVisitWithOriginals('D01', ours.wallMs))
      const to = { centreId: theirs.centreId as CentreId, centreName: '某镇便民服务中心' }
      const things = (await inHand(asTest(ours), { at: 'COUNTER' })).slice(0, 1).map(looked)
      const offered = await ours.ask('custody.offer', { things, to })
      if (!offered.ok) throw new Error('the offer is made')
      await theirs.ask('custody.accept', { parts: offered.value.parts })
      await world.city.poison([caseId])
      await world.pass(60_000)
      await anotherDisk(ours, world)
      await world.lose('a disk is lost')
      await world.pass(15 * 60_000)
      waited = await world.city.rows('SELECT DISTINCT epoch FROM disposition ORDER BY epoch')
    })
    expect({ violations, waited }).toEqual({ violations: [], waited: [{ epoch: 1 }, { epoch: 2 }] })
  })

  // Seed 1026 of such a run: a log nobody has any more was asked for, and the desk froze again and again.
  test('goes on where a disk is lost and the city has forgotten the end of what lay there', async () => {
    const violations = await brokenBy(async (world) => {
      const at = atFirstDesk(world)
      const { desk } = at
      await intake(at)
      await world.pass(60_000)
      const kept = await world.city.backup()
      await intake(at)
      await world.pass(60_000)
      await anotherDisk(desk, world)
      await world.pass(60_000)
      await world.city.comeBackFrom(kept)
      await world.lose('a disk and the memory of the city')
    })
    expect(violations).toEqual([])
  })

  // Seed 420226: what another life of the city had given it back was taken for being there.
  test('brings the logs it fetched where the city has forgotten them before its own was answered', async () => {
    const violations = await brokenBy(async (world) => {
      const at = atFirstDesk(world)
      const { desk } = at
      await intake(at)
      await world.pass(60_000)
      await anotherDisk(desk, world)
      desk.store.write((writer) => {
        keepFreeze(writer, 'FENCED', desk.wallMs)
        return ok(undefined)
      })
      await world.city.comeBackFrom(undefined)
    })
    expect(violations).toEqual([])
  })

  // Seed 905286: it took itself for greeted, showed what was lost as confirmed, and sent a batch at each look.
  test('fills a city that forgot everything, also when the disk took nothing as it was told so', async () => {
    const violations = await brokenBy(async (world) => {
      const at = atFirstDesk(world)
      const { desk } = at
      for (let n = 0; n < 2; n += 1) {
        await intake(at)
        await world.pass(60_000)
        await anotherDisk(desk, world)
        await world.pass(60_000)
      }
      await world.city.comeBackFrom(undefined)
      desk.diskTrouble = 'failing'
      await world.pass(5 * 60_000)
    })
    expect(violations).toEqual([])
  })

  // Seed 520815: it greeted the city without a pause, which each time knew more of it than it did; and, when it had
  // written more than the city knew, each time found out by itself that the city's log is another.
  test.each([
    [3, 1],
    [1, 3],
  ])(
    'leaves the city in peace where a desk that lost %i cases and took in %i was revoked',
    async (lost, since) => {
      const violations = await brokenBy(async (world) => {
        const at = atFirstDesk(world)
        const { desk } = at
        await intake(at)
        await world.pass(60_000)
        const before = desk.disk()
        for (let n = 0; n < lost; n += 1) await intake(at)
        await world.pass(60_000)
        putBack(desk, before, world)
        for (let n = 0; n < since; n += 1) await intake(at)
        await world.pass(60_000)
        await world.city.operator('PUT', `/v1/operator/desks/${desk.self.deskId}`, { status: 'REVOKED' })
      })
      expect(violations).toEqual([])
    },
  )

  // Seed 812307: a city that had lost its memory knew no key of the earlier log, and was asked for it for ever.
  test('a desk put back goes on with a code where another machine followed and the city forgot the key of before', async () => {
    const violations = await brokenBy(async (world) => {
      const at = atFirstDesk(world)
      const { desk } = at
      const before = desk.disk()
      await intake(at)
      await world.pass(60_000)
      putBack(desk, before, world)
      await world.pass(60_000)
      expect(desk.frozen?.reason).toBe('RESTORED')
      const frozen = desk.disk()
      await anotherDisk(desk, world)
      await world.pass(60_000)
      await world.city.comeBackFrom(undefined)
      await world.pass(60_000)
      desk.putIn(frozen, { keepMark: false })
      world.laws.forget(desk)
      await world.lose('the newer machine and the memory of the city')
      desk.start()
    })
    expect(violations).toEqual([])
  })

  // Seed 960038 of a run with few kinds: the city counted the correction, and then no longer.
  test('counts a correction a department asked for while an act of before the loss was still on its way', async () => {
    const world = new SimWorld(1, beginning)
    const acted: number[] = []
    const { violations } = await world.play(async () => {
      const desk = world.machines[0]?.desk as SimDesk
      const { caseId, caseNo } = await taken(asTest(desk), aVisitWithOriginals('B02', desk.wallMs))
      await desk.ask('case.move', { caseId, itemNo: '01', move: fullMoves.FORWARD })
      const acts = async (requestId: string, says: object) => {
        const request = { requestId, docNo: '栗市监〔2026〕第118号', caseNo, itemNo: '01', ...says }
        const { status } = await world.city.department(
          '市场监督管理部门',
          'POST',
          '/v1/department/acts',
          request,
        )
        acted.push(status)
      }
      await world.pass(60_000)
      const kept = await world.city.backup()
      await intake({ desk, lottery: world.lottery, time: world.time })
      await world.pass(60_000)
      await acts('oa-2026-118', { move: fullMoves.COMPLETE })
      await world.pass(10 * 60_000)
      await world.city.comeBackFrom(kept)
      const rowId = desk.opened.store.client
        .prepare('SELECT row_id FROM material_item WHERE case_id = ?')
        .pluck()
        .get(caseId)
      await acts('oa-2026-119', { move: fullMoves.CORRECT, asks: [{ rowId, judgement: missing }] })
    })
    expect({ violations, acted }).toEqual({ violations: [], acted: [200, 200] })
  })

  // Law 19: what was decided outlives the memory of the city and the disk of the desk.
  test('erases a case for good, whatever memory the city comes back with and whatever disk the desk', async () => {
    const cases = new Set<string>()
    const violations = await brokenBy(async (world) => {
      const at = atFirstDesk(world)
      const { desk } = at
      await turnAway(desk, 7, world.time.newId(desk.wallMs))
      await world.pass(10 * 60_000)
      const [kept, before] = [await world.city.backup(), desk.disk()]
      await decide({ city: world.city, lottery: world.lottery, struck: () => undefined })
      for (const caseId of erasedCases(world.city)) cases.add(caseId)
      await world.city.comeBackFrom(kept)
      await world.pass(10 * 60_000)
      putBack(desk, before, world)
      await world.pass(10 * 60_000)
      await world.city.comeBackFrom(undefined)
      await world.pass(10 * 60_000)
      await anotherDisk(desk, world)
      await world.lose('a disk is lost')
    })
    expect(violations).toEqual([])
    expect(cases.size).toBe(1)
  })

  // Seed 942093: the log it fetched said that the case was erased, and its tables kept what the journal let go of.
  test('erases a case also on a disk put back as it was before', async () => {
    const violations = await brokenBy(async (world) => {
      const { desk } = atFirstDesk(world)
      await turnAway(desk, 7, world.time.newId(desk.wallMs))
      await world.pass(10 * 60_000)
      const before = desk.disk()
      await decide({ city: world.city, lottery: world.lottery, struck: () => undefined })
      await world.pass(10 * 60_000)
      expect(desk.journalHas('case-erased')).toBe(true)
      putBack(desk, before, world)
    })
    expect(violations).toEqual([])
  })

  // Seed 948356: the feed had nothing left of an act the desk had not heard of, and the item stood open there for ever.
  test('tells a desk that is behind how far an item came before its case was erased', async () => {
    const cases = new Set<string>()
    const violations = await brokenBy(async (world) => {
      const [machine] = world.machines
      const desk = machine?.desk as SimDesk
      const { caseId, caseNo } = await taken(asTest(desk), aVisit('B02', { nowMs: desk.wallMs }))
      await desk.ask('case.move', { caseId, itemNo: '01', move: fullMoves.FORWARD })
      await world.pass(60_000)
      if (machine)
        machine.line.health = { ...healthy(), cut: 'whole', cutUntilMs: world.time.nowMs + 3_600_000 }
      const act = { requestId: 'oa-2026-118', docNo: '栗市监〔2026〕第118号', caseNo, itemNo: '01' }
      const done = { ...act, move: fullMoves.COMPLETE }
      await world.city.department('市场监督管理部门', 'POST', '/v1/department/acts', done)
      await decide({ city: world.city, lottery: world.lottery, struck: () => undefined })
      for (const erased of erasedCases(world.city)) cases.add(erased)
    })
    expect(violations).toEqual([])
    expect(cases.size).toBe(1)
  })

  test('takes and orders the same acts, whatever the clocks of its desks say', async () => {
    const played = async (clocksMs: readonly number[]) => {
      const world = new SimWorld(1, beginning)
      const people = aLottery(7)
      const acts: string[] = []
      let rows: readonly unknown[] = []
      const { violations } = await world.play(async () => {
        for (const [n, { desk }] of world.machines.entries()) desk.clockOffMs = clocksMs[n] ?? 0
        for (let n = 0; n < 6; n += 1)
          for (const { desk } of world.machines) {
            acts.push(await intake({ desk, lottery: people, time: world.time }))
            await world.pass(30_000)
          }
        await world.pass(10 * 60_000)
        rows = await world.city.rows(
          `SELECT j.desk_id, j.epoch, j.seq, j.kind, d.state FROM journal j
           LEFT JOIN disposition d USING (centre_id, desk_id, epoch, seq) ORDER BY 1, 2, 3`,
        )
      })
      return { violations, acts, rows }
    }
    const right = await played([])
    expect(right.rows.length).toBeGreaterThan(30)
    const dayMs = 86_400_000
    expect(await played([40 * dayMs, -400 * dayMs, 60_000])).toEqual({ ...right, violations: [] })
  })

  test('lets in the machine in the place of one that was stopped, also when its memory is of before', async () => {
    const violations = await brokenBy(async (world) => {
      const desk = world.machines[0]?.desk as SimDesk
      await world.pass(60_000)
      const { deskId } = desk.self
      await world.city.operator('PUT', `/v1/operator/desks/${deskId}`, { status: 'REVOKED' })
      const kept = await world.city.backup()
      await anotherDisk(desk, world)
      await intake({ desk, lottery: world.lottery, time: world.time })
      await world.pass(60_000)
      await world.city.comeBackFrom(kept)
      await world.pass(20 * 60_000)
      expect(desk.self.deskId).toBe(deskId)
      expect(desk.frozen).toBeUndefined()
      expect(desk.head.seq).toBeGreaterThan(1)
    })
    expect(violations).toEqual([])
  })

  test('keeps every law of sync.md D.3, whatever is drawn, and is the same in another process', async () => {
    const { code, printed } = await simulated('--seeds', String(seeds), '--from', String(from))
    expect(code, printed).toBe(0)
    const firstTraces: string[] = []
    for (let seed = from; seed < from + 4; seed += 1)
      firstTraces.push((await new SimWorld(seed, beginning).run()).trace)
    const sums = JSON.parse(printed) as { departmentActs: number }
    expect(sums).toMatchObject({ seeds, violations: 0, firstTraces })
    // A world in which no department does anything leaves half of the feed untried.
    expect(sums.departmentActs).toBeGreaterThan(seeds / 4)
  }, 1_800_000)
})

function atFirstDesk({ lottery, machines, time }: SimWorld) {
  return { desk: machines[0]?.desk as SimDesk, lottery, time }
}

/** A disk put back as it was, and the mark with it, and switched on. */
function putBack(desk: SimDesk, before: ReturnType<SimDesk['disk']>, world: SimWorld): void {
  desk.putIn(before, { keepMark: false })
  world.laws.forget(desk)
  desk.start()
}

/** The disk is gone, and the computer is set up anew on an empty one. */
async function anotherDisk(desk: SimDesk, world: SimWorld): Promise<void> {
  desk.kill()
  await setUpAnew(desk, world)
  world.laws.forget(desk)
  desk.start()
}

/** `npm run simulate`, as somebody types it. */
async function simulated(...args: readonly string[]): Promise<{ code: number; printed: string }> {
  const child = spawn(process.execPath, [join(root, 'tests', 'simulation', 'run.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [printed, code] = await Promise.all([text(child.stdout), once(child, 'close')])
  return { code: Number(code[0]), printed }
}
