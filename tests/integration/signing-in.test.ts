import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidV7 } from '#shared/crypto/uuid.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { refuse } from '#shared/kernel/result.ts'
import { aDesk, fridayMorning, people, type TestDesk } from '#tests/support/a-desk.ts'
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
