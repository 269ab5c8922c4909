import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CustodyLane } from '#shared/contract/custody-board.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { Role } from '#shared/domain/staff.ts'
import { isBagNo, scanBag, useBasket } from '../../app/basket.ts'
import { useHandCodes } from '../../app/hand-codes.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { takeScans } from '../../app/scan.ts'
import { type Live, useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { LaneStrip } from '../../components/LaneStrip.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { isNarrowed, useCustodyView, wide } from './custody-view.ts'
import { lanes } from './lanes.ts'
import { Narrowing } from './Narrowing.tsx'
import { groupedLanes, PackList } from './PackList.tsx'
import { packsOf } from './packs.ts'
import { ReceiptRead } from './ReceiptRead.tsx'
import { TakeOver } from './TakeOver.tsx'

export type Board = (Answer<'custody.board'> & { ok: true })['value']

/** Things a list begins with, so that each key answers at once; who goes to its end gets more. */
const firstRows = 30
const moreRows = 200

/** 保管: who has which paper right now, since when, and what has to go home today (ui.md 2.b). */
export function CustodyScreen({ count, role }: { readonly role: Role; readonly count: boolean }) {
  const view = useCustodyView()
  const { choose, find, lane, narrow, originals, overFive } = view
  const go = useRoutes(({ go }) => go)
  const [limit, setLimit] = useState(firstRows)
  const live = useLive(
    'custody.board',
    {
      lane,
      limit,
      ...(find.trim() ? { find: find.trim() } : {}),
      ...(originals ? { originals } : {}),
      ...(overFive ? { longerThan: 5 } : {}),
    },
    ['journal', 'session'],
  )
  const handing = useHandCodes(({ kind }) => kind)
  const shown = useKept(live, { lane, key: [lane, originals, overFive].join() })
  const board = shown?.board
  const step = (by: number) => {
    const at = lanes.findIndex((each) => each.lane === lane)
    choose(lanes[(at + by + lanes.length) % lanes.length]?.lane ?? lane)
  }
  useKeys('screen', {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    F: () => focusPlace('custody.find'),
    1: () => narrow({ originals: !originals }),
    2: () => narrow({ overFive: !overFive }),
    Escape: () => (isNarrowed(view) ? narrow(wide) : go({ at: 'today' })),
  })
  useEffect(() => takeScans(takeBag), [])
  const packs = useMemo(
    () => packsOf(shown?.board.rows ?? [], groupedLanes.has(shown?.lane ?? 'MINE')),
    [shown],
  )
  const listed = board?.rows.length ?? 0
  const more = board?.more ?? false
  const grow = useCallback(() => more && setLimit(listed + moreRows), [listed, more])
  return (
    <div className="screen">
      <div className="screen-body board-body custody-body">
        <header className="list-head">
          <h1>保管</h1>
          <LaneStrip lanes={lanes} countOf={(each) => board?.counts[each]} lane={lane} onChoose={choose} />
        </header>
        <Narrowing board={board} />
        {shown ? (
          <PackList
            key={shown.key}
            board={shown.board}
            packs={packs}
            lane={shown.lane}
            role={role}
            count={count}
            onEnd={grow}
          />
        ) : (
          <NotOpened what="保管看板" word="看板" failed={live.failed} again={live.again} />
        )}
      </div>
      {handing === 'OFFER' ? <TakeOver /> : null}
      {handing === 'RECEIPT' ? <ReceiptRead /> : null}
    </div>
  )
}

function takeBag(code: string): boolean {
  if (!isBagNo(code) || document.querySelector('[aria-modal="true"]')) return false
  scanBag(code).catch(() => useBasket.getState().say('没有查到这一袋，请再扫一次。'))
  return true
}

type Asked = { readonly lane: CustodyLane; readonly key: string }
type Shown = Asked & { readonly board: Board }

/** What stood there last, until the next answer is here: a list that is being narrowed does not go blank. */
function useKept({ answer, failed }: Live<'custody.board'>, { key, lane }: Asked): Shown | undefined {
  const kept = useRef<Shown>(undefined)
  const board = answer?.ok ? answer.value : undefined
  const now = useMemo(() => board && { board, key, lane }, [board, key, lane])
  useEffect(() => {
    if (now) kept.current = now
  }, [now])
  return now ?? (failed ? undefined : kept.current)
}
