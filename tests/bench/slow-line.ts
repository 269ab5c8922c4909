import { join } from 'node:path'
import { enrol } from '#main/sync/enrol.ts'
import { aCityProcess, anEnrolmentCode } from '../support/city-process.ts'
import { benchDesk, daysFor, playDays } from './bench-desk.ts'
import { countCarry, type Tally } from './counting-carry.ts'
import { type Drained, drain } from './drain.ts'
import { round } from './figures.ts'
import type { Bench, Run } from './report.ts'
import { aThinLine, type Crossed, type LineWish } from './thin-line.ts'

/** The line of a village in the hills: how long its records take to the city. */
export const slowLine: Bench = { name: 'slow-line', run: runSlowLine, onlyByName: true }

const wantedCases = 200
const budgetS = 60
const village = { bytesPerSecond: 8_000, oneWayMs: 150, seed: 5 } as const

async function runSlowLine(run: Run): Promise<void> {
  const cases = run.quick ? 50 : wantedCases
  const lossy = await over(run, cases, { ...village, loss: 0.02 })
  told(run, `${cases} cases over 64 kbit/s, 300 ms, 2 % loss`, lossy, (budgetS * cases) / wantedCases)
  told(run, '  the same without loss', await over(run, cases, { ...village, loss: 0 }))
}

type Over = {
  readonly drained: Drained
  readonly pushed: Tally
  readonly crossed: Readonly<Crossed>
}

/** A desk and a city of their own, of the same seed each time. */
async function over(run: Run, cases: number, wish: LineWish): Promise<Over> {
  const city = await aCityProcess({ dataDir: join(run.dir, `city-slow-${wish.loss}`) })
  try {
    const enrolled = await enrol(city.url, await anEnrolmentCode(city), 'bench')
    const clock = { nowMs: Date.now() - daysFor(cases) * 86_400_000 }
    const line = await aThinLine(city.url, wish)
    try {
      await using desk = await benchDesk({ enrolled, cityUrl: line.url, clock })
      await playDays(desk, cases, 7)
      const sent = countCarry()
      run.say(`pushing ${cases} cases over the slow line, ${wish.loss * 100} % loss`)
      const drained = await drain(desk, sent.carry)
      return { drained, pushed: sent.of('/v1/push'), crossed: { ...line.crossed } }
    } finally {
      await line.close()
    }
  } finally {
    await city.stop()
  }
}

function told(run: Run, what: string, { crossed, drained, pushed }: Over, max?: number): void {
  const { connections, down, lost, packets, up } = crossed
  run.add({
    what: `${what}: records at the city`,
    unit: 's',
    value: drained.ms / 1_000,
    ...(max === undefined ? {} : { budget: { max } }),
    beside: `${drained.entries} entries in ${pushed.requests} requests, ${connections} connection${connections === 1 ? '' : 's'}, ${lost} of ${packets} packets lost`,
  })
  run.add({
    what: '  of it bytes on the line, up',
    unit: 's',
    value: up / village.bytesPerSecond,
    beside: `${round(up / 1_024)} KB up, ${round(down / 1_024)} down, bodies ${round(pushed.bodyBytes / 1_024)}`,
  })
}
