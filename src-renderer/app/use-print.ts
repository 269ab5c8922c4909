import { useEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { printSheets } from './print-papers.ts'

export type Printing = 'ready' | 'printing' | 'failed'

/**
 * Prints what stands in the page, one job after the other. A quick Enter that comes before the sheet has
 * been drawn is kept and not lost.
 */
export function usePrint(
  drawn: boolean,
  {
    jobs = [() => undefined],
    after,
    onDone,
  }: {
    /** Each puts its own copy into the page first. */
    readonly jobs?: readonly (() => void)[]
    /** Told when every job was taken. */
    readonly after?: () => Promise<unknown>
    readonly onDone: () => void
  },
): { readonly state: Printing; readonly print: () => void } {
  const [state, setState] = useState<Printing>('ready')
  const [wanted, setWanted] = useState(false)
  const printAll = async () => {
    for (const job of jobs) {
      // The copy stands in the page before the printer is called.
      flushSync(job)
      if (!(await printSheets([]))) return false
    }
    await after?.()
    return true
  }
  const run = useRef(printAll)
  run.current = printAll
  const done = useRef(onDone)
  done.current = onDone
  useEffect(() => {
    if (!wanted || !drawn) return
    setWanted(false)
    setState('printing')
    Promise.resolve()
      .then(() => run.current())
      .then(
        (taken) => (taken ? done.current() : setState('failed')),
        () => setState('failed'),
      )
  }, [wanted, drawn])
  return { state, print: () => state !== 'printing' && setWanted(true) }
}
