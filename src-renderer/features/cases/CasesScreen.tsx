import { Button, Skeleton } from 'antd'
import { useState } from 'react'
import type { CaseRow } from '#shared/contract/case.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { Seals } from '../../app/Seals.tsx'
import { matterLook, syncLooks } from '../../app/states.ts'
import { useLive } from '../../app/use-live.ts'
import { DueText } from '../../components/DueText.tsx'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'

const scopes = [
  { scope: 'today', word: '今天' },
  { scope: 'open', word: '在办' },
  { scope: 'all', word: '全部' },
] as const
type Scope = (typeof scopes)[number]['scope']

const pageRows = 200

const columns: readonly Column<CaseRow>[] = [
  {
    key: 'no',
    title: '编号',
    width: 'minmax(216px, 232px)',
    show: (row) => <span className="code">{formatCaseNo(row.caseNo)}</span>,
  },
  {
    key: 'person',
    title: '办事人',
    width: 'minmax(76px, 92px)',
    show: (row) => (
      <>
        <Seals priority={row.priority} />
        {row.applicantName}
      </>
    ),
  },
  {
    key: 'id',
    title: '身份证号',
    width: 'minmax(142px, 164px)',
    show: (row) => <span className="code weak">{row.applicantId}</span>,
  },
  { key: 'matter', title: '办什么事', width: 'minmax(84px, 1fr)', show: (row) => row.matterName },
  { key: 'received', title: '收件', width: '102px', show: (row) => dayText(row.receivedOn) },
  {
    key: 'state',
    title: '状态',
    width: 'minmax(138px, 156px)',
    show: (row) => <StatusMark {...matterLook(row.items.map(({ state }) => state))} />,
  },
  {
    key: 'due',
    title: '最近期限',
    width: 'minmax(108px, 232px)',
    show: (row) => (
      <DueText
        day={row.nextDue && dayText(row.nextDue)}
        left={row.workingDaysLeft[row.nextDue ?? '']}
        provisional={row.provisional}
      />
    ),
  },
  {
    key: 'sync',
    title: '同步',
    width: 'minmax(76px, 92px)',
    show: (row) => <StatusMark {...syncLooks[row.sync]} />,
  },
]

/** 办件: newest first; numbers and names come masked from the desk. */
export function CasesScreen() {
  const [scope, setScope] = useState<Scope>('today')
  const [limit, setLimit] = useState(pageRows)
  const live = useLive('case.list', { scope, limit: Math.min(limit, pageRows) }, ['journal', 'sync'])
  const { go, newIntake } = useRoutes()
  const page = live.answer?.ok ? live.answer.value : undefined
  useKeys('screen', {
    ...Object.fromEntries(scopes.map((each, n) => [String(n + 1), () => setScope(each.scope)])),
    Escape: () => go({ at: 'today' }),
  })
  return (
    <div className="screen">
      <div className="screen-body list-body">
        <header className="list-head">
          <h1>办件</h1>
          <div role="radiogroup" aria-label="看哪些" className="scope">
            {scopes.map((each, n) => (
              <button
                key={each.scope}
                type="button"
                role="radio"
                aria-checked={each.scope === scope}
                onClick={() => setScope(each.scope)}
              >
                <kbd>{n + 1}</kbd>
                {each.word}
              </button>
            ))}
          </div>
          {page ? (
            <span className="weak">
              {page.more ? `最近 ${page.rows.length} 件` : `共 ${page.rows.length} 件`}
            </span>
          ) : null}
        </header>
        {page && page.rows.length > 0 ? (
          <FastGrid
            key={scope}
            label="办件"
            rows={page.rows}
            columns={columns}
            rowKey={(row) => row.caseId}
            autoFocus
            onOpen={(row) => go({ at: 'case', caseId: row.caseId, from: 'cases' })}
            onEnd={() => setLimit(limit + pageRows)}
          />
        ) : (
          <NoRows loading={!page && !live.failed} failed={live.failed} scope={scope} again={live.again} />
        )}
      </div>
      <div className="action-bar">
        <KeyHint keys="↑↓">选</KeyHint>
        <KeyHint keys="Enter">打开</KeyHint>
        <span className="spacer" />
        <Button type="primary" onClick={newIntake}>
          新建受理 <kbd>F2</kbd>
        </Button>
      </div>
    </div>
  )
}

function NoRows({
  loading,
  failed,
  scope,
  again,
}: {
  readonly loading: boolean
  readonly failed: boolean
  readonly scope: Scope
  readonly again: () => void
}) {
  if (failed) {
    return (
      <div className="state" role="alert">
        <p>办件清单没有打开。已保存的内容不受影响。</p>
        <Button onClick={again}>再取一次清单</Button>
      </div>
    )
  }
  if (loading) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return (
    <div className="state">
      <p>
        {scope === 'today' ? '今天还没有办件。按 3 看全部，按 F2 新建受理。' : '还没有办件。按 F2 新建受理。'}
      </p>
    </div>
  )
}
