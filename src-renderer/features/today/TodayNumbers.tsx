import { timeOf } from '#shared/kernel/instants.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'
import type { Today } from './today-line.ts'

type Props = { readonly numbers: Today | undefined; readonly today: string; readonly calendarThrough: number }

/** Small cards at the side: today's numbers, the way to the city, the calendar. */
export function TodayNumbers({ numbers, today, calendarThrough }: Props) {
  const { answer } = useLive('sync.status', {}, ['sync', 'journal'])
  const go = useRoutes(({ go }) => go)
  const sync = answer?.ok ? answer.value : undefined
  const calendarEnds = calendarThrough <= Number(today.slice(0, 4)) && today.slice(5, 7) >= '11'
  return (
    <>
      <section className="card" aria-labelledby="card-today">
        <h2 id="card-today">今日已办</h2>
        <dl className="numbers">
          <Figure word="收件" value={numbers?.receivedToday} />
          <Figure word="受理" value={numbers?.acceptedToday} />
          <Figure word="补正告知" value={numbers?.correctionToday} />
          <Figure word="今天到期" value={numbers?.dueToday} warn />
        </dl>
      </section>
      <section className="card" aria-labelledby="card-sync">
        <h2 id="card-sync">
          同步 <span className="weak">按记录条数</span>
        </h2>
        {sync ? (
          <>
            <dl className="numbers">
              <Figure word="本机待传" value={Math.max(0, sync.head - sync.sent)} />
              <Figure word="等回执" value={Math.max(0, sync.sent - sync.confirmed)} />
              <Figure word="市级已确认" value={sync.confirmed} />
            </dl>
            <p className="weak">
              {sync.link === 'CONNECTED'
                ? `市级已连接${sync.lastConfirmedMs ? `，最近确认 ${timeOf(sync.lastConfirmedMs)}` : ''}`
                : '暂时连不上市级，照常受理。连上后自动上报。'}
            </p>
            {sync.returned > 0 ? (
              <button type="button" className="link" onClick={() => go({ at: 'outbox' })}>
                {sync.returned} 件退回待改 <kbd>Alt+0</kbd>
              </button>
            ) : null}
          </>
        ) : (
          <p className="weak">正在看同步情况</p>
        )}
      </section>
      {calendarThrough < Number(today.slice(0, 4)) || calendarEnds ? (
        <section className="card" aria-labelledby="card-calendar">
          <h2 id="card-calendar">放假提醒</h2>
          <p>{calendarThrough + 1} 年放假安排还没导入，跨年的期限按周一至周五估算，标“暂定”。</p>
        </section>
      ) : null}
    </>
  )
}

function Figure({
  word,
  value,
  warn,
}: {
  readonly word: string
  readonly value: number | undefined
  readonly warn?: boolean
}) {
  return (
    <div className={warn && value ? 'is-warn' : ''}>
      <dd>{value ?? '–'}</dd>
      <dt>{word}</dt>
    </div>
  )
}
