import { useState } from 'react'
import type { OfferId } from '#shared/kernel/ids.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useLive } from '../../app/use-live.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import type { Things } from './acts.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

export type OfferMade = {
  readonly offerIds: readonly OfferId[]
  readonly to: string
  readonly about: string
}

type Props = {
  readonly things: Things
  readonly onBack: () => void
  readonly onDone: (made: OfferMade) => void
}

/** To the desk of another centre, with a line or without: it stands as QR codes until they have taken over. */
export function OfferPrompt({ onBack, onDone, things }: Props) {
  const [find, setFind] = useState('')
  const [officer, setOfficer] = useState('')
  const [at, setAt] = useState(0)
  const { answer } = useLive('custody.centres', find.trim() ? { find: find.trim() } : {}, [])
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const centres = answer?.ok ? answer.value.centres : []
  const centre = centres[Math.min(at, centres.length - 1)]
  const go = () => {
    if (!centre) {
      refuse('没有这个中心，请换一个名称或编号。')
      return void focusPlace('offer.centre')
    }
    void run(
      () =>
        ask('custody.offer', {
          things: namedThings(things),
          to: { ...centre, ...(officer.trim() ? { officer: officer.trim() } : {}) },
        }),
      ({ offerIds }) =>
        onDone({ offerIds, to: officer.trim() || centre.centreName, about: aboutWord(things) }),
    )
  }
  const step = (by: number) => setAt((now) => (now + by + centres.length) % Math.max(1, centres.length))
  return (
    <CustodyPrompt
      title={`交给${centre?.centreName ?? '另一个中心'}`}
      about={aboutWord(things)}
      first="offer.centre"
      verb="出码"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
      keys={{ ArrowUp: () => step(-1), ArrowDown: () => step(1) }}
    >
      <FastField
        label="哪个中心（名称或编号，按 ↑ ↓ 选）"
        fieldId="offer.centre"
        value={find}
        maxLength={40}
        onInput={(typed) => {
          setFind(typed)
          setAt(0)
        }}
        onEnter={() => focusPlace('offer.officer')}
      />
      <p className="custody-who">
        {centres.map(({ centreId, centreName }, n) => (
          <button
            key={centreId}
            type="button"
            tabIndex={-1}
            aria-pressed={centreId === centre?.centreId}
            onClick={() => setAt(n)}
          >
            {centreName}
          </button>
        ))}
      </p>
      <FastField
        label="交给谁（收进对方柜台的不用填）"
        fieldId="offer.officer"
        value={officer}
        maxLength={30}
        onInput={setOfficer}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
