import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { AppointmentRow } from '#shared/contract/officer.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { addDays } from '#shared/domain/day.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { BookPrompt } from './BookPrompt.tsx'
import { type Booking, emptyBooking } from './booking.ts'
import { DayPane } from './DayPane.tsx'
import { KeepPrompt } from './KeepPrompt.tsx'
import { rests, slotCount, slotText, unknownYears } from './slots.ts'
import { WeekGrid } from './WeekGrid.tsx'

type Props = { readonly today: string; readonly centreName: string }

/** 预约: a week or a day of half hours, where arrows choose and Enter books (ui.md 2.c). */
export function AppointmentScreen({ centreName, today }: Props) {
  const [from, setFrom] = useState(today)
  const [at, setAt] = useState({ day: 0, slot: 0 })
  const [byOfficer, setByOfficer] = useState(false)
  const [draft, setDraft] = useState<Booking>()
  const [booking, setBooking] = useState(false)
  const [chosen, setChosen] = useState<AppointmentRow>()
  const go = useRoutes(({ go }) => go)
  const live = useLive('appointment.list', { from, days: 7 }, ['journal', 'catalogue'])
  const days = live.answer?.ok ? live.answer.value.days : undefined
  const day = days?.[at.day]
  const rows = day?.rows.filter(({ status }) => status !== 'CANCELLED') ?? []
  const ready = days !== undefined
  useEffect(() => {
    if (ready && !booking && !chosen) focusPlace(`slot.${at.day}.${at.slot}`)
  }, [ready, booking, chosen, at])
  const step = (days: number, slots = 0) => {
    const to = at.day + days
    if (to < 0 || to > 6) setFrom(addDays(from, to < 0 ? -7 : 7))
    setAt({ day: (to + 7) % 7, slot: Math.max(0, Math.min(slotCount - 1, at.slot + slots)) })
  }
  const nextRest = () => {
    const found = days?.findIndex((each, n) => n > at.day && rests(each)) ?? -1
    if (found >= 0) setAt({ ...at, day: found })
    else {
      setFrom(addDays(from, 7))
      setAt({ ...at, day: 0 })
    }
  }
  const book = () => {
    if (!day || day.on < today) return say('过去的日子不能预约，按 → 选今天或以后')
    setDraft(draft ?? emptyBooking(centreName))
    setBooking(true)
  }
  useKeys('screen', {
    ArrowUp: () => step(0, -1),
    ArrowDown: () => step(0, 1),
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    PageUp: () => setFrom(addDays(from, -7)),
    PageDown: () => setFrom(addDays(from, 7)),
    J: nextRest,
    V: () => setByOfficer(!byOfficer),
    Escape: () => (draft ? setDraft(undefined) : go({ at: 'today' })),
    ...Object.fromEntries(rows.slice(0, 9).map((row, n) => [`${n + 1}`, () => setChosen(row)])),
  })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>预约与帮办</h1>
          <b>{byOfficer && day ? dayText(day.on) : `${dayText(from)} 起 7 天`}</b>
          <AssistTabs view="appointments" />
        </header>
        {days && day ? (
          <div className="board-panes week-panes">
            <div className="week-scroll">
              <UnknownYears years={unknownYears(days)} />
              <WeekGrid days={days} at={at} today={today} byOfficer={byOfficer} onAt={setAt} onBook={book} />
            </div>
            <DayPane day={day} today={today} rows={rows} onChoose={setChosen} />
          </div>
        ) : (
          <NotOpened what="预约" word="预约" failed={live.failed} again={live.again} />
        )}
        <div className="action-bar">
          <KeyHint keys="↑ ↓ ← →">选时间</KeyHint>
          <KeyHint keys="J">下一个休息日</KeyHint>
          <KeyHint keys="V">{byOfficer ? '看一周' : '看一天'}</KeyHint>
          {rows.length > 0 ? <KeyHint keys="1–9">办右边的预约</KeyHint> : null}
          <span className="spacer" />
          <Button type="primary" onClick={book}>
            {draft && !booking ? `把${draft.name || '这个预约'}换到` : '预约'} {slotText(at.slot)}{' '}
            <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
      {booking && day && draft ? (
        <BookPrompt
          day={day}
          slot={at.slot}
          start={draft}
          today={today}
          onOtherTime={(kept) => {
            setDraft(kept)
            setBooking(false)
            say('用方向键选别的时间，再按 Enter；填好的都在')
          }}
          onBack={() => {
            setDraft(undefined)
            setBooking(false)
          }}
        />
      ) : null}
      {chosen ? <KeepPrompt row={chosen} today={today} onDone={() => setChosen(undefined)} /> : null}
    </div>
  )
}

function UnknownYears({ years }: { readonly years: readonly string[] }) {
  if (years.length === 0) return null
  return (
    <p className="note" role="status">
      {years.join('、')} 年放假安排还没导入，工作日按周一至周五估算，结果仅供参考。
    </p>
  )
}
