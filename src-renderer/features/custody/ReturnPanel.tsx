import { useState } from 'react'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { slipText } from '#shared/domain/slip-text.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { SigningPanel } from '../../app/SigningPanel.tsx'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { Board } from './CustodyScreen.tsx'
import type { SlipMade } from './SlipDone.tsx'
import { aboutWord, namedThings } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
  readonly board: Pick<Board, 'centreName' | 'today'>
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

/** Home, line by line: the owner reads what goes back and signs under it (ui.md UX-413). */
export function ReturnPanel({ board, onBack, onDone, things }: Props) {
  const { answer } = useLive('custody.signers', { thingIds: things.map(({ thingId }) => thingId) }, [])
  const names = answer?.ok ? answer.value.names : undefined
  const [chosen, setChosen] = useState('')
  const [sure, setSure] = useState(false)
  const { busy, refused, run } = useAct(custodyRefusalText)
  if (!names) return null
  const signer = chosen || names[0] || ''
  if (names.length === 0 || (names.length > 1 && !sure))
    return (
      <CustodyPrompt
        title="还给本人"
        about={aboutWord(things)}
        first="return.signer"
        verb="请签名"
        busy={false}
        refused={names.length === 0 ? '这些材料不是同一个人的，请分开还。' : undefined}
        onBack={onBack}
        onGo={() => names.length > 0 && setSure(true)}
      >
        <ChoiceField
          label="谁来领"
          fieldId="return.signer"
          options={names.map((name) => ({ value: name, label: name }))}
          value={signer}
          onChoose={setChosen}
          onPicked={() => setSure(true)}
          onEnter={() => setSure(true)}
        />
      </CustodyPrompt>
    )
  const text = slipText({
    act: 'GIVE_BACK',
    centreName: board.centreName,
    on: board.today,
    signer,
    lines: things,
  })
  return (
    <SigningPanel
      text={text}
      title="材料还给您，请看清后签名"
      who="领取人"
      name={signer}
      parties={[signer]}
      verb="签好了，归还"
      busy={busy}
      refused={refused}
      onBack={onBack}
      onSigned={(signature) =>
        void run(
          () => ask('custody.returnTo', { things: namedThings(things), signedBy: signer, signature }),
          ({ slip }) => onDone({ slip, said: `还给${signer}` }),
        )
      }
    />
  )
}
