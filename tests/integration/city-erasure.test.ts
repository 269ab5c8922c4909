import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CityDatabase } from '#city/store/database.ts'
import { openServer } from '#city/store/server-pool.ts'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { tidyPictures } from '#main/services/picture-files.ts'
import { getInstallation } from '#main/store/queries/installation.ts'
import { enrol } from '#main/sync/enrol.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import {
  aCity,
  hasPostgres,
  neighbour,
  restoredFrom,
  stopDatabases,
  type TestCity,
  township,
} from '#tests/support/a-city.ts'
import { aSyncingDesk, drained, heldBack, until } from '#tests/support/a-copied-desk.ts'
import { aDesk, root, seamsAt, type TestDesk } from '#tests/support/a-desk.ts'
import { aLog, matterReceived, push } from '#tests/support/a-log.ts'
import { statesOf } from '#tests/support/a-picture.ts'
import { anAppointment } from '#tests/support/assist-facts.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { closed } from '#tests/support/day-closing.ts'
import {
  dayAtTheCity,
  dump,
  everythingAt,
  everythingOf,
  ground,
  newCityDatabase,
  paperOf,
  person,
  refusedWithPicture,
  withdrawn,
} from '#tests/support/erasing.ts'
import { givenBack } from '#tests/support/given-back.ts'
import { aVisitWithOriginals, inHand, looked } from '#tests/support/random-custody.ts'
import { runCommand } from '#tests/support/run-command.ts'
import { aVisit } from '#tests/support/visits.ts'

