import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { verifyStore } from '#main/hosts/verify-store.ts'
import { takeFeed, takeKept } from '#main/services/feed.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { headOf } from '#main/store/queries/journal.ts'
import { type Carry, overHttp } from '#main/sync/carry.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { Input } from '#shared/contract/desk.ts'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import type { Move } from '#shared/domain/move.ts'
import type { CaseId } from '#shared/kernel/ids.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { type FeedEntry, feedHash } from '#shared/protocol/feed.ts'
import type { CaseDigest } from '#shared/protocol/messages.ts'
import { digestOf, digestText } from '../day/compare.ts'
import { aCity, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, root, rules, seamsAt, type TestDesk } from '../support/a-desk.ts'
import { anOffice, type TestOffice } from '../support/an-office.ts'
import { everythingBut, taken } from '../support/at-the-counter.ts'
import { aFaultyLine, type FaultyLine } from '../support/faulty-line.ts'
import { department, fullMoves, missing } from '../support/moves.ts'
import { aVisit } from '../support/visits.ts'

/** Waits for what the desk itself says; never for a time. */
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 25 })
const day = '2026-09-18'

describe('what a department does, at the counter', () => {
  let city: TestCity
  let line: FaultyLine
  let desk: TestDesk
  let office: TestOffice
  let caseId: CaseId
  let caseNo: string

  beforeAll(async () => {
    city = await aCity()
  })
  afterAll(async () => {
    await city.close()
    await stopDatabases()
  })
  /** A licence taken in for the department and passed on to it; all of it at the city. */
  beforeEach(async () => {
    line = await aFaultyLine(city.url)
    const enrolled = await enrol(line.url, await city.newCode(), 'test')
    desk = await aDesk({ enrolled, cityUrl: line.url, sync: true, lookEveryMs: 50, idleMs: 2_000 })
    await desk.signIn()
    const visit = await taken(desk, aVisit('B01', { nowMs: desk.clock.nowMs }), 'RECEIVE_ONLY')
    ;({ caseId, caseNo } = visit)
    await moved(fullMoves.FORWARD)
    const item = (await view()).itemCases.find((each) => each.itemNo === '01')
    office = await anOffice(city, item?.deptName ?? '')
    await drained()
  })
  afterEach(async () => {
    expect(verifyStore(desk.opened.store, root)).toEqual([])
    await desk[Symbol.asyncDispose]()
    await line.close()
  })

  async function moved(act: Move, more: Partial<Input<'case.move'>> = {}) {
    const answer = await desk.ask('case.move', { caseId, itemNo: '01', move: act, ...more })
    if (!answer.ok) throw new Error(`${act.act}: ${JSON.stringify(answer.refusal)}`)
    return answer.value
  }
  async function view() {
    const answer = await desk.ask('case.view', { caseId })
    if (!answer.ok) throw new Error(answer.refusal.code)
    return answer.value
  }
  const stateHere = async () => (await view()).itemCases[0]?.state
  async function acts(move: Move, more: object = {}) {
    const answer = await office.act({ caseNo, itemNo: '01', on: day, move, ...more })
    expect(answer).toMatchObject({ status: 200 })
  }
  async function drained(): Promise<void> {
    line.set('up')
    await until(async () => {
      await desk.ask('sync.now', {})
      expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { waiting: 0 } })
    })
  }
  /** The desk has taken all the city told it, and the city has all of the desk. */
  async function quiet(): Promise<void> {
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/feed`)
    const { head } = body as { head: { seq: number } }
    await until(async () => {
      await desk.ask('sync.now', {})
      expect(desk.opened.store.read(feedCursorOf).seq).toBe(head.seq)
    })
    await drained()
  }
  async function sameOnBothSides(): Promise<void> {
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/cases/${caseNo}`)
    expect(digestText(digestOf(await view()))).toBe(digestText(body as CaseDigest))
  }

  test('is seen with its name, moves the clocks of the catalogue and owes its papers', async () => {
    await acts(fullMoves.ACCEPT, { handler: '张科员' })
    await quiet()
    const seen = await view()
    const item = seen.itemCases[0]
    expect(item).toMatchObject({ state: 'ACCEPTED', clocks: { acceptedOn: day } })
    expect(item?.clocks.statutoryDue ?? item?.clocks.promisedDue).toMatch(/^2026-/)
    const told = seen.history.find(({ kind }) => kind === 'department-acted')
    expect(told).toMatchObject({ who: `${item?.deptName} 张科员`, sync: 'CONFIRMED' })
    expect(told?.note).toBe('受理，栗市监〔2026〕第118号（事项 01）')
    await acts(fullMoves.REVIEW)
    await acts({ ...fullMoves.SUSPEND, kind: 'TESTING' } as Move)
    await quiet()
    const stopped = await view()
    expect(stopped.itemCases[0]?.state).toBe('SUSPENDED')
    expect(stopped.papers.map(({ kind }) => kind)).toContain('D16-SUSPENSION')
    await sameOnBothSides()
  })

  test('asks for pick-up until the result arrives, and never for what went straight to the applicant', async () => {
    const pickUps = async () => {
      const today = await desk.ask('desk.today', {})
      return today.ok ? today.value.pickUps : []
    }
    await acts(fullMoves.ACCEPT)
    await acts(fullMoves.REVIEW)
    await acts(fullMoves.APPROVE)
    await quiet()
    expect(await pickUps()).toEqual([])
    await acts({ act: 'COMPLETE', result: { name: '营业执照', number: '92360322MA', sentTo: 'COUNTER' } })
    await quiet()
    expect(await pickUps()).toMatchObject([
      { row: { caseNo }, itemNo: '01', resultName: '营业执照', since: day },
    ])
    await moved(fullMoves.RESULT_ARRIVED)
    expect(await pickUps()).toEqual([])
    await drained()
    await sameOnBothSides()

    const other = await taken(desk, aVisit('B01', { nowMs: desk.clock.nowMs + 60_000 }), 'RECEIVE_ONLY')
    ;({ caseId, caseNo } = other)
    await moved(fullMoves.FORWARD)
    await drained()
    for (const act of [fullMoves.ACCEPT, fullMoves.REVIEW, fullMoves.APPROVE]) await acts(act)
    await acts({ act: 'COMPLETE', result: { name: '营业执照', sentTo: 'APPLICANT' } })
    await quiet()
    expect(await stateHere()).toBe('COMPLETED')
    expect(await pickUps()).toEqual([])
  })

  test('names the rows a correction is about, and leaves a row alone that was judged here since', async () => {
    line.set('down')
    const [first, second] = (await view()).materials.filter(({ usedBy }) => usedBy.includes('01'))
    if (!first || !second) throw new Error('too few rows')
    const wrong = { state: 'EXPECTED', reason: 'WRONG_CONTENT' } as const
    await acts(
      { act: 'CORRECT' },
      {
        asks: [
          { rowId: first.rowId, judgement: missing },
          { rowId: second.rowId, judgement: missing },
        ],
      },
    )
    // The clerk heard of it by telephone, and heard something else about the second row.
    await moved({ act: 'CORRECT' }, { by: department, asks: [{ rowId: second.rowId, judgement: wrong }] })
    await drained()
    await quiet()
    const seen = await view()
    expect(seen.itemCases[0]?.state).toBe('CORRECTION_PENDING')
    expect(seen.papers.map(({ kind }) => kind)).toContain('D3')
    const byRow = new Map(seen.materials.map(({ judgement, rowId }) => [rowId, judgement]))
    expect(byRow.get(first.rowId)).toEqual(missing)
    expect(byRow.get(second.rowId)).toEqual(wrong)
    await sameOnBothSides()
  })

  test('comes before what the counter did without knowing: what still fits stays in effect', async () => {
    line.set('down')
    await acts(fullMoves.ACCEPT)
    await moved(fullMoves.WITHDRAW)
    expect(await stateHere()).toBe('WITHDRAWN')
    await drained()
    await quiet()
    expect(await stateHere()).toBe('WITHDRAWN')
    expect((await view()).itemCases[0]?.clocks.acceptedOn).toBe(day)
    const last = desk.journal().findLast((event) => event.type === 'department-acted')
    expect(last).toMatchObject({ overtaken: [], stands: { state: 'WITHDRAWN' } })
    await sameOnBothSides()
  })

  test('overtakes what no longer fits, which stays in the history and among what came back', async () => {
    line.set('down')
    await acts({ act: 'REFUSE', ground: { category: 'CONDITIONS', reason: '经营场所不符合规划' } })
    await moved(fullMoves.ACCEPT, { by: department })
    await moved(fullMoves.REVIEW)
    await drained()
    await quiet()
    expect(await stateHere()).toBe('ACCEPTANCE_REFUSED')
    const history = (await view()).history.filter(({ note }) => note?.includes('部门已先办理'))
    expect(history.map(({ note, sync }) => [note?.slice(0, 2), sync])).toEqual([
      ['受理', 'RETURNED'],
      ['开始', 'RETURNED'],
    ])
    expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { returned: 2 } })
    await sameOnBothSides()
  })

  test('the counter goes on from where the department left it, and so does the city', async () => {
    line.set('down')
    await acts(fullMoves.ACCEPT)
    await moved(fullMoves.ACCEPT, { by: department })
    await moved(fullMoves.REVIEW)
    await acts(fullMoves.REVIEW)
    await drained()
    await quiet()
    await acts(fullMoves.DEMAND)
    await moved(fullMoves.APPROVE, { by: department })
    await quiet()
    expect(await stateHere()).toBe('DECIDED_APPROVED')
    expect((await view()).itemCases[0]?.clocks.demands).toEqual([{ from: day }])
    await sameOnBothSides()
  })

  test('is read anew from a city that lost its feed, and known by its id', async () => {
    await acts(fullMoves.ACCEPT)
    await quiet()
    const before = everythingBut(desk, 'feed_cursor', 'sync_link', 'sync_position')
    desk.opened.store.client.exec(`UPDATE feed_cursor SET hash = '${'B'.repeat(42)}A', seq = seq + 7`)
    await quiet()
    expect(everythingBut(desk, 'feed_cursor', 'sync_link', 'sync_position')).toEqual(before)
  })

  test('about a case of another desk is kept, and nothing happens here', async () => {
    const other = await aDesk({
      enrolled: await enrol(city.url, await city.newCode(), 'test'),
      cityUrl: city.url,
      sync: true,
      lookEveryMs: 50,
    })
    await other.signIn()
    const before = desk.journal().length
    await acts(fullMoves.ACCEPT)
    await until(async () => {
      await other.ask('sync.now', {})
      const rows = other.opened.store.client
        .prepare('SELECT state FROM feed_entry WHERE case_id = ?')
        .pluck()
        .all(caseId)
      expect(rows).toEqual(['ELSEWHERE'])
    })
    expect(other.journal().some(({ type }) => type === 'department-acted')).toBe(false)
    await other[Symbol.asyncDispose]()
    await quiet()
    expect(desk.journal().length).toBe(before + 1)
  })

  test('who has heard all of it greets and sends, and asks for nothing until there is more', async () => {
    const asked: string[] = []
    const enrolled = await enrol(city.url, await city.newCode(), 'test')
    const carry: Carry = (address, request) => {
      asked.push(new URL(address).pathname)
      return overHttp(address, request)
    }
    const other = await aDesk({ enrolled, cityUrl: city.url, sync: true, lookEveryMs: 50, carry })
    await other.signIn()
    await until(async () => expect(asked.slice(-5).join()).toBe(`/v1/hello${',/v1/hello'.repeat(4)}`))
    await taken(other, aVisit('V04', { nowMs: other.clock.nowMs }))
    await until(async () => expect(asked.slice(-6).join()).toBe(`/v1/push${',/v1/hello'.repeat(5)}`))
    await acts(fullMoves.ACCEPT)
    await quiet()
    const here = desk.opened.store.read(feedCursorOf)
    await until(async () => expect(other.opened.store.read(feedCursorOf)).toEqual(here))
    await other[Symbol.asyncDispose]()
  })

  test('an entry that was held is shown as confirmed once the city has applied it', async () => {
    const head = desk.opened.store.read((reader) => headOf(reader, 1))
    const held = { epoch: 1, seq: head.seq, state: 'HELD_SCHEMA', code: 'kind-unknown', detail: '市级暂存。' }
    desk.opened.store.client
      .prepare('INSERT INTO disposition VALUES (@epoch, @seq, @state, @code, @detail, 1, NULL)')
      .run(held)
    expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { held: 1 } })
    const { deskId } = JSON.parse((await opening()).body) as { deskId: string }
    const entryId = uuidV7(1)
    const body = JSON.stringify({ deskId, epoch: 1, seq: head.seq, entryId, state: 'APPLIED' })
    expect(takeFeed(unattended(desk), told([{ kind: 'disposition-changed', body }]))).toBe(1)
    expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { held: 0 } })
    expect((await view()).sync).toBe('CONFIRMED')
  })

  test('a kind this program does not know is kept word for word, and tried by one that does', async () => {
    const unknown = told([
      { kind: 'case-evicted', body: '{"caseId":"x"}' },
      { kind: 'item-progress', kindV: 9, body: '{}' },
      { kind: 'item-progress', body: '{"caseId":5}' },
    ])
    const before = everythingBut(desk, 'feed_entry', 'feed_cursor')
    expect(takeFeed(unattended(desk), unknown)).toBe(3)
    expect(everythingBut(desk, 'feed_entry', 'feed_cursor')).toEqual(before)
    const kept = () =>
      desk.opened.store.client
        .prepare("SELECT body, hash, state FROM feed_entry WHERE kind <> 'x' AND entry_id IN (?, ?, ?)")
        .all(...unknown.map(({ entryId }) => entryId))
    expect(kept()).toEqual(unknown.map(({ body, hash }) => ({ body, hash, state: 'UNKNOWN' })))
    takeKept(unattended(desk))
    expect(kept()).toEqual(unknown.map(({ body, hash }) => ({ body, hash, state: 'UNKNOWN' })))
    // As if an older build had kept it: this one knows the kind.
    const { deskId } = JSON.parse((await opening()).body) as { deskId: string }
    const changed = {
      deskId,
      epoch: 1,
      seq: 1,
      entryId: uuidV7(2),
      state: 'HELD_SCHEMA',
      code: 'kind-unknown',
    }
    desk.opened.store.client
      .prepare(
        "UPDATE feed_entry SET kind = 'disposition-changed', kind_v = 1, body = ? WHERE kind = 'case-evicted'",
      )
      .run(JSON.stringify(changed))
    takeKept(unattended(desk))
    expect(await desk.ask('sync.status', {})).toMatchObject({ ok: true, value: { held: 1 } })
  })

  test('a page is taken whole or not at all, whatever breaks while it is taken', async () => {
    await desk.engine.stop()
    for (const act of [fullMoves.ACCEPT, fullMoves.REVIEW, fullMoves.DEMAND, fullMoves.APPROVE])
      await acts(act)
    const cursor = desk.opened.store.read(feedCursorOf)
    const pages = await pageOf(cursor)
    const before = everythingBut(desk)
    let salts = 0
    for (let dies = 1; dies <= 4; dies += 1) {
      salts = 0
      const seams = {
        ...seamsAt(desk.clock),
        randomBytes: (n: number) => {
          salts += 1
          if (salts === dies) throw new Error('the power went')
          return new Uint8Array(n)
        },
      }
      expect(() => takeFeed({ ...unattended(desk), seams }, pages)).toThrow('the power went')
      expect(everythingBut(desk)).toEqual(before)
    }
    expect(takeFeed(unattended(desk), pages)).toBe(4)
    expect(desk.opened.store.read(feedCursorOf).seq).toBe(pages.at(-1)?.seq)
    expect(await stateHere()).toBe('DECIDED_APPROVED')
    const once = everythingBut(desk)
    takeFeed(unattended(desk), pages)
    expect(everythingBut(desk)).toEqual(once)
  })

  test('an act on entries the desk has no answer for waits for the answer', async () => {
    await desk.engine.stop()
    await acts(fullMoves.ACCEPT)
    const page = await pageOf(desk.opened.store.read(feedCursorOf))
    const { client } = desk.opened.store
    const { n } = client.prepare('SELECT acked_seq AS n FROM sync_position').get() as { n: number }
    client.exec('UPDATE sync_position SET acked_seq = acked_seq - 1')
    expect(takeFeed(unattended(desk), page)).toBe(0)
    client.exec(`UPDATE sync_position SET acked_seq = ${n}`)
    expect(takeFeed(unattended(desk), page)).toBe(1)
  })

  const opening = async () =>
    desk.opened.store.client.prepare("SELECT body FROM journal WHERE kind = 'desk-opened'").get() as {
      body: string
    }

  /** The page the city has for this centre, as the operator sees it. */
  async function pageOf({ seq }: { readonly seq: number }): Promise<FeedEntry[]> {
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/feed?after=${seq}`)
    return (body as { entries: FeedEntry[] }).entries
  }

  function told(parts: readonly (Pick<FeedEntry, 'kind' | 'body'> & Partial<FeedEntry>)[]): FeedEntry[] {
    const cursor = desk.opened.store.read(feedCursorOf)
    return parts.map((part, at) => {
      const entry = {
        seq: cursor.seq + at + 1,
        entryId: uuidV7(at) as FeedEntry['entryId'],
        kindV: 1,
        caseId: null,
        madeMs: 1,
        ...part,
      }
      return { ...entry, hash: feedHash(township as never, noHash, entry) }
    })
  }
})

function unattended(desk: TestDesk): Parameters<typeof takeFeed>[0] {
  return {
    store: desk.opened.store,
    seams: seamsAt(desk.clock),
    rules,
    shelf: { rulesFor: () => rules },
  } as unknown as Parameters<typeof takeFeed>[0]
}
