import { useLayoutEffect, useState } from 'react'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { ApplicantFields } from './ApplicantFields.tsx'
import { applicantFaults, idNumberFault } from './applicant-faults.ts'
import type { Found } from './found.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { PersonCard } from './PersonCard.tsx'
import { RepresentativeFields } from './RepresentativeFields.tsx'
import { StepActions } from './StepActions.tsx'
import { refusalText } from './words.ts'

/** 办事人: the number first, because everything else follows from it. */
export function ApplicantStep() {
  const { finish, flush, merged, today } = useRoom()
  const goal = useIntake(({ goal }) => goal)
  const go = useRoutes(({ go }) => go)
  const [found, setFound] = useState<Found>()
  const [said, setSaid] = useState('')
  const [shownFaults, setShownFaults] = useState(false)
  const draft = useIntake(({ draft }) => draft)
  const faults = shownFaults ? applicantFaults(draft, today) : []
  const sameCase = found?.openCases.find(({ sameMatter }) => sameMatter)
  const [sameSettled, setSameSettled] = useState(false)
  const asking = sameCase !== undefined && !sameSettled

  useLayoutEffect(() => {
    focusPlace(goal ?? startPlace())
  }, [goal])

  const lookUp = async () => {
    const { applicant, matterId } = useIntake.getState().draft
    if (applicant.identityMethod === 'PENDING') return void focusPlace('name')
    // Hands do not wait for the desk: what is typed next is the name, not more of the number.
    if (idNumberFault(applicant.kind, applicant.idNumber, today) === undefined) focusPlace('name')
    const answer = await ask('party.lookup', {
      kind: applicant.kind,
      idNumber: applicant.idNumber,
      ...(matterId ? { matterId } : {}),
    })
    if (!answer.ok) {
      setFound(undefined)
      setSaid(refusalText(answer.refusal))
      focusPlace('idNumber')
      return
    }
    setSaid('')
    setSameSettled(false)
    setFound(answer.value)
    useIntake.getState().setApplicant({ idNumber: answer.value.idNumber })
    moveOn(answer.value)
  }
  /** What the desk found decides where to go on, unless the clerk has gone on already. */
  const moveOn = ({ known }: Found) =>
    setTimeout(() => {
      if (useIntake.getState().draft.applicant.name !== '') return
      if (!focusPlace('same-case')) focusPlace(known ? 'known' : 'name')
    })
  const takeKnown = () => {
    if (!found?.known) return
    const { name, phone, address } = found.known
    const { setApplicant } = useIntake.getState()
    setApplicant({ name, ...(phone ? { phone, noPhoneReason: '' } : {}), ...(address ? { address } : {}) })
    focusPlace(phone ? 'capacity' : 'phone')
  }
  const done = () => {
    if (asking) return void focusPlace('same-case')
    const [first] = applicantFaults(useIntake.getState().draft, today)
    if (!first) return finish()
    setShownFaults(true)
    focusPlace(first.at)
  }
  useKeys('step', {
    'Ctrl+Enter': done,
    F7: () => {
      setSaid('没找到读卡器，可以直接输入号码。')
      focusPlace('idNumber')
    },
  })
  useKeys(
    'panel',
    {
      '1': () =>
        sameCase && void flush().then(() => go({ at: 'case', caseId: sameCase.caseId, from: 'today' })),
      '2': () => {
        setSameSettled(true)
        focusPlace(found?.known ? 'known' : 'name')
      },
    },
    asking,
  )
  return (
    <>
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>办事人</h1>
          <ApplicantFields
            faults={faults}
            said={said}
            found={found}
            onLookUp={() => void lookUp()}
            onChanged={() => {
              setFound(undefined)
              setSaid('')
            }}
            onTakeKnown={takeKnown}
            onDone={done}
          />
          <RepresentativeFields faults={faults} onDone={done} />
        </section>
        <aside className="side-pane" aria-label="办事人资料">
          <PersonCard found={found} asking={asking} today={today} />
        </aside>
      </div>
      <StepActions next={merged?.questions.length ? '答情形' : '填一张表'} onNext={done} />
    </>
  )
}

/** A draft taken up again continues where something is missing. */
function startPlace(): string {
  const { applicant } = useIntake.getState().draft
  if (applicant.idNumber === '' && applicant.identityMethod !== 'PENDING') return 'idNumber'
  if (applicant.name === '') return 'name'
  return applicant.phone === '' && applicant.noPhoneReason === '' ? 'phone' : 'capacity'
}
