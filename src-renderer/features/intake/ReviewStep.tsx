import { useCallback, useEffect, useState } from 'react'
import { type Choice, type RefusalGround, standsInTheWay } from '#shared/domain/decision.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { pinSentences } from '../../app/pin-words.ts'
import { ErrorSummary, type SummaryEntry } from '../../components/ErrorSummary.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { ClocksPreview, DecisionStrip } from './DecisionStrip.tsx'
import { decidedSentence } from './decided-words.ts'
import { faultSentence } from './fault-sentence.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import type { Outlook } from './outlook.ts'
import { RefusePanel } from './RefusePanel.tsx'
import { ReviewPage } from './ReviewPage.tsx'
import { StepActions } from './StepActions.tsx'
import type { Step } from './steps.ts'
import { refusalText } from './words.ts'

/** 核对与决定: everything on one page, then one of six numbered choices. */
export function ReviewStep() {
  const { goTo } = useRoom()
  const { again, outlook, sentence } = useReview()
  const [picked, setPicked] = useState<Choice>()
  const [refusing, setRefusing] = useState(false)
  const [deciding, setDeciding] = useState(false)
  const [said, setSaid] = useState('')
  const [pinSaid, setPinSaid] = useState('')
  const choice = picked ?? allowedDefault(outlook)
  const faults = outlook?.faults ?? []
  const entries = useEntries(outlook)

  const decide = async (
    with_: Choice | undefined,
    no?: { readonly ground?: RefusalGround; readonly pin: string },
  ) => {
    const ground = no?.ground
    if (deciding) return
    if (!with_) return document.querySelector<HTMLElement>('.summary')?.focus()
    const chosen = outlook?.choices.find((each) => each.choice === with_)
    if (with_ === 'REFUSE' && !ground) return setRefusing(true)
    const inTheWay = faults.some((fault) => standsInTheWay(fault, with_, ground))
    if (inTheWay && chosen?.allowed) return document.querySelector<HTMLElement>('.summary')?.focus()
    setDeciding(true)
    setSaid('')
    setPinSaid('')
    try {
      const { draftId } = useIntake.getState().draft
      const answer = await ask('intake.decide', {
        draftId,
        choice: with_,
        ...(ground ? { ground } : {}),
        ...(no ? { confirm: { pin: no.pin } } : {}),
      })
      if (answer.ok) {
        useIntake
          .getState()
          .decide({ ...answer.value, said: decidedSentence(answer.value.outcomes.map(({ state }) => state)) })
        return
      }
      if (Object.hasOwn(pinSentences, answer.refusal.code)) return setPinSaid(refusalText(answer.refusal))
      setRefusing(false)
      setSaid(refusalText(answer.refusal))
      again()
    } catch {
      setSaid('没有收到结果。请按 Alt+2 在办件里看有没有这件，再决定要不要重办。')
    } finally {
      setDeciding(false)
    }
  }
  useKeys(
    'step',
    {
      Enter: () => void decide(choice),
      'Ctrl+Enter': () => void decide(choice),
    },
    !refusing,
  )
  return (
    <>
      <div className="screen-body review">
        <h1>核对与决定</h1>
        {sentence ? (
          <p role="alert" className="field-error">
            {sentence}
          </p>
        ) : null}
        {said ? (
          <p role="alert" className="field-error">
            {said}
          </p>
        ) : null}
        {entries.length > 0 ? <ErrorSummary entries={entries} /> : null}
        <ReviewPage onMend={(step, goal) => goTo(step, { mending: true, goal })} />
      </div>
      <div className="decision">
        {outlook ? (
          <>
            <DecisionStrip
              outlook={outlook}
              choice={choice}
              onChoose={setPicked}
              active={!refusing}
              quiet={entries.length > 0}
            />
            <ClocksPreview outlook={outlook.choices.find((each) => each.choice === choice)} />
          </>
        ) : (
          <p className="weak">正在核对…</p>
        )}
      </div>
      {refusing ? (
        <RefusePanel
          outlook={outlook}
          busy={deciding}
          pinSaid={pinSaid}
          onRefuse={(ground, pin) => void decide('REFUSE', { ground, pin })}
          onNotRequired={(pin) => void decide('NOT_REQUIRED', { pin })}
          onBack={() => {
            setRefusing(false)
            setPinSaid('')
          }}
        />
      ) : null}
      <StepActions
        next={deciding ? '正在记录' : '决定'}
        disabled={deciding || !outlook}
        onNext={() => void decide(choice)}
      >
        <KeyHint keys="Enter">决定</KeyHint>
      </StepActions>
    </>
  )
}

/** Saves the draft whole, then asks what stands in the way and what each choice would do. */
function useReview() {
  const { flush } = useRoom()
  const draftId = useIntake(({ draft }) => draft.draftId)
  const [state, setState] = useState<{ outlook?: Outlook; sentence?: string }>({})
  const again = useCallback(() => {
    const review = async () => {
      if (!(await flush()))
        return setState({ sentence: '草稿还没存上，存好后再核对。请按 Ctrl+PgUp 回去再进来。' })
      const answer = await ask('intake.review', { draftId })
      setState(answer.ok ? { outlook: answer.value } : { sentence: refusalText(answer.refusal) })
    }
    review().catch(() => setState({ sentence: '没有核对成，已填内容都在。请按 Ctrl+PgUp 回去再进来。' }))
  }, [draftId, flush])
  useEffect(again, [again])
  return { ...state, again }
}

/** The choice the facts ask for, unless something still keeps it back. */
function allowedDefault(outlook: Outlook | undefined): Choice | undefined {
  const found = outlook?.choices.find(({ choice }) => choice === outlook.defaultChoice)
  return found?.allowed ? found.choice : undefined
}

/** Faults first, then the papers nobody has looked at: without them no decision is complete (UX-402). */
function useEntries(outlook: Outlook | undefined): readonly SummaryEntry[] {
  const { goTo, merged } = useRoom()
  const judged = useIntake(({ draft }) => draft.materials)
  if (!outlook) return []
  const go = (step: Step, at: string) => () => goTo(step, { mending: true, goal: at })
  const faults = outlook.faults.map((fault) => ({
    key: `${fault.step} ${fault.at} ${fault.code}`,
    sentence: faultSentence(fault, merged),
    onGo: go(fault.step, fault.at),
  }))
  const unseen = (merged?.materials ?? []).filter(({ rowId }) => !judged.some((each) => each.rowId === rowId))
  return [
    ...faults,
    ...unseen.map(({ name, rowId }) => ({
      key: rowId,
      sentence: `材料“${name}”还没看。`,
      onGo: go('materials', rowId),
    })),
  ]
}
