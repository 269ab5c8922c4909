import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { BoardRow } from '#shared/contract/lifecycle.ts'
import { useKeys } from '../../app/keys.ts'
import { printSheets } from '../../app/print-papers.ts'
import { useRoutes } from '../../app/routes.ts'
import { Seals } from '../../app/Seals.tsx'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { LaneStrip } from '../../components/LaneStrip.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { BoardPrint } from './BoardPrint.tsx'
import { useBoardView } from './board-view.ts'
import { ClockPanel } from './ClockPanel.tsx'
import {
  type Board,
  firstLane,
  type Grouping,
  grouped,
  groupings,
  type LaneName,
  lanes,
  rowKey,
} from './lanes.ts'
import { dueSentence } from './words.ts'

/** More than any township centre has under way. */
const boardMax = 10_000

/** 时限: every item somebody must act on, the most pressing lane first (ui.md 2.i). */
export function BoardScreen() {
  const live = useLive('case.board', { limit: boardMax }, ['journal', 'catalogue'])
  const { choose, groupBy, grouping, lane: chosen } = useBoardView()
  const go = useRoutes(({ go }) => go)
  const board = live.answer?.ok ? live.answer.value : undefined
  const lane = chosen ?? (board ? firstLane(board) : 'untold')
  const step = (by: number) => {
    const at = lanes.findIndex((each) => each.lane === lane)
    choose(lanes[(at + by + lanes.length) % lanes.length]?.lane ?? lane)
  }
  const regroup = () => {
    const at = groupings.findIndex((each) => each.grouping === grouping)
    groupBy(groupings[(at + 1) % groupings.length]?.grouping ?? 'dept')
  }
  useKeys('screen', {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    G: regroup,
    Escape: () => go({ at: 'today' }),
  })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>时限</h1>
          <LaneStrip lanes={lanes} countOf={(each) => board?.[each].length} lane={lane} onChoose={choose} />
        </header>
        {board ? (
          <Lane
            key={`${lane} ${grouping}`}
            board={board}
            lane={lane}
            grouping={grouping}
            onRegroup={regroup}
          />
        ) : (
          <NotOpened what="时限看板" word="看板" failed={live.failed} again={live.again} />
        )}
      </div>
    </div>
  )
}

type LaneProps = {
  readonly board: Board
  readonly lane: LaneName
  readonly grouping: Grouping
  readonly onRegroup: () => void
}

