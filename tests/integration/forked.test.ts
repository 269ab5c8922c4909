import { describe, expect, test, vi } from 'vitest'
import type { SyncStatus } from '#shared/contract/sync.ts'
import { type Entry, noHash } from '#shared/protocol/entry.ts'
import type { Push } from '#shared/protocol/messages.ts'
import { aDesk, type TestDesk } from '#tests/support/a-desk.ts'
import { ackOf, aSigningCity, type Says, welcome } from '#tests/support/a-signing-city.ts'
import { taken } from '#tests/support/at-the-counter.ts'
import { aVisit } from '#tests/support/visits.ts'

const strange = 'Q'.repeat(42) + 'A'
const forked: Says = { status: 409, refused: 'E_FORKED' }
const unsignedFork: Says = {
  status: 409,
  problem: { code: 'E_FORKED', sentence: '这台工作台的记录与市级不一致。' },
}

/** A desk that speaks to a city which answers as told. */
async function met(answer: Parameters<typeof aSigningCity>[0]) {
  const city = await aSigningCity(answer)
  const desk = await aDesk({
    enrolled: city.enrolled,
    cityUrl: city.url,
    sync: true,
    lookEveryMs: 20,
    idleMs: 1_000,
  })
  await desk.signIn()
  return {
    city,
    desk,
    [Symbol.asyncDispose]: async () => {
      await desk[Symbol.asyncDispose]()
      city.close()
    },
  }
}

async function status(desk: TestDesk): Promise<SyncStatus> {
  const answer = await desk.ask('sync.status', {})
  if (!answer.ok) throw new Error('a status is never refused')
  return answer.value
}

const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 10_000, interval: 10 })

/** Frozen until a person has decided: another try and time change nothing and send nothing, no act is taken. */
async function staysHalted(
  desk: TestDesk,
  asked: readonly unknown[],
  reason: 'forked' | 'restored' = 'forked',
): Promise<void> {
  await until(async () => expect(await status(desk)).toMatchObject({ link: 'HALTED', reason }))
  const sent = asked.length
  await expect(taken(desk, aVisit('V04'), 'ACCEPT')).rejects.toThrow('desk-frozen')
  for (let n = 0; n < 5; n += 1) {
    await desk.ask('sync.now', {})
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
  expect(asked).toHaveLength(sent)
  expect(await status(desk)).toMatchObject({ link: 'HALTED', reason })
}

describe('a city whose copy of the log is another one', () => {
  test('says so at the first contact: the desk halts and may only be read', async () => {
    await using world = await met(() => ({ signed: welcome(2, strange) }))
    await staysHalted(world.desk, world.city.asked)
    expect(await status(world.desk)).toMatchObject({ confirmed: 0, waiting: world.desk.journal().length })
  })

  test('refuses the greeting: the desk halts and greets no second time', async () => {
    await using world = await met((_, __, nth) => (nth === 1 ? forked : { signed: welcome(0, noHash) }))
    await staysHalted(world.desk, world.city.asked)
    expect(world.city.asked).toHaveLength(1)
  })

  test('has more than the desk: a restored desk must not write over it', async () => {
    await using world = await met(() => ({ signed: welcome(5_000, strange) }))
    await staysHalted(world.desk, world.city.asked, 'restored')
  })

  test('is believed only in the city’s own hand: a stranger on the line stops nobody', async () => {
    await using world = await met((_, __, nth) => (nth === 1 ? unsignedFork : { signed: welcome(0, noHash) }))
    await until(async () => expect(world.city.asked.length).toBeGreaterThan(2))
    await taken(world.desk, aVisit('V04'), 'ACCEPT')
    expect((await status(world.desk)).link).not.toBe('HALTED')
  })

  test('refuses a batch', async () => {
    await using world = await met((path) => (path === '/v1/push' ? forked : { signed: welcome(0, noHash) }))
    await staysHalted(world.desk, world.city.asked)
  })

  test('signs for something the desk did not send: nothing is confirmed', async () => {
    await using world = await met((path, message, _, deskId) => {
      if (path !== '/v1/push') return { signed: welcome(0, noHash) }
      return {
        signed: ackOf(message, deskId, { received: { seq: (message as Push).head.seq, hash: strange } }),
      }
    })
    await staysHalted(world.desk, world.city.asked)
    expect((await status(world.desk)).confirmed).toBe(0)
  })

  test('signs for another desk: nothing is confirmed', async () => {
    await using world = await met((path, message) =>
      path === '/v1/push'
        ? { signed: ackOf(message, '019956a0-0000-7000-8000-0000000000ff' as never) }
        : { signed: welcome(0, noHash) },
    )
    await staysHalted(world.desk, world.city.asked)
    expect((await status(world.desk)).confirmed).toBe(0)
  })
})

describe('an answer nobody signed', () => {
  test.each(['<html>请登录无线网络</html>', '{"body":"{}","keyId":"city","sig":"AAAA"}', '', '{}'])(
    '%j moves nothing, and the desk tries again',
    async (unsigned) => {
      await using world = await met((path) =>
        path === '/v1/push' ? { unsigned } : { signed: welcome(0, noHash) },
      )
      await until(async () =>
        expect(await status(world.desk)).toMatchObject({
          link: 'OFFLINE',
          reason: 'not-the-city',
          confirmed: 0,
        }),
      )
      expect((await status(world.desk)).nextTryMs).toEqual(expect.any(Number))
    },
  )
})

describe('a record the city holds back', () => {
  test('is shown as held, and as confirmed once the city has applied it', async () => {
    let held = true
    let heldSeq = 0
    await using world = await met((path, message, _, deskId) => {
      if (path !== '/v1/push') return { signed: welcome(0, noHash) }
      const entries = (message as Push).entries as readonly Entry[]
      const last = JSON.parse(entries.at(-1)?.envelope ?? '{}') as { seq: number; entry_id: string }
      const state = held ? 'HELD_SCHEMA' : 'APPLIED'
      const dispositions = [
        { seq: held ? last.seq : heldSeq, entryId: last.entry_id as never, state } as const,
      ]
      if (held) heldSeq = last.seq
      return { signed: ackOf(message, deskId, { dispositions }) }
    })
    await until(async () => expect(await status(world.desk)).toMatchObject({ held: 1, waiting: 0 }))

    held = false
    await taken(world.desk, aVisit('V04'), 'ACCEPT')

    await until(async () => expect(await status(world.desk)).toMatchObject({ held: 0, waiting: 0 }))
  })
})
