import { Button } from 'antd'
import { useState } from 'react'
import type { SlipId } from '#shared/kernel/ids.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { HandoverSlip } from '../../papers/HandoverSlip.tsx'

export type SlipMade = {
  readonly slip: { readonly slipId: SlipId; readonly docNo: string }
  /** 交给李敏 */
  readonly said: string
}

const copies = ['移交人联', '接收人联'] as const

/** It is recorded; the slip is printed twice, or later. Each copy is a job of its own, with its own pages. */
export function SlipDone({ made, onClose }: { readonly made: SlipMade; readonly onClose: () => void }) {
  const { slipId, docNo } = made.slip
  const { answer } = useLive('custody.slip', { slipId }, ['journal'])
  const sheet = answer?.ok ? answer.value : undefined
  const [copy, setCopy] = useState<(typeof copies)[number]>(copies[0])
  const box = useDialogFocus(undefined)
  const { print, state } = usePrint(sheet !== undefined, {
    jobs: copies.map((each) => () => setCopy(each)),
    after: () => ask('custody.slipPrinted', { slipId }),
    onDone: onClose,
  })
  useKeys('overlay', { Enter: print, 'Ctrl+P': print, Escape: onClose })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt slip-done"
        role="dialog"
        aria-modal="true"
        aria-label="交接清单"
        tabIndex={-1}
      >
        <h2>
          {made.said}，已记在本机 <span className="weak">{docNo}</span>
        </h2>
        <div className="preview" role="region" aria-label="预览" tabIndex={0}>
          <div className="preview-sheet">{sheet ? <HandoverSlip sheet={sheet} copy={copy} /> : null}</div>
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，交接已经有效。请看打印机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回看板 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={state === 'printing'} onClick={print}>
            {state === 'printing' ? '正在打印' : '打印两份交接清单'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
