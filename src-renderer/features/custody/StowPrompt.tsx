import { useState } from 'react'
import type { CustodyRow } from '#shared/contract/custody-board.ts'
import { parseTypedDay } from '#shared/domain/date-text.ts'
import { addDays } from '#shared/domain/day.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { CustodyPrompt } from './CustodyPrompt.tsx'
import { aboutWord } from './things.ts'
import { useAct } from './use-act.ts'

type Props = {
  readonly things: readonly [CustodyRow, ...CustodyRow[]]
  readonly today: string
  readonly onBack: () => void
  readonly onDone: (bagNo: string | undefined) => void
}

/** Into a bag: the number of each original, the day they go home, the place in the cabinet. */
export function StowPrompt({ onBack, onDone, things, today }: Props) {
  const [first] = things
  const originals = things.filter(({ form }) => form === 'ORIGINAL')
  const [numbers, setNumbers] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(originals.map(({ docNumber, thingId }) => [thingId, docNumber ?? ''])),
  )
  const [back, setBack] = useState('')
  const [shelf, setShelf] = useState(first.shelf ?? '')
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const places = [...originals.map(({ thingId }) => `stow.${thingId}`), 'stow.back', 'stow.shelf']
  const onward = (from: string) => {
    const next = places[places.indexOf(from) + 1]
    if (next) focusPlace(next)
    else go()
  }
  const go = () => {
    if (things.some(({ caseId }) => caseId !== first.caseId))
      return refuse('一袋只装一件事的材料，请分开装。')
    const returnBy = dayOf(back, today)
    if (returnBy === 'unreadable') {
      refuse('归还日期看不懂。请填几天后还，或者像 20261220 这样填日期。')
      return void focusPlace('stow.back')
    }
    const said = things.map((thing) => {
      const docNumber = numbers[thing.thingId]?.trim()
      const by = thing.form === 'ORIGINAL' ? returnBy : undefined
      return { thingId: thing.thingId, ...(docNumber ? { docNumber } : {}), ...(by ? { returnBy: by } : {}) }
    })
    void run(
      () =>
        ask('custody.stow', {
          caseId: first.caseId,
          things: said,
          bag: first.bagNo ?? 'NEW',
          ...(shelf.trim() ? { shelf: shelf.trim() } : {}),
        }),
      ({ bagNo }) => onDone(bagNo),
    )
  }
  const due = things.flatMap(({ returnBy }) => returnBy ?? []).toSorted()[0]
  return (
    <CustodyPrompt
      title={first.bagNo ? '补登记这一袋' : '装袋登记'}
      about={aboutWord(things)}
      first={places[0] ?? 'stow.back'}
      verb="记下，打标签"
      wide
      busy={busy}
      refused={refused}
      onBack={onBack}
      onGo={go}
    >
      <div className="fields">
        {originals.map(({ name, thingId }) => (
          <FastField
            key={thingId}
            label={`${name}的号码`}
            fieldId={`stow.${thingId}`}
            value={numbers[thingId] ?? ''}
            maxLength={60}
            onInput={(typed) => setNumbers({ ...numbers, [thingId]: typed })}
            onEnter={() => onward(`stow.${thingId}`)}
          />
        ))}
        <FastField
          label="几天后还（或日期）"
          fieldId="stow.back"
          value={back}
          maxLength={12}
          hint={due ? `现在定的是 ${due}，不改就空着` : '带出中心的原件要填'}
          onInput={setBack}
          onEnter={() => onward('stow.back')}
        />
        <FastField
          label="放在哪一格"
          fieldId="stow.shelf"
          value={shelf}
          maxLength={30}
          onInput={setShelf}
          onEnter={() => onward('stow.shelf')}
        />
      </div>
    </CustodyPrompt>
  )
}

/** `20` is in twenty days; anything longer is read as a date. */
function dayOf(typed: string, today: string): string | undefined | 'unreadable' {
  const text = typed.trim()
  if (text === '') return undefined
  if (/^\d{1,3}$/.test(text)) return addDays(today, Number(text))
  const day = parseTypedDay(text, today)
  return day.ok && day.value >= today ? day.value : 'unreadable'
}
