import { Button } from 'antd'
import type { RoundId } from '#shared/kernel/ids.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { TripSheet } from '../../papers/TripSheet.tsx'

/** The sheet of the trip as it will lie in the bag of whoever goes. */
export function TripDone({ onClose, roundId }: { readonly roundId: RoundId; readonly onClose: () => void }) {
  const { answer } = useLive('custody.roundSheet', { roundId }, [])
  const sheet = answer?.ok ? answer.value : undefined
  const box = useDialogFocus(undefined)
  const { print, state } = usePrint(sheet !== undefined, { onDone: onClose })
  useKeys('overlay', { Enter: print, 'Ctrl+P': print, Escape: onClose })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt slip-done"
        role="dialog"
        aria-modal="true"
        aria-label="跑腿单"
        tabIndex={-1}
      >
        <h2>跑腿单已记在本机。晚上回来按 T，再按 S，扫带回来的袋。</h2>
        <div className="preview" role="region" aria-label="预览" tabIndex={0}>
          <div className="preview-sheet">{sheet ? <TripSheet sheet={sheet} /> : null}</div>
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，跑腿单已经记下。请看打印机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回看板 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={state === 'printing'} onClick={print}>
            打印跑腿单 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
