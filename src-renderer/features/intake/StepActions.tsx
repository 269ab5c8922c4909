import { Button } from 'antd'
import type { ReactNode } from 'react'
import { timeOf } from '#shared/kernel/instants.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useSaving } from './autosave.ts'
import { useIntake } from './intake-draft.ts'
import { refusalText } from './words.ts'

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
      {first ? null : <KeyHint keys="Ctrl+PgUp">上一步</KeyHint>}
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
