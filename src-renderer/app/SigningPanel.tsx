import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { checkSignature, type Ink, type Signature } from '#shared/domain/signature.ts'
import type { Drawn } from '../components/drawn-ink.ts'
import { FastField } from '../components/FastField.tsx'
import { focusPlace } from '../components/focus-place.ts'
import { PinField } from '../components/PinField.tsx'
import { SignaturePad } from '../components/SignaturePad.tsx'
import { windowMs } from './fresh-id.ts'
import { useKeys } from './keys.ts'
import { signatureText, textHash } from './signature-words.ts'

type Props = {
  /** What is signed, in the very words that are hashed. */
  readonly text: string
  readonly title: string
  readonly who: string
  /** Written under the text already; empty where whoever signs gives the name here. */
  readonly name: string
  /** Names and numbers of those whose paper it is: none of them may be the witness. */
  readonly parties: readonly string[]
  /** The last word, as the button says it: 签好了，归还. */
  readonly verb: string
  readonly busy?: boolean
  /** What the desk said to it. */
  readonly refused?: string | undefined
  /** Whose PIN says yes on the other side, in the same breath: 李敏. */
  readonly pinOf?: string | undefined
  readonly onSigned: (signature: Signature, pin: string) => void
  readonly onBack: () => void
}

type Mode = 'INK' | 'FINGERPRINT'
type Said = {
  readonly reason: string
  readonly witnessName: string
  readonly witnessId: string
}

/**
 * The text, large, and the place to sign under it (ui.md 2.b, F9). Who cannot write puts a finger on the
 * printed paper; then a witness has to sign here, and the desk keeps no print of any finger.
 */
