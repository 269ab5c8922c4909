import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { addDays, weekdayOf } from '#shared/domain/day.ts'
import type { Role } from '#shared/domain/staff.ts'
import { StaffId } from '#shared/kernel/ids.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'

type Day = Extract<Answer<'appointment.list'>, { ok: true }>['value']['days'][number]
type Props = { readonly role: Role; readonly today: string }

/** 值班表: a week, a row an officer. Rest days are marked, because it is there that somebody must be named. */
export function DutyScreen({ role, today }: Props) {
  const [monday, setMonday] = useState(() => mondayOf(today))
  const [at, setAt] = useState(() => ({ row: 0, day: (weekdayOf(today) + 6) % 7 }))
  const go = useRoutes(({ go }) => go)
  const live = useLive('appointment.list', { from: monday, days: 7 }, ['journal', 'catalogue'])
  const officers = useLive('officer.list', {}, ['journal']).answer
  const rows = officers?.ok ? officers.value.rows : undefined
  const days = live.answer?.ok ? live.answer.value.days : undefined
  const row = Math.min(at.row, Math.max(0, (rows?.length ?? 1) - 1))
  const keeps = role === 'centreManager'
  const ready = rows !== undefined && days !== undefined
  useEffect(() => {
    if (ready) focusPlace(`duty.${row}.${at.day}`)
  }, [ready, row, at.day])
  const turn = async () => {
    const [officer, day] = [rows?.[row], days?.[at.day]]
    if (!officer || !day || !keeps) return
    const on = day.onDuty.map(({ staffId }) => staffId)
    const staffId = StaffId.parse(officer.staffId)
    const staffIds = on.includes(staffId) ? on.filter((each) => each !== staffId) : [...on, staffId]
    const answer = await ask('duty.plan', { duty: { on: day.on, staffIds } }).catch(() => undefined)
    if (answer?.ok)
      say(`${dayText(day.on)}${officer.name}${staffIds.includes(staffId) ? '值班' : '不值班'}，记下了`)
    else say(answer ? assistRefusalText(answer.refusal) : '没有记下，请再按一次空格。')
  }
  const step = (by: { readonly row?: number; readonly day?: number }) => {
    const day = at.day + (by.day ?? 0)
    if (day < 0 || day > 6) setMonday(addDays(monday, day < 0 ? -7 : 7))
    setAt({
      row: Math.max(0, Math.min((rows?.length ?? 1) - 1, row + (by.row ?? 0))),
      day: (day + 7) % 7,
    })
  }
  useKeys('screen', {
    ArrowUp: () => step({ row: -1 }),
    ArrowDown: () => step({ row: 1 }),
    ArrowLeft: () => step({ day: -1 }),
    ArrowRight: () => step({ day: 1 }),
    PageUp: () => setMonday(addDays(monday, -7)),
    PageDown: () => setMonday(addDays(monday, 7)),
    Space: () => void turn(),
    Escape: () => go({ at: 'today' }),
  })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>值班表</h1>
          <b>
            {dayText(monday)} 至 {dayText(addDays(monday, 6))}
          </b>
          <AssistTabs view="duty" />
        </header>
        {days && rows && rows.length > 0 ? (
          <div className="week-scroll is-duty">
            <table className="week duty">
              <thead>
                <tr>
                  <th scope="col">专员</th>
                  {days.map((day) => (
                    <DayHead key={day.on} day={day} today={today} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((officer, n) => (
                  <tr key={officer.staffId}>
                    <th scope="row">
                      {officer.name}
                      {officer.fault ? <span className="badge is-amber">今天不能办</span> : null}
                    </th>
                    {days.map((day, m) => {
                      const on = day.onDuty.some(({ staffId }) => staffId === officer.staffId)
                      return (
                        <td key={day.on} className={day.works === false ? 'is-rest' : ''}>
                          <button
                            type="button"
                            data-field={`duty.${n}.${m}`}
                            tabIndex={n === row && m === at.day ? 0 : -1}
                            aria-pressed={on}
                            aria-label={`${officer.name}，${dayText(day.on)}${on ? '，值班' : ''}`}
                            onFocus={() => setAt({ row: n, day: m })}
                            onClick={() => void turn()}
                          >
                            {on ? '值班' : ''}
                          </button>
                        </td>
                      )
                    })}
                  </tr>
                ))}
              </tbody>
            </table>
            <Unnamed days={days} />
          </div>
        ) : (
          <NoDuty failed={live.failed} loading={!days || !rows} again={live.again} />
        )}
        <div className="action-bar">
          <KeyHint keys="↑ ↓ ← →">选人和日子</KeyHint>
          <KeyHint keys="PgUp PgDn">换一周</KeyHint>
          <span className="spacer" />
          {keeps ? (
            <Button type="primary" onClick={() => void turn()}>
              排上或去掉值班 <kbd>Space</kbd>
            </Button>
          ) : (
            <span>值班由中心负责人排。</span>
          )}
        </div>
      </div>
    </div>
  )
}

/** A day of the week with what the calendar says of it. */
function DayHead({ day, today }: { readonly day: Day; readonly today: string }) {
  return (
    <th scope="col" className={day.works === false ? 'is-rest' : ''}>
      {dayText(day.on)}
      {day.works === false ? <b className="rest-mark">休</b> : null}
      {day.works === 'unknown' ? <span className="badge">估算</span> : null}
      {day.on === today ? <span className="badge">今天</span> : null}
    </th>
  )
}

function Unnamed({ days }: { readonly days: readonly Day[] }) {
  const bare = days.filter(({ onDuty, works }) => works === false && onDuty.length === 0)
  if (bare.length === 0) return null
  return (
    <p className="note" role="status">
      {bare.map(({ on }) => dayText(on)).join('、')}休息，还没有排值班。
    </p>
  )
}

function NoDuty(props: { readonly failed: boolean; readonly loading: boolean; readonly again: () => void }) {
  if (props.failed)
    return (
      <div className="state" role="alert">
        <p>值班表没有打开。已保存的内容不受影响。</p>
        <Button onClick={props.again}>再取一次</Button>
      </div>
    )
  if (props.loading)
    return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return (
    <div className="state">
      <p>还没有登记备案的专员，没有人可以排。</p>
      <p className="weak">
        按 <kbd>A</kbd> 先登记专员。
      </p>
    </div>
  )
}

function mondayOf(day: string): string {
  return addDays(day, -((weekdayOf(day) + 6) % 7))
}
