import { useCallback, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import type { Answer, Change, DeskContract, Name } from '#shared/contract/desk.ts'
import { ask, onChange, useDeskLink } from './desk-client.ts'

export type Live<N extends Name> = {
  readonly answer: Answer<N> | undefined
  /** The desk could not answer; the reason stands in the fault banner. */
  readonly failed: boolean
  readonly again: () => void
}

const gatherMs = 60

/**
 * What the desk says now, asked again whenever the desk hints that it changed. Nothing is copied.
 *
 * Without a name nothing is asked: whoever is signed in may not know.
 */
export function useLive<N extends Name>(
  name: N | undefined,
  input: z.input<DeskContract[N]['input']>,
  on: readonly Change[],
): Live<N> {
  const [state, setState] = useState<{ key: string; answer?: Answer<N>; failed: boolean }>()
  const key = JSON.stringify([name, input])
  const latest = useRef(0)
  const open = useDeskLink(({ state }) => state === 'open')

  const again = useCallback(() => {
    const turn = ++latest.current
    const [askedName, askedInput] = JSON.parse(key) as [N | null, z.input<DeskContract[N]['input']>]
    if (askedName === null) return
    ask(askedName, askedInput).then(
      (answer) => turn === latest.current && setState({ key, answer, failed: false }),
      () => turn === latest.current && setState((before) => ({ ...before, key, failed: true })),
    )
  }, [key])

  const hints = on.join()
  useEffect(() => {
    again()
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = onChange((what) => {
      if (!hints.split(',').includes(what)) return
      clearTimeout(timer)
      timer = setTimeout(again, gatherMs)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [again, hints, open])

  const here = state?.key === key ? state : undefined
  return { answer: here?.answer, failed: here?.failed ?? false, again }
}
