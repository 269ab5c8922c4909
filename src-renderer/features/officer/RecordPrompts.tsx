import { MeetingId, StaffId, TrainingId } from '#shared/kernel/ids.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { type FormField, FormPrompt, type Said, ticksOf } from '../../app/FormPrompt.tsx'
import { freshId } from '../../app/fresh-id.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import type { MeetingRow } from './RecordsScreen.tsx'

const meetingFields: readonly FormField[] = [
  { kind: 'line', key: 'difficulty', label: '难点', maxLength: 300, wide: true },
  { kind: 'line', key: 'way', label: '商定的办法', maxLength: 300, wide: true },
  { kind: 'line', key: 'owner', label: '谁来办', maxLength: 60 },
  { kind: 'date', key: 'due', label: '哪天前办完' },
  { kind: 'line', key: 'attendees', label: '参加的人', maxLength: 200, wide: true },
  { kind: 'date', key: 'on', label: '哪天开的会' },
]
const outcome: FormField = { kind: 'line', key: 'outcome', label: '落实结果', maxLength: 300, wide: true }

type MeetingProps = {
  readonly row: MeetingRow | undefined
  readonly today: string
  readonly onDone: () => void
}

/** A meeting as it was held, or later what became of it. */
export function MeetingPrompt({ onDone, row, today }: MeetingProps) {
  const start = row
    ? { ...textsOf(row), due: row.due, on: row.on, outcome: '' }
    : { on: today, attendees: '' }
  return (
    <FormPrompt
      title={row ? '协调会议的落实结果' : '记一次协调会议'}
      note={row ? `${row.difficulty}：${row.way}。${row.owner}办。` : undefined}
      today={today}
      fieldsOf={() => (row ? [outcome] : meetingFields)}
      start={start}
      doWord={row ? '记下落实结果' : '记下会议'}
      onDo={async (said) => {
        const wanted = missingOf(said, row !== undefined)
        if (wanted) return wanted
        const answer = await ask('officer.meet', {
          meeting: {
            meetingId: row?.meetingId ?? MeetingId.parse(freshId()),
            difficulty: said['difficulty'] ?? '',
            way: said['way'] ?? '',
            owner: said['owner'] ?? '',
            due: said['due'] ?? '',
            attendees: said['attendees'] ?? '',
            ...(row?.orderId ? { orderId: row.orderId } : {}),
            ...(row ? { outcome: said['outcome'] ?? '' } : {}),
          },
          on: said['on'] ?? today,
        })
        if (!answer.ok) return meetRefusal(answer.refusal)
        say(row ? '落实结果记下了' : '协调会议记下了')
        onDone()
        return undefined
      }}
      onBack={onDone}
    />
  )
}

function textsOf({ attendees, difficulty, owner, way }: MeetingRow): Said {
  return { attendees, difficulty, owner, way }
}

function missingOf(said: Said, settled: boolean): string | undefined {
  const empty = (key: string) => !said[key]?.trim()
  if (settled) return empty('outcome') ? '请写明落实得怎么样。' : undefined
  if (empty('difficulty') || empty('way')) return '请写明难点和商定的办法。'
  return empty('owner') || empty('due') ? '请写明谁来办、哪天前办完。' : undefined
}

function meetRefusal(refusal: Parameters<typeof assistRefusalText>[0]): string {
  return refusal.code === 'period-reversed' ? '办完的日子早于开会的日子，请改。' : assistRefusalText(refusal)
}

export function TrainingPrompt({ onDone, today }: { readonly today: string; readonly onDone: () => void }) {
  const { answer } = useLive('officer.list', {}, ['journal'])
  const officers = answer?.ok ? answer.value.rows : []
  return (
    <FormPrompt
      title="记一次培训"
      today={today}
      fieldsOf={() => [
        { kind: 'line', key: 'title', label: '培训内容', maxLength: 80, wide: true },
        { kind: 'line', key: 'hours', label: '学时', maxLength: 4, numeric: true },
        { kind: 'date', key: 'on', label: '哪天' },
        {
          kind: 'ticks',
          key: 'staffIds',
          label: '谁参加了',
          options: officers.map(({ name, staffId }) => ({ value: staffId, label: name })),
        },
      ]}
      start={{ on: today }}
      doWord="记下培训"
      onDo={async (said) => {
        const hours = Number(said['hours'])
        const staffIds = ticksOf(said['staffIds']).map((each) => StaffId.parse(each))
        if (!said['title']?.trim()) return '请写明培训内容。'
        if (!(hours >= 0.5 && hours <= 80)) return '学时填 0.5 到 80。'
        if (staffIds.length === 0) return '请选参加的专员。'
        const answer = await ask('officer.train', {
          trainingId: TrainingId.parse(freshId()),
          title: said['title'].trim(),
          hours,
          staffIds,
          on: said['on'] || today,
        })
        if (!answer.ok) return assistRefusalText(answer.refusal)
        say('培训记下了')
        onDone()
        return undefined
      }}
      onBack={onDone}
    />
  )
}
