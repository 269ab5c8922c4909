import type { AppointmentRow } from '#shared/contract/officer.ts'
import { clockOf } from '#shared/domain/appointment.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { modeWords } from '../../app/assist-words.ts'
import { ask } from '../../app/desk-client.ts'
import { type FormField, FormPrompt, type Said } from '../../app/FormPrompt.tsx'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { slotCount, slotMin, slotText } from './slots.ts'
import { statusWords } from './words.ts'

type Props = { readonly row: AppointmentRow; readonly today: string; readonly onDone: () => void }

const acts = [
  { value: 'KEPT', label: '来了' },
  { value: 'MISSED', label: '没来' },
  { value: 'CANCELLED', label: '取消' },
  { value: 'MOVE', label: '换时间或换人' },
] as const

/** What became of an appointment, or another time for it; its clocks, if it has a case, stay as they are. */
export function KeepPrompt({ onDone, row, today }: Props) {
  const officers = useLive('officer.list', {}, ['journal']).answer
  const choices = (officers?.ok ? officers.value.rows : []).map(({ name, staffId }) => ({
    value: staffId,
    label: name,
  }))
  const from = String(row.fromMin)
  const fields = (said: Said): readonly FormField[] => [
    { kind: 'choice', key: 'act', label: '怎么办', options: acts },
    ...(said['act'] === 'MOVE'
      ? ([
          { kind: 'date', key: 'on', label: '换到哪天' },
          { kind: 'line', key: 'from', label: '几点（如 9:30）', maxLength: 5 },
          { kind: 'choice', key: 'officerId', label: '专员', options: choices },
        ] as const)
      : []),
  ]
  const open = row.status === 'BOOKED'
  return (
    <FormPrompt
      title={`${row.name}的预约`}
      note={`${dayText(row.on)} ${clockOf(row.fromMin)}–${clockOf(row.toMin)} · ${modeWords[row.mode]} · ${row.place} · ${row.officerName}${open ? '' : ` · ${statusWords[row.status]}`}`}
      today={today}
      fieldsOf={open ? fields : () => []}
      start={{ act: '', on: row.on, from: clockOf(Number(from)), officerId: row.officerId }}
      doWord={open ? '记下' : '知道了'}
      onDo={async (said) => {
        if (!open) {
          onDone()
          return undefined
        }
        const change = changeOf(said, row)
        if (typeof change === 'string') return change
        const answer = await ask('appointment.change', { appointmentId: row.appointmentId, change })
        if (!answer.ok) return `${assistRefusalText(answer.refusal)}没有改。`
        say('预约改好了')
        onDone()
        return undefined
      }}
      onBack={onDone}
    />
  )
}

function changeOf(said: Said, row: AppointmentRow) {
  switch (said['act']) {
    case 'KEPT':
    case 'MISSED':
    case 'CANCELLED':
      return { status: said['act'] } as const
    case 'MOVE': {
      const fromMin = readClock(said['from'] ?? '')
      if (fromMin === undefined) return `请写时间，${slotText(0)} 到 ${slotText(slotCount - 1)}，如 9:30。`
      return {
        on: said['on'] ?? row.on,
        fromMin,
        toMin: fromMin + Math.max(slotMin, row.toMin - row.fromMin),
        officerId: StaffId.parse(said['officerId'] ?? row.officerId),
      }
    }
    default:
      return '请先按数字选怎么办。'
  }
}

/** `9:30`, `0930`, `9` as minutes after midnight. */
function readClock(typed: string): number | undefined {
  const match = /^(\d{1,2})[:：.]?(\d{2})?$/.exec(typed.trim())
  const [hour, minute] = [Number(match?.[1]), Number(match?.[2] ?? 0)]
  return match && hour < 24 && minute < 60 ? hour * 60 + minute : undefined
}
