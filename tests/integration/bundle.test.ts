import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { enrol } from '#main/sync/enrol.ts'
import { CaseId } from '#shared/kernel/ids.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, people, type TestDesk } from '../support/a-desk.ts'
import { aPicture } from '../support/a-picture.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { closed } from '../support/day-closing.ts'
import { aLottery } from '../support/lottery.ts'
import { runCommand } from '../support/run-command.ts'
import { aVisit } from '../support/visits.ts'

const nowhere = 'http://127.0.0.1:9'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a stick on its way to a city on ${on}`, () => {
    let city: TestCity
    let stick: string
    /** In a village without a line, and at the township with one. */
    let far: TestDesk
    let near: TestDesk
    beforeAll(async () => {
      city = await aCity({ on })
    })
    afterAll(() => city.close())
    beforeEach(async () => {
      stick = mkdtempSync(join(tmpdir(), 'pingchuang-stick-'))
      far = await aDeskWithStick(nowhere, { pieceBytes: 150_000 })
      near = await aDeskWithStick(city.url)
    })
    afterEach(async () => {
      await far.stop()
      await near.stop()
      rmSync(stick, { recursive: true, force: true })
    })

    async function aDeskWithStick(cityUrl: string, wish: { readonly pieceBytes?: number } = {}) {
      const enrolled = await enrol(city.url, await city.newCode(), 'test')
      const desk = await aDesk({ enrolled, cityUrl, stick, ...wish })
      await desk.signIn()
      return desk
    }

    const pieces = () => readdirSync(join(stick, '萍窗优盘包')).filter((name) => name.endsWith('.pcb'))
    const fileOf = (name: string) => join(stick, '萍窗优盘包', name)

    test('carries a day and its pictures, is handed on by another desk, and brings the answer back', async () => {
      const caseId = await aDayWithPictures(far)
      const waiting = (await statusOf(far)).waiting
      const written = await ask(far, 'bundle.write', { driveId: stick })
      expect(written).toMatchObject({ entries: waiting, pictures: 3 })
      expect(pieces()).toHaveLength(written.pieces)
      expect(written.pieces).toBeGreaterThan(2)
      // Out of the hand, and not confirmed by that.
      expect(await statusOf(far)).toMatchObject({ waiting, confirmed: 0 })
      expect(await syncOf(far, caseId)).toBe('SENT')

      const [handed] = (await ask(near, 'bundle.take', { driveId: stick })).lines
      expect(handed).toMatchObject({
        is: 'BUNDLE_TAKEN',
        told: { entries: waiting, fresh: waiting, pictures: 3 },
      })
      const cityPictures = await city.operator('GET', `/v1/operator/centres/${township}/pictures`)
      expect(cityPictures.body).toMatchObject({ verified: 3 })
      expect(await statusOf(far)).toMatchObject({ confirmed: 0 })

      const back = await ask(far, 'bundle.take', { driveId: stick })
      expect(back.lines).toEqual([{ is: 'REPLY_TAKEN', through: waiting }, { is: 'ANSWERED_ALREADY' }])
      expect(await statusOf(far)).toMatchObject({
        waiting: 0,
        confirmed: waiting,
        durable: on === 'postgres',
      })
      expect(await syncOf(far, caseId)).toBe('CONFIRMED')
      expect(await ask(far, 'day.report', { date: '2026-09-18', nth: 1 })).toMatchObject({ state: 'FINAL' })
      expect(await ask(far, 'picture.uploads', { limit: 9 })).toMatchObject({ confirmed: 3, waiting: 0 })

      const again = everythingBut(far, 'bundle')
      expect((await ask(far, 'bundle.take', { driveId: stick })).lines[0]).toMatchObject({
        is: 'REPLY_KNOWN',
      })
      expect(everythingBut(far, 'bundle')).toEqual(again)
    })

    test('read a second time changes nothing at the city, and says so; also with the command of the city', async () => {
      await aDayWithPictures(far)
      await ask(far, 'bundle.write', { driveId: stick })
      const folder = join(stick, '萍窗优盘包')
      const command = ['import', '--from', folder, '--city', city.url, '--data', city.dataDir]
      expect(await runCommand('bundle', command)).toMatchObject({
        code: 0,
        said: expect.stringMatching(/新登记 \d+ 条/),
      })
      const totals = await totalsOf()
      for (const name of readdirSync(folder)) if (name.endsWith('.pcr')) rmSync(join(folder, name))
      expect(await runCommand('bundle', command)).toMatchObject({
        code: 0,
        said: expect.stringContaining('早已登记过，没有重复登记'),
      })
      expect(await totalsOf()).toEqual(totals)
      // The answer of the second reading is as good as that of the first.
      await ask(far, 'bundle.take', { driveId: stick })
      expect(await statusOf(far)).toMatchObject({ waiting: 0 })
    })

    // What follows is the same on either database.
    if (on === 'pglite') {
      test('tells who finds it nothing, and what is lost with it is written again', async () => {
        await aDayWithPictures(far)
        await ask(far, 'bundle.write', { driveId: stick })
        const secrets = secretsOf(far)
        expect(secrets.length).toBeGreaterThan(20)
        const found = pieces().flatMap((name) => {
          const bytes = readFileSync(fileOf(name))
          return secrets.filter((secret) => bytes.includes(secret) || name.includes(secret.toString()))
        })
        expect(found).toEqual([])
        // Lost: nothing was taken away from here for it.
        for (const name of pieces()) rmSync(fileOf(name))
        await ask(far, 'bundle.write', { driveId: stick })
        expect((await ask(near, 'bundle.take', { driveId: stick })).lines).toMatchObject([
          { is: 'BUNDLE_TAKEN' },
        ])
      })

      test('is refused whole for one changed byte anywhere, or one piece that is missing', async () => {
        await aDayWithPictures(far)
        await ask(far, 'bundle.write', { driveId: stick })
        const before = await totalsOf()
        const lottery = aLottery(7)
        for (let n = 0; n < 12; n += 1) {
          const name = lottery.pick(pieces())
          const whole = readFileSync(fileOf(name))
          const changed = Buffer.from(whole)
          // Behind mark and number: those only say which file this is.
          const at = n === 0 ? 4 : 30 + lottery.below(whole.length - 30)
          changed[at] = (changed[at] ?? 0) ^ (1 << lottery.below(8))
          writeFileSync(fileOf(name), changed)
          const { lines } = await ask(near, 'bundle.take', { driveId: stick })
          expect(lines).toMatchObject([
            {
              is: 'REFUSED',
              code: n === 0 ? 'E_BUNDLE_FOREIGN' : 'E_BUNDLE_CHANGED',
              sentence: expect.stringContaining('没有登记任何一条'),
            },
          ])
          writeFileSync(fileOf(name), whole)
        }
        const last = pieces().at(-1) ?? ''
        const kept = readFileSync(fileOf(last))
        rmSync(fileOf(last))
        expect((await ask(near, 'bundle.take', { driveId: stick })).lines).toMatchObject([
          { is: 'REFUSED', code: 'E_BUNDLE_INCOMPLETE' },
        ])
        expect(await totalsOf()).toEqual(before)
        writeFileSync(fileOf(last), kept)
        expect((await ask(near, 'bundle.take', { driveId: stick })).lines).toMatchObject([
          { is: 'BUNDLE_TAKEN' },
        ])
      })

      test('with a changed answer, or the answer of another desk, moves nothing', async () => {
        await aDayWithPictures(far)
        await ask(far, 'bundle.write', { driveId: stick })
        await ask(near, 'bundle.take', { driveId: stick })
        const [reply = ''] = readdirSync(join(stick, '萍窗优盘包')).filter((name) => name.endsWith('.pcr'))
        const whole = readFileSync(fileOf(reply))
        const changed = Buffer.from(whole)
        changed[whole.length - 40] = (changed[whole.length - 40] ?? 0) ^ 1
        const before = [everythingBut(far), everythingBut(near)]
        writeFileSync(fileOf(reply), changed)
        expect((await ask(far, 'bundle.take', { driveId: stick })).lines[0]).toEqual({
          is: 'REFUSED',
          code: 'reply-changed',
        })
        writeFileSync(fileOf(reply), whole)
        expect((await ask(near, 'bundle.take', { driveId: stick })).lines[0]).toEqual({
          is: 'REFUSED',
          code: 'reply-elsewhere',
        })
        expect([everythingBut(far), everythingBut(near)]).toEqual(before)
      })

      test('waits on the stick while nobody has a line', async () => {
        await taken(far, aVisit('V04', { nowMs: far.clock.nowMs }))
        await ask(far, 'bundle.write', { driveId: stick })
        expect((await ask(far, 'bundle.take', { driveId: stick })).lines).toEqual([{ is: 'NO_LINE' }])
        expect(await far.ask('bundle.write', { driveId: '/nowhere' })).toMatchObject({
          refusal: { code: 'stick-gone' },
        })
        expect((await ask(near, 'bundle.take', { driveId: stick })).lines).toMatchObject([
          { is: 'BUNDLE_TAKEN' },
        ])
      })
    }

    async function totalsOf() {
      const day = 'from=2026-01-01&to=2026-12-31'
      return (await city.operator('GET', `/v1/operator/centres/${township}/totals?${day}`)).body
    }
  })

async function ask<N extends Parameters<TestDesk['ask']>[0]>(
  desk: TestDesk,
  name: N,
  input: Parameters<typeof desk.ask<N>>[1],
) {
  const answer = await desk.ask(name, input)
  if (!answer.ok) throw new Error(`${name}: ${answer.refusal.code}`)
  return answer.value as Extract<Awaited<ReturnType<typeof desk.ask<N>>>, { ok: true }>['value']
}

const statusOf = (desk: TestDesk) => ask(desk, 'sync.status', {})

async function syncOf(desk: TestDesk, caseId: string) {
  return (await ask(desk, 'case.view', { caseId: CaseId.parse(caseId) })).sync
}

/** Two cases, one with three photographed pages, and the day closed by two. */
async function aDayWithPictures(desk: TestDesk): Promise<string> {
  await taken(desk, aVisit('V05', { nowMs: desk.clock.nowMs }))
  desk.clock.nowMs += 60_000
  const visit = aVisit('V04', { nowMs: desk.clock.nowMs })
  const pictures: { rowId: string; pictureId: string }[] = []
  for (const [n, { rowId }] of visit.materials.slice(0, 3).entries()) {
    const picture = aPicture({ bytes: 120_000, n: n + 1 }).toString('base64')
    const ofCase = CaseId.parse(visit.draftId)
    pictures.push({
      rowId,
      pictureId: (await ask(desk, 'picture.keep', { picture, label: rowId, ofCase })).pictureId,
    })
  }
  const { caseId } = await taken(desk, { ...visit, pictures })
  const answer = await closed(desk)
  if (!answer.ok) throw new Error(answer.refusal.code)
  return caseId
}

/** Every text of four characters and more that stands in an entry, as it could be found on a medium. */
function secretsOf(desk: TestDesk): readonly Buffer[] {
  const texts = new Set<string>(people.map(({ name }) => name))
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.length >= 4) texts.add(value)
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each)
  }
  for (const event of desk.journal()) walk(event)
  const plain = [...texts].filter((text) => !/^\d{4}-\d{2}-\d{2}$/.test(text))
  return plain.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')])
}
