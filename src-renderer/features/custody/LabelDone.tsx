import { Button } from 'antd'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { LabelSheet } from '../../papers/LabelSheet.tsx'

type Props = { readonly bagNo: string; readonly centreName: string; readonly onClose: () => void }

/** The label of a bag as it will stick on it. */
export function LabelDone({ bagNo, centreName, onClose }: Props) {
  const { answer } = useLive('custody.label', { bagNo }, [])
  const label = answer?.ok ? answer.value : undefined
  const box = useDialogFocus(undefined)
  const { print, state } = usePrint(label !== undefined, { onDone: onClose })
  useKeys('overlay', { Enter: print, 'Ctrl+P': print, Escape: onClose })
  return (
    <div className="veil">
      <div ref={box} className="prompt" role="dialog" aria-modal="true" aria-label="袋标签" tabIndex={-1}>
        <h2>袋标签</h2>
        <div className="label-preview">
          {label ? <LabelSheet label={label} unitName={centreName} /> : null}
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，装袋已经记下。请看标签机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回看板 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={state === 'printing'} onClick={print}>
            打印标签 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
