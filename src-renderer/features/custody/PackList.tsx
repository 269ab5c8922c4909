import { memo, useCallback, useEffect, useMemo, useState } from 'react'
import type { CustodyLane } from '#shared/contract/custody-board.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { contentsText } from '#shared/domain/slip-text.ts'
import type { Role } from '#shared/domain/staff.ts'
import { useBasket } from '../../app/basket.ts'
import { useHandCodes } from '../../app/hand-codes.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { Seals } from '../../app/Seals.tsx'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { ActBar } from './ActBar.tsx'
import { ActDialog, type Open } from './ActDialog.tsx'
import { type ActName, acts, hindered, type Things } from './acts.ts'
import { BasketPane } from './BasketPane.tsx'
import { ChainPanel } from './ChainPanel.tsx'
import type { Board } from './CustodyScreen.tsx'
import { isNarrowed, useCustodyView } from './custody-view.ts'
import { lanes, lookOf } from './lanes.ts'
import { MoreActs } from './MoreActs.tsx'
import type { OfferMade } from './OfferPrompt.tsx'
import { PackPane } from './PackPane.tsx'
import { dueOf, gravest, type Pack } from './packs.ts'
import { type RoundName, rounds } from './rounds.ts'
import { aboutWord } from './things.ts'

type Props = {
  readonly board: Board
  readonly packs: readonly Pack[]
  readonly lane: CustodyLane
  readonly role: Role
  /** Come here to scan the cabinet. */
  readonly count: boolean
  readonly onEnd: () => void
}

/**
 * The bags of one lane; the one in focus is told in full beside them. Drawn anew only when there are other
 * bags: a key in the search is on its way to the desk before that.
 */
export const PackList = memo(function PackList({ board, count, lane, onEnd, packs, role }: Props) {
  const stand = useCustodyView(({ stand }) => stand)
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
  const [standAt] = useState(() => {
    const { stoodAt } = useCustodyView.getState()
    return packs.findIndex(({ key }) => key === stoodAt)
  })
  const open = () => here && go({ at: 'case', caseId: here.things[0].caseId, from: 'custody' })
  const [chain, setChain] = useState(false)
  const [over, setOver] = useState<Open | undefined>(count ? { at: 'round', round: 'count' } : undefined)
  const { clear, note, say, things, toggle } = useBasket()
  const [first, ...rest] = things.length > 0 ? things : (here?.things ?? [])
  const handing = useHandCodes(({ kind }) => kind !== undefined)
  const [more, setMore] = useState(false)
  const startRound = (round: RoundName) => setOver({ at: 'round', round })
  const start = (act: ActName) => {
    if (!first) return
    if (managersOnly.has(act) && role !== 'centreManager')
      return say('这一步要中心负责人来办，请负责人按 F12 登录。')
    const subject: Things = [first, ...rest]
    const hindrance = hindered(act, subject, board.me)
    if (hindrance) return say(hindrance)
    say('')
    if (act === 'offer' && first.offerId) return setOver({ at: 'offer', made: offeredOf(subject) })
    if (act !== 'label') return setOver({ at: 'act', act, things: subject })
    if (first.bagNo) setOver({ at: 'label', bagNo: first.bagNo })
    else say('还没装袋，请先按 E 装袋登记。')
  }
  // With bags in hand the usual next thing is that they go home.
  const enter = () => (things.length > 0 ? start('return') : here && setChain(true))
  useKeys('step', {
    ...Object.fromEntries(acts.map(({ act, key }) => [key, () => start(act)])),
    ...Object.fromEntries(rounds.map(({ key, round }) => [key, () => startRound(round)])),
    M: () => setMore(true),
    O: open,
    Enter: enter,
    Space: () => here && toggle(here.things),
    ...(things.length > 0 ? { Escape: clear } : {}),
  })
  useEffect(() => {
    // What had the keys is gone, a dialog or a row that moved: they belong to the list again.
    if (!over && !chain && !more && !handing && document.activeElement === document.body) focusRow()
  })
  return (
    <>
      <div className={here || things.length > 0 ? 'board-panes' : 'board-panes is-empty'}>
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
            startAt={Math.max(0, standAt)}
            onStand={onStand}
            onEnd={onEnd}
            onOpen={enter}
          />
        ) : (
          <EmptyLane board={board} />
        )}
        {things.length > 0 ? (
          <BasketPane today={board.today} />
        ) : here ? (
          <PackPane pack={here} today={board.today} />
        ) : null}
      </div>
      {more ? (
        <MoreActs
          here={first !== undefined}
          onStart={start}
          onRound={startRound}
          onOpenCase={open}
          onBack={() => setMore(false)}
        />
      ) : null}
      {chain && here ? <ChainPanel pack={here} onBack={() => setChain(false)} /> : null}
      {over && !handing ? <ActDialog open={over} board={board} onOpen={setOver} onGone={clear} /> : null}
      <div className="custody-note" role="status">
        {note || (board.more ? `先列最久的 ${board.rows.length} 件，按 End 往下还有，或按 F 找。` : '')}
      </div>
      <ActBar
        basket={things.length}
        here={first !== undefined}
        away={first?.holder.at === 'COURIER' || first?.holder.at === 'DEPARTMENT'}
        onStart={start}
        onEnter={enter}
        onMore={() => setMore(true)}
      />
    </>
  )
})

const managersOnly: ReadonlySet<ActName> = new Set(['override', 'close'])

/** What is on offer already, so that its codes are shown once more. */
function offeredOf(things: Things): OfferMade {
  const offerIds = [...new Set(things.flatMap(({ offerId }) => offerId ?? []))]
  return { offerIds, to: things[0].offeredTo ?? '对方', about: aboutWord(things) }
}

function focusRow(): void {
  document.querySelector<HTMLElement>('.custody-body [role="row"][tabindex="0"]')?.focus()
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
    {
      key: 'who',
      title: '办事人',
      width: '100px',
      show: ({ things: [{ ownerName, priority }] }) => (
        <>
          <Seals priority={priority} />
          {ownerName}
        </>
      ),
    },
    {
      key: 'what',
      title: '袋里有什么',
      width: 'minmax(150px, 1fr)',
      show: ({ things }) => {
        const words = `${contentsText(things)}　${things.map(({ name }) => name).join('、')}`
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

function EmptyLane({ board }: { readonly board: Board }) {
  const narrowed = useCustodyView(isNarrowed)
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
