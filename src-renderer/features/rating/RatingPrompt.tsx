import type { RatingRow } from '#shared/contract/rating.ts'
import type { RatingAct } from '#shared/domain/rating.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { FormPrompt } from '../../app/FormPrompt.tsx'
import { ratingActWords, ratingStateWords } from '../../app/rating-words.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { fieldsOf, moveOf } from './rating-acts.ts'

type Props = {
  readonly row: RatingRow
  readonly act: RatingAct
  readonly today: string
  readonly onDone: (done: boolean) => void
}

/** One step of a rating, with what must be written beside it. */
export function RatingPrompt({ act, onDone, row, today }: Props) {
  const tiles = useLive('staff.tiles', {}, ['journal']).answer
  const staff = (tiles?.ok ? tiles.value.tiles : [])
    .filter(({ role }) => role !== 'auditor')
    .map(({ name, staffId }) => ({ value: staffId, label: name }))
  return (
    <FormPrompt
      title={ratingActWords[act]}
      note={`${row.about}${row.said ? `：“${row.said}”` : ''}`}
      today={today}
      fieldsOf={() => fieldsOf(act, staff)}
      start={{}}
      doWord={ratingActWords[act]}
      onDo={async (said) => {
        const move = moveOf(act, said)
        if (typeof move === 'string') return move
        const answer = await ask('rating.move', { ratingId: row.ratingId, move })
        if (!answer.ok) return assistRefusalText(answer.refusal)
        say(`“${ratingActWords[act]}”记下了，现在是“${ratingStateWords[answer.value.state]}”`)
        onDone(true)
        return undefined
      }}
      onBack={() => onDone(false)}
    />
  )
}
