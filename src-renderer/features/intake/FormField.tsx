import { memo, useState } from 'react'
import type { MergedField } from '#shared/catalogue/merged.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { lengthMax, wrongField } from './form-faults.ts'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import { pastOffer, pastSource } from './past-values.ts'
import { sourceBadge } from './prefill.ts'
import { fieldText } from './words.ts'

type Props = {
  readonly field: MergedField
  /** After a blocked Ctrl+Enter every field says what it lacks, in the words of the summary. */
  readonly showFault: boolean
  readonly onward: (fieldId: string) => void
}

/** One field of the form. It listens to its own value only, so a key redraws one field. */
export const FormField = memo(function FormField({ field, showFault, onward }: Props) {
  const { today } = useRoom()
  const { fieldId } = field
  const value = useIntake(({ draft }) => draft.form[fieldId] ?? '')
  const badge = useIntake(
    ({ draft, past }) => sourceBadge(field, draft, today) ?? pastSource(field, draft.form, past, today),
  )
  const offered = useIntake(({ draft, past }) => pastOffer(field, draft.form, past, today)?.sentence)
  const [left, setLeft] = useState(false)
  const code = wrongField(field, { [fieldId]: value }, today)
  const told = code !== undefined && (showFault || code === 'field-long' || (left && code === 'field-form'))
  const set = (next: string) => {
    setLeft(false)
    useIntake.getState().setField(fieldId, next)
  }
  const frame = {
    label: field.label,
    fieldId,
    badge,
    required: field.required,
    wanted: field.required && value === '',
    error: told ? fieldText(code, field) : undefined,
    hint: offered ?? field.hint,
    onEnter: () => {
      const { draft, fill, past } = useIntake.getState()
      const offer = pastOffer(field, draft.form, past, today)
      if (offer) fill(offer.fill)
      onward(fieldId)
    },
  }
  if (field.type === 'choice') {
    return (
      <ChoiceField
        {...frame}
        options={field.options ?? []}
        value={value}
        wide={(field.options ?? []).length > 4}
        onChoose={set}
        onPicked={() => onward(fieldId)}
      />
    )
  }
  if (field.type === 'date') {
    return <DateField {...frame} value={value} onCommit={set} read={(typed) => readDay(typed, today)} />
  }
  return (
    <FastField
      {...frame}
      value={value}
      wide={field.type === 'address'}
      inputMode={inputModes[field.type] ?? 'text'}
      maxLength={field.maxLength ?? lengthMax}
      onInput={set}
      onLeave={() => setLeft(true)}
    />
  )
})

const inputModes: Readonly<Partial<Record<MergedField['type'], 'numeric' | 'tel'>>> = {
  phone: 'tel',
  number: 'numeric',
  money: 'numeric',
  account: 'numeric',
}

function readDay(typed: string, today: string): string | undefined {
  const day = parseTypedDay(typed, today)
  return day.ok ? day.value : undefined
}
