import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { CustodyLane } from '#shared/contract/custody-board.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { ChainPanel } from './ChainPanel.tsx'
import type { Board } from './CustodyScreen.tsx'
import { useCustodyView } from './custody-view.ts'
import { lanes, lookOf } from './lanes.ts'
import { PackPane } from './PackPane.tsx'
import { contentsWord, dueOf, gravest, type Pack } from './packs.ts'

type Props = {
  readonly board: Board
  readonly packs: readonly Pack[]
  readonly lane: CustodyLane
  readonly narrowed: boolean
  /** The way of the things of a bag lies open over the list. */
  readonly chain: boolean
  readonly onChain: (open: boolean) => void
}

/** The bags of one lane; the one in focus is told in full beside them. */
export function PackList({ board, chain, lane, narrowed, onChain, packs }: Props) {
  const { stand, stoodAt } = useCustodyView()
  const go = useRoutes(({ go }) => go)
  const [standing, setStanding] = useState<string>()
  const onStand = useCallback(
    (pack: Pack) => {
      setStanding(pack.key)
      stand(pack.key)
    },
    [stand],
  )
  const here = packs.find(({ key }) => key === standing) ?? packs[0]
  const columns = useMemo(() => columnsOf(lane, board.today), [lane, board.today])
  const [start] = useState(() => packs.findIndex(({ key }) => key === stoodAt))
  const open = () => here && go({ at: 'case', caseId: here.things[0].caseId, from: 'custody' })
  useKeys('step', { O: open, Enter: () => here && onChain(true) })
  return (
    <>
      <div className={here ? 'board-panes' : 'board-panes is-empty'}>
        {here ? (
          <FastGrid
            label={lanes.find((each) => each.lane === lane)?.word ?? ''}
            rows={packs}
            columns={columns}
            rowKey={({ key }) => key}
            {...(groupedLanes.has(lane)
              ? { groupOf: ({ things: [{ holderName }] }: Pack) => holderName }
              : {})}
            autoFocus
            startAt={Math.max(0, start)}
            onStand={onStand}
            onOpen={() => onChain(true)}
          />
        ) : (
          <EmptyLane board={board} narrowed={narrowed} />
        )}
        {here ? <PackPane pack={here} today={board.today} /> : null}
      </div>
      {chain && here ? <ChainPanel pack={here} onBack={() => onChain(false)} /> : null}
      <div className="action-bar">
        <KeyHint keys="← →">换栏</KeyHint>
        {here ? <KeyHint keys="↑ ↓">选</KeyHint> : null}
        {board.more ? <span className="weak">只列最久的 {board.rows.length} 件，请按 F 找</span> : null}
        <span className="spacer" />
        <Button disabled={!here} onClick={open}>
          打开办件 <kbd>O</kbd>
        </Button>
        <Button type="primary" disabled={!here} onClick={() => onChain(true)}>
          看经手 <kbd>Enter</kbd>
        </Button>
      </div>
    </>
  )
}

/** Where the holder stands over the rows already. */
export const groupedLanes: ReadonlySet<CustodyLane> = new Set(['COLLEAGUES', 'WAY', 'DEPARTMENT'])

const placeColumn: Column<Pack> = {
  key: 'place',
  title: '放在哪里',
  width: '110px',
  show: ({ things: [{ holder, shelf }] }) => (holder.at === 'OFFICER' ? '我手里' : (shelf ?? '没写格位')),
}

const whereColumn: Column<Pack> = {
  key: 'where',
  title: '在谁那里',
  width: '132px',
  show: ({ things: [{ holderName }] }) => (
    <span className="board-cell" title={holderName}>
      <span className="board-name">{holderName}</span>
    </span>
  ),
}

function columnsOf(lane: CustodyLane, today: string): readonly Column<Pack>[] {
  return [
    {
      key: 'state',
      title: '现在',
      width: '118px',
      show: ({ things }) => <StatusMark {...lookOf(gravest(things))} />,
    },
    {
      key: 'days',
      title: '天数',
      width: '62px',
      show: ({ things }) => `${things.reduce((most, { daysHeld }) => Math.max(most, daysHeld), 0)} 天`,
    },
    { key: 'who', title: '办事人', width: '76px', show: ({ things: [{ ownerName }] }) => ownerName },
    {
      key: 'what',
      title: '袋里有什么',
      width: 'minmax(150px, 1fr)',
      show: ({ things }) => {
        const words = `${contentsWord(things)}　${things.map(({ name }) => name).join('、')}`
        return (
          <span className="board-cell" title={words}>
            <span className="board-name">{words}</span>
          </span>
        )
      },
    },
    {
      key: 'due',
      title: '该还',
      width: '128px',
      show: ({ things }) => {
        const due = dueOf(things)
        if (!due) return <span className="weak">没有定</span>
        return <span className={due <= today ? 'tone-amber is-strong' : ''}>{dayText(due)}</span>
      },
    },
    ...(lane === 'MINE' ? [placeColumn] : groupedLanes.has(lane) ? [] : [whereColumn]),
  ]
}

function EmptyLane({ board, narrowed }: { readonly board: Board; readonly narrowed: boolean }) {
  if (narrowed)
    return (
      <div className="state">
        <p>没有符合的材料。</p>
        <p className="weak">
          按 <kbd>Esc</kbd> 看全部。
        </p>
      </div>
    )
  const none = board.totals.held + board.totals.guests === 0
  return (
    <div className="state">
      <p>{none ? '目前没有保管任何群众材料。' : '这一栏没有材料。按 ← → 看别的栏。'}</p>
      {none ? (
        <p className="weak">
          受理时收下的原件会自己到这里来。新建受理按 <kbd>F2</kbd>。
        </p>
      ) : null}
    </div>
  )
}
