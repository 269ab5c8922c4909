import { runDesk } from '#main/hosts/desk-engine.ts'
import { installDesk } from '#main/hosts/install-desk.ts'
import { openDesk } from '#main/hosts/open-desk.ts'
import { loadRules } from '#main/hosts/rules.ts'
import { systemSeams } from '#main/hosts/seams.ts'
import type { Session } from '#main/services/desk.ts'
import { enrol } from '#main/sync/enrol.ts'
import type { Answer, Input, Name } from '#shared/contract/desk.ts'
import { CentreId } from '#shared/kernel/ids.ts'
import type { Seams } from '#shared/kernel/seams.ts'
import { type HandClock, people, root } from '../support/a-desk.ts'
import { anEnrolmentCode, type CityProcess } from '../support/city-process.ts'
import { aFaultyLine, type FaultyLine } from '../support/faulty-line.ts'
import type { AskAs, Seat } from './play-visit.ts'

export type Centre = { readonly centreId: CentreId; readonly centreName: string }

export const township: Centre = {
  centreId: CentreId.parse('360322102'),
  centreName: '金山镇便民服务中心',
}
export const village: Centre = {
  centreId: CentreId.parse('360322102201'),
  centreName: '山口岩村便民服务站',
}

/** A whole desk of the day: its own data, its own line to the city, one window for each of its people. */
export type DayDesk = {
  readonly centre: Centre
  readonly line: FaultyLine
  readonly clerk: Seat
  readonly officer: Seat
  readonly manager: Seat
  /** What the engine could not do; the day ends with the first of them. */
  readonly faults: readonly unknown[]
  readonly stop: () => Promise<void>
}

export async function openDayDesk(wish: {
  readonly centre: Centre
  readonly city: CityProcess
  readonly clock: HandClock
  readonly dir: string
  readonly newId: () => string
  readonly secret: Buffer
}): Promise<DayDesk> {
  const { centre, city, clock, dir, newId, secret } = wish
  const rules = loadRules(root)
  const line = await aFaultyLine(city.url)
  const seams: Seams = { ...systemSeams(), wallMs: () => clock.nowMs, newId }
  const opened = openDesk(root, dir, secret)
  const code = await anEnrolmentCode(city, centre.centreId, centre.centreName)
  await installDesk(opened.store, seams, rules, {
    enrolled: await enrol(line.url, code, 'day'),
    cityUrl: line.url,
    practice: true,
    staff: people,
  })
  const faults: unknown[] = []
  opened.markInstalled()
  const engine = runDesk({
    store: opened.store,
    pictures: opened.pictures,
    seams,
    rules,
    changed: () => undefined,
    faulted: (error) => faults.push(error),
    lookEveryMs: 500,
    idleMs: 4_000,
  })
  const [clerk, officer, manager] = await signedIn(engine.ask)
  if (!(clerk && officer && manager)) throw new Error('nobody is at the desk')
  return {
    centre,
    line,
    clerk,
    officer,
    manager,
    faults,
    stop: async () => {
      await engine.stop()
      opened.close()
      await line.close()
    },
  }
}

type Ask = (session: Session, name: string, input: unknown) => Promise<unknown>

/** One window for each person of the desk, each signed in with the own PIN. */
async function signedIn(ask: Ask): Promise<readonly Seat[]> {
  const tiles = (await ask({ staff: undefined }, 'staff.tiles', {})) as Answer<'staff.tiles'>
  if (!tiles.ok) throw new Error('the lock screen is empty')
  return Promise.all(
    tiles.value.tiles.map(async ({ staffId }, index) => {
      const session: Session = { staff: undefined }
      const askAs: AskAs = async <N extends Name>(name: N, input: Input<N>) =>
        (await ask(session, name, input)) as Answer<N>
      const pin = people[index]?.pin ?? ''
      const answer = await askAs('staff.signIn', { staffId, pin })
      if (!answer.ok) throw new Error(`sign-in refused: ${answer.refusal.code}`)
      return { ask: askAs, pin, staffId: answer.value.staffId }
    }),
  )
}
