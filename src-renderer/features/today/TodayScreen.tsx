import { Button, Skeleton } from 'antd'
import { useMemo, useState } from 'react'
import type { CaseRow } from '#shared/contract/case.ts'
import type { DraftSummary } from '#shared/contract/intake.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import { useRoutes } from '../../app/routes.ts'
import { useTyping } from '../../app/typing.ts'
import { type Live, useLive } from '../../app/use-live.ts'
import { FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { CatalogueNews } from './CatalogueNews.tsx'
import { DiscardPrompt } from './DiscardPrompt.tsx'
import { EndingLetters } from './EndingLetters.tsx'
import { MorningBoard } from './MorningBoard.tsx'
import { TodayNumbers } from './TodayNumbers.tsx'
import { todayColumns } from './today-columns.tsx'
import type { Today, TodayLine } from './today-line.ts'

type Props = { readonly today: string; readonly calendarThrough: number }

/** 今天: what waits, what is due, what was done, and the key for the next person. */
export function TodayScreen({ today, calendarThrough }: Props) {
  const live = useLive('desk.today', {}, ['journal', 'drafts', 'sync'])
  const { go, newConsultation, newIntake } = useRoutes()
  const lines = live.answer?.ok ? linesOf(live.answer.value, today) : []
  return (
    <div className="screen">
      <div className="screen-body two-panes">
        <section className="pane list-pane">
          <h1>
            今天{' '}
            <span className="weak">
              {longDayText(today)} {dayText(today).replace(/^.*\(/, '').replace(')', '')}
            </span>
          </h1>
          <TodayList live={live} today={today} />
        </section>
        <aside className="side-pane" aria-label="今日情况">
          <CatalogueNews />
          <EndingLetters />
          <TodayNumbers
            numbers={live.answer?.ok ? live.answer.value : undefined}
            today={today}
            calendarThrough={calendarThrough}
          />
          <MorningBoard today={today} />
        </aside>
      </div>
      <div className="action-bar">
        {lines.length > 0 ? (
          <>
            <KeyHint keys="↑↓">选</KeyHint>
            <KeyHint keys="Enter">打开</KeyHint>
          </>
        ) : null}
        {lines.some(({ kind }) => kind === 'draft') ? <KeyHint keys="Delete">删草稿</KeyHint> : null}
        {lines.some(({ kind }) => kind === 'case') ? <KeyHint keys="Alt+C">录入助手</KeyHint> : null}
        <span className="spacer" />
        <Button onClick={() => go({ at: 'cases' })}>
          办件 <kbd>Alt+2</kbd>
        </Button>
        <Button onClick={newConsultation}>
          新建咨询 <kbd>F4</kbd>
        </Button>
        <Button type="primary" onClick={newIntake}>
          新建受理 <kbd>F2</kbd>
        </Button>
      </div>
    </div>
  )
}

function TodayList({ live, today }: { readonly live: Live<'desk.today'>; readonly today: string }) {
  const { go, openDraft } = useRoutes()
  const openTyping = useTyping(({ open }) => open)
  const [discarding, setDiscarding] = useState<DraftSummary>()
  const numbers = live.answer?.ok ? live.answer.value : undefined
  const lines = useMemo(() => (numbers ? linesOf(numbers, today) : []), [numbers, today])
  const columns = useMemo(() => todayColumns(today), [today])
  if (!numbers && live.failed) {
    return (
      <div className="state" role="alert">
        <p>今天的清单没有打开。已保存的内容不受影响。</p>
        <Button onClick={live.again}>再取一次清单</Button>
      </div>
    )
  }
  if (!numbers) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  if (lines.length === 0) {
    return (
      <div className="state">
        <p>今天还没有办件，也没有草稿。</p>
        <p>
          按 <kbd>F2</kbd> 新建受理，第一步输入事项的首字母。
        </p>
      </div>
    )
  }
  return (
    <>
      <FastGrid
        label="今天的事"
        rows={lines}
        columns={columns}
        rowKey={(line) =>
          line.kind === 'draft'
            ? `draft ${line.draft.draftId}`
            : `${line.group} ${line.row.caseId} ${line.kind === 'pickUp' ? line.pickUp.itemNo : ''}`
        }
        groupOf={groupOf}
        autoFocus
        onOpen={(line) =>
          line.kind === 'draft'
            ? openDraft(line.draft.draftId)
            : go({ at: 'case', caseId: line.row.caseId, from: 'today' })
        }
        onDelete={(line) => line.kind === 'draft' && setDiscarding(line.draft)}
        rowKeys={{ 'Alt+C': (line) => line.kind === 'case' && openTyping(line.row.caseId) }}
      />
      {discarding ? <DiscardPrompt draft={discarding} onDone={() => setDiscarding(undefined)} /> : null}
    </>
  )
}

function groupOf({ group }: TodayLine): string {
  return group
}

function linesOf({ drafts, dueSoon, latest, pickUps }: Today, today: string): readonly TodayLine[] {
  const due = (row: CaseRow) => (row.nextDue !== undefined && row.nextDue <= today ? '今天到期' : '快到期')
  const pressing = new Set(dueSoon.map(({ caseId }) => caseId))
  return [
    ...pickUps.map((pickUp) => ({
      kind: 'pickUp' as const,
      group: '部门已办结，请打电话通知来取',
      row: pickUp.row,
      pickUp,
    })),
    ...drafts.map((draft) => ({ kind: 'draft' as const, group: `没办完的草稿 ${drafts.length} 件`, draft })),
    ...dueSoon.map((row) => ({ kind: 'case' as const, group: due(row), row })),
    ...latest
      .filter(({ caseId }) => !pressing.has(caseId))
      .map((row) => ({ kind: 'case' as const, group: '最近办的', row })),
  ]
}
