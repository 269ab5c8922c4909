import type { OrderOutlook, OrderView } from '#shared/contract/assist.ts'
import type { AssistAct } from '#shared/domain/assist.ts'
import type { AssistOrderId } from '#shared/kernel/ids.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import type { RefusalCode } from '../../app/desk-client.ts'
import { useLive } from '../../app/use-live.ts'
import { type ActForm, formOf } from './act-forms.ts'
import { aheadOf } from './project-progress.ts'

export type Choosable = {
  readonly act: AssistAct
  readonly form: ActForm
  /** What stands in the way today. */
  readonly why: Refusal<RefusalCode<'assist.move'>> | undefined
}

/** The order that stands in focus, asked for by itself. */
export function useOrder(orderId: AssistOrderId): OrderView | undefined {
  const { answer } = useLive('assist.view', { orderId }, ['journal'])
  return answer?.ok ? answer.value : undefined
}

/** What can be chosen by a digit: acts the state allows, each with what still stands in its way. */
export function choosable(order: OrderView, names: ReadonlyMap<string, string>): readonly Choosable[] {
  const view = { ...order, ahead: aheadOf(order, names) }
  return order.acts.flatMap(({ act, allowed, why }: OrderOutlook) => {
    const form = formOf(act, view)
    const blocked = allowed ? undefined : (why as Choosable['why'])
    return form ? [{ act, form, why: blocked }] : []
  })
}
