import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { clockOf } from '#shared/domain/appointment.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { modeWords } from '../../app/assist-words.ts'
import { ask } from '../../app/desk-client.ts'
import { freshId } from '../../app/fresh-id.ts'
import { useKeys } from '../../app/keys.ts'
import { type About, MatterField } from '../../app/MatterField.tsx'
import { readCard } from '../../app/read-card.ts'
import { say } from '../../app/say.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { appointmentOf, type Booking, bookedModes, lengths } from './booking.ts'
import { type Day, inSlot, minuteOf, rests, slotText } from './slots.ts'

type Props = {
  readonly day: Day
  readonly slot: number
  readonly start: Booking
  readonly today: string
  readonly onOtherTime: (kept: Booking) => void
  readonly onBack: () => void
}
type Key = 'name' | 'phone' | 'about' | 'place' | 'officerId' | 'mode' | 'lengthMin'

const order: readonly Key[] = ['name', 'phone', 'about', 'place', 'officerId', 'mode', 'lengthMin']

/** Who, what about, where and with whom; when stands already. A conflict offers another person or another time. */
export function BookPrompt({ day, onBack, onOtherTime, slot, start, today }: Props) {
  const [said, setSaid] = useState(start)
  const [refused, setRefused] = useState<{ readonly text: string; readonly busy: boolean }>()
  const [working, setWorking] = useState(false)
  const officers = useOfficers(day, slot, said.lengthMin)
  const officerId = said.officerId || (officers.find(({ free }) => free)?.value ?? '')
  const full = { ...said, officerId }
  const box = useDialogFocus(start.name ? 'book.officerId' : 'book.name')
  const put = (change: Partial<Booking>) => setSaid((before) => ({ ...before, ...change }))
  const onward = (from: Key) => {
    const next = order[order.indexOf(from) + 1]
    if (next) setTimeout(() => focusPlace(`book.${next}`))
    else void submit()
  }
  const submit = async () => {
    if (working) return
    if (!officerId) return setRefused({ text: '还没有今天能办的专员，请中心负责人先登记备案。', busy: false })
    setWorking(true)
    const at = { appointmentId: freshId(), on: day.on, slot }
    try {
      const { idNumber } = full
      const answer = await ask('appointment.set', {
        appointment: appointmentOf(full, at),
        ...(idNumber ? { idNumber } : {}),
      })
      if (answer.ok) {
        say(
          `约好了：${dayText(day.on)} ${slotText(slot)}，${answer.value.name}，专员${answer.value.officerName}`,
        )
        return onBack()
      }
      const busy = answer.refusal.code === 'officer-busy'
      setRefused({ text: assistRefusalText(answer.refusal), busy })
      if (busy) box.current?.focus()
    } catch {
      setRefused({ text: '没有约上，请再按一次 Ctrl+Enter。已保存的内容不受影响。', busy: false })
    } finally {
      setWorking(false)
    }
  }
  const card = async () => {
    const read = await readCard()
    if (typeof read === 'string') return setRefused({ text: read, busy: false })
    put({ name: read.name, idNumber: read.idNumber })
    focusPlace('book.phone')
  }
  const clash = refused?.busy === true
  const otherPerson = () => {
    setRefused(undefined)
    focusPlace('book.officerId')
  }
  useKeys('overlay', {
    F7: () => void card(),
    'Ctrl+Enter': () => void submit(),
    Escape: onBack,
    ...(clash ? { '1': otherPerson, '2': () => onOtherTime(full) } : {}),
  })
  const line = (key: 'name' | 'phone' | 'place', label: string, maxLength: number) => (
    <FastField
      label={label}
      fieldId={`book.${key}`}
      maxLength={maxLength}
      inputMode={key === 'phone' ? 'tel' : 'text'}
      value={said[key]}
      // Another name is another person, and the card that was read is not theirs.
      onInput={(value) => put({ [key]: value, ...(key === 'name' ? { idNumber: undefined } : {}) })}
      onEnter={() => onward(key)}
    />
  )
  const until = clockOf(minuteOf(slot) + said.lengthMin)
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt assist-prompt"
        role="dialog"
        aria-modal="true"
        aria-label="预约"
        tabIndex={-1}
      >
        <h2>
          预约 {dayText(day.on)} {slotText(slot)}–{until}
          {rests(day) ? <b className="rest-mark">休</b> : null}
        </h2>
        <Duty day={day} />
        <div className="fields">
          {line('name', '姓名', 60)}
          {line('phone', '电话', 20)}
          <MatterField
            label="什么事"
            fieldId="book.about"
            value={said.about}
            onChange={(about: About) => put({ about })}
            onPicked={() => onward('about')}
          />
          {line('place', '地点', 80)}
          <ChoiceField
            label={rests(day) ? '值班专员' : '专员'}
            fieldId="book.officerId"
            wide
            options={officers}
            value={officerId}
            onChoose={(value) => put({ officerId: value })}
            onPicked={() => onward('officerId')}
            onEnter={() => onward('officerId')}
          />
          <ChoiceField
            label="方式"
            fieldId="book.mode"
            wide
            options={bookedModes.map((value) => ({ value, label: modeWords[value] }))}
            value={said.mode}
            onChoose={(value) => put({ mode: value as Booking['mode'] })}
            onPicked={() => onward('mode')}
            onEnter={() => onward('mode')}
          />
          <ChoiceField
            label="多久"
            fieldId="book.lengthMin"
            wide
            options={lengths.map((value) => ({ value: `${value}`, label: `${value} 分钟` }))}
            value={`${said.lengthMin}`}
            onChoose={(value) => put({ lengthMin: Number(value) })}
            onPicked={() => onward('lengthMin')}
            onEnter={() => onward('lengthMin')}
          />
        </div>
        <Refused refused={refused} />
        <div className="prompt-actions">
          <span className="weak">{day.on === today ? '今天' : '约的是时间，不改办件时限'}</span>
          <Button onClick={onBack}>
            先不约 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={working} onClick={() => void submit()}>
            约好 <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

function Duty({ day }: { readonly day: Day }): ReactNode {
  if (!rests(day)) return <p className="weak">读身份证按 F7。</p>
  const names = day.onDuty.map(({ name }) => name).join('、')
  return (
    <p className="weak">
      这天休息。{names ? `值班的是${names}。` : '还没有排值班，请和专员说好。'}读身份证按 F7。
    </p>
  )
}

function Refused({
  refused,
}: {
  readonly refused: { readonly text: string; readonly busy: boolean } | undefined
}) {
  return (
    <p className="field-error" role="alert">
      {refused?.text ?? ''}
      {refused?.busy ? (
        <>
          按 <kbd>1</kbd> 换人，按 <kbd>2</kbd> 换时间。
        </>
      ) : null}
    </p>
  )
}

type OfficerChoice = { readonly value: string; readonly label: string; readonly free: boolean }

/** Officers who may act, on a rest day those on duty first; who has something then is said so. */
function useOfficers(day: Day, slot: number, lengthMin: number): readonly OfficerChoice[] {
  const { answer } = useLive('officer.list', {}, ['journal'])
  const rows = (answer?.ok ? answer.value.rows : []).filter(({ fault }) => !fault)
  const duty = new Set(day.onDuty.map(({ staffId }) => staffId))
  const first = rests(day)
    ? rows.toSorted((a, b) => Number(duty.has(b.staffId)) - Number(duty.has(a.staffId)))
    : rows
  return first.map(({ name, staffId }) => {
    const theirs = day.rows.filter(({ officerId, status }) => officerId === staffId && status === 'BOOKED')
    const busy = Array.from({ length: Math.ceil(lengthMin / 30) }, (_, n) => slot + n).some(
      (each) => inSlot(theirs, each).length > 0,
    )
    const on = duty.has(staffId)
    const notes = [rests(day) ? (on ? '值班' : '不值班') : '', busy ? '已有预约' : ''].filter(Boolean)
    return { value: staffId, label: notes.length > 0 ? `${name}（${notes.join('，')}）` : name, free: !busy }
  })
}
