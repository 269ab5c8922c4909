import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import type { CaseId, EntryId } from '#shared/kernel/ids.ts'
import { aCity, type CityOn, hasPostgres, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, type TestDesk } from '../support/a-desk.ts'
import { taken } from '../support/at-the-counter.ts'
import { aVisit } from '../support/visits.ts'

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 25 })

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`what the city on ${on} sends back`, () => {
    let city: TestCity
    let counter: TestDesk
    let other: TestDesk
    beforeAll(async () => {
      city = await aCity({ on: on as CityOn })
    })
    afterAll(() => city.close())
    beforeEach(async () => {
      counter = await aSyncingDesk(city)
      other = await aSyncingDesk(city)
      // A card was read at one counter, the name was typed wrong at the other.
      const applicant = { ...aVisit('V04').applicant, name: '文建国', identityMethod: 'CARD' as const }
      await taken(other, { ...aVisit('V04', { nowMs: other.clock.nowMs }), applicant })
      await drained(other)
    })
    afterEach(async () => {
      await counter.stop()
      await other.stop()
    })

    test('is set right by an entry of its own, and all that came back for its sake counts again', async () => {
      const { caseId } = await mistyped(counter)
      const rows = await returnedOf(counter)
      expect(rows.map(({ code }) => code)).toContain('case-not-received')
      const [first] = rows.filter(({ code }) => code === 'card-name-differs')
      if (!first) throw new Error('not sent back')
      expect(first).toMatchObject({
        fields: ['name', 'idNumber'],
        sentence: expect.stringContaining('姓名与证上的不一致'),
      })
      expect((await statusOf(counter)).returned).toBe(rows.length)
      const written = counter.journal().find((event) => event.type === 'matter-received')

      const answered = await answer(counter, first.entryId, {
        way: 'FIXED',
        changes: [{ field: 'name', value: '文建国' }],
      })
      expect(answered).toMatchObject({ ok: true, value: { left: rows.length - 1 } })
      await drained(counter)
      await until(async () => expect((await statusOf(counter)).returned).toBe(0))

      expect(await syncOf(counter, caseId)).toBe('CONFIRMED')
      expect(counter.journal().find((event) => event.type === 'matter-received')).toEqual(written)
      expect(counter.journal().filter((event) => event.type === 'entry-corrected')).toMatchObject([
        { corrects: first.entryId, way: 'FIXED', code: 'card-name-differs' },
      ])
      const view = await counter.ask('case.view', { caseId })
      expect(view.ok && view.value.applicantName).toBe('文*国')
      const left = await city.operator('GET', `/v1/operator/centres/${township}/dispositions`)
      expect((left.body as { dispositions: { code: string }[] }).dispositions).toEqual([])
    })

    if (on === 'pglite')
      test('counts as it stands when somebody says why, and stays away when it is sent once more by mistake', async () => {
        await mistyped(counter)
        const first = (await returnedOf(counter)).find(({ code }) => code === 'card-name-differs')
        if (!first) throw new Error('not sent back')
        await answer(counter, first.entryId, { way: 'FIXED', changes: [{ field: 'name', value: '文见国' }] })
        await drained(counter)
        // Still not what the card says: on the list again, with its sentence.
        await until(async () =>
          expect((await returnedOf(counter)).map(({ code }) => code)).toContain('card-name-differs'),
        )
        await answer(counter, first.entryId, {
          way: 'STANDS',
          changes: [],
          reason: '本人改过名，户口簿已核对',
        })
        await drained(counter)
        await until(async () => expect((await statusOf(counter)).returned).toBe(0))
      })
  })

async function aSyncingDesk(city: TestCity): Promise<TestDesk> {
  const enrolled = await enrol(city.url, await city.newCode(), 'test')
  const desk = await aDesk({ enrolled, cityUrl: city.url, sync: true, lookEveryMs: 50, idleMs: 5_000 })
  await desk.signIn()
  return desk
}

async function mistyped(desk: TestDesk): Promise<{ caseId: CaseId }> {
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const { caseId } = await taken(desk, {
    ...visit,
    applicant: { ...visit.applicant, name: '文建因', identityMethod: 'TYPED' },
  })
  await drained(desk)
  return { caseId }
}

async function drained(desk: TestDesk): Promise<void> {
  await until(async () => {
    await desk.ask('sync.now', {})
    expect((await statusOf(desk)).waiting).toBe(0)
  })
}

async function statusOf(desk: TestDesk) {
  const answer = await desk.ask('sync.status', {})
  if (!answer.ok) throw new Error('no status')
  return answer.value
}

async function returnedOf(desk: TestDesk) {
  const answer = await desk.ask('sync.outbox', { limit: 50 })
  return answer.ok ? answer.value.rows.filter(({ state }) => state === 'RETURNED') : []
}

async function syncOf(desk: TestDesk, caseId: CaseId) {
  const view = await desk.ask('case.view', { caseId })
  return view.ok ? view.value.sync : undefined
}

function answer(
  desk: TestDesk,
  entryId: EntryId,
  wish: Omit<Parameters<typeof desk.ask<'sync.answerReturned'>>[1], 'entryId'>,
) {
  return desk.ask('sync.answerReturned', { entryId, ...wish })
}