function Lane({ board, grouping, lane, onRegroup }: LaneProps) {
  const go = useRoutes(({ go }) => go)
  const { stand, stoodAt } = useBoardView()
  const { groupOf, rows } = useMemo(() => grouped(board[lane], grouping), [board, grouping, lane])
  const columns = useMemo(() => columnsOf(lane, grouping, board.today), [lane, grouping, board.today])
  const [standing, setStanding] = useState<BoardRow>()
  const [selected, setSelected] = useState<readonly BoardRow[]>([])
  const [printing, setPrinting] = useState(false)
  const onStand = useCallback(
    (row: BoardRow) => {
      setStanding(row)
      stand(rowKey(row))
    },
    [stand],
  )
  const print = () => {
    if (printing || rows.length === 0) return
    setPrinting(true)
    printSheets([])
      .then(
        (taken) => say(taken ? '时限单交给打印机了' : '没打出来，什么也没丢。请看打印机，再按 Ctrl+P。'),
        () => say('没打出来，什么也没丢。请看打印机，再按 Ctrl+P。'),
      )
      .finally(() => setPrinting(false))
  }
  useKeys('step', { 'Ctrl+P': print })
  const here = rows.length > 0 ? (standing ?? rows[0]) : undefined
  const [start] = useState(() => rows.findIndex((row) => rowKey(row) === stoodAt))
  return (
    <>
      <div className={here ? 'board-panes' : 'board-panes is-empty'}>
        {rows.length > 0 ? (
          <FastGrid
            label={lanes.find((each) => each.lane === lane)?.word ?? ''}
            rows={rows}
            columns={columns}
            rowKey={rowKey}
            groupOf={groupOf}
            autoFocus
            startAt={Math.max(0, start)}
            onStand={onStand}
            onSelect={setSelected}
            onOpen={(row) => go({ at: 'case', caseId: row.caseId, from: 'board' })}
          />
        ) : (
          <EmptyLane board={board} />
        )}
        {here ? (
          <aside className="side-pane" aria-label="这一项的期限">
            <ClockPanel row={here} lane={lane} today={board.today} />
          </aside>
        ) : null}
      </div>
      {printing ? (
        <BoardPrint
          rows={selected.length > 0 ? selected : rows}
          lane={lane}
          grouping={grouping}
          today={board.today}
        />
      ) : null}
      <div className="action-bar">
        <KeyHint keys="← →">换栏</KeyHint>
        {here ? (
          <>
            <KeyHint keys="↑ ↓">选</KeyHint>
            <KeyHint keys="Shift+↑↓">连选</KeyHint>
          </>
        ) : null}
        {selected.length > 0 ? <span role="status">已选 {selected.length} 件</span> : null}
        {board.more ? <span className="weak">只列最紧的 {boardMax} 件</span> : null}
        <span className="spacer" />
        <Button onClick={onRegroup}>
          按{groupings.find((each) => each.grouping === grouping)?.word}分组 <kbd>G</kbd>
        </Button>
        <Button disabled={rows.length === 0} onClick={print}>
          打印{selected.length > 0 ? '选中的' : '这一栏'} <kbd>Ctrl+P</kbd>
        </Button>
        <Button
          type="primary"
          disabled={!here}
          onClick={() => here && go({ at: 'case', caseId: here.caseId, from: 'board' })}
        >
          打开办件 <kbd>Enter</kbd>
        </Button>
      </div>
    </>
  )
}

const personColumn: Column<BoardRow> = {
  key: 'person',
  title: '办事人',
  width: '108px',
  show: ({ applicantName, priority }) => (
    <>
      <Seals priority={priority} />
      {applicantName}
    </>
  ),
}

function columnsOf(lane: LaneName, grouping: Grouping, today: string): readonly Column<BoardRow>[] {
  const look = lanes.find((each) => each.lane === lane)
  return [
    {
      key: 'due',
      title: '期限',
      width: 'minmax(250px, 1.35fr)',
      show: (row) => (
        <span className="board-cell" title={dueSentence(row, lane, today)}>
          {look ? <StatusMark {...look} word={dueSentence(row, lane, today)} /> : null}
          {row.provisional ? <span className="badge">暂定</span> : null}
        </span>
      ),
    },
    ...(grouping === 'person' ? [] : [personColumn]),
    {
      key: 'item',
      title: '事项',
      width: 'minmax(120px, 1fr)',
      show: (row) => (
        <span className="board-cell" title={row.itemName}>
          <span className="board-name">{row.itemName}</span>
          {row.deficiencyExpired ? <span className="badge is-amber">容缺过期</span> : null}
        </span>
      ),
    },
    grouping === 'dept'
      ? { key: 'matter', title: '一件事', width: 'minmax(90px, 0.6fr)', show: (row) => row.matterName }
      : { key: 'dept', title: '部门', width: 'minmax(90px, 0.6fr)', show: (row) => row.deptName },
  ]
}

function EmptyLane({ board }: { readonly board: Board }) {
  const empty = lanes.every(({ lane }) => board[lane].length === 0)
  return (
    <div className="state">
      <p>{empty ? '没有临近到期的件。' : '这一栏没有件。按 ← → 看别的栏。'}</p>
      {empty ? (
        <p className="weak">
          受理以后的事项会自己到这里来，按剩下的工作日排。新建受理按 <kbd>F2</kbd>。
        </p>
      ) : null}
    </div>
  )
}
