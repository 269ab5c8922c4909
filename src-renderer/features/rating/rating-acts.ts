import type { Input } from '#shared/contract/desk.ts'
import type { RatingRow } from '#shared/contract/rating.ts'
import { Grade, type RatingAct, RatingChannel, ratingTransitions } from '#shared/domain/rating.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import type { FormField, Said } from '../../app/FormPrompt.tsx'
import { grades, gradeWords } from '../../app/rating-words.ts'
import type { ChoiceOption } from '../../components/ChoiceField.tsx'

const channelWords: Readonly<Record<Exclude<RatingChannel, 'DEVICE'>, string>> = {
  PHONE: '电话里说的',
  PAPER: '纸条写的',
  QR: '扫码评的',
  SMS: '短信回的',
}
const channels = (['PHONE', 'PAPER', 'QR', 'SMS'] as const).map((value) => ({
  value,
  label: channelWords[value],
}))

/** What can be done with a rating now; who may do it the desk says. */
export function actsOf({ appealed, rectified, state }: RatingRow): readonly RatingAct[] {
  const acts = Object.keys(ratingTransitions) as RatingAct[]
  return acts.filter((act) => {
    if (!ratingTransitions[act].from.includes(state)) return false
    if (act === 'FOLLOW_UP') return rectified
    return act !== 'APPEAL' || !appealed
  })
}

const line = (key: string, label: string): FormField => ({
  kind: 'line',
  key,
  label,
  maxLength: 300,
  wide: true,
})

export function fieldsOf(act: RatingAct, staff: readonly ChoiceOption[]): readonly FormField[] {
  switch (act) {
    case 'RATE':
      return [
        {
          kind: 'choice',
          key: 'grade',
          label: '本人评的',
          options: grades.map((each) => ({ value: `${each}`, label: gradeWords[each] })),
        },
        { kind: 'choice', key: 'channel', label: '怎么评的', options: channels },
        line('said', '说了什么（可以不写）'),
      ]
    case 'CONFIRM':
      return [
        line('finding', '核实的情况'),
        { kind: 'choice', key: 'ownerId', label: '由谁整改', options: staff },
      ]
    case 'RECTIFIED':
      return [line('measure', '怎么整改的')]
    case 'FOLLOW_UP':
      return [{ kind: 'line', key: 'spokeWith', label: '和谁通话' }, line('said', '怎么说')]
    case 'APPEAL':
      return [line('reason', '申诉理由')]
    case 'UPHOLD':
    case 'OVERTURN':
      return [line('finding', '复核的情况')]
    case 'DECLINE':
    case 'CLOSE':
      return []
  }
}

/** The step as it was said; what the desk asks for and is left out, the desk refuses by itself. */
export function moveOf(act: RatingAct, said: Said): Input<'rating.move'>['move'] | string {
  const text = (key: string) => said[key]?.trim() ?? ''
  const with_ = (key: string) => (text(key) ? { [key]: text(key) } : {})
  switch (act) {
    case 'RATE': {
      const grade = Grade.safeParse(Number(text('grade')))
      const channel = RatingChannel.safeParse(text('channel'))
      if (!grade.success) return '请按本人说的选一档，没评的不能代评。'
      if (!channel.success) return '请选怎么评的。'
      return { act, grade: grade.data, channel: channel.data, ...with_('said') }
    }
    case 'CONFIRM': {
      const owner = StaffId.safeParse(text('ownerId'))
      return owner.success ? { act, ownerId: owner.data, ...with_('finding') } : '请选由谁整改。'
    }
    case 'RECTIFIED':
      return { act, ...with_('measure') }
    case 'FOLLOW_UP':
      return { act, ...with_('spokeWith'), ...with_('said') }
    case 'APPEAL':
      return { act, ...with_('reason') }
    case 'UPHOLD':
    case 'OVERTURN':
      return { act, ...with_('finding') }
    case 'DECLINE':
    case 'CLOSE':
      return { act }
  }
}
