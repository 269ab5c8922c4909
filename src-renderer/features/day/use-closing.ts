import { useState } from 'react'
import type { Answer, Input } from '#shared/contract/desk.ts'
import type { Refusal } from '#shared/kernel/result.ts'
import { ask } from '../../app/desk-client.ts'

export type Closed = (Answer<'day.close'> & { ok: true })['value']

/** One close at a time: a second Enter while the PINs are checked does nothing. */
export function useClosing(onClosed: (closed: Closed) => void) {
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<Refusal<string>>()
  const submit = async (input: Input<'day.close'>): Promise<Refusal<string> | undefined> => {
    if (busy) return
    setBusy(true)
    setRefusal(undefined)
    try {
      const answer = await ask('day.close', input)
      if (answer.ok) {
        onClosed(answer.value)
        return
      }
      setRefusal(answer.refusal)
      return answer.refusal
    } catch {
      // The desk could not answer: the banner says why, and the fields keep what was typed.
      return
    } finally {
      setBusy(false)
    }
  }
  return { busy, refusal, submit }
}
