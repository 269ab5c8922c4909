import { useLayoutEffect, useRef, useState } from 'react'
import { mergeMatter } from '#shared/catalogue/merge.ts'
import type { MergedMatter, MergedQuestion } from '#shared/catalogue/merged.ts'
import { useKeys } from '../../app/keys.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { BillPanel } from './BillPanel.tsx'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { SetPreview } from './SetPreview.tsx'
import { StepActions } from './StepActions.tsx'

type Change = { readonly situationId: string; readonly optionId: string; readonly sentence: string }

/** 情形: one digit a question. The bill beside it follows every answer at once. */
export function SituationStep() {
  const { catalogue, finish, merged } = useRoom()
  const goal = useIntake(({ goal }) => goal)
  const [standing, setStanding] = useState<string | undefined>(goal)
  const [change, setChange] = useState<Change>()
  const [told, setTold] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => box.current?.focus(), [standing, change, merged])
  if (!merged) return null

  const { questions } = merged
  const open = questions.find(({ answer }) => answer === undefined)
  const current = questions.find(({ situationId }) => situationId === standing) ?? open ?? questions.at(-1)
  const unanswered = questions.filter(({ answer }) => answer === undefined).length
  const at = current ? questions.indexOf(current) : -1

  const onward = () => {
    if (!open) return finish('situation')
    setTold(true)
    setStanding(open.situationId)
  }
  const settle = (situationId: string, optionId: string) => {
    const { draft, answer } = useIntake.getState()
    if (draft.step !== 'situation') return
    answer(situationId, optionId)
    setChange(undefined)
    setStanding(undefined)
    const after = mergeMatter(catalogue, merged.matterId, { ...draft.answers, [situationId]: optionId })
    const following = nextStanding(questions, after, situationId)
    if (following === 'done') finish('situation')
    else setStanding(following)
  }
  const choose = (optionId: string | undefined) => {
    if (!current || optionId === undefined) return
    const effect =
      current.answer === undefined || current.answer === optionId
        ? undefined
        : effectOf(
            merged,
            mergeMatter(catalogue, merged.matterId, {
              ...useIntake.getState().draft.answers,
              [current.situationId]: optionId,
            }),
          )
    if (effect) setChange({ situationId: current.situationId, optionId, sentence: effect })
    else settle(current.situationId, optionId)
  }
  const digits = Object.fromEntries(
    (current?.options ?? []).map((option, n) => [String(n + 1), () => choose(option.optionId)]),
  )
  useKeys('step', {
    ...digits,
    Backspace: () => setStanding(questions[Math.max(0, at - 1)]?.situationId),
    Enter: () => choose(current?.answer),
    'Ctrl+Enter': onward,
  })
  useKeys(
    'panel',
    {
      Enter: () => change && settle(change.situationId, change.optionId),
      Escape: () => setChange(undefined),
    },
    change !== undefined,
  )
  return (
    <>
      <div className="screen-body two-panes">
        <section className="pane">
          <h1>情形</h1>
          <div ref={box} className="questions" tabIndex={-1} aria-label="情形">
            {questions.map((question, n) => (
              <Question
                key={question.situationId}
                question={question}
                n={n + 1}
                current={question === current}
                onStand={() => setStanding(question.situationId)}
                onChoose={choose}
              />
            ))}
          </div>
          {told && unanswered > 0 ? (
            <p role="alert" className="field-error">
              还有 {unanswered} 题没答，答完才能填表。
            </p>
          ) : null}
          {change ? (
            <p className="confirm-line" role="alert">
              {change.sentence}
              <br />按 <kbd>Enter</kbd> 改，按 <kbd>Esc</kbd> 不改。
            </p>
          ) : (
            <p className="hints">
              <span className="hint">
                <kbd>1–{current?.options.length ?? 9}</kbd>选
              </span>
              <KeyHint keys="Backspace">上一题</KeyHint>
              {current?.answer ? <KeyHint keys="Enter">保留原来的答案</KeyHint> : null}
            </p>
          )}
        </section>
        <aside className="side-pane" aria-label="随答案变化">
          <BillPanel merged={merged} />
          <SetPreview merged={merged} />
        </aside>
      </div>
      <StepActions next={open ? '答完情形' : '填一张表'} onNext={onward} />
    </>
  )
}

function Question({
  question,
  n,
  current,
  onStand,
  onChoose,
}: {
  readonly question: MergedQuestion
  readonly n: number
  readonly current: boolean
  readonly onStand: () => void
  readonly onChoose: (optionId: string) => void
}) {
  const answered = question.options.find(({ optionId }) => optionId === question.answer)
  if (!current) {
    return (
      <button
        type="button"
        className={`question is-folded${answered ? '' : ' is-later'}`}
        tabIndex={-1}
        onClick={onStand}
      >
        <span className="n">{n}</span>
        {question.question}
        <strong>{answered ? `— ${answered.label}` : ''}</strong>
      </button>
    )
  }
  return (
    <fieldset className="question is-current">
      <legend>
        <span className="n">{n}</span>
        {question.question}
      </legend>
      <div role="radiogroup" aria-label={question.question}>
        {question.options.map((option, at) => (
          <span
            key={option.optionId}
            role="radio"
            aria-checked={option.optionId === question.answer}
            tabIndex={-1}
            className="answer"
            onClick={() => onChoose(option.optionId)}
          >
            <kbd>{at + 1}</kbd>
            {option.label}
          </span>
        ))}
      </div>
    </fieldset>
  )
}

/** Going through answers given earlier stops at each one; otherwise at the next open one. */
function nextStanding(
  before: readonly MergedQuestion[],
  after: MergedMatter,
  situationId: string,
): string | 'done' {
  const at = after.questions.findIndex((question) => question.situationId === situationId)
  const open = after.questions.slice(at + 1).find(({ answer }) => answer === undefined)
  const anyOpen = open ?? after.questions.find(({ answer }) => answer === undefined)
  if (anyOpen) return anyOpen.situationId
  const last = at === after.questions.length - 1
  const wasComplete = before.every(({ answer }) => answer !== undefined)
  return wasComplete && !last ? (after.questions[at + 1]?.situationId ?? 'done') : 'done'
}

/** What changing an answer would take away and bring, said before it is done. */
export function effectOf(before: MergedMatter, after: MergedMatter): string | undefined {
  const gone = missingRows(before, after)
  const come = missingRows(after, before)
  const items = after.items.length - before.items.length
  const parts = [
    gone > 0 && `去掉 ${gone} 份材料`,
    come > 0 && `增加 ${come} 份材料`,
    items < 0 && `少办 ${-items} 个事项`,
    items > 0 && `多办 ${items} 个事项`,
  ].filter(Boolean)
  return parts.length > 0 ? `改这一项会${parts.join('、')}，已填内容保留。` : undefined
}

/** How many rows of the one set the other does not have. */
function missingRows(one: MergedMatter, other: MergedMatter): number {
  const rows = new Set(other.materials.map(({ rowId }) => rowId))
  return one.materials.filter(({ rowId }) => !rows.has(rowId)).length
}
