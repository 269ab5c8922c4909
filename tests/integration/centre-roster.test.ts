import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { takeFeed } from '#main/services/feed.ts'
import { keepRoster } from '#main/store/notes/roster.ts'
import { feedCursorOf } from '#main/store/queries/feed.ts'
import { isSwitchedOff, rosterVersion } from '#main/store/queries/roster.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { RosterPerson } from '#shared/domain/roster.ts'
import { ok } from '#shared/kernel/result.ts'
import { FeedPage } from '#shared/protocol/feed.ts'
import { aCity, neighbour, stopDatabases, type TestCity, township } from '../support/a-city.ts'
import { aDesk, people, type TestDesk } from '../support/a-desk.ts'

/** Waits for what the desk itself says; never for a time. */
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 30_000, interval: 25 })
const rosterPath = `/v1/operator/centres/${township}/roster`

describe('the roster of a centre, told by the city', () => {
  let city: TestCity
  let desk: TestDesk
  let other: TestDesk
  beforeAll(async () => {
    city = await aCity()
    desk = await anEnrolledDesk()
    other = await anEnrolledDesk()
    for (const each of [desk, other])
      await until(async () =>
        expect(await each.ask('sync.status', {})).toMatchObject({ value: { link: 'CONNECTED', waiting: 0 } }),
      )
  })
  afterAll(async () => {
    await desk?.stop()
    await other?.stop()
    await city?.close()
    await stopDatabases()
  })

  async function anEnrolledDesk(): Promise<TestDesk> {
    const enrolled = await enrol(city.url, await city.newCode(), 'test')
    return aDesk({ enrolled, cityUrl: city.url, sync: true, lookEveryMs: 50, idleMs: 8_000 })
  }

  async function known(): Promise<{ toldMs: number | null; people: RosterPerson[] }> {
    const { body } = await city.operator('GET', rosterPath)
    return body as { toldMs: number | null; people: RosterPerson[] }
  }

  const tell = (off: readonly string[]) => city.operator('PUT', rosterPath, { off })
  const tileOf = async (at: TestDesk, index: number) => {
    const tiles = await at.ask('staff.tiles', {})
    const tile = tiles.ok ? tiles.value.tiles[index] : undefined
    if (!tile) throw new Error('no such tile')
    return tile
  }
  const heard = (at: TestDesk, off: boolean) => until(async () => expect((await tileOf(at, 0)).off).toBe(off))
  const signsIn = async (at: TestDesk, index: number) => {
    const { staffId } = await tileOf(at, index)
    return at.ask('staff.signIn', { staffId, pin: people[index]?.pin ?? '' })
  }

  test('is who works at its desks, without a PIN or what one is checked by', async () => {
    const roster = await known()
    expect(roster.toldMs).toBeNull()
    expect(roster.people.map(({ name }) => name).toSorted()).toEqual(
      [...people, ...people].map(({ name }) => name).toSorted(),
    )
    expect(new Set(roster.people.flatMap((person) => Object.keys(person)))).toEqual(
      new Set(['staffId', 'deskId', 'name', 'role', 'badge', 'off']),
    )
  })

  test('ends the work of who is off at once, and nobody else’s; told anew it lets them in again', async () => {
    const wang = await desk.signIn(0)
    expect((await tell([wang.staffId])).status).toBe(200)

    await heard(desk, true)
    const overview = await desk.ask('desk.overview', {})
    expect(overview.ok && overview.value.signedIn).toBeUndefined()
    expect(desk.session.staff).toBeUndefined()
    expect(await signsIn(desk, 0)).toMatchObject({ ok: false, refusal: { code: 'staff-off' } })
    expect(await signsIn(desk, 2)).toMatchObject({ ok: true })
    expect(await signsIn(other, 0)).toMatchObject({ ok: true })
    // A new PIN lets them in no more than the old one, also after the program was started anew.
    const confirm = { pin: people[2].pin }
    expect(await desk.ask('staff.setPin', { staffId: wang.staffId, pin: '192837', confirm })).toEqual({
      ok: true,
      value: {},
    })
    await desk.ask('staff.signOut', {})
    desk = await desk.restart()
    const { staffId } = await tileOf(desk, 0)
    expect(await desk.ask('staff.signIn', { staffId, pin: '192837' })).toMatchObject({
      refusal: { code: 'staff-off' },
    })

    await tell([])
    await heard(desk, false)
    expect(await desk.ask('staff.signIn', { staffId, pin: '192837' })).toMatchObject({ ok: true })
  })

  test('shows who works at the other desks of the centre', async () => {
    await tell([])
    await until(async () => expect(other.opened.store.read(rosterVersion)).toBe((await known()).toldMs))
    await other.signIn(2)
    const elsewhere = await other.ask('staff.elsewhere', {})
    expect(elsewhere.ok && elsewhere.value.people.map(({ name }) => name)).toEqual(
      people.map(({ name }) => name),
    )
  })

  test('that is older than the one a desk has changes nothing, nor does it twice', async () => {
    const { store } = other.opened
    const { people: list, toldMs } = await known()
    const [one] = list
    if (!one || toldMs === null) throw new Error('nobody was told')
    for (const version of [toldMs - 1, toldMs])
      store.write((writer) => ok(keepRoster(writer, { version, people: [{ ...one, off: true }] })))
    expect(store.read((reader) => isSwitchedOff(reader, one.staffId))).toBe(false)

    await other.engine.stop()
    await tell([one.staffId])
    const { seq } = store.read(feedCursorOf)
    const { body } = await city.operator('GET', `/v1/operator/centres/${township}/feed?after=${seq}`)
    const entries = FeedPage.parse(body).entries
    const unattended = { store, seams: { wallMs: () => other.clock.nowMs } } as never
    expect(takeFeed(unattended, entries)).toBe(entries.length)
    expect(store.read((reader) => isSwitchedOff(reader, one.staffId))).toBe(true)
  })

  test('knows the people of this centre only', async () => {
    await city.operator('PUT', `/v1/operator/centres/${neighbour}`, { name: '邻镇便民服务中心' })
    const path = `/v1/operator/centres/${neighbour}/roster`
    expect((await city.operator('GET', path)).body).toEqual({ toldMs: null, people: [] })
    const [one] = (await known()).people
    expect((await city.operator('PUT', path, { off: [one?.staffId] })).status).toBe(404)
    expect((await city.operator('PUT', '/v1/operator/centres/999999999/roster', { off: [] })).status).toBe(
      404,
    )
  })
})
