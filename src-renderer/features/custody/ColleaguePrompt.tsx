import { useEffect, useMemo, useState } from 'react'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import type { Input } from '#shared/contract/desk.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useLive } from '../../app/use-live.ts'
import { PinField } from '../../components/PinField.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { useCustodyView } from './custody-view.ts'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
  readonly me: string
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

/**
 * From hand to hand at one desk: whoever stands beside gives the own PIN. What lies with a colleague is
 * taken back from that colleague; what lies here goes to the one chosen.
 */
export function ColleaguePrompt({ me, onBack, onDone, things }: Props) {
  const { lastColleague, remember } = useCustodyView()
  const { answer } = useLive('staff.tiles', {}, ['session'])
  const [{ holder }] = things
  const theirs = holder.at === 'OFFICER' && holder.staffId !== me ? holder.staffId : undefined
  const people = useMemo(() => {
    const tiles = answer?.ok ? answer.value.tiles : []
    return tiles.filter(({ role, staffId }) =>
      theirs ? staffId === theirs : staffId !== me && role !== 'auditor',
    )
  }, [answer, me, theirs])
  const [at, setAt] = useState(0)
  const [pin, setPin] = useState('')
  const { busy, refused, run } = useAct(custodyRefusalText)
  useEffect(() => {
    const usual = people.findIndex(({ staffId }) => staffId === lastColleague)
    const officer = people.findIndex(({ role }) => role === 'assistOfficer')
    setAt(Math.max(0, usual >= 0 ? usual : officer))
  }, [people, lastColleague])
  const who = people[at]
  const go = () => {
    if (!who) return
    const to: Input<'custody.handOver'>['to'] = theirs
      ? { at: 'COUNTER' }
      : who.role === 'assistOfficer' || holder.at === 'COUNTER'
        ? { at: 'OFFICER', staffId: who.staffId }
        : { at: 'COUNTER' }
    void run(
      () =>
        ask('custody.handOver', {
          things: namedThings(things),
          to,
          second: { staffId: who.staffId, pin },
        }),
      ({ slip }) => {
        if (!theirs) remember(who.staffId)
        onDone({ slip, said: theirs ? `${who.name}交回柜台` : `交给${who.name}` })
      },
    )
  }
  const step = (by: number) => setAt((at + by + people.length) % Math.max(1, people.length))
  return (
    <CustodyPrompt
      title={theirs ? `从${who?.name ?? ''}手里收回` : `交给${who?.name ?? '同事'}`}
      about={aboutWord(things)}
      first="colleague.pin"
      verb={theirs ? '收回柜台' : '交接'}
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
      keys={{ ArrowUp: () => step(-1), ArrowDown: () => step(1) }}
    >
      <p className="custody-who">
        {people.map((each, n) => (
          <button
            key={each.staffId}
            type="button"
            tabIndex={-1}
            aria-pressed={n === at}
            onClick={() => setAt(n)}
          >
            {each.name}
          </button>
        ))}
        {people.length > 1 ? <span className="weak">按 ↑ ↓ 换人</span> : null}
      </p>
      <PinField
        label={`${who?.name ?? '同事'}的 PIN（请本人输入）`}
        fieldId="colleague.pin"
        value={pin}
        onInput={setPin}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
