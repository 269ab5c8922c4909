import { ChoiceField } from '../../components/ChoiceField.tsx'
import { DateField } from '../../components/DateField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { PinField } from '../../components/PinField.tsx'
import { readDay } from './act-faults.ts'
import type { ActField } from './act-fields.ts'

type Props = {
  readonly field: ActField
  readonly value: string
  readonly today: string
  readonly error: string | undefined
  readonly onSet: (value: string) => void
  readonly onEnter: () => void
}

/** One thing an act must say, in the field that fits it. */
export function ActFieldRow({ field, value, today, error, onSet, onEnter }: Props) {
  const shared = {
    label: field.label,
    fieldId: `act.${field.id}`,
    value,
    error,
    required: field.required,
    onEnter,
  }
  switch (field.kind) {
    case 'choice':
      return (
        <ChoiceField {...shared} wide options={field.options ?? []} onChoose={onSet} onPicked={onEnter} />
      )
    case 'date':
      return (
        <DateField
          {...shared}
          hint={field.id === 'on' ? '可以早于今天，如 9.18' : ''}
          read={(typed) => readDay(typed, today)}
          onCommit={onSet}
        />
      )
    case 'pin':
      return <PinField {...shared} onInput={onSet} />
    case 'text':
    case 'number':
      return (
        <FastField
          {...shared}
          wide={(field.max ?? 0) > 100}
          maxLength={field.max}
          inputMode={field.kind === 'number' ? 'numeric' : 'text'}
          onInput={onSet}
        />
      )
  }
}
