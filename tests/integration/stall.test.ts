import { expect, test } from 'vitest'
import type { Later } from '#shared/kernel/seams.ts'
import { noHash } from '#shared/protocol/entry.ts'
import { aDesk } from '../support/a-desk.ts'
import { ackOf, aSigningCity, welcome } from '../support/a-signing-city.ts'

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
