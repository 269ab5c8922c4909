import { keepLinePlan } from '#main/store/notes/line.ts'
import { linePlanOf, lineUseOf, pictureRoomAt } from '#main/store/queries/line.ts'
import type { Answer, Input } from '#shared/contract/desk.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ok } from '#shared/kernel/result.ts'
import type { Desk } from './desk.ts'

export function plan(desk: Desk): Answer<'line.plan'> {
  const nowMs = desk.seams.wallMs()
  return desk.store.read((reader) => {
    const { waits } = pictureRoomAt(reader, nowMs)
    return ok({
      plan: linePlanOf(reader),
      ...lineUseOf(reader, dateOf(nowMs)),
      ...(waits ? { waits } : {}),
    })
  })
}

/** The pump goes by it from its next turn on. */
export function keepPlan(desk: Desk, { plan }: Input<'line.keepPlan'>): Answer<'line.keepPlan'> {
  const kept = desk.store.write((writer) => {
    keepLinePlan(writer, plan)
    return ok({})
  })
  desk.hint('sync')
  desk.hint('sync-now')
  return kept
}
