import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from 'react'
import type { MergedField } from '#shared/catalogue/merged.ts'
import { useKeys } from '../../app/keys.ts'
import { ErrorSummary } from '../../components/ErrorSummary.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { BillPanel } from './BillPanel.tsx'
import { FormField } from './FormField.tsx'
import { wrongField } from './form-faults.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { freshHousehold } from './past-values.ts'
import { knownValues, leftByRelation } from './prefill.ts'
import { StepActions } from './StepActions.tsx'
import { fieldText } from './words.ts'

type Section = { readonly name: string; readonly fields: readonly MergedField[] }

/** 一张表: Enter goes from one empty required field to the next; what is known is already there. */
export function FormStep() {
  const { finish, merged, today } = useRoom()
  const goal = useIntake(({ goal }) => goal)
  const [blocked, setBlocked] = useState(0)
  const fields = useMemo(() => merged?.fields ?? [], [merged])
  const sections = useMemo(() => sectionsOf(fields), [fields])

  useLayoutEffect(() => {
    const { draft, fill, past } = useIntake.getState()
    fill({ ...knownValues(fields, draft, today), ...freshHousehold(fields, draft, past, today) })
    const first = fields.find((field) => wrongNow(field, today))
    focusPlace(goal ?? first?.fieldId ?? 'next')
  }, [fields, goal, today])

  // What the applicant is to the child says whose fields are known already.
  const relation = useIntake(({ draft }) => draft.form['applicant.relation'])
  useEffect(() => {
    const { draft, fill } = useIntake.getState()
    if (relation) fill({ ...leftByRelation(fields, draft), ...knownValues(fields, draft, today) })
  }, [relation, fields, today])

  /** The next field in need, looking onwards from this one and then from the top. */
  const onward = useCallback(
    (fieldId: string) => {
      const at = fields.findIndex((field) => field.fieldId === fieldId)
      const turned = [...fields.slice(at + 1), ...fields.slice(0, at + 1)]
      const next = turned.find((field) => wrongNow(field, today))
      if (next) focusPlace(next.fieldId)
      else finish('form')
    },
    [fields, finish, today],
  )
  const done = () => {
    if (fields.some((field) => wrongNow(field, today))) setBlocked(blocked + 1)
    else finish('form')
  }
  const step = (by: number) => {
    const place = document.activeElement?.closest<HTMLElement>('[data-field]')?.dataset['field']
    const at = fields.findIndex(({ fieldId }) => fieldId === place)
    const next = fields[Math.max(0, Math.min(fields.length - 1, at + by))]
    if (next) focusPlace(next.fieldId)
  }
  useKeys('step', { 'Ctrl+Enter': done, 'Ctrl+ArrowDown': () => step(1), 'Ctrl+ArrowUp': () => step(-1) })
  useKeys('panel', { Escape: () => setBlocked(0) }, blocked > 0)
  return (
    <>
      <div className="screen-body form-step">
        <aside className="form-side" aria-label="各段和账单">
          <SectionList sections={sections} />
          {merged ? <BillPanel merged={merged} /> : null}
        </aside>
        <section className="pane form-pane">
          <h1>一张表</h1>
          {blocked > 0 ? <FormSummary fields={fields} turn={blocked} /> : null}
          {sections.map((section) => (
            <fieldset key={section.name} className="form-section">
              <legend>{section.name}</legend>
              <div className="fields">
                {section.fields.map((field) => (
                  <FormField key={field.fieldId} field={field} showFault={blocked > 0} onward={onward} />
                ))}
              </div>
            </fieldset>
          ))}
        </section>
      </div>
      <StepActions next="看材料" onNext={done}>
        <FormHints />
      </StepActions>
    </>
  )
}

function FormHints() {
  return (
    <span className="form-hints">
      <KeyHint keys="Enter">下一个没填的</KeyHint>
      <KeyHint keys="Ctrl+↓">逐项看</KeyHint>
      <KeyHint keys="Ctrl+PgDn">先跳过</KeyHint>
    </span>
  )
}

function FormSummary({ fields, turn }: { readonly fields: readonly MergedField[]; readonly turn: number }) {
  const { today } = useRoom()
  const form = useIntake(({ draft }) => draft.form)
  const entries = fields.flatMap((field) => {
    const code = wrongField(field, form, today)
    return code
      ? [
          {
            key: field.fieldId,
            sentence: fieldText(code, field),
            onGo: () => void focusPlace(field.fieldId),
          },
        ]
      : []
  })
  return entries.length > 0 ? <ErrorSummary entries={entries} turn={turn} /> : null
}

function SectionList({ sections }: { readonly sections: readonly Section[] }) {
  const { today } = useRoom()
  const form = useIntake(({ draft }) => draft.form)
  return (
    <nav className="section-list" aria-label="表的各段">
      {sections.map(({ fields, name }) => {
        const missing = fields.filter((field) => wrongField(field, form, today) !== undefined).length
        const touched = fields.some(({ fieldId }) => form[fieldId])
        const word = missing === 0 ? '完成' : touched ? `缺 ${missing} 项` : `未填 ${missing} 项`
        return (
          <button
            key={name}
            type="button"
            tabIndex={-1}
            className={missing === 0 ? 'is-done' : ''}
            onClick={() =>
              focusPlace(fields.find((field) => wrongNow(field, today))?.fieldId ?? fields[0]?.fieldId ?? '')
            }
          >
            <span aria-hidden="true">{missing === 0 ? '✓' : touched ? '◐' : '○'}</span>
            <span>
              {name}
              <small>{word}</small>
            </span>
          </button>
        )
      })}
    </nav>
  )
}

function wrongNow(field: MergedField, today: string): boolean {
  return wrongField(field, useIntake.getState().draft.form, today) !== undefined
}

function sectionsOf(fields: readonly MergedField[]): readonly Section[] {
  return [...Map.groupBy(fields, ({ section }) => section)].map(([name, own]) => ({ name, fields: own }))
}
