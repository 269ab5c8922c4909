import { useState } from 'react'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { ApplicantStep } from './ApplicantStep.tsx'
import { FormStep } from './FormStep.tsx'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { MaterialsStep } from './MaterialsStep.tsx'
import { MatterStep } from './MatterStep.tsx'
import { ParkPrompt } from './ParkPrompt.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SituationStep } from './SituationStep.tsx'
import { type Step, sectionState, stepAfter, stepBefore, stepNames, steps } from './steps.ts'
import { usePastAgain } from './use-past-again.ts'

/** The six steps before the decision, with their states on top and the keys that lead through them. */
export function IntakeSteps() {
  const { goTo, merged } = useRoom()
  const step = useIntake(({ draft }) => draft.step)
  const chosen = useIntake(({ draft }) => draft.matterId !== undefined)
  const [parking, setParking] = useState(false)
  const leave = useRoutes(({ go }) => go)
  usePastAgain()
  useKeys('screen', {
    'Ctrl+PageDown': () => merged && goTo(stepAfter(step, merged)),
    'Ctrl+PageUp': () => goTo(stepBefore(step, merged)),
    Escape: () => (chosen ? setParking(true) : leave({ at: 'today' })),
  })
  return (
    <div className="screen intake">
      <StepHeads onGo={(step) => goTo(step)} />
      <StepBody step={step} />
      {parking ? <ParkPrompt onStay={() => setParking(false)} /> : null}
    </div>
  )
}

function StepBody({ step }: { readonly step: Step }) {
  switch (step) {
    case 'matter':
      return <MatterStep />
    case 'applicant':
      return <ApplicantStep />
    case 'situation':
      return <SituationStep />
    case 'form':
      return <FormStep />
    case 'materials':
      return <MaterialsStep />
    case 'review':
      return <ReviewStep />
  }
}

function StepHeads({ onGo }: { readonly onGo: (step: Step) => void }) {
  const { merged, today } = useRoom()
  const draft = useIntake(({ draft }) => draft)
  const seen = useIntake(({ seen }) => seen)
  return (
    <nav className="steps" aria-label="步骤">
      {steps.map((step, n) => {
        const { state, word } = sectionState(step, draft, merged, seen, today)
        return (
          <button
            key={step}
            type="button"
            className={`step is-${state}`}
            aria-current={state === 'current' ? 'step' : undefined}
            disabled={!merged && step !== 'matter'}
            tabIndex={-1}
            onClick={() => onGo(step)}
          >
            <span className="step-mark" aria-hidden="true">
              {state === 'done' ? '✓' : n + 1}
            </span>
            <span>
              {stepNames[step]}
              <small>{word}</small>
            </span>
          </button>
        )
      })}
    </nav>
  )
}
