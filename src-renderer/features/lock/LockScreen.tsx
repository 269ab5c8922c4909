import { useEffect, useRef, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import type { Staff } from '#shared/domain/staff.ts'
import { roleWords } from '#shared/domain/staff-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useLive } from '../../app/use-live.ts'
import { refusalText } from './words.ts'

type Tile = (Answer<'staff.tiles'> & { ok: true })['value']['tiles'][number]
type Props = {
  readonly centreName: string
  readonly practice: boolean
  readonly onOpen: (staff: Staff) => void
}

const pinLength = 6

/** A tile by its digit, six digits, done: no name to type and nothing to confirm (ui.md 2.l). */
export function LockScreen({ centreName, practice, onOpen }: Props) {
  const { answer } = useLive('staff.tiles', {}, ['session'])
  const tiles = answer?.ok ? answer.value.tiles : undefined
  const [chosen, setChosen] = useState<Tile>()
  const pick = (tile: Tile | undefined) => tile && setChosen(tile)

  useKeys(
    'overlay',
    Object.fromEntries((tiles ?? []).map((tile) => [String(tile.number), () => pick(tile)])),
    !chosen && Boolean(tiles),
  )
  return (
    <div className="lock">
      <h1>
        萍窗 <span className="lock-centre">{centreName}</span>
        {practice ? <span className="practice">练习</span> : null}
      </h1>
      {chosen ? (
        <PinEntry key={chosen.staffId} tile={chosen} onBack={() => setChosen(undefined)} onOpen={onOpen} />
      ) : (
        <>
          <p className="lock-ask">{tiles ? '已锁。按数字选人' : '已锁。正在打开……'}</p>
          <div className="tiles">
            {tiles?.map((tile) => (
              <button key={tile.staffId} type="button" className="tile" onClick={() => pick(tile)}>
                <kbd>{tile.number}</kbd>
                <span className="tile-name">{tile.name}</span>
                <span className="weak">{tile.off ? '市级已停用' : roleWords[tile.role]}</span>
              </button>
            ))}
          </div>
          {tiles?.length === 0 ? <p>这台工作台还没有人员。请负责人先登记。</p> : null}
        </>
      )}
    </div>
  )
}

function PinEntry({
  tile,
  onBack,
  onOpen,
}: {
  readonly tile: Tile
  readonly onBack: () => void
  readonly onOpen: (staff: Staff) => void
}) {
  const [pin, setPin] = useState('')
  const [checking, setChecking] = useState(false)
  const [sentence, setSentence] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [checking])
  useKeys('overlay', { Escape: onBack })

  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, '').slice(0, pinLength)
    setPin(digits)
    if (digits !== '') setSentence('')
    if (digits.length === pinLength) void check(digits)
  }
  const check = async (digits: string) => {
    setChecking(true)
    try {
      const answer = await ask('staff.signIn', { staffId: tile.staffId, pin: digits })
      if (answer.ok) onOpen(answer.value)
      else setSentence(refusalText(answer.refusal))
    } catch {
      setSentence('没能核对 PIN，请再输一次。')
    } finally {
      setPin('')
      setChecking(false)
    }
  }
  return (
    <div className="pin">
      <label htmlFor="pin">
        <strong>{tile.name}</strong>，请输入 6 位 PIN
      </label>
      <input
        id="pin"
        ref={input}
        type="password"
        inputMode="numeric"
        autoComplete="off"
        value={pin}
        disabled={checking}
        onChange={(event) => type(event.target.value)}
        aria-describedby="pin-said"
      />
      <div className="pin-dots" aria-hidden="true">
        {Array.from({ length: pinLength }, (_, n) => (
          <i key={n} className={n < pin.length || checking ? 'is-in' : ''} />
        ))}
      </div>
      <p id="pin-said" role="alert" className={sentence ? 'pin-said is-wrong' : 'pin-said'}>
        {checking ? '正在核对…' : sentence}
      </p>
      <button type="button" className="plain" onClick={onBack}>
        换一个人 <kbd>Esc</kbd>
      </button>
    </div>
  )
}
