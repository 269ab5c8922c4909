import { Button } from 'antd'
import { useState } from 'react'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { dateOf } from '#shared/kernel/instants.ts'
import { ask } from '../../app/desk-client.ts'
import { eventWord } from '../../app/event-words.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { answerRefusal, fieldWords, type OutboxRow, reasonTitle } from './returned-words.ts'

type Props = {
  readonly row: OutboxRow
  readonly onDone: () => void
  readonly onOpenCase: (() => void) | undefined
  readonly onLeave: () => void
}

/** One entry the city sent back: its sentence, the field to set right, or the reason why it is right. */
export function ReturnedPanel({ onDone, onLeave, onOpenCase, row }: Props) {
  const { entryId, fields } = row
  const [values, setValues] = useState<Readonly<Record<string, string>>>({})
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)
  const places = [...fields, 'reason'] as const
  const box = useDialogFocus(`returned.${places[0]}`)
  const onward = (from: string) => {
    const next = places[places.indexOf(from as (typeof places)[number]) + 1]
    if (next) focusPlace(`returned.${next}`)
  }
  const send = async () => {
    if (busy) return
    const changes = fields.flatMap((field) =>
      values[field]?.trim() ? [{ field, value: values[field] }] : [],
    )
    const way = fields.length === 0 ? 'LEFT' : changes.length > 0 || !reason.trim() ? 'FIXED' : 'STANDS'
    setBusy(true)
    const answer = await ask('sync.answerReturned', {
      entryId,
      way,
      changes,
      ...(reason.trim() ? { reason } : {}),
    }).catch(() => undefined)
    setBusy(false)
    if (!answer) return
    if (answer.ok) return onDone()
    setWrong(answerRefusal(answer.refusal))
    focusPlace(`returned.${answer.refusal.code === 'number-wrong' ? 'idNumber' : places[0]}`)
  }
  useKeys('overlay', {
    'Ctrl+Enter': () => void send(),
    Escape: onLeave,
    ...(onOpenCase ? { 'Ctrl+ArrowUp': onOpenCase } : {}),
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt stick"
        role="dialog"
        aria-modal="true"
        aria-labelledby="returned-title"
        tabIndex={-1}
      >
        <h2 id="returned-title">市里退回：{reasonTitle(row)}</h2>
        <p className="weak">
          {eventWord(row.kind)}，{dayText(dateOf(row.recordedMs))}
          {row.caseNo ? (
            <>
              ，<span className="code">{formatCaseNo(row.caseNo)}</span>
            </>
          ) : null}
        </p>
        <p>{row.sentence}</p>
        {fields.map((field) => (
          <FastField
            key={field}
            label={fieldWords[field]}
            fieldId={`returned.${field}`}
            hint="没写错就空着"
            maxLength={60}
            value={values[field] ?? ''}
            onInput={(text) => setValues({ ...values, [field]: text })}
            onEnter={() => onward(field)}
          />
        ))}
        <FastField
          label={fields.length > 0 ? '没写错的，说明理由' : '核对过了，说明怎么处理'}
          fieldId="returned.reason"
          hint={
            fields.length > 0 ? '例如：本人改过名，户口簿已核对' : '原来的记录留着，要重办的请到办件里重办'
          }
          maxLength={200}
          value={reason}
          onInput={setReason}
          onEnter={() => void send()}
        />
        <p className="field-error" role="alert">
          {wrong}
        </p>
        <div className="prompt-actions">
          <Button onClick={onLeave}>
            先不改 <kbd>Esc</kbd>
          </Button>
          {onOpenCase ? (
            <Button onClick={onOpenCase}>
              打开办件 <kbd>Ctrl+↑</kbd>
            </Button>
          ) : null}
          <Button type="primary" disabled={busy} onClick={() => void send()}>
            {fields.length > 0 ? '改好重发' : '处理好了'} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
