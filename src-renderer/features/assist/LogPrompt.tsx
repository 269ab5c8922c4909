import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { AssistResult } from '#shared/domain/assist-order.ts'
import { assistResultWords, categoryWords, modeWords } from '../../app/assist-words.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField, type ChoiceOption } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { emptyLog, type Log, placeLabel, placesOf, quickModes } from './log-wish.ts'
import { type LogResult, useLogging } from './use-logging.ts'

const modes = quickModes.map((value) => ({ value, label: modeWords[value] }))
const categories = (['ELDERLY', 'DISABLED', 'HARDSHIP', 'OTHER'] as const).map((value) => ({
  value,
  label: categoryWords[value],
}))
const consents = [
  { value: 'PLAIN', label: '本人自愿，已告知' },
  { value: 'SENSITIVE', label: '另外单独同意敏感信息' },
]
const results = [
  ...AssistResult.options.map((value) => ({ value, label: assistResultWords[value] })),
  { value: 'GOES_ON', label: '还在办' },
]

/** 帮办速记 (ui.md 2.c): way, matter, person where one is needed, consent, result. */
export function LogPrompt({ onDone }: { readonly onDone: () => void }) {
  const [log, setLog] = useState<Log>(emptyLog)
  const [result, setResult] = useState<LogResult | ''>('')
  const { busy, refused, submit } = useLogging(onDone)
  const officers = useOfficers()
  const places = placesOf(log.mode)
  const full = { ...log, officerId: log.officerId || (officers[0]?.value ?? '') }
  const box = useDialogFocus('log.mode')
  const save = () => void submit(full, result || 'GOES_ON')
  useKeys('overlay', { 'Ctrl+Enter': save, Escape: onDone })
  const onward = (from: (typeof places)[number]) => {
    const next = places[places.indexOf(from) + 1]
    if (next) focusPlace(`log.${next}`)
    else save()
  }
  const choice = (
    key: 'mode' | 'category' | 'officerId' | 'consent',
    label: string,
    options: readonly ChoiceOption[],
  ) => (
    <ChoiceField
      key={key}
      label={label}
      fieldId={`log.${key}`}
      options={options}
      value={full[key]}
      onChoose={(value) => setLog({ ...log, [key]: value } as Log)}
      onPicked={() => onward(key)}
      onEnter={() => onward(key)}
    />
  )
  const line = (key: 'about' | 'place' | 'name' | 'idNumber' | 'phone', label: string, maxLength = 60) => (
    <FastField
      key={key}
      label={label}
      fieldId={`log.${key}`}
      maxLength={maxLength}
      value={log[key]}
      onInput={(value) => setLog({ ...log, [key]: value })}
      onEnter={() => onward(key)}
    />
  )
  const fields: Readonly<Record<(typeof places)[number], ReactNode>> = {
    mode: choice('mode', '方式', modes),
    about: line('about', '什么事', 80),
    place: line('place', placeLabel(log.mode) ?? ''),
    category: choice('category', '服务对象', categories),
    name: line('name', '姓名'),
    idNumber: line('idNumber', '身份证号', 18),
    phone: line('phone', '电话', 20),
    officerId: choice('officerId', '专员', officers),
    consent: choice('consent', '本人同意', consents),
    result: (
      <ChoiceField
        key="result"
        label="结果"
        fieldId="log.result"
        options={results}
        value={result}
        onChoose={(value) => setResult(value as LogResult)}
        onEnter={save}
      />
    ),
  }
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt assist-prompt"
        role="dialog"
        aria-modal="true"
        aria-labelledby="log-title"
        tabIndex={-1}
      >
        <h2 id="log-title">帮办速记</h2>
        <p className="weak">免费服务，不收取任何费用。代办要先收件。</p>
        {places.map((key) => fields[key])}
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <Button onClick={onDone}>
            先不记 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy} onClick={save}>
            记下这次帮办 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

/** Who may act today, by name; a lapsed filing is not offered. */
function useOfficers(): readonly ChoiceOption[] {
  const { answer } = useLive('officer.list', {}, ['journal'])
  const rows = answer?.ok ? answer.value.rows : []
  return rows.filter(({ fault }) => !fault).map(({ name, staffId }) => ({ value: staffId, label: name }))
}
