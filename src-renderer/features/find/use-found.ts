import { useMemo } from 'react'
import type { Role } from '#shared/domain/staff.ts'
import { narrowed } from '#shared/domain/typed-text.ts'
import { useRoutes } from '../../app/routes.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { useLive } from '../../app/use-live.ts'
import { linesOf } from './find-lines.ts'
import type { Line } from './line.ts'

export type FoundLines = {
  readonly lines: readonly Line[]
  /** The desk has not answered yet for what stands in the box: Enter waits for it. */
  readonly waiting: boolean
  readonly failed: boolean
}

/** An auditor opens no case: the desk is not even asked. */
export function useFound(typed: string, role: Role, lock: () => void): FoundLines {
  const { catalogue } = useCatalogue()
  const query = narrowed(typed).toLowerCase()
  const mayAsk = role !== 'auditor'
  const asked = mayAsk && query !== '' && !query.startsWith('>') ? typed.slice(0, 60) : ''
  const live = useFindings(asked, mayAsk)
  const lines = useMemo(
    () =>
      linesOf(query.replaceAll(' ', ''), { catalogue, drafts: live.drafts, answered: live.answered }, role, {
        ...useRoutes.getState(),
        lock,
      }),
    [catalogue, query, live.drafts, live.answered, role, lock],
  )
  return { lines, waiting: asked !== '' && !live.answered && !live.failed, failed: live.failed }
}

const nobody = [] as const

function useFindings(typed: string, mayAsk: boolean) {
  const { answer, failed } = useLive(mayAsk ? 'find.anything' : undefined, { typed }, ['journal'])
  const { answer: drafts } = useLive(mayAsk ? 'draft.list' : undefined, {}, ['drafts'])
  return {
    answered: answer?.ok ? answer.value : undefined,
    drafts: drafts?.ok ? drafts.value.drafts : nobody,
    failed,
  }
}
