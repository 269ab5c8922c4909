import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { checkCharacter } from '#shared/domain/case-number.ts'
import { limits } from '#shared/protocol/limits.ts'
import { CentreTotals } from '#shared/protocol/messages.ts'
import { aCity, hasPostgres, stopDatabases, type TestCity, township } from '#tests/support/a-city.ts'
import {
  aLog,
  ask,
  type EnrolledDesk,
  hello,
  leanBatch,
  openingMs,
  push,
  readCase,
  understood,
} from '#tests/support/a-log.ts'

afterAll(stopDatabases)

const cities = [
  { on: 'pglite', pushThreads: 0, name: 'pglite' },
  { on: 'postgres', pushThreads: 0, name: 'postgres' },
  { on: 'postgres', pushThreads: 2, name: 'postgres, by threads' },
] as const

for (const { on, pushThreads, name } of cities)
  describe.skipIf(on === 'postgres' && !hasPostgres)(`a desk’s log at a city on ${name}`, () => {
    let city: TestCity
    let desk: EnrolledDesk
    let log: ReturnType<typeof aLog>

    beforeAll(async () => {
      city = await aCity({ on, pushThreads })
    }, 120_000)
    afterAll(() => city?.close())

    const fresh = async () => {
      desk = await city.enrolledDesk()
      log = aLog(desk)
      log.opened()
    }
    const refusal = async (batch: object) => {
      const { status, text } = await ask(desk, 'POST', '/v1/push', batch)
      const { code, field, logHead } = JSON.parse(text) as Record<string, unknown>
      return { status, code, field, logHead }
    }
    const wholeCase = () => {
      const received = log.received(1)
      const decided = log.decided(received.caseId)
      log.printed(received.caseId, decided.papers[0]?.paperId ?? '')
      return { decided, received }
    }
    const untouched = async () => expect((await hello(desk)).logHead.seq).toBe(0)

    test('is taken, applied and read back', async () => {
      await fresh()
      const { decided, received } = wholeCase()

      const ack = await push(desk, log.batch())

      expect(ack).toMatchObject({ epoch: 1, appliedSeq: 4, pruneOkSeq: 0, dispositions: [] })
      expect(ack).toMatchObject(
        on === 'postgres' ? { durable: true, durableSeq: 4 } : { durable: false, durableSeq: 0 },
      )
      expect(await hello(desk)).toMatchObject({ logHead: ack.received, durable: on === 'postgres' })
      const item = {
        state: 'ACCEPTED',
        acceptedOn: '2026-09-14',
        promisedDue: '2026-09-28',
        statutoryDue: '2026-10-20',
      }
      expect(await readCase(desk, received.caseNo)).toEqual({
        caseNo: received.caseNo,
        matterId: 'restaurant',
        receivedOn: '2026-09-14',
        items: [
          { itemNo: '01', itemId: 'food-permit', ...item },
          { itemNo: '02', itemId: 'signboard', ...item },
        ],
        materials: [
          { rowId: 'm1', state: 'SUPPLIED' },
          { rowId: 'm2', state: 'WAIVED' },
          { rowId: 'm3', state: 'EXPECTED' },
        ],
        papers: [{ kind: 'D2', docNo: decided.papers[0]?.docNo, printed: 1 }],
      })
    })

    test('may be sent again, whole, in part or with more, and has its effect once', async () => {
      await fresh()
      const { decided, received } = wholeCase()
      const first = await push(desk, log.batch())
      expect((await push(desk, log.batch())).received).toEqual(first.received)
      expect((await push(desk, log.batch(2, 3))).received).toEqual(first.received)

      log.printed(received.caseId, decided.papers[0]?.paperId ?? '')
      expect((await push(desk, log.batch(2, 5))).received.seq).toBe(5)
      expect((await readCase(desk, received.caseNo)).papers[0]?.printed).toBe(2)
    })

    test('sent six times at once has one effect', async () => {
      await fresh()
      const { received } = wholeCase()
      const acks = await Promise.all(Array.from({ length: 6 }, () => push(desk, log.batch())))
      expect(new Set(acks.map((ack) => JSON.stringify(ack.received))).size).toBe(1)
      expect((await readCase(desk, received.caseNo)).papers[0]?.printed).toBe(1)
    })

    test('with a gap is refused, and told from where to send', async () => {
      await fresh()
      log.received(1)
      const { received } = await push(desk, log.batch(1, 1))
      log.received(2)
      expect(await refusal(log.batch(3))).toMatchObject({ status: 409, code: 'E_GAP', logHead: received })
    })

    test('that differs from what the city has is a fork, named by its last common entry', async () => {
      await fresh()
      const other = aLog(desk, { entries: log.entries })
      log.received(1)
      log.received(2)
      const { received } = await push(desk, log.batch(1, 2))
      other.received(3)
      other.received(4)
      expect(await refusal(other.batch())).toMatchObject({
        status: 409,
        code: 'E_FORKED',
        logHead: { seq: 1 },
      })
      expect(await refusal(other.batch(2))).toMatchObject({
        status: 409,
        code: 'E_FORKED',
        logHead: { seq: 1 },
      })
      expect(await refusal(other.batch(3))).toMatchObject({ code: 'E_FORKED', logHead: { seq: 0 } })
      expect((await hello(desk)).logHead).toEqual(received)
    })

    test('with a changed byte anywhere is refused and leaves nothing', async () => {
      await fresh()
      log.received(1)
      log.received(2)
      const batch = log.batch()
      const [a, b, c] = batch.entries
      if (!a || !b || !c) throw new Error('three entries')
      const chain = { status: 422, code: 'E_CHAIN' }
      const changed = (entry: object) => ({ ...batch, entries: [a, { ...b, ...entry }, c] })
      const at = { ...chain, field: 'entries.1' }
      expect(await refusal(changed({ body: b.body.replace('丁', '王') }))).toMatchObject(at)
      expect(await refusal(changed({ salt: a.salt }))).toMatchObject(at)
      expect(await refusal(changed({ envelope: ` ${b.envelope}` }))).toMatchObject(at)
      // The envelope of the second entry still reads well; only the third one's `prev` gives it away.
      const forged = b.envelope.replace('"actor":"lin"', '"actor":"wu1"')
      expect(await refusal(changed({ envelope: forged }))).toMatchObject({ ...chain, field: 'entries.2' })
      expect(await refusal({ ...batch, entries: [b, a, c] })).toMatchObject({ ...chain, field: 'entries.0' })
      expect(await refusal({ ...batch, entries: [a, c] })).toMatchObject({ ...chain, field: 'entries.1' })
      expect(await refusal({ ...batch, entries: [a, b] })).toMatchObject({ ...chain, field: 'head' })
      expect(await refusal({ ...batch, prevHash: batch.head.hash })).toMatchObject({
        ...chain,
        field: 'prevHash',
      })
      const head = { ...batch.head, wallMs: batch.head.wallMs + 1 }
      expect(await refusal({ ...batch, head })).toMatchObject({ status: 422, code: 'E_SIG', field: 'head' })
      await untouched()
    })

    test('says the same in fewer words, and no word of it can be changed', async () => {
      await fresh()
      const { caseId } = log.received(1)
      log.decided(caseId)
      const batch = log.batch()
      const lean = leanBatch(batch)
      const [a, b, c] = lean.entries
      if (!a || !b || !c) throw new Error('three entries')
      const chain = { status: 422, code: 'E_CHAIN', field: 'head' }
      const changed = (entry: object) => ({ ...lean, entries: [a, { ...b, ...entry }, c] })
      expect(await refusal(changed({ body: b.body.replace('丁', '王') }))).toMatchObject(chain)
      expect(await refusal(changed({ salt: a.salt }))).toMatchObject(chain)
      expect(await refusal(changed({ actor: 'wu1' }))).toMatchObject(chain)
      expect(await refusal({ ...lean, entries: [b, a, c] })).toMatchObject(chain)
      expect(await refusal({ ...lean, entries: [a, c] })).toMatchObject(chain)
      expect(await refusal(changed({ seq: 2 }))).toMatchObject({
        status: 400,
        code: 'input-malformed',
        field: 'entries.1.seq',
      })
      await untouched()

      const taken = await push(desk, lean)
      expect(taken.received).toEqual({ seq: 3, hash: batch.head.hash })
      // Sent whole, every entry is the one the city wrote down.
      expect((await push(desk, batch)).received).toEqual(taken.received)
    })

    test('written for another desk or signed by another key is refused', async () => {
      await fresh()
      const stranger = await city.enrolledDesk()
      const { certificate } = desk
      const impostor = aLog({ ...stranger, certificate })
      impostor.opened()
      expect(await refusal(impostor.batch())).toMatchObject({ status: 422, code: 'E_SIG' })
      const foreign = aLog({ ...desk, certificate: stranger.certificate })
      foreign.opened()
      expect(await refusal(foreign.batch())).toMatchObject({
        status: 403,
        code: 'E_SCOPE',
        field: 'entries.0',
      })
      await untouched()
    })

    test('keeps an entry of an unknown kind and delays nothing but its case', async () => {
      await fresh()
      const held = log.received(1)
      log.add({ event: { type: 'seal-affixed', caseId: held.caseId } })
      log.decided(held.caseId)
      const free = log.received(2)
      log.decided(free.caseId)
      log.add({ event: { type: 'desk-cleaned' } })
      const ack = await push(desk, log.batch())
      expect(ack.appliedSeq).toBe(7)
      expect(ack.dispositions.map(({ seq, state, code }) => [seq, state, code])).toEqual([
        [3, 'HELD_SCHEMA', 'kind-unknown'],
        [4, 'HELD_SCHEMA', 'case-held'],
        [7, 'HELD_SCHEMA', 'kind-unknown'],
      ])
      expect((await readCase(desk, held.caseNo)).items[0]?.state).toBe('RECEIVED')
      expect((await readCase(desk, free.caseNo)).items[0]?.state).toBe('ACCEPTED')
      log.printed(held.caseId, uuidV7(openingMs))
      expect((await push(desk, log.batch(8))).dispositions).toMatchObject([{ seq: 8, code: 'case-held' }])
    })

    test('holds a body of the wrong shape and one that is not JSON', async () => {
      await fresh()
      log.received(1, { receivedOn: 'yesterday' })
      log.add({ event: { type: 'staff-added' }, body: '{"type":"staff-added"' })
      log.add({ event: { type: 'staff-added' }, kindV: 2 })
      const { dispositions } = await push(desk, log.batch())
      expect(dispositions.map(({ state, code }) => `${state} ${code}`)).toEqual([
        'HELD_SCHEMA body-schema',
        'HELD_SCHEMA body-schema',
        'HELD_SCHEMA kind-version-unknown',
      ])
      expect(dispositions[0]?.detail).toContain('receivedOn')
    })

    test('does not let an entry the database cannot store cost the batch', async () => {
      await fresh()
      const before = log.received(1)
      const poison = log.received(2, { matterId: 'rest\u0000aurant' })
      log.decided(poison.caseId)
      const after = log.received(3)
      const { dispositions } = await push(desk, log.batch())
      expect(dispositions.map(({ seq, state, code }) => [seq, state, code])).toEqual([
        [3, 'HELD_INTERNAL', 'city-fault'],
        [4, 'HELD_INTERNAL', 'case-held'],
      ])
      expect((await readCase(desk, before.caseNo)).items).toHaveLength(2)
      expect((await readCase(desk, after.caseNo)).items).toHaveLength(2)
    })

    test('gets back what the rules of the counter forbid, with a sentence', async () => {
      await fresh()
      const { deskPart } = desk.certificate
      const good = log.received(1)
      const wrongCheck = `${good.caseNo.slice(0, 24)}${good.caseNo.endsWith('7') ? '8' : '7'}`
      const foreign = `${township}20260914ZZZ0001`
      const stranger = uuidV7(openingMs)
      log.received(1)
      log.received(2, { caseNo: wrongCheck })
      log.received(2, { caseNo: foreign + checkCharacter(foreign) })
      log.received(2, { caseId: good.caseId })
      log.decided(stranger)
      log.printed(good.caseId, uuidV7(openingMs))
      log.decided(good.caseId, {
        outcomes: [{ itemNo: '09', state: 'ACCEPTED', clocks: { provisional: false } }],
      })
      log.decided(good.caseId)
      log.decided(good.caseId)
      log.add({ event: good, caseId: stranger })
      log.add({
        event: {
          type: 'desk-opened',
          ...desk.certificate,
          deskPart: deskPart === 'A01' ? 'A02' : 'A01',
          practice: false,
        },
      })
      const { dispositions } = await push(desk, log.batch())
      expect(dispositions.map(({ seq, code }) => [seq, code])).toEqual([
        [3, 'case-no-taken'],
        [4, 'case-no-check-character'],
        [5, 'case-no-foreign'],
        [6, 'case-already-received'],
        [7, 'case-not-received'],
        [8, 'paper-unknown'],
        [9, 'item-unknown'],
        [11, 'case-already-decided'],
        [12, 'case-mismatch'],
        [13, 'desk-mismatch'],
      ])
      for (const { state, detail } of dispositions) {
        expect(state).toBe('RETURNED_RULE')
        expect(detail).toMatch(/^[一-龥].+。$/)
      }
      expect((await push(desk, log.batch())).dispositions).toEqual(dispositions)
    })

    test('may decide a matter again after a correction was asked for', async () => {
      await fresh()
      const { caseId, caseNo } = log.received(1)
      const outcomes = ['01', '02'].map((itemNo) => ({
        itemNo,
        state: 'CORRECTION_PENDING',
        clocks: { provisional: false },
      }))
      log.decided(caseId, { choice: 'CORRECT', outcomes })
      log.decided(caseId)
      expect((await push(desk, log.batch())).dispositions).toEqual([])
      expect(await readCase(desk, caseNo)).toMatchObject({
        items: [{ state: 'ACCEPTED' }, { state: 'ACCEPTED' }],
        papers: [{}, {}],
      })
    })

    test('brings an act a second time without a second effect', async () => {
      await fresh()
      const { caseId } = log.received(1)
      const { papers } = log.decided(caseId)
      const event = { type: 'paper-printed', caseId, paperId: papers[0]?.paperId }
      const entryId = uuidV7(openingMs)
      log.add({ event, entryId })
      log.add({ event, entryId })
      log.add({ event: { ...event, paperId: uuidV7(openingMs) }, entryId })
      const ack = await push(desk, log.batch())
      expect(ack.received.seq).toBe(6)
      expect(ack.dispositions).toMatchObject([{ seq: 6, state: 'RETURNED_RULE', code: 'entry-id-reused' }])
      expect((await hello(desk)).logHead.seq).toBe(6)
    })

    test('is taken whatever the desk’s clock says', async () => {
      await fresh()
      for (const wallMs of [0, -1, 8_000_000_000_000_000])
        log.add({ event: { type: 'desk-cleaned' }, wallMs })
      expect((await push(desk, log.batch())).received.seq).toBe(4)
    })

    test('meets another desk’s number: the first stays, the second comes back', async () => {
      await fresh()
      const neighbour = await city.enrolledDesk()
      const theirs = aLog(neighbour)
      theirs.opened()
      const mine = log.received(1)
      theirs.received(1, { caseNo: mine.caseNo })
      const acks = await Promise.all([push(desk, log.batch()), push(neighbour, theirs.batch())])
      const codes = acks.flatMap(({ dispositions }) => dispositions.map(({ code }) => code))
      expect(codes).toHaveLength(1)
      expect(codes[0]).toMatch(/^case-no-(taken|foreign)$/)
    })

    test('is counted by kind and day, for the desk and for its centre', async () => {
      await fresh()
      log.received(1)
      log.received(2)
      log.add({ event: { type: 'seal-affixed' }, wallMs: openingMs + 86_400_000 })
      const { received } = await push(desk, log.batch())
      const { deskId } = desk.certificate
      const path = `/v1/totals?from=2026-09-14&to=2026-09-14&desk=${deskId}`
      const totals = understood(desk, await ask(desk, 'GET', path), CentreTotals)
      expect(totals).toEqual({
        kinds: { 'desk-opened': 1, 'matter-received': 2 },
        heads: [{ deskId, epoch: 1, ...received }],
      })
      const centre = await city.operator(
        'GET',
        `/v1/operator/centres/${township}/totals?from=2026-09-14&to=2026-09-15`,
      )
      const kinds = (centre.body as CentreTotals).kinds
      expect(kinds['matter-received']).toBeGreaterThanOrEqual(2)
    })

    test('of as many entries as the welcome says is one batch; one more is too many', async () => {
      await fresh()
      const { maxEntries } = limits
      for (let serial = 1; serial <= maxEntries / 2; serial++)
        log.decided(log.received(serial).caseId, { papers: [] })
      expect((await push(desk, log.batch(1, maxEntries))).received.seq).toBe(maxEntries)
      expect(await refusal(log.batch(1, maxEntries + 1))).toMatchObject({
        status: 413,
        code: 'E_TOO_LARGE',
        field: 'entries',
      })
    })
  })
