import { useEffect } from 'react'
import { ask } from '../../app/desk-client.ts'
import { useIntake } from './intake-draft.ts'

/** A draft taken up again with its consent: the values of earlier cases were never kept with it. */
export function usePastAgain(): void {
  const agreed = useIntake(({ draft, past }) => draft.consent !== undefined && past === undefined)
  useEffect(() => {
    if (agreed) void again().catch(() => undefined)
  }, [agreed])
}

async function again(): Promise<void> {
  const { applicant, consent } = useIntake.getState().draft
  const { idNumber, kind } = applicant
  const found = applicant.partyId ? undefined : await ask('party.lookup', { kind, idNumber })
  const partyId = applicant.partyId ?? (found?.ok ? found.value.known?.partyId : undefined)
  const answer = partyId && (await ask('party.past', { partyId, agreed: true }))
  const { agree, draft } = useIntake.getState()
  if (answer && answer.ok && draft.consent) agree(answer.value.past, consent)
}
