import type { MergedQuestion } from '#shared/catalogue/merged.ts'

type Props = {
  readonly questions: readonly MergedQuestion[]
  readonly skipped: readonly string[]
  readonly current: MergedQuestion | undefined
  readonly onChoose: (situationId: string, optionId: string | undefined) => void
  readonly onReopen: (situationId: string) => void
}

/** One question large with its digits, the answered ones in a line; Enter passes one over. */
export function TalkQuestions({ current, onChoose, onReopen, questions, skipped }: Props) {
  const settled = questions.filter(
    ({ answer, situationId }) => answer !== undefined || skipped.includes(situationId),
  )
  return (
    <div className="talk-questions" aria-label="情形">
      {settled.length > 0 ? (
        <p className="talk-settled">
          {settled.map((question) => (
            <button
              key={question.situationId}
              type="button"
              tabIndex={-1}
              title="改这一题"
              onClick={() => onReopen(question.situationId)}
            >
              {question.question}
              <strong>{labelOf(question)}</strong>
            </button>
          ))}
        </p>
      ) : null}
      {current ? (
        <fieldset
          className="question is-current"
          tabIndex={-1}
          data-field={`question ${current.situationId}`}
        >
          <legend>{current.question}</legend>
          <div className="talk-options" role="radiogroup" aria-label={current.question}>
            {current.options.map(({ label, optionId }, n) => (
              <span
                key={optionId}
                role="radio"
                aria-checked={false}
                tabIndex={-1}
                className="answer"
                onClick={() => onChoose(current.situationId, optionId)}
              >
                <kbd>{n + 1}</kbd>
                {label}
              </span>
            ))}
            <span
              role="radio"
              aria-checked={false}
              tabIndex={-1}
              className="answer is-skip"
              onClick={() => onChoose(current.situationId, undefined)}
            >
              <kbd>Enter</kbd>不清楚
            </span>
          </div>
        </fieldset>
      ) : null}
    </div>
  )
}

function labelOf({ answer, options }: MergedQuestion): string {
  return options.find(({ optionId }) => optionId === answer)?.label ?? '不清楚'
}
