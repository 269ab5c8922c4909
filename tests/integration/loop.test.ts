import { expect, test } from 'vitest'
import type { Later } from '#shared/kernel/seams.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { aDesk } from '../support/a-desk.ts'
import { ackOf, aSigningCity, welcome } from '../support/a-signing-city.ts'
import { aVisit } from '../support/visits.ts'

const minute = 60_000

/** Time that passes when a test says so: then what is due has its turn, once. */
function aTime() {
  let monoMs = 0
  const due: { atMs: number; work: Parameters<Later>[0] }[] = []
  return {
    monoMs: () => monoMs,
    later: (work: Parameters<Later>[0], delayMs: number) => {
      const planned = { atMs: monoMs + delayMs, work }
      due.push(planned)
      return () => {
        if (due.includes(planned)) due.splice(due.indexOf(planned), 1)
      }
    },
    pass: async (ms: number) => {
      monoMs += ms
      const now = due.filter(({ atMs }) => atMs <= monoMs)
      for (const each of now) due.splice(due.indexOf(each), 1)
      for (const { work } of now) await work()
    },
  }
}

test('records that do not get through although the city answers are shown with their reason, until they move', async () => {
  let swallows = true
  const city = await aSigningCity((path, message, _nth, deskId) => {
    if (path === '/v1/hello') return { signed: welcome(0, noHash) }
    return swallows ? { unsigned: '<html>网关拒绝</html>' } : { signed: ackOf(message, deskId) }
  })
  const { pass, ...time } = aTime()
  const desk = await aDesk({ enrolled: city.enrolled, cityUrl: city.url, sync: true, seams: time })
  const status = async () => {
    const answer = await desk.ask('sync.status', {})
    return answer.ok ? answer.value : undefined
  }
  try {
    for (const _ of [0, 4, 8, 12]) await pass(4 * minute)
    expect((await status())?.stalled).toBeUndefined()

    for (const _ of [16, 20, 24]) await pass(4 * minute)
    expect((await status())?.stalled).toBe('records')
    expect((await status())?.waiting).toBeGreaterThan(0)

    swallows = false
    for (const _ of ['greets', 'sends']) await pass(4 * minute)
    expect(await status()).toMatchObject({ link: 'CONNECTED', waiting: 0 })
    expect((await status())?.stalled).toBeUndefined()
  } finally {
    await desk.stop()
    city.close()
  }
})

test('a line that is paid for by the byte is spoken on every two minutes, and at once when there is something', async () => {
  let headSeq = 0
  let headHash = noHash
  const city = await aSigningCity((path, message, _nth, deskId) => {
    if (path === '/v1/hello') return { signed: welcome(headSeq, headHash) }
    const ack = ackOf(message, deskId)
    headSeq = ack.received.seq
    headHash = ack.received.hash
    return { signed: ack }
  })
  const { pass, ...time } = aTime()
  const wish = { enrolled: city.enrolled, cityUrl: city.url, sync: true, lookEveryMs: 20_000, seams: time }
  const desk = await aDesk(wish)
  const hellos = () => city.asked.filter(({ path }) => path === '/v1/hello').length
  const pushes = () => city.asked.length - hellos()
  try {
    for (const _ of ['greets', 'sends', 'rests']) await pass(0)
    const before = hellos()
    for (const _ of [20, 40]) await pass(20_000)
    expect(hellos()).toBe(before + 2)

    await desk.signIn(2)
    const plan = { metered: true, hours: { from: 20, to: 22 } }
    expect(await desk.ask('line.keepPlan', { plan })).toMatchObject({ ok: true })
    await pass(0)
    const since = hellos()
    for (const _ of [20, 40, 60, 80, 100]) await pass(20_000)
    expect(hellos()).toBe(since)
    await pass(20_000)
    expect(hellos()).toBe(since + 1)

    const sent = pushes()
    const draft = aVisit('V04', { nowMs: desk.clock.nowMs })
    await desk.ask('draft.save', { draft })
    await desk.ask('intake.decide', { draftId: draft.draftId, choice: 'ACCEPT' })
    await pass(0)
    expect(pushes()).toBe(sent + 1)
  } finally {
    await desk.stop()
    city.close()
  }
})
