import { Button } from 'antd'
import { useMemo, useState } from 'react'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import type { IncidentKind } from '#shared/domain/custody.ts'
import type { IncidentId } from '#shared/kernel/ids.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { usePrint } from '../../app/use-print.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { LossSheet } from '../../papers/LossSheet.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { aboutWord } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
  readonly me: string
  readonly onBack: () => void
  readonly onDone: (incidentId: IncidentId | undefined) => void
}

const kinds = [
  { value: 'LOST', label: '遗失' },
  { value: 'DAMAGED', label: '损毁' },
] as const

/** Lost or damaged: two people say so, and from then on nothing of it moves (ui.md UX-415). */
export function LossPrompt({ me, onBack, onDone, things }: Props) {
  const [kind, setKind] = useState<IncidentKind>('LOST')
  const [account, setAccount] = useState('')
  const [second, setSecond] = useState('')
  const [pin, setPin] = useState('')
  const { answer } = useLive('staff.tiles', {}, ['session'])
  const people = useMemo(
    () =>
      (answer?.ok ? answer.value.tiles : []).filter(
        ({ role, staffId }) => staffId !== me && role !== 'auditor',
      ),
    [answer, me],
  )
  const { busy, refused, run } = useAct(custodyRefusalText)
  const who = people.find(({ staffId }) => staffId === second) ?? people[0]
  const go = () => {
    if (!who) return
    void run(
      () =>
        ask('custody.incident', {
          thingIds: things.map(({ thingId }) => thingId),
          kind,
          account,
          second: { staffId: who.staffId, pin },
        }),
      ({ incidentIds }) => onDone(incidentIds[0]),
    )
  }
  return (
    <CustodyPrompt
      title="登记遗失或损毁"
      about={aboutWord(things)}
      first="loss.kind"
      verb="登记，打情况说明"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="怎么了"
        fieldId="loss.kind"
        options={kinds}
        value={kind}
        onChoose={(value) => setKind(value as IncidentKind)}
        onPicked={() => focusPlace('loss.account')}
        onEnter={() => focusPlace('loss.account')}
      />
      <FastField
        label="经过：什么时候、在哪里、怎么发现的"
        fieldId="loss.account"
        value={account}
        maxLength={500}
        required
        onInput={setAccount}
        onEnter={() => focusPlace('loss.second')}
      />
      <ChoiceField
        label="见证的同事"
        fieldId="loss.second"
        options={people.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={who?.staffId ?? ''}
        onChoose={setSecond}
        onPicked={() => focusPlace('loss.pin')}
        onEnter={() => focusPlace('loss.pin')}
      />
      <PinField
        label={`${who?.name ?? '同事'}的 PIN（请本人输入）`}
        fieldId="loss.pin"
        value={pin}
        onInput={setPin}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}

/** 情况说明 as it stands by now, to be signed by hand. */
export function LossDone({
  incidentId,
  onClose,
}: {
  readonly incidentId: IncidentId
  readonly onClose: () => void
}) {
  const { answer } = useLive('custody.report', { incidentId }, ['journal'])
  const report = answer?.ok ? answer.value : undefined
  const box = useDialogFocus(undefined)
  const { print, state } = usePrint(report !== undefined, { onDone: onClose })
  useKeys('overlay', { Enter: print, 'Ctrl+P': print, Escape: onClose })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt slip-done"
        role="dialog"
        aria-modal="true"
        aria-label="情况说明"
        tabIndex={-1}
      >
        <h2>已登记，这些材料办结前不能再交接。请告诉中心负责人。</h2>
        <div className="preview" role="region" aria-label="预览" tabIndex={0}>
          <div className="preview-sheet">{report ? <LossSheet report={report} /> : null}</div>
        </div>
        <p className="field-error" role="alert">
          {state === 'failed' ? '没打出来，登记已经有效。请看打印机，再按 Enter 打。' : ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onClose}>
            不打，回看板 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={state === 'printing'} onClick={print}>
            打印情况说明 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
