import { useEffect } from 'react'
import type { Catalogue } from '#shared/catalogue/schema.ts'
import { checkConsultationCode } from '#shared/domain/consultation.ts'
import { ask } from '../../app/desk-client.ts'
import { type IntakeStart, useRoutes } from '../../app/routes.ts'
import { useIntake } from './intake-draft.ts'

/** Whether what was typed at 选事 is the code of a sheet somebody took home. */
export function isSheetCode(typed: string): boolean {
  return checkConsultationCode(typed).ok
}

/** Turns a consultation into an intake: the matter, the answers and the person come along. */
export async function startFromSheet(
  catalogue: Catalogue,
  typed: string,
  finish: () => void,
): Promise<string | undefined> {
  const opened = await ask('consultation.open', { code: typed })
  if (!opened.ok) return '这台工作台没有这份咨询，可能是在别的窗口记的。请按事项重新选。'
  const { matterId } = opened.value
  if (!matterId) return '这份咨询没有选事项，只记了问题。请按事项重新选。'
  return takeUp(catalogue, { ...opened.value, matterId }, finish)
}

/** The guide opens 选事 with the matter already chosen; an intake that was begun is left as it is. */
export function useStart(catalogue: Catalogue, finish: () => void): void {
  const start = useRoutes(({ route }) => (route.at === 'intake' ? route.start : undefined))
  useEffect(() => {
    if (start && useIntake.getState().draft.matterId === undefined) takeUp(catalogue, start, finish)
  }, [start, catalogue, finish])
}

function takeUp(catalogue: Catalogue, start: IntakeStart, finish: () => void): string | undefined {
  const { answer, chooseMatter, setApplicant } = useIntake.getState()
  const { name, phone } = start
  if (name || phone) setApplicant({ ...(name ? { name } : {}), ...(phone ? { phone } : {}) })
  if (start.matterId === undefined) return undefined
  const matter = catalogue.matters.find(({ matterId }) => matterId === start.matterId)
  if (!matter) return '目录里没有这件事了。请按事项重新选。'
  chooseMatter(matter.matterId, matter.applicantType === 'EITHER' ? undefined : matter.applicantType)
  for (const [situationId, optionId] of Object.entries(start.answers ?? {})) answer(situationId, optionId)
  finish()
  return undefined
}
