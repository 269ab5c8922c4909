import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { DayReport } from '#shared/contract/day.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayLineWords } from '#shared/domain/day-close.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { eventWord } from '../../app/event-words.ts'
import { useKeys } from '../../app/keys.ts'
import { printSheets } from '../../app/print-papers.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { DaySheet } from '../../papers/DaySheet.tsx'
import { Overridden } from './Overridden.tsx'
import { preflightRows } from './preflight.ts'
import { Reconciliation } from './Reconciliation.tsx'
import { Standing } from './Standing.tsx'
import { StickWays } from './StickWays.tsx'
import { apartWords, dayLooks, refusalSentence, stateSentence } from './words.ts'

type Props = {
  readonly date: string
  readonly nth: number
  /** Not for those who only look. */
  readonly onAgain: (() => void) | undefined
}

/** A day two people signed: the city's own count beside it, and the very records behind a difference. */
export function ClosedDay({ date, nth, onAgain }: Props) {
  const live = useLive('day.report', { date, nth }, ['journal', 'sync'])
  if (live.answer && !live.answer.ok)
    return (
      <div className="state" role="status">
        <p>{refusalSentence(live.answer.refusal)}</p>
      </div>
    )
  if (live.failed)
    return (
      <div className="state" role="alert">
        <p>这一天的日结表没有打开。签过的内容不受影响。</p>
        <Button onClick={live.again}>再取一次</Button>
      </div>
    )
  if (!live.answer) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return <Report report={live.answer.value} onAgain={onAgain} />
}

function Report({ onAgain, report }: { readonly report: DayReport; readonly onAgain: Props['onAgain'] }) {
  const [printing, setPrinting] = useState(false)
  const { apart, sum } = report
  const status = useLive('sync.status', {}, ['journal', 'sync']).answer
  // Without a line, and something of it is nowhere but here.
  const byHand = status?.ok && status.value.link !== 'CONNECTED' && status.value.waiting > 0
  const print = () => {
    if (printing) return
    setPrinting(true)
    printSheets([])
      .then(
        (taken) => say(taken ? '日结表交给打印机了' : notPrinted),
        () => say(notPrinted),
      )
      .finally(() => setPrinting(false))
  }
  useKeys('step', {
    'Ctrl+P': print,
    ...(apart.length === 0 ? { Enter: print } : {}),
    ...(onAgain ? { R: onAgain } : {}),
  })
  return (
    <>
      <div className="day-panes">
        <section className="pane" aria-label="签字时的情况">
          <h2>签字时的情况</h2>
          <ul className="day-preflight is-past">
            {preflightRows(report).map((row) => (
              <li key={row.key}>
                <span>{row.name}</span>
                <b>
                  {row.count} <small>{row.unit}</small>
                </b>
              </li>
            ))}
          </ul>
          <p>
            原件：账上 {sum.custody.here} 件
            {sum.counted === undefined ? '，不用盘点' : `，点到 ${sum.counted} 件`}
          </p>
          <Overridden rows={report.overridden} />
          {Object.values(report.reasons).map((reason) => (
            <p key={reason} className="weak">
              说明：{reason}
            </p>
          ))}
        </section>
        <section className="pane" aria-label="市级核对">
          <StatusMark {...dayLooks[report.state]} />
          <p className="day-sentence" role="status">
            {stateSentence(report)}
          </p>
          <p className="weak">
            制表 {report.countedBy}，签字 {report.signedBy}，{timeOf(report.closedMs)}
            {sum.nth > 1 ? `，第 ${sum.nth} 次日结` : ''}
          </p>
          {onAgain && byHand ? <StickWays /> : null}
          {apart.length > 0 ? <Apart rows={apart} /> : <Standing />}
          <ByPerson report={report} />
        </section>
        <section className="pane" aria-label="与市级核对">
          <h2>与市级核对</h2>
          <Reconciliation rows={report.rows} />
        </section>
      </div>
      <div className="action-bar">
        <KeyHint keys="← →">换一天</KeyHint>
        <span className="spacer" />
        {onAgain ? (
          <Button onClick={onAgain}>
            再次日结 <kbd>R</kbd>
          </Button>
        ) : null}
        <Button type="primary" onClick={print}>
          打印日结表 <kbd>{apart.length === 0 ? 'Enter' : 'Ctrl+P'}</kbd>
        </Button>
      </div>
      {printing ? (
        <div className="print-only">
          <DaySheet report={report} />
        </div>
      ) : null}
    </>
  )
}

/** Who did what, so that a number can be asked about while people are still here. */
function ByPerson({ report: { byClerk } }: { readonly report: DayReport }) {
  if (byClerk.length === 0) return null
  return (
    <>
      <h2>按人员</h2>
      <dl className="day-people">
        {byClerk.map(({ lines, name }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{lines.map(({ line, n }) => `${dayLineWords[line].name} ${n}`).join('，')}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const notPrinted = '没打出来，日结已经记下。请看打印机，再按 Ctrl+P。'

const columns: readonly Column<DayReport['apart'][number]>[] = [
  { key: 'why', title: '情况', width: '110px', show: (row) => apartWords[row.why] },
  { key: 'kind', title: '记录', width: '90px', show: (row) => eventWord(row.kind) },
  {
    key: 'case',
    title: '办件编号',
    width: 'minmax(0, 1fr)',
    show: (row) => (row.caseNo ? <span className="code">{formatCaseNo(row.caseNo)}</span> : '—'),
  },
]

function Apart({ rows }: { readonly rows: DayReport['apart'] }) {
  const go = useRoutes(({ go }) => go)
  return (
    <FastGrid
      label="对不上的记录"
      rows={rows}
      columns={columns}
      rowKey={(row) => String(row.seq)}
      autoFocus
      onOpen={(row) => row.caseId && go({ at: 'case', caseId: row.caseId, from: 'day' })}
    />
  )
}
