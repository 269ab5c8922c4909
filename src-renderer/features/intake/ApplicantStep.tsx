import { useLayoutEffect, useState } from 'react'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { ApplicantFields } from './ApplicantFields.tsx'
import { applicantFaults } from './applicant-faults.ts'
import { ComparePanel } from './ComparePanel.tsx'
import { sameCaseOf } from './found.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { PersonCard } from './PersonCard.tsx'
import { RepresentativeFields } from './RepresentativeFields.tsx'
import { StepActions } from './StepActions.tsx'
import { firstOpenPlace } from './take-over.ts'
import { usePerson } from './use-person.ts'
import { refusalText } from './words.ts'

/** 办事人: the number first, because everything else follows from it. */
export function ApplicantStep() {
  const { finish, flush, merged, today } = useRoom()
  const goal = useIntake(({ goal }) => goal)
  const go = useRoutes(({ go }) => go)
  const [shownFaults, setShownFaults] = useState(false)
  const [reasoning, setReasoning] = useState(false)
  const draft = useIntake(({ draft }) => draft)
  const faults = shownFaults ? applicantFaults(draft, today) : []
  const person = usePerson(today)
  const same = sameCaseOf(person.person, draft)
  const comparing = person.candidates.length > 0

  useLayoutEffect(() => {
    focusPlace(goal ?? firstOpenPlace())
  }, [goal])

  const done = () => {
    if (same) return void (focusPlace('besides.reason') || focusPlace('same-case'))
    const [first] = applicantFaults(useIntake.getState().draft, today)
    if (!first) return finish('applicant')
    setShownFaults(true)
    focusPlace(first.at)
  }
  const settleBesides = (besidesReason: string) => {
    useIntake.getState().settle({ besidesReason })
    setReasoning(false)
    setTimeout(() => focusPlace('known') || focusPlace(firstOpenPlace()))
  }
  useKeys('step', { 'Ctrl+Enter': done, F7: () => void readCard(person) }, !comparing)
  useKeys(
    'panel',
    {
      '1': () => same && void flush().then(() => go({ at: 'case', caseId: same.caseId, from: 'today' })),
      '2': () => {
        setReasoning(true)
        setTimeout(() => focusPlace('besides.reason'))
      },
    },
    same !== undefined && !reasoning && !comparing,
  )
  return (
    <>
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>办事人</h1>
          <ApplicantFields faults={faults} person={person} onDone={done} />
          <RepresentativeFields faults={faults} onDone={done} />
        </section>
        <aside className="side-pane" aria-label="办事人资料">
          <PersonCard
            found={person.found}
            openCases={person.person?.openCases ?? []}
            same={same}
            reasoning={reasoning}
            onReason={settleBesides}
            today={today}
          />
        </aside>
      </div>
      {comparing ? (
        <ComparePanel candidates={person.candidates} onSettle={person.settle} today={today} />
      ) : null}
      <StepActions next={merged?.questions.length ? '答情形' : '填一张表'} onNext={done} />
    </>
  )
}

/** The card of the applicant, or of who came for them while their fields are in hand. */
async function readCard(person: ReturnType<typeof usePerson>): Promise<void> {
  const { draft, setApplicant, setRepresentative } = useIntake.getState()
  const place = document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field'] ?? ''
  const card = await ask('device.readCard', {})
  if (!card.ok) {
    person.setSaid(refusalText(card.refusal))
    return void focusPlace('idNumber')
  }
  const { address, idNumber, name } = card.value
  if (place.startsWith('representative.')) {
    setRepresentative({ name, idNumber })
    return void focusPlace('representative.relation')
  }
  if (draft.applicant.kind === 'ORGANISATION')
    return person.setSaid('这件事由单位申请，请输入统一社会信用代码；来办的人再按 F7 读证。')
  person.forget()
  person.setPracticeCard(card.value.practice)
  setApplicant({ name, idNumber, address, identityMethod: 'CARD', birthDate: '' })
  await person.lookUp('card')
}