afterAll(stopDatabases)

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a case is erased at a city on ${on}`, () => {
    let city: TestCity
    let desk: TestDesk
    let database: CityDatabase
    beforeEach(async () => {
      const made = await newCityDatabase(on)
      database = made.database
      city = await aCity({ on, ...made })
      desk = await aSyncingDesk(city)
    })
    afterEach(async () => {
      await desk.stop()
      await city.close()
      await database.close()
    })

    const ask = (caseNo: string, change: object = {}) =>
      city.operator('POST', `/v1/operator/centres/${township}/erasures`, {
        caseNo,
        basis: 'RETENTION_OVER',
        reference: '萍数〔2026〕12号',
        by: '黎明',
        ...change,
      })
    const confirm = (caseNo: string, by = '周远') =>
      city.operator('PUT', `/v1/operator/centres/${township}/erasures/${caseNo}`, { by })
    const heard = (of = desk) =>
      until(async () => {
        await of.ask('sync.now', {})
        expect(of.journal().some(({ type }) => type === 'case-erased')).toBe(true)
      })

    test('nothing of anybody is left at the desk, in the city and in their files; numbers, chain and the closed day are', async () => {
      const { caseId, caseNo, pictureId } = await refusedWithPicture(desk)
      const other = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }), 'ACCEPT')
      await drained(desk)
      desk.clock.nowMs += 10 * 3_600_000
      await until(async () => {
        await desk.ask('sync.now', {})
        expect(await statesOf(desk, caseId)).toEqual(['CONFIRMED'])
      })
      desk.clock.nowMs -= 10 * 3_600_000
      await desk.signIn(0)
      expect(await closed(desk)).toMatchObject({ ok: true })
      await drained(desk)
      const day = await dayAtTheCity(city)
      expect(day).toMatchObject([{ state: 'FINAL' }])
      const file = join(city.dataDir, 'pictures', township, pictureId.slice(0, 2), pictureId)
      expect(await everythingAt(database)).toContain(person)
      expect(everythingOf(desk)).toContain(person)

      expect((await ask(caseNo)).status).toBe(200)
      expect(await everythingAt(database)).toContain(person)
      expect(await confirm(caseNo)).toMatchObject({ status: 200, body: { caseId, pictures: 1 } })
      await heard()

      expect(await everythingAt(database)).not.toContain(person)
      expect(everythingOf(desk)).not.toContain(person)
      expect(existsSync(file)).toBe(false)
      tidyPictures({ pictures: desk.opened.pictures, store: desk.opened.store, seams: seamsAt(desk.clock) })
      expect(desk.opened.pictures.names()).not.toContain(pictureId)
      expect(verifyStore(desk.opened.store, root)).toEqual([])
      expect(await dayAtTheCity(city)).toEqual(day)
      expect(await desk.ask('case.find', { caseNo })).toMatchObject({ ok: true, value: { caseId } })
      expect(await desk.ask('case.view', { caseId: other.caseId })).toMatchObject({ ok: true })
      expect(await heldBack(city)).toEqual([])
      await drained(desk)
    })

    test('what a desk wrote before it heard is taken without its words, and the line goes on', async () => {
      const { caseId, caseNo } = await refusedWithPicture(desk)
      await drained(desk)
      const paperId = paperOf(desk, caseId)
      await city.running.close()
      expect(await desk.ask('paper.printed', { paperId })).toMatchObject({ ok: true })
      await city.restart()
      await city.operator('PUT', `/v1/operator/centres/${township}`, { name: '某镇便民服务中心' })
      await ask(caseNo)
      await confirm(caseNo)
      await heard()
      await drained(desk)
      expect(await everythingAt(database)).not.toContain(person)
      expect(everythingOf(desk)).not.toContain(person)
      expect(await heldBack(city)).toEqual([])
      expect(verifyStore(desk.opened.store, root)).toEqual([])
      // Nothing more is written of it.
      await expect(desk.ask('paper.printed', { paperId })).rejects.toMatchObject({ code: 'case-erased' })
    })

    test('a late entry of the case, whatever is in it, is kept without a word; sent again it is known', async () => {
      const enrolled = await city.enrolledDesk()
      const log = aLog(enrolled)
      log.opened()
      const byCard = {
        applicant: { ...matterReceived(enrolled.certificate, 1).applicant, identityMethod: 'CARD' },
      }
      const { applicant, caseId, caseNo, items } = log.received(1, byCard)
      const outcomes = items.map(({ itemNo }) => ({
        itemNo,
        state: 'ACCEPTANCE_REFUSED',
        clocks: { provisional: false },
      }))
      log.decided(caseId, { choice: 'REFUSE', ground, outcomes })
      const when = { on: '2026-09-14', atMs: 1 }
      const [ratingId, staffId] = [uuidV7(1), uuidV7(2)]
      log.add({
        event: { type: 'rating-invited', ratingId, subject: { of: 'CASE', caseId }, staffId, ...when },
      })
      const move = { act: 'RATE', grade: 5, channel: 'DEVICE', said: person }
      log.add({ event: { type: 'rating-moved', ratingId, move, from: 'INVITED', to: 'VERIFY', ...when } })
      log.add({
        event: {
          type: 'appointment-set',
          appointment: { ...anAppointment(), caseId, name: person },
          atMs: 1,
        },
      })
      await push(enrolled, log.batch())
      expect(await everythingAt(database)).toContain(applicant.idNumber)
      const exported = async () => {
        const span = 'from=2020-01-01&to=2099-12-31&limit=10'
        const { body } = await city.operator('GET', `/v1/operator/centres/${township}/national?${span}`)
        return (body as { records: readonly object[] }).records.length
      }
      expect(await exported()).toBeGreaterThan(0)
      expect(await dump(database, 'card_holder')).toHaveLength(1)
      expect((await ask(caseNo)).status).toBe(200)
      expect((await confirm(caseNo)).status).toBe(200)
      expect(await exported()).toBe(0)
      expect(await dump(database, 'card_holder')).toEqual([])
      const late = {
        type: 'value-revealed',
        caseId,
        purpose: 'CALL_BACK',
        of: 'phone',
        atMs: 1,
        said: person,
      }
      log.add({ event: late })
      for (let n = 0; n < 2; n += 1) expect((await push(enrolled, log.batch())).dispositions).toEqual([])
      const now = await everythingAt(database)
      expect(now).not.toContain(person)
      expect(now).not.toContain(applicant.idNumber)
    })

    test('an entry without its words is sent back where nobody decided so, and brings none of its own', async () => {
      const enrolled = await city.enrolledDesk()
      const log = aLog(enrolled)
      log.opened()
      const { caseId } = log.received(1)
      log.decided(caseId)
      const bare = log.entries.map((entry, at) => (at === 2 ? { ...entry, salt: '' } : entry))
      const { dispositions } = await push(enrolled, { ...log.batch(), entries: bare })
      expect(dispositions).toMatchObject([{ seq: 3, state: 'RETURNED_RULE', code: 'body-missing' }])
      log.add({ event: { type: 'picture-viewed', pictureId: 'p'.repeat(43), atMs: 1, said: person } })
      const last = log.entries.slice(3).map((entry) => ({ ...entry, salt: '' }))
      expect((await push(enrolled, { ...log.batch(4), entries: last })).received.seq).toBe(4)
      expect(await everythingAt(database)).not.toContain(person)
    })

    test('a machine in the place of the desk gets what is left, and its journal is sound', async () => {
      const { caseId, caseNo } = await refusedWithPicture(desk)
      await drained(desk)
      await ask(caseNo)
      await confirm(caseNo)
      const { deskId } = desk.opened.store.read(getInstallation)
      const code = await city.operator('POST', '/v1/operator/enrolment-codes', { centreId: township, deskId })
      const enrolled = await enrol(city.url, (code.body as { code: string }).code, 'test')
      const syncing = { clock: { nowMs: Date.now() }, sync: true, lookEveryMs: 30, idleMs: 8_000 }
      await using next = await aDesk({ ...syncing, enrolled, cityUrl: city.url })
      expect(verifyStore(next.opened.store, root)).toEqual([])
      await next.signIn()
      await heard(next)
      await drained(next)
      expect(everythingOf(next)).not.toContain(person)
      expect(verifyStore(next.opened.store, root)).toEqual([])
      expect(await next.ask('case.view', { caseId })).toMatchObject({ ok: true, value: { caseNo } })
    })

    test('a city that lost its memory is filled again with what is left, and erases what another desk still had', async () => {
      const { caseNo } = await refusedWithPicture(desk)
      await drained(desk)
      const before = await dump(database, 'journal')
      await ask(caseNo)
      await confirm(caseNo)
      await heard()
      await drained(desk)
      await desk.ask('draft.save', { draft: aVisit('V04', { nowMs: desk.clock.nowMs }) })
      const empty = await newCityDatabase(on)
      await city.restart(empty.databaseUrl ? { ...empty } : { database: empty.database })
      await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }), 'ACCEPT')
      await until(async () => {
        await desk.ask('sync.now', {})
        expect((await dump(empty.database, 'journal')).length).toBeGreaterThan(before.length)
      })
      await drained(desk)
      expect(await everythingAt(empty.database)).not.toContain(person)
      expect(await heldBack(city)).toEqual([])
      expect(verifyStore(desk.opened.store, root)).toEqual([])
      expect((await city.operator('GET', `/v1/operator/centres/${township}/cases/${caseNo}`)).status).toBe(
        200,
      )
      await city.running.close()
      await empty.database.close()
    })

    // What `pg_dump` wrote is read by a server.
    if (on === 'postgres')
      test('a backup of before is erased as it is opened', async () => {
        const { caseNo } = await refusedWithPicture(desk)
        await drained(desk)
        const backup = await restoredFrom(city.databaseUrl ?? '')
        await ask(caseNo)
        await confirm(caseNo)
        const yesterday = await openServer(backup, 10, () => undefined)
        expect(await everythingAt(yesterday)).toContain(person)
        await city.restart({ databaseUrl: backup, database: yesterday, restored: true })
        expect(await everythingAt(yesterday)).not.toContain(person)
        await heard()
        await drained(desk)
        expect(everythingOf(desk)).not.toContain(person)
        expect(await everythingAt(yesterday)).not.toContain(person)
        await city.running.close()
        await yesterday.close()
      })

    test('it goes at every centre that was told of it', async () => {
      const code = await city.newCode(neighbour)
      await using theirs = await aDesk({
        enrolled: await enrol(city.url, code, 'test'),
        cityUrl: city.url,
        sync: true,
        lookEveryMs: 30,
        clock: { nowMs: desk.clock.nowMs },
      })
      await theirs.signIn()
      const visit = aVisitWithOriginals('D01', desk.clock.nowMs)
      const applicant = { ...visit.applicant, name: person }
      const { caseId, caseNo } = await taken(desk, { ...visit, applicant }, 'RECEIVE_ONLY')
      await withdrawn(desk, caseId)
      const [one, ...others] = await inHand(desk)
      if (!one) throw new Error('this matter keeps no originals')
      const to = { centreId: CentreId.parse(neighbour), centreName: '邻镇便民服务中心' }
      const offered = await desk.ask('custody.offer', { things: [looked(one)], to })
      if (!offered.ok) throw new Error(offered.refusal.code)
      expect(await theirs.ask('custody.accept', { parts: offered.value.parts })).toMatchObject({ ok: true })
      expect(await givenBack(desk, others.map(looked), person)).toMatchObject({ ok: true })
      await drained(desk)
      await drained(theirs)
      expect(await ask(caseNo)).toMatchObject({ status: 409, body: { reason: 'things-held' } })
      const [there] = await inHand(theirs)
      if (!there) throw new Error('it did not arrive')
      expect(await givenBack(theirs, [looked(there)], person)).toMatchObject({ ok: true })
      await drained(theirs)
      await until(async () => {
        expect((await ask(caseNo)).status).toBe(200)
      })
      expect(everythingOf(theirs)).toContain(person)
      expect(await confirm(caseNo)).toMatchObject({ status: 200, body: { centres: [township, neighbour] } })
      for (const each of [desk, theirs]) {
        await heard(each)
        await drained(each)
        expect(everythingOf(each)).not.toContain(person)
        expect(verifyStore(each.opened.store, root)).toEqual([])
      }
      expect(await everythingAt(database)).not.toContain(person)
      expect(await heldBack(city)).toEqual([])
    })

    test('only of a case that is over, on a ground of the law, and only by two', async () => {
      const open = await taken(desk, aVisit('V04', { nowMs: desk.clock.nowMs }), 'ACCEPT')
      const { caseNo } = await refusedWithPicture(desk)
      await drained(desk)
      const before = await dump(database, 'journal')
      const no = async (answer: ReturnType<typeof ask>) => {
        const { body, status } = await answer
        return [status, (body as { reason?: string; code: string }).reason ?? (body as { code: string }).code]
      }
      expect(await no(ask(open.caseNo))).toEqual([409, 'case-open'])
      expect(await no(ask('360322102'))).toEqual([400, 'input-malformed'])
      expect(await no(ask(caseNo, { basis: 'BECAUSE' }))).toEqual([400, 'input-malformed'])
      expect(await no(ask(caseNo, { reference: ' ' }))).toEqual([400, 'input-malformed'])
      expect(await no(confirm(caseNo))).toEqual([409, 'not-asked'])
      expect(await dump(database, 'journal')).toEqual(before)
      expect(await dump(database, 'erasure')).toEqual([])
      await ask(caseNo)
      expect(await no(confirm(caseNo, '黎明'))).toEqual([409, 'same-person'])
      await confirm(caseNo)
      expect(await no(ask(caseNo))).toEqual([409, 'already-erased'])
      expect(await no(confirm(caseNo))).toEqual([409, 'already-erased'])
    })

    test('the operator does it by the command, and sees what was asked and done', async () => {
      const { caseNo } = await refusedWithPicture(desk)
      await drained(desk)
      const centre = (...args: readonly string[]) =>
        runCommand('centre', [...args, '--city', city.url, '--data', city.dataDir])
      expect((await centre('erased', township)).said).toBe('没有申请过删除。\n')
      const wish = ['--basis', 'CONSENT_WITHDRAWN', '--doc', '撤回同意书1号', '--by', '黎明']
      expect((await centre('erase', township, caseNo, ...wish)).said).toContain('依据：本人撤回同意')
      expect((await centre('erased', township)).said).toContain('等待另一人确认')
      const alone = await centre('confirm', township, caseNo, '--by', '黎明')
      expect([alone.code, alone.complained]).toEqual([1, expect.stringContaining('要两个人')])
      expect((await centre('confirm', township, caseNo, '--by', '周远')).said).toContain('1 张照片')
      await heard()
      await until(async () => {
        await desk.ask('sync.now', {})
        expect((await centre('erased', township)).said).toMatch(
          /撤回同意书1号.*黎明.*周远.*1 个窗口，1 个已收到/,
        )
      })
      expect(
        (await centre('erase', township, caseNo, '--basis', 'X', '--doc', '1', '--by', '黎明')).code,
      ).toBe(2)
    })

    test('no statement takes a body without a decision', async () => {
      await refusedWithPicture(desk)
      await drained(desk)
      const erases = "SELECT set_config('pingchuang.erases', 'yes', false);"
      for (const change of [
        "UPDATE journal SET body = '{}', salt = ''",
        `${erases} UPDATE journal SET body = '{}', salt = ''`,
        `${erases} UPDATE journal SET acted_on = '2026-01-01'`,
        "UPDATE feed SET body = ''",
        `${erases} DELETE FROM journal`,
      ])
        await expect(
          database.withBareSql((bare) => bare.exec(change)),
          change,
        ).rejects.toThrow(/never changed/)
    })
  })
