import { create } from 'zustand'
import type { MergedMatter } from '#shared/catalogue/merged.ts'
import type { IntakeDraft } from '#shared/contract/intake.ts'
import { ask, type RefusalCode } from '../../app/desk-client.ts'
import { emptyDraft, useIntake } from './intake-draft.ts'

type Saving = {
  readonly state: 'clean' | 'dirty' | 'failed'
  readonly savedMs: number | undefined
  readonly refusal: RefusalCode<'draft.save'> | undefined
}

export const useSaving = create<Saving>()(() => ({ state: 'clean', savedMs: undefined, refusal: undefined }))

const afterKeyMs = 300
/** Somebody who never stops typing still loses no more than this. */
const atMostMs = 800

export type Autosave = { readonly flush: () => Promise<boolean>; readonly stop: () => void }

/** Saves the intake in hand shortly after each pause in typing; `flush` saves at once. */
export function startAutosave(merged: () => MergedMatter | undefined): Autosave {
  // After an unlock the last save may have failed: then the draft in hand is not taken for saved.
  let saved = useSaving.getState().state === 'failed' ? undefined : useIntake.getState().draft
  let dirtySince = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> = Promise.resolve(true)
  useSaving.setState({ state: 'clean', savedMs: undefined, refusal: undefined })

  const save = async (): Promise<boolean> => {
    clearTimeout(timer)
    const { draft, decided } = useIntake.getState()
    if (decided || draft === saved || isUntouched(draft)) return true
    dirtySince = 0
    try {
      const answer = await ask('draft.save', { draft: withoutStrays(draft, merged()) })
      if (answer.ok) saved = draft
      const clean = answer.ok && useIntake.getState().draft === draft
      useSaving.setState(
        answer.ok
          ? { state: clean ? 'clean' : 'dirty', savedMs: answer.value.savedMs, refusal: undefined }
          : { state: 'failed', refusal: answer.refusal.code },
      )
      return answer.ok
    } catch {
      useSaving.setState({ state: 'failed' })
      timer = setTimeout(() => void flush(), 2000)
      return false
    }
  }
  const flush = () => {
    running = running.then(save, save)
    return running
  }
  const unsubscribe = useIntake.subscribe(({ draft, decided }, before) => {
    if (decided || draft === before.draft || draft.draftId !== before.draft.draftId) return
    useSaving.setState({ state: 'dirty' })
    clearTimeout(timer)
    dirtySince ||= performance.now()
    const left = atMostMs - (performance.now() - dirtySince)
    timer = setTimeout(() => void flush(), Math.max(0, Math.min(afterKeyMs, left)))
  })
  const onBlur = () => void flush()
  window.addEventListener('blur', onBlur)
  return {
    flush,
    stop: () => {
      window.removeEventListener('blur', onBlur)
      unsubscribe()
      void flush()
    },
  }
}

/** Fields and rows that the answers no longer ask for stay in the window, but are not sent. */
export function withoutStrays(draft: IntakeDraft, merged: MergedMatter | undefined): IntakeDraft {
  if (!merged) return draft
  const fields = new Set(merged.fields.map(({ fieldId }) => fieldId))
  const rows = new Set(merged.materials.map(({ rowId }) => rowId))
  const asked = new Set(merged.questions.map(({ situationId }) => situationId))
  const kept = <Value>(record: Readonly<Record<string, Value>>, keep: (key: string) => boolean) =>
    Object.fromEntries(Object.entries(record).filter(([key]) => keep(key)))
  return {
    ...draft,
    answers: kept(draft.answers, (key) => asked.has(key)),
    form: kept(draft.form, (key) => fields.has(key) && draft.form[key]?.trim() !== ''),
    materials: draft.materials.filter(({ rowId }) => rows.has(rowId)),
  }
}

function isUntouched(draft: IntakeDraft): boolean {
  const empty = emptyDraft(draft.draftId)
  return draft.matterId === undefined && JSON.stringify(draft.applicant) === JSON.stringify(empty.applicant)
}
