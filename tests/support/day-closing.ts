import type { Answer, Input } from '#shared/contract/desk.ts'
import { ownPin, people, type TestDesk } from './a-desk.ts'

export async function planned(desk: TestDesk, date?: string) {
  const answer = await desk.ask('day.plan', date ? { date } : {})
  if (!answer.ok) throw new Error(answer.refusal.code)
  return answer.value
}

export async function staffIdOf(desk: TestDesk, tile: number) {
  const answer = await desk.ask('staff.tiles', {})
  const found = answer.ok ? answer.value.tiles[tile] : undefined
  if (!found) throw new Error('no such tile')
  return found.staffId
}

/** The clerk counts, the manager signs; whatever the test wants otherwise. */
export async function closed(
  desk: TestDesk,
  wish: Partial<Input<'day.close'>> & { readonly date?: string; readonly signer?: number } = {},
): Promise<Answer<'day.close'>> {
  const { signer = 2, ...rest } = wish
  const { sum } = await planned(desk, rest.date)
  return desk.ask('day.close', {
    date: sum.date,
    through: sum.through,
    ...(sum.custody.here > 0 ? { counted: sum.custody.here } : {}),
    reasons: {},
    pin: ownPin(desk).confirm.pin,
    second: { staffId: await staffIdOf(desk, signer), pin: people[signer]?.pin ?? '' },
    ...rest,
  })
}
