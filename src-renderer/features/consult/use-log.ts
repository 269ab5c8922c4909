import { useState } from 'react'
import { ask } from '../../app/desk-client.ts'
import { printSheets } from '../../app/print-papers.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { askedOf, useConsult } from './consult-draft.ts'
import { refusalText } from './words.ts'

export type Logging = {
  readonly state: 'open' | 'printing' | 'printed' | 'not-printed'
  readonly wrong: string | undefined
  /** Writes it down and stays; whether that worked. */
  readonly keep: () => Promise<boolean>
  readonly print: () => void
  readonly finish: () => void
}

/** Writes down first and prints after: a sheet in somebody's hand is always one the desk knows. */
export function useLog(): Logging {
  const [state, setState] = useState<Logging['state']>('open')
  const [wrong, setWrong] = useState<string>()

  const log = async (): Promise<boolean> => {
    const talk = useConsult.getState()
    try {
      const answer = await ask('consultation.log', {
        consultationId: talk.consultationId,
        asked: askedOf(talk),
      })
      setWrong(answer.ok ? undefined : refusalText(answer.refusal))
      if (answer.ok) useConsult.getState().set({ logged: answer.value })
      return answer.ok
    } catch {
      setWrong('没有记下，写的内容都还在。请再按一次 Ctrl+Enter。')
      return false
    }
  }
  const print = async () => {
    if (state === 'printing' || !(await log())) return
    setState('printing')
    setState((await printSheets([]).catch(() => false)) ? 'printed' : 'not-printed')
  }
  const finish = async () => {
    if (!(await log())) return
    useConsult.getState().set({ done: true })
    useRoutes.getState().go({ at: 'today' })
    say('咨询已记下，保存在本机')
  }
  return { state, wrong, keep: log, print: () => void print(), finish: () => void finish() }
}
