import { useEffect, useRef, useState } from 'react'
import type { MatterSheet } from '#shared/domain/matter-sheet.ts'
import { useKeys } from '../../app/keys.ts'
import { printSheets } from '../../app/print-papers.ts'
import { useLive } from '../../app/use-live.ts'
import { GuideSheet } from '../../papers/GuideSheet.tsx'
import { TakeHomeSheet } from '../../papers/TakeHomeSheet.tsx'

const forms = [
  { form: 'A4', word: '完整指南', paper: 'A4' },
  { form: 'A5', word: '按情形清单', paper: 'A5' },
  { form: 'LARGE', word: '大字版', paper: 'A4' },
  { form: 'ROLL', word: '热敏小条', paper: '80 毫米' },
] as const
type Form = (typeof forms)[number]['form']
type State = 'choosing' | 'printing' | 'printed' | 'failed'

const stateWords: Readonly<Record<State, string>> = {
  choosing: '按数字选一种，选了就打印。',
  printing: '正在打印。',
  printed: '交给打印机了。按数字可以再打一种。',
  failed: '没打出来，什么也没丢。请看打印机，再按一次数字。',
}

/** One digit chooses the form and prints it. A guide belongs to nobody, so nothing is written down. */
export function GuidePrint({
  onClose,
  sheet,
}: {
  readonly sheet: MatterSheet
  readonly onClose: () => void
}) {
  const { answer } = useLive('desk.overview', {}, ['session'])
  const overview = answer?.ok ? answer.value : undefined
  const [form, setForm] = useState<Form>()
  const [state, setState] = useState<State>('choosing')
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(document.activeElement)
  useEffect(() => {
    const from = before.current
    box.current?.focus()
    return () => {
      if (from instanceof HTMLElement && from.isConnected) from.focus()
    }
  }, [])

  const print = (chosen: Form) => {
    if (state === 'printing') return
    setForm(chosen)
    setState('printing')
    printSheets([]).then(
      (taken) => setState(taken ? 'printed' : 'failed'),
      () => setState('failed'),
    )
  }
  const digits = Object.fromEntries(forms.map(({ form }, n) => [String(n + 1), () => print(form)]))
  useKeys('overlay', { ...digits, Escape: onClose })
  const frame = {
    unitName: overview?.centreName ?? '',
    practice: overview?.practice ?? false,
    clerkName: '',
    printedOn: overview?.today ?? sheet.effectiveFrom,
  }
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt guide-print"
        role="dialog"
        aria-modal="true"
        aria-labelledby="guide-print-title"
        tabIndex={-1}
      >
        <h2 id="guide-print-title">打印“{sheet.matterName}”</h2>
        <p role="status">{stateWords[state]}</p>
        <div className="guide-forms">
          {forms.map(({ form: each, paper, word }, n) => (
            <button key={each} type="button" aria-pressed={each === form} onClick={() => print(each)}>
              <kbd>{n + 1}</kbd> {word} <span className="weak">{paper}</span>
            </button>
          ))}
          <button type="button" onClick={onClose}>
            <kbd>Esc</kbd> 关上
          </button>
        </div>
        {form && overview ? (
          <div
            className={`guide-preview is-${form.toLowerCase()}`}
            role="region"
            aria-label="预览"
            tabIndex={0}
          >
            <div className="preview-sheet">
              {form === 'A4' ? (
                <GuideSheet sheet={sheet} frame={frame} />
              ) : (
                <TakeHomeSheet
                  key={form}
                  sheet={sheet}
                  form={form}
                  frame={frame}
                  missing={sheet.materials}
                  had={[]}
                />
              )}
            </div>
          </div>
        ) : null}
      </div>
    </div>
  )
}
