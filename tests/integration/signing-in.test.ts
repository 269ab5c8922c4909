import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aCabinet } from '#tests/support/a-cabinet.ts'
import { aDesk, fridayMorning, people, type TestDesk } from '#tests/support/a-desk.ts'
import { anOfficerFiled } from '#tests/support/an-errand.ts'
import { everythingBut } from '#tests/support/at-the-counter.ts'

let desk: TestDesk
beforeAll(async () => {
  desk = await aDesk()
})
afterAll(() => desk[Symbol.asyncDispose]())

describe('signing in', () => {
  const tile = async (desk: TestDesk, index = 0) => {
    const tiles = await desk.ask('staff.tiles', {})
    const found = tiles.ok ? tiles.value.tiles[index] : undefined
    if (!found) throw new Error('no such tile')
    return found
  }

  test('five wrong PINs lock the tile; a restart unlocks nothing, time does, and the right PIN clears it', async () => {
    let desk = await aDesk()
    try {
      const { staffId } = await tile(desk)
      const before = desk.journal().length
      const said = []
      for (let n = 0; n < 5; n += 1) said.push(await desk.ask('staff.signIn', { staffId, pin: '000000' }))
      expect(said).toEqual([
        ...['4', '3', '2', '1'].map((left) => refuse('pin-wrong', { left })),
        refuse('pin-locked', { minutes: '10' }),
      ])

      desk = await desk.restart()
      desk.clock.nowMs += 9 * 60_000
      expect(await desk.ask('staff.signIn', { staffId, pin: people[0].pin })).toEqual(
        refuse('pin-locked', { minutes: '1' }),
      )
      expect((await tile(desk)).waitUntilMs).toBe(fridayMorning + 600_000)
      expect((await tile(desk, 1)).waitUntilMs).toBe(0)

      desk.clock.nowMs += 61_000
      expect(await desk.ask('staff.signIn', { staffId, pin: '000000' })).toEqual(
        refuse('pin-locked', { minutes: '20' }),
      )
      desk.clock.nowMs += 20 * 60_000
      expect(await desk.ask('staff.signIn', { staffId, pin: people[0].pin })).toMatchObject({ ok: true })
      await desk.ask('staff.signOut', {})
      expect(await desk.ask('staff.signIn', { staffId, pin: '000000' })).toEqual(
        refuse('pin-wrong', { left: '4' }),
      )
      expect(desk.journal()).toHaveLength(before)
    } finally {
      await desk[Symbol.asyncDispose]()
    }
  })
})

