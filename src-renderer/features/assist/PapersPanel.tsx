import { Button } from 'antd'
import { useState } from 'react'
import { assistPaperWords } from '#shared/domain/assist-paper.ts'
import { erasedSentence } from '#shared/domain/erasure.ts'
import type { AssistOrderId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { AssistPaperSheet } from '../../papers/AssistPaperSheet.tsx'
import { BlankLetter } from '../../papers/BlankLetter.tsx'

type Props = { readonly orderId: AssistOrderId; readonly onClose: () => void }

const refusals = {
  'paper-unknown': '没有找到这份单子，请按 Esc 回去再打开一次。',
  'case-erased': erasedSentence,
} as const

/** The papers of an order by number: looked at, printed, printed again with the mark 补打. */
export function PapersPanel({ onClose, orderId }: Props) {
  const { answer } = useLive('assist.papers', { orderId }, ['journal'])
  const papers = answer?.ok ? answer.value.papers : []
  const [at, setAt] = useState(0)
  const [blank, setBlank] = useState(false)
  const chosen = papers[at] ?? papers[0]
  const content = useLive('assist.paper', { kind: chosen?.kind ?? 'D8', docNo: chosen?.docNo ?? '' }, [
    'journal',
  ]).answer
  const sheet = content?.ok && content.value.docNo === chosen?.docNo ? content.value : undefined
  const box = useDialogFocus(undefined)
  // Who goes to a house takes two blank letters along.
  const visit = sheet?.kind === 'D8-VISIT'
  const { print, state } = usePrint(sheet !== undefined, {
    jobs: visit
      ? [() => setBlank(false), () => setBlank(true), () => setBlank(true)]
      : [() => setBlank(false)],
    after: () =>
      chosen ? ask('assist.paperPrinted', { kind: chosen.kind, docNo: chosen.docNo }) : Promise.resolve(),
    onDone: onClose,
  })
  const choose = (n: number) => {
    if (!papers[n]) return
    setAt(n)
    setBlank(false)
  }
  useKeys('overlay', {
    ...Object.fromEntries(papers.slice(0, 9).map((_, n) => [`${n + 1}`, () => choose(n)])),
    ArrowDown: () => choose(at + 1),
    ArrowUp: () => choose(at - 1),
    Enter: print,
    'Ctrl+P': print,
    Escape: onClose,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt slip-done assist-papers"
        role="dialog"
        aria-modal="true"
        aria-label="这次帮办的单子"
        tabIndex={-1}
      >
        <h2>这次帮办的单子</h2>
        <div className="assist-papers-body">
          <div className="paper-list" role="radiogroup" aria-label="单子">
            {papers.map(({ docNo, kind, printed }, n) => (
              <button
                key={`${kind} ${docNo}`}
                type="button"
                role="radio"
                aria-checked={n === at}
                tabIndex={n === at ? 0 : -1}
                onClick={() => choose(n)}
              >
                <kbd>{n + 1}</kbd>
                <span>
                  {assistPaperWords[kind]}
                  <small className="code">{docNo}</small>
                </span>
                <span className="weak">{printed === 0 ? '还没打' : `打过 ${printed} 次`}</span>
              </button>
            ))}
          </div>
          <div className="preview" role="region" aria-label="预览" tabIndex={0}>
            <div className="preview-sheet">
              {sheet && !blank ? <AssistPaperSheet sheet={sheet} /> : null}
              {sheet && blank ? <BlankLetter sheet={sheet} /> : null}
              {content?.ok === false && chosen ? <p>{refusals[content.refusal.code]}</p> : null}
            </div>
          </div>
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，登记已经有效。请看打印机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回帮办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={!sheet || state === 'printing'} onClick={print}>
            {visit ? '打印任务单和两份空白委托书' : '打印这份单子'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
