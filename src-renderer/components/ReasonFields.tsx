import { useState } from 'react'
import { ChoiceField } from './ChoiceField.tsx'
import { FastField } from './FastField.tsx'
import { focusPlace } from './focus-place.ts'

/** A reason by its digit; the last digit opens a line to write it. */
export function ReasonFields({
  label,
  onSettle,
  place,
  reasons,
}: {
  readonly label: string
  readonly place: string
  readonly reasons: readonly string[]
  readonly onSettle: (reason: string) => void
}) {
  const [own, setOwn] = useState<string>()
  const [told, setTold] = useState(false)
  const options = [...reasons, otherReason].map((reason) => ({ value: reason, label: reason }))
  const pick = (reason: string) => {
    if (reason !== otherReason) return onSettle(reason)
    setOwn('')
    setTimeout(() => focusPlace(`${place}.own`))
  }
  const write = () => {
    const reason = own?.trim() ?? ''
    if (reason.length >= 2) onSettle(reason)
    else setTold(true)
  }
  return (
    <>
      <ChoiceField
        label={label}
        fieldId={`${place}.reason`}
        wide
        options={options}
        value={own === undefined ? '' : otherReason}
        onChoose={() => undefined}
        onPicked={pick}
      />
      {own === undefined ? null : (
        <FastField
          label="原因"
          fieldId={`${place}.own`}
          wide
          required
          maxLength={60}
          value={own}
          error={told && own.trim().length < 2 ? '请写明原因，至少两个字。' : undefined}
          onInput={setOwn}
          onEnter={write}
        />
      )}
    </>
  )
}

const otherReason = '其他，写明'