export function SigningPanel(props: Props) {
  const { busy = false, name, onBack, onSigned, parties, pinOf, refused, text, title, verb, who } = props
  const [mode, setMode] = useState<Mode>('INK')
  const [given, setGiven] = useState(name)
  const [ink, setInk] = useState<Drawn>()
  const [witnessInk, setWitnessInk] = useState<Drawn>()
  const [said, setSaid] = useState<Said>({ reason: '', witnessName: '', witnessId: '' })
  const [fault, setFault] = useState<{ readonly at: string; readonly sentence: string }>()
  const [pin, setPin] = useState('')
  const words = useRef<HTMLPreElement>(null)
  const textSha256 = useTextHash(text)
  useEffect(() => {
    focusPlace(mode === 'INK' ? 'sign.ink' : 'sign.reason')
  }, [mode])
  useEffect(() => {
    if (refused) setPin('')
  }, [refused])

  const sign = () => {
    if (busy || !textSha256) return
    const signature = signatureOf({ mode, given, ink, said, witnessInk, textSha256, atMs: windowMs() })
    const checked = checkSignature(signature, { textSha256, parties })
    if (checked.ok && pinOf && pin.length < 6) {
      setFault({ at: 'sign.pin', sentence: `请${pinOf}输入 6 位 PIN。` })
      return focusPlace('sign.pin')
    }
    if (checked.ok) return onSigned(signature, pin)
    const at = placeOf(checked.refusal.code, mode, said)
    setFault({ at, sentence: signatureText(checked.refusal) })
    focusPlace(at)
  }
  const change = () => {
    setMode(mode === 'INK' ? 'FINGERPRINT' : 'INK')
    setFault(undefined)
  }
  useKeys('overlay', {
    Escape: onBack,
    Enter: sign,
    'Ctrl+Enter': sign,
    F9: change,
    PageDown: () => words.current?.scrollBy({ top: 240 }),
    PageUp: () => words.current?.scrollBy({ top: -240 }),
  })
  // A digit beside the pad begins the PIN: whoever signs and whoever takes over need no Tab between them.
  useKeys(
    'overlay',
    Object.fromEntries(digits.map((digit) => [digit, () => typePin(digit)])),
    pinOf !== undefined,
  )
  const typePin = (digit: string) => {
    setPin(digit)
    document.querySelector<HTMLElement>('[data-field="sign.pin"]')?.focus()
  }
  const wrong = (at: string) => (fault?.at === at ? fault.sentence : undefined)
  return (
    <div className="signing" role="dialog" aria-modal="true" aria-label={title}>
      <header className="signing-head">
        <h1>{title}</h1>
        <span className="spacer" />
        <span className="weak">
          免费服务，不收取任何费用　<kbd>PgDn</kbd> 往下看
        </span>
      </header>
      <pre ref={words} className="signing-text" tabIndex={0} aria-label="要签的内容">
        {text}
      </pre>
      <div className="signing-place">
        {name ? null : (
          <FastField
            label={`${who}姓名`}
            fieldId="sign.name"
            value={given}
            maxLength={60}
            required
            error={wrong('sign.name')}
            onInput={setGiven}
            onEnter={() => focusPlace(mode === 'INK' ? 'sign.ink' : 'sign.reason')}
          />
        )}
        {mode === 'INK' ? (
          <SignaturePad
            label={`${who}${given}签名`}
            fieldId="sign.ink"
            error={wrong('sign.ink')}
            onInk={(drawn) => {
              setInk(drawn)
              setFault(undefined)
            }}
          />
        ) : (
          <FingerprintFields who={who} said={said} wrong={wrong} onSaid={setSaid} onInk={setWitnessInk} />
        )}
        {pinOf ? (
          <PinField
            label={`接收人${pinOf}的 PIN`}
            fieldId="sign.pin"
            value={pin}
            required
            error={wrong('sign.pin')}
            onInput={(typed) => {
              setPin(typed)
              setFault(undefined)
            }}
            onEnter={sign}
          />
        ) : null}
      </div>
      <p className="field-error" role="alert">
        {refused ?? ''}
      </p>
      <div className="action-bar">
        <Button onClick={onBack}>
          先不签 <kbd>Esc</kbd>
        </Button>
        <Button onClick={change}>
          {mode === 'INK' ? '不会写字，按指印' : '改为手写签名'} <kbd>F9</kbd>
        </Button>
        <span className="spacer" />
        <Button type="primary" disabled={busy} onClick={sign}>
          {busy ? '正在记录' : verb} <kbd>Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

/** Why nobody wrote, and who saw the finger put on the paper. */
function FingerprintFields({
  onInk,
  onSaid,
  said,
  who,
  wrong,
}: {
  readonly who: string
  readonly said: Said
  readonly wrong: (at: string) => string | undefined
  readonly onSaid: (said: Said) => void
  readonly onInk: (ink: Drawn | undefined) => void
}) {
  return (
    <>
      <FastField
        label="按指印的原因"
        fieldId="sign.reason"
        value={said.reason}
        maxLength={100}
        required
        hint={`请${who}在打印的单子上按指印，指印不进电脑`}
        error={wrong('sign.reason')}
        onInput={(reason) => onSaid({ ...said, reason })}
        onEnter={() => focusPlace('sign.witness')}
      />
      <FastField
        label="见证人姓名"
        fieldId="sign.witness"
        value={said.witnessName}
        maxLength={60}
        required
        error={wrong('sign.witness')}
        onInput={(witnessName) => onSaid({ ...said, witnessName })}
        onEnter={() => focusPlace('sign.witnessId')}
      />
      <FastField
        label="见证人证件号"
        fieldId="sign.witnessId"
        value={said.witnessId}
        maxLength={30}
        required
        error={wrong('sign.witnessId')}
        onInput={(witnessId) => onSaid({ ...said, witnessId })}
        onEnter={() => focusPlace('sign.witnessInk')}
      />
      <SignaturePad
        label={`见证人${said.witnessName}签名`}
        fieldId="sign.witnessInk"
        error={wrong('sign.witnessInk')}
        onInk={onInk}
      />
    </>
  )
}

/** As it stands; what is missing in it is said by the rule and not here. */
function signatureOf({
  atMs,
  given,
  ink,
  mode,
  said,
  textSha256,
  witnessInk,
}: {
  readonly mode: Mode
  readonly given: string
  readonly ink: Drawn | undefined
  readonly said: Said
  readonly witnessInk: Drawn | undefined
  readonly textSha256: string
  readonly atMs: number
}): Signature {
  const none: Drawn = { how: 'MOUSE', strokes: [], drawn: blank, image: { ...blank, png: '' } }
  const inked = (drawn: Drawn | undefined, of: string): Ink => ({
    ...(drawn ?? none),
    name: of.trim(),
    textSha256,
    atMs,
  })
  if (mode === 'INK') return inked(ink, given)
  const { reason, witnessId, witnessName } = said
  return {
    how: 'FINGERPRINT',
    name: given.trim(),
    reason: reason.trim(),
    textSha256,
    atMs,
    witness: { name: witnessName.trim(), idNumber: witnessId.trim(), ink: inked(witnessInk, witnessName) },
  }
}

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const
const blank = { widthMm: 0, heightMm: 0 }

/** Of exactly these words; another text has another one, and a signature under the old is void. */
function useTextHash(text: string): string | undefined {
  const [hashed, setHashed] = useState<{ readonly text: string; readonly sha256: string }>()
  useEffect(() => {
    let live = true
    void textHash(text).then((sha256) => live && setHashed({ text, sha256 }))
    return () => {
      live = false
    }
  }, [text])
  return hashed?.text === text ? hashed.sha256 : undefined
}

function placeOf(code: string, mode: Mode, said: Said): string {
  if (code === 'signature-name-missing') return 'sign.name'
  if (code === 'fingerprint-reason-missing') return 'sign.reason'
  if (code === 'witness-missing') return said.witnessName.trim() ? 'sign.witnessId' : 'sign.witness'
  if (code === 'witness-not-independent') return 'sign.witness'
  return mode === 'INK' ? 'sign.ink' : 'sign.witnessInk'
}
