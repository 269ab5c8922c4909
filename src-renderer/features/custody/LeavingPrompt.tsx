import { useState } from 'react'
import { contentsText } from '#shared/domain/slip-text.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { PinField } from '../../components/PinField.tsx'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import type { Board } from './CustodyScreen.tsx'
import { usePeople } from './people.ts'
import type { SlipMade } from './SlipDone.tsx'
import { useAct } from './use-act.ts'

type Props = {
  readonly board: Pick<Board, 'lanes' | 'me'>
  readonly onBack: () => void
  readonly onDone: (made: SlipMade) => void
}

/**
 * An officer leaves: everything in these hands goes to one colleague in one signed list. Whoever of the two
 * is not signed in gives the own PIN; a manager who arranges it needs both.
 */
export function LeavingPrompt({ board: { lanes, me }, onBack, onDone }: Props) {
  const people = usePeople()
  const givers = lanes.flatMap(({ at, holder }) =>
    at === 'OFFICER' ? people.filter(({ staffId }) => staffId === holder) : [],
  )
  const [fromId, setFrom] = useState(me as string)
  const from = givers.find(({ staffId }) => staffId === fromId) ?? givers[0]
  const takers = people.filter(({ staffId }) => staffId !== from?.staffId)
  const [toId, setTo] = useState('')
  const to = takers.find(({ staffId }) => staffId === toId) ?? takers[0]
  const [pins, setPins] = useState<Readonly<Record<string, string>>>({})
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const { answer } = useLive(
    'custody.board',
    { at: 'OFFICER', holder: from?.staffId ?? 'nobody', limit: 500 },
    ['journal'],
  )
  const rows = answer?.ok ? answer.value.rows : []
  // The two whose hands change; whoever is signed in has given the PIN already.
  const asked = [from, to].flatMap((each) => (each && each.staffId !== me ? [each] : []))
  const go = () => {
    if (!from || !to) return refuse('现在没有哪位手里有材料，不用移交。')
    const missing = asked.find(({ staffId }) => !pins[staffId])
    if (missing) return void focusPlace(`leaving.pin.${missing.staffId}`)
    const [second, ...others] = asked.map(({ staffId }) => ({ staffId, pin: pins[staffId] ?? '' }))
    if (!second) return
    void run(
      () => ask('custody.handOverAll', { from: from.staffId, to: to.staffId, second, ...third(others[0]) }),
      ({ n, shelved, slip }) =>
        onDone({
          slip,
          said: `${from.name}的 ${n} 件交给${to.name}${shelved ? `，委托书到期的 ${shelved.n} 件收回柜台` : ''}`,
        }),
    )
  }
  return (
    <CustodyPrompt
      title={from && to ? `${from.name}离岗，全部移交给${to.name}` : '离岗移交'}
      about={rows.length > 0 ? `${bagsOf(rows)}${contentsText(rows)}，一份清单全部列明` : '手里没有材料'}
      first="leaving.from"
      verb="移交，打清单"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <ChoiceField
        label="谁离岗"
        fieldId="leaving.from"
        options={givers.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={from?.staffId ?? ''}
        onChoose={setFrom}
        onPicked={() => focusPlace('leaving.to')}
        onEnter={() => focusPlace('leaving.to')}
      />
      <ChoiceField
        label="交给谁"
        fieldId="leaving.to"
        options={takers.map(({ name, staffId }) => ({ value: staffId, label: name }))}
        value={to?.staffId ?? ''}
        onChoose={setTo}
        onPicked={() => asked[0] && focusPlace(`leaving.pin.${asked[0].staffId}`)}
        onEnter={() => asked[0] && focusPlace(`leaving.pin.${asked[0].staffId}`)}
      />
      {asked.map(({ name, staffId }, n) => (
        <PinField
          key={staffId}
          label={`${name}的 PIN（请本人输入）`}
          fieldId={`leaving.pin.${staffId}`}
          value={pins[staffId] ?? ''}
          onInput={(pin) => setPins({ ...pins, [staffId]: pin })}
          onEnter={() => {
            const next = asked[n + 1]
            if (next) focusPlace(`leaving.pin.${next.staffId}`)
            else go()
          }}
        />
      ))}
    </CustodyPrompt>
  )
}

function third<Second>(other: Second | undefined): { readonly third?: Second } {
  return other ? { third: other } : {}
}

function bagsOf(rows: Board['rows']): string {
  const n = new Set(rows.flatMap(({ bagNo }) => bagNo ?? [])).size
  return n > 0 ? `${n} 袋，` : ''
}
