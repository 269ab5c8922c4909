import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DepartmentAct } from '#shared/domain/department-act.ts'
import { noHash } from '#shared/protocol/entry.ts'
import {
  aCity,
  hasPostgres,
  neighbour,
  stopDatabases,
  type TestCity,
  township,
} from '#tests/support/a-city.ts'
import { aLog, ask, type EnrolledDesk, openingMs, push, readCase, readFeed } from '#tests/support/a-log.ts'
import { anOffice, officeAsks, type TestOffice } from '#tests/support/an-office.ts'
import { centre, fullMoves, missing } from '#tests/support/moves.ts'

afterAll(stopDatabases)

const dept = '县市场监督管理局'
const forwarded = { provisional: false }
const acceptedClocks = { acceptedOn: '2026-09-15', promisedDue: '2026-09-29', provisional: false }

for (const on of ['pglite', 'postgres'] as const)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a department at a city on ${on}`, () => {
    const lines: string[] = []
    let city: TestCity
    let desk: EnrolledDesk
    let office: TestOffice
    let log: ReturnType<typeof aLog>
    let caseNo: string
    let caseId: string

    beforeAll(async () => {
      city = await aCity({ on, log: (line) => void lines.push(JSON.stringify(line)) })
      office = await anOffice(city, dept)
    }, 120_000)
    afterAll(() => city?.close())
    /** Two items of the department; the first was passed on to it. */
    beforeEach(async () => {
      desk = await city.enrolledDesk()
      log = aLog(desk)
      log.opened()
      const items = ['01', '02'].map((itemNo) => ({
        itemNo,
        itemId: `food-${itemNo}`,
        name: '食品经营许可',
        deptName: dept,
        role: 'COLLECT',
        caseKind: 'PROMISED',
        state: 'RECEIVED',
        clocks: { provisional: false },
      }))
      const received = log.received(1, { items })
      ;({ caseId, caseNo } = received)
      moved('01', fullMoves.FORWARD, 'RECEIVED', 'FORWARDED', forwarded)
      await push(desk, log.batch())
    })

    function moved(
      itemNo: string,
      move: object,
      from: string,
      to: string,
      clocks: object,
      change: object = {},
    ) {
      const when = { on: '2026-09-14', atMs: openingMs, place: '某镇便民服务中心', papers: [] }
      const event = { type: 'item-moved', caseId, itemNo, move, by: centre, from, to, clocks, ...when }
      return log.add({ event: { ...event, ...change } })
    }

    const item = async (itemNo = '01') =>
      (await readCase(desk, caseNo)).items.find((each) => each.itemNo === itemNo)
    const mine = async () => (await readFeed(desk)).filter((entry) => entry.caseId === caseId)

    test('moves its item step by step, and the feed of the centre tells each step in order', async () => {
      const said = { caseNo, itemNo: '01' }
      expect(await office.act({ ...said, move: fullMoves.ACCEPT, projectNo: 'GX-2026-118' })).toMatchObject({
        status: 200,
        body: { from: 'FORWARDED', to: 'ACCEPTED', repeated: false },
      })
      expect((await office.act({ ...said, move: fullMoves.REVIEW, handler: '张科员' })).status).toBe(200)
      const byPlatform = { projectNo: 'GX-2026-118', move: fullMoves.APPROVE, on: '2026-09-16' }
      expect(await office.act(byPlatform)).toMatchObject({ status: 200, body: { to: 'DECIDED_APPROVED' } })
      expect((await item())?.state).toBe('DECIDED_APPROVED')
      expect((await item('02'))?.state).toBe('RECEIVED')

      const told = await mine()
      expect(told.map(({ kind, kindV }) => [kind, kindV])).toEqual([
        ['item-progress', 1],
        ['item-progress', 1],
        ['item-decision', 1],
      ])
      const bodies = told.map(({ body }) => DepartmentAct.parse(JSON.parse(body)))
      expect(bodies[1]).toEqual({
        caseId,
        itemNo: '01',
        move: fullMoves.REVIEW,
        by: { organ: 'department', docNo: '栗市监〔2026〕第118号' },
        from: 'ACCEPTED',
        to: 'IN_REVIEW',
        on: '2026-09-15',
        office: { name: dept, handler: '张科员' },
        after: { deskId: desk.certificate.deskId, epoch: 1, seq: 3 },
      })
    })

    test('is refused by the rules the counter goes by, with the code and a sentence, and nothing is told', async () => {
      const said = { caseNo, itemNo: '01' }
      await office.act({ ...said, move: fullMoves.ACCEPT })
      await office.act({ ...said, move: fullMoves.REVIEW })
      const before = (await readFeed(desk)).length
      const tries: readonly [object, string][] = [
        [{ ...said, move: fullMoves.COMPLETE }, 'not-from-this-state'],
        [
          { ...said, move: { act: 'SUSPEND', kind: 'SITE_INSPECTION', expectedDays: 3 } },
          'site-inspection-counts',
        ],
        [{ ...said, move: { act: 'REJECT', reason: '不符合条件' } }, 'remedies-missing'],
        [{ ...said, move: { ...fullMoves.EXTEND, approver: '' } }, 'approver-missing'],
        [{ ...said, move: fullMoves.APPROVE, on: '2026-09-13' }, 'before-receipt'],
        [{ ...said, move: fullMoves.APPROVE, on: '2026-09-14' }, 'before-last-act'],
        [{ ...said, move: fullMoves.APPROVE, on: '2099-01-01' }, 'date-ahead'],
        [{ ...said, move: fullMoves.ARCHIVE }, 'not-a-department-act'],
        [{ caseNo, itemNo: '02', move: fullMoves.ACCEPT }, 'not-forwarded'],
      ]
      for (const [wish, reason] of tries) {
        const { body, status } = await office.act(wish as Parameters<typeof office.act>[0])
        expect({ status, code: body['code'], reason: body['reason'] }).toEqual({
          status: 409,
          code: 'act-refused',
          reason,
        })
        expect(body['sentence']).toMatch(/^[一-龥].+。$/)
      }
      expect((await readFeed(desk)).length).toBe(before)
      expect((await item())?.state).toBe('IN_REVIEW')
    })

    test('asks for what is missing row by row', async () => {
      const said = { caseNo, itemNo: '01', move: { act: 'CORRECT' } } as const
      const reasonOf = async (asks?: object[]) =>
        (await office.act({ ...said, ...(asks ? { asks: asks as never } : {}) })).body['reason']
      expect(await reasonOf()).toBe('nothing-asked')
      expect(await reasonOf([{ rowId: 'm77', judgement: missing }])).toBe('row-unknown')
      expect(await reasonOf([{ rowId: 'm1', judgement: { state: 'NOT_APPLICABLE' } }])).toBe('row-not-asked')
      expect(await reasonOf([{ rowId: 'm1', judgement: missing }])).toBeUndefined()
      const seen = await readCase(desk, caseNo)
      expect(seen.items[0]?.state).toBe('CORRECTION_PENDING')
      expect(seen.materials.find(({ rowId }) => rowId === 'm1')?.state).toBe('EXPECTED')
    })

    test('takes effect once, however often its request comes, and not at all under a used number', async () => {
      const wish = { requestId: 'oa-2026-000118', caseNo, itemNo: '01', move: fullMoves.ACCEPT }
      const answers = await Promise.all([1, 2, 3, 4].map(() => office.act(wish)))
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
      expect(answers.filter(({ body }) => body['repeated'] === false)).toHaveLength(1)
      expect(new Set(answers.map(({ body }) => body['feedSeq'])).size).toBe(1)
      const other = await office.act({ ...wish, move: fullMoves.REVIEW })
      expect(other).toMatchObject({ status: 409, body: { code: 'request-reused' } })
      expect(await mine()).toHaveLength(1)
    })

    test('numbers the feed without a gap when many act at once', async () => {
      const desks = await Promise.all([1, 2, 3, 4, 5, 6].map(() => city.enrolledDesk()))
      const acts = await Promise.all(
        desks.map(async (each) => {
          const own = aLog(each)
          own.opened()
          const received = own.received(1, {
            items: [
              {
                itemNo: '01',
                itemId: 'x',
                name: 'x',
                deptName: dept,
                role: 'COLLECT',
                caseKind: 'PROMISED',
                state: 'FORWARDED',
                clocks: forwarded,
              },
            ],
          })
          await push(each, own.batch())
          return { caseNo: received.caseNo, itemNo: '01', move: fullMoves.ACCEPT }
        }),
      )
      const before = (await readFeed(desk)).length
      const answers = await Promise.all(acts.map((wish) => office.act(wish)))
      const seqs = answers.map(({ body }) => body['feedSeq'] as number).sort((a, b) => a - b)
      expect(seqs).toEqual(acts.map((_, at) => before + at + 1))
    })

    test('knows only its own items in its own area; the counter knows only its own centre', async () => {
      const wish = { caseNo, itemNo: '01', move: fullMoves.ACCEPT }
      const other = await anOffice(city, '县民政局')
      expect(await other.act(wish)).toMatchObject({ status: 404, body: { code: 'not-found' } })
      const elsewhere = await anOffice(city, dept, '360323')
      expect((await elsewhere.act(wish)).status).toBe(404)
      expect((await other.items()).body['items']).toEqual([])
      const listed = (await office.items()).body['items'] as readonly { caseNo: string; itemNo: string }[]
      expect(listed.filter((each) => each.caseNo === caseNo)).toMatchObject([
        { itemNo: '01', state: 'FORWARDED', centreId: township },
      ])
      const first = await office.items('', 1)
      expect(first.body['next']).toEqual(expect.stringMatching(/^\w{25}-\d\d$/))

      await office.act(wish)
      const stranger = await city.enrolledDesk(neighbour)
      expect(await readFeed(stranger)).toEqual([])
    })

    test('an item the centre decides itself is not for a department', async () => {
      const received = log.received(2)
      log.decided(received.caseId)
      await push(desk, log.batch(4))
      const answer = await office.act({ caseNo: received.caseNo, itemNo: '01', move: fullMoves.REVIEW })
      expect(answer).toMatchObject({ status: 409, body: { reason: 'centre-decides' } })
    })

    test('a key that is wrong, revoked or used up opens nothing', async () => {
      const one = await anOffice(city, dept)
      expect((await one.items()).status).toBe(200)
      await city.operator('PUT', `/v1/operator/offices/${one.officeId}`, { status: 'REVOKED' })
      expect(await one.items()).toMatchObject({ status: 401, body: { reason: 'office-revoked' } })
      const forged = `${office.key.slice(0, -1)}${office.key.endsWith('A') ? 'B' : 'A'}`
      expect(await officeAsks(city.url, forged, 'GET', '/v1/department/items')).toMatchObject({
        status: 401,
        body: { code: 'E_AUTH', reason: 'office-unknown' },
      })
      const stored = await city.operator('GET', '/v1/operator/offices')
      expect(JSON.stringify(stored.body)).not.toContain(office.key.slice(-43))
      const statuses: number[] = []
      for (let n = 0; n < 25; n += 1)
        statuses.push((await officeAsks(city.url, 'pco_nobody', 'GET', '/v1/department/items')).status)
      expect(statuses).toContain(429)
      await city.restart()
      expect((await office.items()).status).toBe(200)
    })

    test('takes no body over its limit and no field it does not know', async () => {
      const big = JSON.stringify({ note: 'x'.repeat(70_000) })
      expect(await officeAsks(city.url, office.key, 'POST', '/v1/department/acts', big)).toMatchObject({
        status: 413,
        body: { code: 'E_TOO_LARGE' },
      })
      const wish = { caseNo, itemNo: '01', move: fullMoves.ACCEPT, centreId: township }
      expect(await office.act(wish as never)).toMatchObject({
        status: 400,
        body: { code: 'input-malformed', field: 'centreId' },
      })
      expect(await office.act({ move: fullMoves.ACCEPT })).toMatchObject({ status: 400 })
    })

    test('what was asked is in the audit, and nothing of it but ids and codes in the log', async () => {
      lines.length = 0
      const move = { act: 'DEMAND', what: '请丁小满补一张照片' } as const
      await office.act({ caseNo, itemNo: '01', move: fullMoves.ACCEPT, handler: '张科员' })
      await office.act({ caseNo, itemNo: '01', move, handler: '张科员' })
      await office.act({ caseNo, itemNo: '01', move: fullMoves.COMPLETE })
      expect(lines.join('\n')).toContain(office.officeId)
      expect(lines.join('\n')).not.toMatch(/丁小满|张科员|照片|栗市监|pco_/)
      const { body } = await city.operator('GET', `/v1/operator/offices/${office.officeId}/audit?limit=3`)
      expect(body).toMatchObject({
        acts: [
          { what: 'act', act: 'COMPLETE', code: 'not-from-this-state', caseNo, itemNo: '01' },
          { what: 'act', act: 'DEMAND', code: 'ok', caseNo },
          { what: 'act', act: 'ACCEPT', code: 'ok', caseNo },
        ],
      })
    })

    test('waits while an entry of the case waits', async () => {
      log.add({ event: { type: 'seal-affixed', caseId } })
      await push(desk, log.batch(4))
      const answer = await office.act({ caseNo, itemNo: '01', move: fullMoves.ACCEPT })
      expect(answer).toMatchObject({ status: 409, body: { reason: 'case-waits' } })
    })

    describe('and what the desk did meanwhile', () => {
      beforeEach(async () => {
        await office.act({ caseNo, itemNo: '01', move: fullMoves.ACCEPT })
        await office.act({ caseNo, itemNo: '01', move: fullMoves.REVIEW })
      })

      test('goes on from where the item now stands, where it still fits', async () => {
        moved('01', fullMoves.WITHDRAW, 'FORWARDED', 'WITHDRAWN', forwarded, { on: '2026-09-15' })
        expect((await push(desk, log.batch(4))).dispositions).toEqual([])
        expect((await item())?.state).toBe('WITHDRAWN')
      })

      test('comes back where it no longer fits', async () => {
        moved(
          '01',
          { act: 'REFUSE', ground: { category: 'CONDITIONS', reason: '不符' } },
          'FORWARDED',
          'ACCEPTANCE_REFUSED',
          forwarded,
          {
            by: { organ: 'department', docNo: '1' },
            on: '2026-09-15',
          },
        )
        moved('01', fullMoves.WITHDRAW, 'FORWARDED', 'DELIVERED', forwarded, { on: '2026-09-15' })
        expect((await push(desk, log.batch(4))).dispositions.map(({ code }) => code)).toEqual([
          'not-from-this-state',
          'leads-elsewhere',
        ])
      })

      test('the ends the desk works out are told with its own record of the act', async () => {
        const told = (await mine()).at(-1)
        const stands = { state: 'IN_REVIEW', since: '2026-09-15', corrections: 0, clocks: acceptedClocks }
        const act = DepartmentAct.parse(JSON.parse(told?.body ?? ''))
        const { after: _, ...rest } = act
        const event = {
          ...rest,
          type: 'department-acted',
          feed: { entryId: told?.entryId, seq: told?.seq, hash: told?.hash },
          after: { epoch: 1, seq: 3, position: 3 },
          atMs: openingMs,
          clocks: acceptedClocks,
          asks: [],
          overtaken: [],
          stands,
          papers: [],
        }
        log.add({ event })
        expect((await push(desk, log.batch(4))).dispositions).toEqual([])
        expect(await item()).toMatchObject({ state: 'IN_REVIEW', promisedDue: '2026-09-29' })
        // Known now: an act that says it began elsewhere is wrong again.
        moved('01', fullMoves.WITHDRAW, 'FORWARDED', 'WITHDRAWN', forwarded, { on: '2026-09-15' })
        expect((await push(desk, log.batch(5))).dispositions.map(({ code }) => code)).toEqual([
          'state-differs',
        ])
        log.add({ event: { ...event, stands: { ...stands, state: 'SUSPENDED' } } })
        expect((await push(desk, log.batch(6))).dispositions.map(({ code }) => code)).toEqual([
          'state-differs',
        ])
      })

      test('is all a city has that lost its feed: the item stands where it stood at the desk', async () => {
        const lost = await aCity({ on: 'pglite' })
        const there = await lost.enrolledDesk()
        const again = aLog(there)
        again.opened()
        const received = again.received(1, {
          items: [
            {
              itemNo: '01',
              itemId: 'x',
              name: 'x',
              deptName: dept,
              role: 'COLLECT',
              caseKind: 'PROMISED',
              state: 'FORWARDED',
              clocks: forwarded,
            },
          ],
        })
        again.add({
          event: {
            type: 'department-acted',
            caseId: received.caseId,
            itemNo: '01',
            feed: { entryId: received.caseId, seq: 2, hash: 'x' },
            after: { epoch: 1, seq: 2, position: 2 },
            office: { name: dept },
            move: fullMoves.ACCEPT,
            by: { organ: 'department', docNo: '1' },
            from: 'FORWARDED',
            to: 'ACCEPTED',
            on: '2026-09-15',
            atMs: openingMs,
            clocks: acceptedClocks,
            asks: [{ rowId: 'm1', judgement: missing }],
            overtaken: [],
            stands: { state: 'ACCEPTED', since: '2026-09-15', corrections: 0, clocks: acceptedClocks },
            papers: [],
          },
        })
        expect((await push(there, again.batch())).dispositions).toEqual([])
        const seen = await readCase(there, received.caseNo)
        expect(seen.items[0]).toMatchObject({ state: 'ACCEPTED', promisedDue: '2026-09-29' })
        expect(seen.materials.find(({ rowId }) => rowId === 'm1')?.state).toBe('EXPECTED')
        await lost.close()
      })
    })

    test('a cursor of another life of the city is told to begin again', async () => {
      const lost = await ask(desk, 'GET', `/v1/feed?after=99999&hash=${noHash}`)
      expect([lost.status, JSON.parse(lost.text).code]).toEqual([410, 'E_FEED_COMPACTED'])
      const wrong = await ask(desk, 'GET', `/v1/feed?after=0&hash=${'B'.repeat(42)}A`)
      expect(wrong.status).toBe(410)
      expect((await ask(desk, 'GET', '/v1/feed')).status).toBe(400)
      const foreign = await ask(desk, 'GET', `/v1/feed?after=0&hash=${noHash}`, undefined, {
        headers: { 'x-desk-id': '019956a0-0000-7000-8000-000000000001' },
      })
      expect(foreign.status).toBe(401)
    })
  })
