import { useCallback, useEffect, useState } from 'react'
import type { Candidate } from '#shared/contract/intake.ts'
import type { PartyId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { idNumberFault } from './applicant-faults.ts'
import { type Found, personOf } from './found.ts'
import { useIntake } from './intake-draft.ts'
import { firstOpenPlace, takeOver } from './take-over.ts'
import { refusalText } from './words.ts'

/**
 * Who stands behind the applicant: asked of the desk when a number is typed or a card is read, and by
 * name and day of birth where there is none. What is found decides where the focus goes.
 */
export function usePerson(today: string) {
  const [found, setFound] = useState<Found>()
  const [chosen, setChosen] = useState<Candidate>()
  const [candidates, setCandidates] = useState<readonly Candidate[]>([])
  const [said, setSaid] = useState('')
  const [refused, setRefused] = useState(false)
  const [practiceCard, setPracticeCard] = useState(false)
  const person = personOf(found, chosen)

  const forget = () => {
    setFound(undefined)
    setChosen(undefined)
    setCandidates([])
    setSaid('')
    setRefused(false)
    setPracticeCard(false)
    useIntake.getState().forgetPerson()
  }
  useReturn(setFound, setChosen)

  const lookUp = async (by: 'typing' | 'card' = 'typing') => {
    const { applicant } = useIntake.getState().draft
    if (applicant.identityMethod === 'PENDING') return void focusPlace('name')
    const { name } = applicant
    // Hands do not wait for the desk: what is typed next is the name, not more of the number.
    if (by === 'typing' && idNumberFault(applicant.kind, applicant.idNumber, today) === undefined)
      focusPlace('name')
    const answer = await lookedUp()
    if (!answer.ok) {
      setFound(undefined)
      setSaid(refusalText(answer.refusal))
      return void focusPlace('idNumber')
    }
    setSaid('')
    setFound(answer.value)
    useIntake.getState().setApplicant({ idNumber: answer.value.idNumber })
    if (by === 'card' && !answer.value.known && (await compare())) return
    // Unless the clerk has gone on already.
    if (by === 'card' || useIntake.getState().draft.applicant.name === name) goOn()
  }
  /** Puts persons of the same name beside the applicant; answers whether there are any. */
  const compare = async (): Promise<boolean> => {
    const { draft } = useIntake.getState()
    if (draft.applicant.partyId || found?.known) return false
    const list = await namesakes()
    setCandidates(list)
    return list.length > 0
  }
  const settle = (answer: 'same' | 'other' | 'later') => {
    const [asked, ...others] = candidates
    if (!asked) return
    const { draft, setApplicant, settle } = useIntake.getState()
    if (answer === 'same') {
      setApplicant({ partyId: asked.known.partyId })
      setChosen(asked)
    }
    if (answer === 'other') settle({ notSame: [...(draft.notSame ?? []), asked.known.partyId] })
    const rest = answer === 'other' ? others : []
    setCandidates(rest)
    if (rest.length === 0) goOn()
  }
  const takeKnown = async (partyId: PartyId) => {
    const answer = await ask('party.past', { partyId, agreed: true })
    if (!answer.ok) return setSaid(refusalText(answer.refusal))
    takeOver(answer.value, today)
    focusPlace(firstOpenPlace())
  }
  return {
    found,
    person,
    candidates,
    said,
    setSaid,
    refused,
    practiceCard,
    setPracticeCard,
    forget,
    lookUp,
    compare,
    settle,
    takeKnown,
    refuseKnown: () => {
      setRefused(true)
      setTimeout(() => focusPlace(firstOpenPlace()))
    },
  }
}

/** Somebody who comes back to this step finds it as it was left; nothing of it is asked twice. */
function useReturn(setFound: (found: Found) => void, setChosen: (chosen: Candidate) => void): void {
  const come = useCallback(async () => {
    const { applicant } = useIntake.getState().draft
    if (applicant.identityMethod !== 'PENDING' && applicant.idNumber.length === 18) {
      const answer = await lookedUp()
      if (answer.ok) setFound(answer.value)
    }
    if (!applicant.partyId) return
    const again = (await namesakes()).find(({ known }) => known.partyId === applicant.partyId)
    if (again) setChosen(again)
  }, [setFound, setChosen])
  useEffect(() => void come().catch(() => undefined), [come])
}

function lookedUp() {
  const { applicant, matterId } = useIntake.getState().draft
  return ask('party.lookup', {
    kind: applicant.kind,
    idNumber: applicant.idNumber,
    ...(matterId ? { matterId } : {}),
  })
}

async function namesakes(): Promise<readonly Candidate[]> {
  const { applicant, matterId, notSame } = useIntake.getState().draft
  if (applicant.kind !== 'PERSON' || applicant.name.trim() === '') return []
  const answer = await ask('party.candidates', {
    applicant,
    notSame: notSame ?? [],
    ...(matterId ? { matterId } : {}),
  })
  return answer.ok ? answer.value.candidates : []
}

/** An open case of the same matter first, then what is known from before, then what is still empty. */
function goOn(): void {
  setTimeout(() => {
    if (!focusPlace('besides.reason') && !focusPlace('same-case') && !focusPlace('known'))
      focusPlace(firstOpenPlace())
  })
}