describe('a person of the centre', () => {
  const [wang, li, zhou] = people
  const ids = async (desk: TestDesk) => {
    const tiles = await desk.ask('staff.tiles', {})
    return tiles.ok ? tiles.value.tiles.map(({ staffId }) => staffId) : []
  }
  const own = { pin: zhou.pin }

  test('who left has no tile and no PIN; the name stays, the digit is free, the filing ends', async () => {
    await using desk = await aDesk()
    const officerId = await anOfficerFiled(desk)
    await desk.signIn(2)
    const [, , manager] = await ids(desk)
    if (!manager) throw new Error('three people')
    const leave = (staffId: StaffId, confirm: { readonly pin: string } = own) =>
      desk.ask('staff.leave', { staffId, confirm })
    const before = desk.journal().length
    expect(await leave(manager)).toEqual(refuse('own-leaving'))
    expect(await leave(officerId, { pin: li.pin })).toMatchObject({ refusal: { code: 'pin-wrong' } })
    expect(await leave(StaffId.parse(uuidV7(5)))).toEqual(refuse('staff-unknown'))
    expect(desk.journal()).toHaveLength(before)
    expect(await leave(officerId)).toEqual({ ok: true, value: {} })
    expect(await leave(officerId)).toEqual(refuse('staff-unknown'))
    expect(await ids(desk)).not.toContain(officerId)
    expect(await desk.ask('officer.list', {})).toMatchObject({
      value: { rows: [{ name: '李敏', fault: 'filing-withdrawn' }] },
    })
    const next = await desk.ask('staff.add', { name: '赵小兵', role: 'clerk', badge: 'T009', pin: '204060' })
    expect(next).toMatchObject({ value: { number: 2 } })
    await desk.ask('staff.signOut', {})
    expect(await desk.ask('staff.signIn', { staffId: officerId, pin: li.pin })).toEqual(
      refuse('staff-unknown'),
    )
  })

  test('who still holds something hands it over first', async () => {
    await using desk = await aDesk()
    await aCabinet(desk)
    await desk.signIn(2)
    const [, officerId] = await ids(desk)
    if (!officerId) throw new Error('three people')
    expect(await desk.ask('staff.leave', { staffId: officerId, confirm: own })).toEqual(
      refuse('still-holds', { n: '2' }),
    )
  })

  test('a PIN is changed by whose it is, or set by the manager; no journal ever holds it', async () => {
    await using desk = await aDesk()
    await desk.signIn(0)
    const [me, other] = await ids(desk)
    if (!me || !other) throw new Error('three people')
    const set = (staffId: StaffId, pin: string, confirm: string) =>
      desk.ask('staff.setPin', { staffId, pin, confirm: { pin: confirm } })
    const before = desk.journal().length
    expect(await set(other, '305070', wang.pin)).toEqual(refuse('manager-needed'))
    expect(await set(me, '123456', wang.pin)).toEqual(refuse('pin-too-simple'))
    expect(await set(me, '305070', '000000')).toMatchObject({ refusal: { code: 'pin-wrong' } })
    expect(desk.journal()).toHaveLength(before)
    expect(await set(me, '305070', wang.pin)).toEqual({ ok: true, value: {} })
    await desk.signIn(2)
    expect(await set(other, '406080', zhou.pin)).toEqual({ ok: true, value: {} })
    expect(desk.journal().slice(before)).toMatchObject([
      { type: 'staff-changed', staffId: me, change: { what: 'PIN' } },
      { type: 'staff-changed', staffId: other, change: { what: 'PIN' } },
    ])
    expect(JSON.stringify(desk.journal())).not.toMatch(/305070|406080/)
    await desk.ask('staff.signOut', {})
    expect(await desk.ask('staff.signIn', { staffId: me, pin: wang.pin })).toMatchObject({
      refusal: { code: 'pin-wrong' },
    })
    expect(await desk.ask('staff.signIn', { staffId: me, pin: '305070' })).toMatchObject({ ok: true })
  })
})

describe('signing in by guessing', () => {
  test('twenty tries side by side are no more than five in a row, even if the last is right', async () => {
    await using desk = await aDesk()
    const tiles = await desk.ask('staff.tiles', {})
    const staffId = tiles.ok ? tiles.value.tiles[0]?.staffId : undefined
    const guesses = Array.from({ length: 20 }, (_, n) => (n === 19 ? people[0].pin : `00000${n % 10}`))

    const said = await Promise.all(
      guesses.map((pin) => desk.engine.ask({ staff: undefined }, 'staff.signIn', { staffId, pin })),
    )

    expect(said.filter((answer) => answer.ok)).toEqual([])
    expect(said.filter((answer) => !answer.ok && answer.refusal.code === 'pin-wrong')).toHaveLength(4)
    expect(
      desk.opened.store.client.prepare('SELECT wrong FROM staff_pin WHERE staff_id = ?').pluck().get(staffId),
    ).toBe(5)
  })

  test('somebody this desk does not know is told so, and nothing is counted', async () => {
    const before = everythingBut(desk)
    await desk.ask('staff.signOut', {})
    const staffId = StaffId.parse(uuidV7(fridayMorning))
    expect(await desk.ask('staff.signIn', { staffId, pin: '135790' })).toEqual(refuse('staff-unknown'))
    expect(everythingBut(desk)).toEqual(before)
    await desk.signIn(0)
  })

  test.each(['000000', '777777', '123456', '987654', '567890'])('%s is too simple for a PIN', async (pin) => {
    await desk.signIn(2)
    const before = everythingBut(desk, 'staff_pin')
    const added = await desk.ask('staff.add', { name: '赵一', role: 'clerk', badge: 'T009', pin })
    expect(added).toEqual(refuse('pin-too-simple'))
    expect(everythingBut(desk, 'staff_pin')).toEqual(before)
    await desk.signIn(0)
  })
})
