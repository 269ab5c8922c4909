import { useState } from 'react'
import type { AssistMove, AssistResult } from '#shared/domain/assist-order.ts'
import { AssistOrderId } from '#shared/kernel/ids.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { freshId } from '../../app/fresh-id.ts'
import { say } from '../../app/say.ts'
import { type Log, wishOf } from './log-wish.ts'

export type LogResult = AssistResult | 'GOES_ON'

/** Registers, and leads what is already over to its end. What was recorded before a no stays, and stands in the list. */
export function useLogging(onDone: () => void) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const submit = async (log: Log, result: LogResult, then?: () => void) => {
    if (busy) return
    setBusy(true)
    try {
      const orderId = AssistOrderId.parse(freshId())
      const registered = await ask('assist.register', { orderId, wish: wishOf(log) })
      if (!registered.ok) return setRefused(assistRefusalText(registered.refusal))
      for (const move of movesOf(result)) {
        const moved = await ask('assist.move', { orderId, move })
        if (!moved.ok) {
          say(`已登记。${assistRefusalText(moved.refusal)}`)
          return onDone()
        }
      }
      say(`已记下，${registered.value.docNo}`)
      onDone()
      then?.()
    } catch {
      setRefused('没有记下，请再按一次 Ctrl+Enter。')
    } finally {
      setBusy(false)
    }
  }
  return { busy, refused, submit }
}

function movesOf(result: LogResult): readonly AssistMove[] {
  if (result === 'GOES_ON') return [{ act: 'START' }]
  return [{ act: 'START' }, { act: 'FINISH', result }, { act: 'CLOSE' }]
}
