import { useState } from 'react'
import type { Refusal } from '#shared/kernel/result.ts'

type Answered<Value, Code extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly refusal: Refusal<Code> }

/** One act at a time: what the desk refused in its own words, and a line that says when nothing came back. */
export function useAct<Code extends string>(wordOf: (refusal: Refusal<Code>) => string) {
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const run = async <Value>(
    work: () => Promise<Answered<Value, Code>>,
    then: (value: Value) => void,
  ): Promise<void> => {
    if (busy) return
    setBusy(true)
    setRefused(undefined)
    try {
      const answer = await work()
      if (answer.ok) then(answer.value)
      else setRefused(wordOf(answer.refusal))
    } catch {
      setRefused('没有收到结果。请按 Esc 回看板看最新去向，再决定要不要重做。')
    } finally {
      setBusy(false)
    }
  }
  return { busy, refused, refuse: setRefused, run }
}
