import { Button } from 'antd'
import { useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { HandoverSlip } from '../../papers/HandoverSlip.tsx'
import { LabelSheet } from '../../papers/LabelSheet.tsx'
import { LetterSheet } from '../../papers/LetterSheet.tsx'
import type { Outlook } from './errand-draft.ts'

export type Begun = Extract<Answer<'errand.begin'>, { ok: true }>['value']

const jobs = [
  { paper: 'letter', copy: '委托人联' },
  { paper: 'letter', copy: '存档联' },
  { paper: 'letter', copy: '专员随身联' },
  { paper: 'slip', copy: '移交人联' },
  { paper: 'slip', copy: '接收人联' },
  { paper: 'label', copy: '' },
] as const

type Props = { readonly begun: Begun; readonly outlook: Outlook; readonly onClose: () => void }

/** It is recorded; three letters, two slips and the label go to the printer, or later. */
export function ErrandDone({ begun, onClose, outlook }: Props) {
  const { bagNo, letterNo, order, slip } = begun
  const letter = useLive('assist.paper', { kind: 'D9', docNo: letterNo }, ['journal']).answer
  const sheet = useLive('custody.slip', { slipId: slip.slipId }, ['journal']).answer
  const label = useLive('custody.label', { bagNo }, []).answer
  const [job, setJob] = useState<(typeof jobs)[number]>(jobs[0])
  const box = useDialogFocus(undefined)
  const ready = letter?.ok && letter.value.kind === 'D9' && sheet?.ok && label?.ok
  const { print, state } = usePrint(Boolean(ready), {
    jobs: jobs.map((each) => () => setJob(each)),
    after: async () => {
      await ask('assist.paperPrinted', { kind: 'D9', docNo: letterNo })
      await ask('custody.slipPrinted', { slipId: slip.slipId })
    },
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
        aria-label="代办已登记"
        tabIndex={-1}
      >
        <h2>
          已转代办，由{order.officerName}办，已记在本机 <span className="weak">{order.docNo}</span>
        </h2>
        <div className="preview" role="region" aria-label="预览" tabIndex={0}>
          <div className="preview-sheet">
            {job.paper === 'letter' && letter?.ok && letter.value.kind === 'D9' ? (
              <LetterSheet sheet={letter.value} copy={job.copy} />
            ) : null}
            {job.paper === 'slip' && sheet?.ok ? <HandoverSlip sheet={sheet.value} copy={job.copy} /> : null}
            {job.paper === 'label' && label?.ok ? (
              <LabelSheet label={label.value} unitName={outlook.centreName} />
            ) : null}
          </div>
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，代办已经有效。请看打印机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回办件 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={state === 'printing'} onClick={print}>
            {state === 'printing' ? '正在打印' : '打印委托书三份、清单两份和袋标签'} <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
