import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { DayState } from '#shared/contract/day.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { addDays, addMonths } from '#shared/domain/day.ts'
import type { Role } from '#shared/domain/staff.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { ClosedDay } from './ClosedDay.tsx'
import { MonthStrip } from './MonthStrip.tsx'
import { OpenDay } from './OpenDay.tsx'
import { dayLooks } from './words.ts'

type Props = { readonly role: Role; readonly today: string }

/** 日结: what the day came to, signed by two, and what the city says of it (ui.md 2.e, screen 10). */
export function DayScreen({ role, today }: Props) {
  const [date, setDate] = useState(today)
  /** A closed day is being closed once more. */
  const [again, setAgain] = useState(false)
  const go = useRoutes(({ go }) => go)
  const live = useLive('day.month', { month: date.slice(0, 7) }, ['journal', 'sync'])
  const days = live.answer?.ok ? live.answer.value.days : undefined
  const here = days?.find((each) => each.date === date)
  const closed = here && here.nth > 0 ? here : undefined
  const choose = (to: string) => {
    if (to > today) return
    setAgain(false)
    setDate(to)
  }
  const stepMonth = (by: number) => {
    const to = addMonths(date, by)
    choose(to > today && by > 0 ? today : to)
  }
  useKeys('screen', {
    ArrowLeft: () => choose(addDays(date, -1)),
    ArrowRight: () => choose(addDays(date, 1)),
    PageUp: () => stepMonth(-1),
    PageDown: () => stepMonth(1),
    Escape: () => (again ? setAgain(false) : go({ at: 'today' })),
  })
  const states = new Map<string, DayState>(days?.map((each) => [each.date, each.state]))
  return (
    <div className="screen">
      <div className="screen-body board-body day-body">
        <header className="list-head">
          <h1>日结</h1>
          <b>{dayText(date)}</b>
          {days ? <StatusMark {...dayLooks[here?.state ?? 'NONE']} /> : null}
          {closed?.alone ? <span className="badge is-amber">没有负责人签字</span> : null}
          <MonthStrip date={date} today={today} states={states} onChoose={choose} />
        </header>
        {days && closed && !again ? (
          <ClosedDay
            key={`${date} ${closed.nth}`}
            date={date}
            nth={closed.nth}
            onAgain={role === 'auditor' ? undefined : () => setAgain(true)}
          />
        ) : days && role !== 'auditor' ? (
          <OpenDay
            key={date}
            date={date}
            today={today}
            onClosed={() => {
              setAgain(false)
              live.again()
            }}
            onChoose={choose}
          />
        ) : (
          <NoDay failed={live.failed} loading={!days} again={live.again} />
        )}
      </div>
    </div>
  )
}

type NoDayProps = { readonly failed: boolean; readonly loading: boolean; readonly again: () => void }

function NoDay({ again, failed, loading }: NoDayProps) {
  if (failed)
    return (
      <div className="state" role="alert">
        <p>日结没有打开。已保存的内容不受影响。</p>
        <Button onClick={again}>再取一次日结</Button>
      </div>
    )
  if (loading) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return (
    <div className="state">
      <p>这一天没有日结。按 ← → 看别的日子。</p>
    </div>
  )
}
