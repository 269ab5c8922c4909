import { useState } from 'react'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { FastField } from '../../components/FastField.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

/** Back into the cabinet from a department or from the road; who handed it over is written down. */
export function BackPrompt({ onBack, onDone, things }: Props) {
  const [{ holder, holderName }] = things
  const [giver, setGiver] = useState(holder.at === 'DEPARTMENT' ? holder.receiver : '')
  const { busy, refused, run } = useAct(custodyRefusalText)
  const go = () =>
    void run(
      () =>
        ask('custody.handOver', {
          things: namedThings(things),
          to: { at: 'COUNTER' },
          ...(giver.trim() ? { releasedBy: giver.trim() } : {}),
        }),
      ({ slip }) => onDone({ slip, said: `${holderName}交回柜台` }),
    )
  return (
    <CustodyPrompt
      title={`${holderName}交回来了`}
      about={aboutWord(things)}
      first="back.giver"
      verb="收回柜台"
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <FastField
        label={holder.at === 'COURIER' ? '派件员（不知道可以不填）' : '谁交回来的'}
        fieldId="back.giver"
        value={giver}
        maxLength={60}
        onInput={setGiver}
        onEnter={go}
      />
    </CustodyPrompt>
  )
}
