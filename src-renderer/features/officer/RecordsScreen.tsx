import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import type { Role } from '#shared/domain/staff.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { MeetingPrompt, TrainingPrompt } from './RecordPrompts.tsx'

type Records = Extract<Answer<'officer.records'>, { ok: true }>['value']
export type MeetingRow = Records['meetings'][number]
type Props = { readonly role: Role; readonly today: string }

/** 协调会议 that still owe an outcome, and the training of the officers. */
export function RecordsScreen({ role, today }: Props) {
  const live = useLive('officer.records', { limit: 200 }, ['journal'])
  const records = live.answer?.ok ? live.answer.value : undefined
  const [open, setOpen] = useState<'meeting' | 'training' | MeetingRow>()
  const go = useRoutes(({ go }) => go)
  const meets = role === 'centreManager' || role === 'assistOfficer'
  const trains = role === 'centreManager'
  useKeys('screen', {
    N: () => meets && setOpen('meeting'),
    T: () => trains && setOpen('training'),
    Escape: () => go({ at: 'today' }),
  })
  const done = () => setOpen(undefined)
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>协调会议和培训</h1>
          <AssistTabs view="records" />
        </header>
        {records ? (
          <div className="board-panes">
            <Meetings rows={records.meetings} onOpen={(row) => meets && !row.outcome && setOpen(row)} />
            <Trainings rows={records.trainings} />
          </div>
        ) : (
          <NoRecords failed={live.failed} again={live.again} />
        )}
        <div className="action-bar">
          {meets ? <KeyHint keys="Enter">写落实结果</KeyHint> : <span>会议由专员和负责人记。</span>}
          <span className="spacer" />
          {trains ? (
            <Button onClick={() => setOpen('training')}>
              记一次培训 <kbd>T</kbd>
            </Button>
          ) : null}
          {meets ? (
            <Button type="primary" onClick={() => setOpen('meeting')}>
              记一次协调会议 <kbd>N</kbd>
            </Button>
          ) : null}
        </div>
      </div>
      {open === 'training' ? <TrainingPrompt today={today} onDone={done} /> : null}
      {open && open !== 'training' ? (
        <MeetingPrompt row={open === 'meeting' ? undefined : open} today={today} onDone={done} />
      ) : null}
    </div>
  )
}

type MeetingsProps = { readonly rows: readonly MeetingRow[]; readonly onOpen: (row: MeetingRow) => void }

function Meetings({ onOpen, rows }: MeetingsProps) {
  if (rows.length === 0)
    return (
      <div className="state">
        <p>没有要落实的协调会议。</p>
        <p className="weak">
          几个部门说法不一、办不下去的，开完会按 <kbd>N</kbd> 记下难点、办法、谁来办、哪天前办完。
        </p>
      </div>
    )
  return (
    <FastGrid
      label="协调会议"
      rows={rows}
      columns={columns}
      rowKey={({ meetingId }) => meetingId}
      groupOf={({ outcome }) => (outcome ? '已落实' : '还没落实')}
      autoFocus
      onOpen={onOpen}
    />
  )
}

const columns: readonly Column<MeetingRow>[] = [
  { key: 'hard', title: '难点', width: 'minmax(120px, 1fr)', show: ({ difficulty }) => difficulty },
  { key: 'way', title: '办法', width: 'minmax(120px, 1fr)', show: ({ way }) => way },
  { key: 'owner', title: '谁来办', width: '84px', show: ({ owner }) => owner },
  { key: 'due', title: '哪天前', width: '124px', show: ({ due }) => dayText(due) },
  {
    key: 'state',
    title: '现在',
    width: 'minmax(104px, 0.6fr)',
    show: ({ outcome, overdue }) => {
      if (outcome) return <StatusMark shape="tick" tone="green" word={outcome} />
      return overdue ? (
        <StatusMark shape="late" tone="red" word="已过期" />
      ) : (
        <StatusMark shape="threeQuarter" tone="blue" word="在办" />
      )
    },
  },
]

function Trainings({ rows }: { readonly rows: Records['trainings'] }) {
  const officers = useLive('officer.list', {}, ['journal']).answer
  const names = new Map(officers?.ok ? officers.value.rows.map((row) => [row.staffId, row.name]) : [])
  return (
    <aside className="side-pane" aria-label="培训">
      <h2>培训 {rows.length} 次</h2>
      {rows.length === 0 ? <p className="weak">还没有培训记录。</p> : null}
      <ul className="record-list">
        {rows.map(({ hours, on, staffIds, title, trainingId }) => (
          <li key={trainingId}>
            <b>{title}</b>
            <br />
            <span className="weak">
              {longDayText(on)} · {hours} 学时 · {staffIds.map((each) => names.get(each) ?? '').join('、')}
            </span>
          </li>
        ))}
      </ul>
    </aside>
  )
}

function NoRecords({ again, failed }: { readonly failed: boolean; readonly again: () => void }) {
  if (!failed) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return (
    <div className="state" role="alert">
      <p>会议和培训没有打开。已保存的内容不受影响。</p>
      <Button onClick={again}>再取一次</Button>
    </div>
  )
}
