import { Button } from 'antd'
import { useLayoutEffect, useRef } from 'react'
import { useKeys } from '../../app/keys.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useConsult } from './consult-draft.ts'
import { PersonFields } from './PersonFields.tsx'
import { useLog } from './use-log.ts'

/** A question no matter of the catalogue answers: written down in the person's own words. */
export function QuestionStage() {
  const question = useConsult(({ question }) => question)
  const set = useConsult(({ set }) => set)
  const { finish, wrong } = useLog()
  const box = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => box.current?.focus(), [])
  useKeys('step', { 'Ctrl+Enter': finish, Escape: () => set({ stage: 'matter' }) })
  return (
    <div className="screen">
      <div className="screen-body">
        <section className="pane question-pane">
          <h1>记下问题</h1>
          <label className="big-label" htmlFor="question">
            群众问了什么
          </label>
          <textarea
            id="question"
            ref={box}
            data-field="question"
            rows={6}
            maxLength={500}
            value={question}
            onChange={(event) => set({ question: event.target.value })}
          />
          <PersonFields onDone={() => box.current?.focus()} />
          {wrong ? (
            <p className="field-error" role="alert">
              {wrong}
            </p>
          ) : null}
        </section>
      </div>
      <div className="action-bar">
        <span className="spacer" />
        <KeyHint keys="Esc">重新选事项</KeyHint>
        <Button type="primary" data-field="next" disabled={question.trim() === ''} onClick={finish}>
          记下，下一位 <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </div>
  )
}
