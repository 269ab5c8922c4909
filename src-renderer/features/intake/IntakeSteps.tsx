import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { timeOf } from '#shared/kernel/instants.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { ApplicantStep } from './ApplicantStep.tsx'
import { useSaving } from './autosave.ts'
import { FormStep } from './FormStep.tsx'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { MaterialsStep } from './MaterialsStep.tsx'
import { MatterStep } from './MatterStep.tsx'
import { ParkPrompt } from './ParkPrompt.tsx'
import { ReviewStep } from './ReviewStep.tsx'
import { SituationStep } from './SituationStep.tsx'
import { type Step, sectionState, stepAfter, stepBefore, stepNames, steps } from './steps.ts'
import { refusalText } from './words.ts'

/** The six steps before the decision, with their states on top and the keys that lead through them. */
export function IntakeSteps() {
  const { goTo, merged } = useRoom()
  const draft = useIntake(({ draft }) => draft)
  const [parking, setParking] = useState(false)
  const leave = useRoutes(({ go }) => go)
  useKeys('screen', {
    'Ctrl+PageDown': () => merged && goTo(stepAfter(draft.step, merged)),
    'Ctrl+PageUp': () => goTo(stepBefore(draft.step, merged)),
    Escape: () => (draft.matterId ? setParking(true) : leave({ at: 'today' })),
  })
  return (
    <div className="screen intake">
      <StepHeads onGo={(step) => goTo(step)} />
      <StepBody step={draft.step} />
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

/** The bar at the foot of a step: what was saved, the keys, and the one blue button. */
export function StepActions({
  next,
  onNext,
  disabled,
  children,
}: {
  readonly next: string
  readonly onNext: () => void
  readonly disabled?: boolean
  readonly children?: ReactNode
}) {
  const first = useIntake(({ draft }) => draft.matterId === undefined)
  return (
    <div className="action-bar">
      <SavedNote />
      <span className="spacer" />
      {children}
      {first ? null : (
        <span className="hint">
          <kbd>Ctrl+PgUp</kbd>上一步
        </span>
      )}
      <span className="hint">
        <kbd>Esc</kbd>
        {first ? '回今天' : '暂存'}
      </span>
      <Button type="primary" data-field="next" disabled={disabled === true} onClick={onNext}>
        {next} <kbd>Ctrl+Enter</kbd>
      </Button>
    </div>
  )
}

function SavedNote() {
  const { refusal, savedMs, state } = useSaving()
  if (refusal) return <span className="saved is-wrong">{refusalText({ code: refusal, detail: {} })}</span>
  if (state === 'failed')
    return <span className="saved is-wrong">草稿还没存上，正在再试。请先不要关窗口。</span>
  if (savedMs === undefined) return <span className="saved" />
  return <span className="saved">{state === 'clean' ? `草稿已保存 ${timeOf(savedMs)}` : '草稿正在保存'}</span>
}
