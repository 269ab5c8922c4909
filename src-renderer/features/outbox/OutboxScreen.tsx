import { Alert, Button, Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { ask } from '../../app/desk-client.ts'
import { eventWord } from '../../app/event-words.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { syncLooks } from '../../app/states.ts'
import { StickPanel } from '../../app/stick/StickPanel.tsx'
import { lastStickSentence } from '../../app/stick/words.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Branch } from './Branch.tsx'
import { CertificatePanel } from './CertificatePanel.tsx'
import { EpochPanel } from './EpochPanel.tsx'
import { PictureUploads } from './PictureUploads.tsx'
import { Positions } from './Positions.tsx'
import { ReturnedPanel } from './ReturnedPanel.tsx'
import { type OutboxRow, reasonTitle } from './returned-words.ts'
import { linkSentence, stallSentence } from './words.ts'

type Row = OutboxRow

const columns: readonly Column<Row>[] = [
  { key: 'state', title: '状态', width: '116px', show: (row) => <StatusMark {...syncLooks[row.state]} /> },
  { key: 'kind', title: '记录', width: '110px', show: (row) => eventWord(row.kind) },
  {
    key: 'case',
    title: '办件编号',
    width: '240px',
    show: (row) =>
      row.caseNo ? <span className="code">{formatCaseNo(row.caseNo)}</span> : <span className="weak">—</span>,
  },
  {
    key: 'when',
    title: '记下时间',
    width: '150px',
    show: (row) => `${dayText(dateOf(row.recordedMs))} ${timeOf(row.recordedMs)}`,
  },
  {
    key: 'why',
    title: '说明',
    width: 'minmax(0, 1fr)',
    show: (row) => (
      <>
        {row.sentence ?? ''}
        {row.code ? <small className="weak"> {row.code}</small> : null}
      </>
    ),
  },
]

/** 上传与退回: every record on its own, what came back on top with its reason. */
export function OutboxScreen() {
  const live = useLive('sync.outbox', { limit: 200 }, ['journal', 'sync'])
  const status = useLive('sync.status', {}, ['journal', 'sync'])
  const epoch = useLive('epoch.state', {}, ['journal', 'sync'])
  const ends = useLive('certificate.state', {}, ['journal', 'sync']).answer
  const certificate = ends?.ok ? ends.value : undefined
  const frozen = epoch.answer?.ok ? epoch.answer.value.frozen : undefined
  const left = useLive('epoch.branch', { limit: 50 }, ['journal', 'sync'])
  const branch = left.answer?.ok ? left.answer.value.rows : undefined
  const overview = useLive('desk.overview', {}, ['session'])
  const isManager = overview.answer?.ok && overview.answer.value.signedIn?.role === 'centreManager'
  // The one thing on this screen that only the manager can do, and that cannot wait: the cursor stands there.
  const wantsCode = isManager && certificate?.standing === 'OVER' && !certificate.asked
  const mayCarry = overview.answer?.ok && overview.answer.value.signedIn?.role !== 'auditor'
  const [returned, setReturned] = useState<string>()
  const [stick, setStick] = useState<'WRITE' | 'TAKE'>()
  const go = useRoutes(({ go }) => go)
  const answered = live.answer?.ok ? live.answer.value.rows : undefined
  const rows = useMemo(() => answered?.toSorted(byReason), [answered])
  const openCase = ({ caseId }: Row) => {
    if (caseId) go({ at: 'case', caseId, from: 'outbox' })
  }
  const shown = rows?.find(({ entryId }) => entryId === returned)
  const link = status.answer?.ok ? status.answer.value : undefined
  const now = () => {
    say('正在上传')
    void ask('sync.now', {})
  }
  useKeys('screen', {
    Escape: () => go({ at: 'today' }),
    'Ctrl+Enter': now,
    ...(mayCarry ? { W: () => setStick('WRITE'), U: () => setStick('TAKE') } : {}),
  })
  return (
    <div className="screen">
      <div className="screen-body list-body outbox-body">
        <header className="list-head">
          <h1>上传与退回</h1>
          <span className="weak">{link ? linkSentence(link) : ''}</span>
        </header>
        {link?.stalled ? <Alert type="warning" role="alert" title={stallSentence(link.stalled)} /> : null}
        {frozen ? <EpochPanel frozen={frozen} isManager={isManager === true} /> : null}
        {certificate && !frozen ? (
          <CertificatePanel certificate={certificate} isManager={isManager === true} />
        ) : null}
        {link ? <Positions status={link} /> : null}
        <LastStick />
        {branch && branch.length > 0 ? <Branch rows={branch} /> : null}
        {rows && rows.length > 0 ? (
          <FastGrid
            label="待上传和退回的记录"
            rows={rows}
            columns={columns}
            rowKey={(row) => `${row.entryId} ${row.seq}`}
            groupOf={(row) => groupOf(row, rows)}
            autoFocus={!frozen && !wantsCode}
            onOpen={(row) => {
              if (row.state === 'RETURNED' && mayCarry) setReturned(row.entryId)
              else openCase(row)
            }}
          />
        ) : (
          <NoRows loading={!rows && !live.failed} failed={live.failed} again={live.again} />
        )}
        <PictureUploads />
      </div>
      <div className="action-bar">
        {rows && rows.length > 0 ? (
          <KeyHint keys="Enter">{rows[0]?.state === 'RETURNED' ? '改这一条' : '打开办件'}</KeyHint>
        ) : null}
        <span className="spacer" />
        {mayCarry ? (
          <>
            <Button onClick={() => setStick('WRITE')}>
              写到优盘 <kbd>W</kbd>
            </Button>
            <Button onClick={() => setStick('TAKE')}>
              读优盘 <kbd>U</kbd>
            </Button>
          </>
        ) : null}
        <Button type="primary" onClick={now}>
          现在上传 <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
      {shown ? (
        <ReturnedPanel
          key={shown.entryId}
          row={shown}
          onLeave={() => setReturned(undefined)}
          onOpenCase={shown.caseId ? () => openCase(shown) : undefined}
          onDone={() => {
            const next = rows?.find((row) => row.state === 'RETURNED' && row.entryId !== shown.entryId)
            setReturned(next?.entryId)
            say(next ? '已重发，下一条' : '已重发，等市级确认')
          }}
        />
      ) : null}
      {stick ? <StickPanel to={stick} onLeave={() => setStick(undefined)} /> : null}
    </div>
  )
}

/** What is on the way by hand. */
function LastStick() {
  const { answer } = useLive('bundle.state', {}, ['journal', 'sync'])
  const last = answer?.ok ? answer.value.last : undefined
  return last && !last.answered ? <p role="status">{lastStickSentence(last)}</p> : null
}

function NoRows({
  loading,
  failed,
  again,
}: {
  readonly loading: boolean
  readonly failed: boolean
  readonly again: () => void
}) {
  if (failed) {
    return (
      <div className="state" role="alert">
        <p>上传清单没有打开。已保存的内容不受影响。</p>
        <Button onClick={again}>再取一次清单</Button>
      </div>
    )
  }
  if (loading) return <Skeleton active={false} paragraph={{ rows: 6 }} title={false} className="state" />
  return (
    <div className="state">
      <p>没有待上传的记录，也没有退回的件。</p>
      <p className="weak">本机记下的都有市级回执。</p>
    </div>
  )
}

/** What came back on top, the same reasons together; then what waits; otherwise as they come, oldest first. */
function byReason(one: Row, other: Row): number {
  const back = Number(other.state === 'RETURNED') - Number(one.state === 'RETURNED')
  if (back !== 0 || one.state !== 'RETURNED') return back
  return fixableFirst(one, other) || reasonTitle(one).localeCompare(reasonTitle(other))
}

function fixableFirst(one: Row, other: Row): number {
  return Number(other.fields.length > 0) - Number(one.fields.length > 0)
}

/** 「证件号码与姓名不一致 3 件」 */
function groupOf(row: Row, rows: readonly Row[]): string {
  if (row.state !== 'RETURNED') return '还没有市级确认'
  const title = reasonTitle(row)
  const n = rows.filter((each) => each.state === 'RETURNED' && reasonTitle(each) === title).length
  return `市里退回：${title} ${n} 件`
}
