import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'

type Given = { readonly pin: string; readonly code?: string }
/** What stands in the way, and of which of the two fields it speaks. */
type Wrong = { readonly atCode: boolean; readonly sentence: string }
type Form = {
  readonly needsCode: boolean
  /** What the city said to the last code. */
  readonly refused: string | undefined
  readonly label: string
  readonly send: (given: Given) => Promise<Wrong | undefined>
}

/** The manager's PIN, and the code of the city office where one is needed. */
export function CodeForm({ label, needsCode, refused, send }: Form) {
  const [code, setCode] = useState('')
  const [pin, setPin] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<Wrong>()
  useEffect(() => {
    focusPlace(needsCode ? 'epoch.code' : 'epoch.pin')
  }, [needsCode])
  const go = async () => {
    if (busy) return
    setBusy(true)
    const given = code.trim()
    const found = await send({ pin, ...(given ? { code: given } : {}) }).catch(() => 'unsaid' as const)
    setBusy(false)
    if (found === 'unsaid') return
    setPin('')
    setFault(found)
    if (found) focusPlace(placeOf(found))
  }
  const wrong = (at: string) => (fault && placeOf(fault) === at ? fault.sentence : undefined)
  return (
    <div className="epoch-form">
      {refused ? <p className="field-error">市级没有同意：{refused}</p> : null}
      {needsCode ? (
        <FastField
          label="市级给的登记码"
          fieldId="epoch.code"
          value={code}
          maxLength={30}
          required
          error={wrong('epoch.code')}
          onInput={setCode}
          onEnter={() => focusPlace('epoch.pin')}
        />
      ) : null}
      <PinField
        label="负责人 PIN"
        fieldId="epoch.pin"
        value={pin}
        required
        error={wrong('epoch.pin')}
        onInput={setPin}
        onEnter={() => void go()}
      />
      <Button
        type="primary"
        disabled={busy || pin.length < 6 || (needsCode && code.trim() === '')}
        onClick={() => void go()}
      >
        {label} <kbd>Enter</kbd>
      </Button>
    </div>
  )
}

function placeOf({ atCode }: Wrong): string {
  return atCode ? 'epoch.code' : 'epoch.pin'
}
