import { Button } from 'antd'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { OrderRow } from '#shared/contract/assist.ts'
import type { AssistOrderId } from '#shared/kernel/ids.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import { modeWords, orderStateWords } from '../../app/assist-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { RatingView } from '../../app/RatingView.tsx'
import { useRoutes } from '../../app/routes.ts'
import { Seals } from '../../app/Seals.tsx'
import { say } from '../../app/say.ts'
import { useCatalogue } from '../../app/use-catalogue.ts'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { ActPrompt } from './ActPrompt.tsx'
import { LedgerPanel } from './LedgerPanel.tsx'
import { LogPrompt } from './LogPrompt.tsx'
import { OrderMore } from './OrderMore.tsx'
import { OrderPane } from './OrderPane.tsx'
import { type Choosable, choosable, useOrder } from './use-order.ts'

const scopes = [
  { scope: 'open', word: '在办' },
  { scope: 'mine', word: '我的' },
  { scope: 'calls', word: '待回访' },
  { scope: 'all', word: '全部' },
] as const
const rowsMax = 500

type Props = {
  /** Opens the log at once; another number opens it again. */
  readonly log?: number | undefined
  readonly orderId?: AssistOrderId | undefined
}

/** 小萍帮办: who is being helped, who goes first, and what is to be done next (ui.md 2.c). */
export function AssistScreen({ log, orderId }: Props) {
  // A scanned order may be over long since.
  const [at, setAt] = useState(orderId ? scopes.length - 1 : 0)
  const [ledger, setLedger] = useState(false)
  const [logging, setLogging] = useState(log !== undefined)
  useEffect(() => {
    if (log !== undefined) setLogging(true)
  }, [log])
  const go = useRoutes(({ go }) => go)
  const { scope } = scopes[at] ?? scopes[0]
  const live = useLive('assist.list', { scope, limit: rowsMax }, ['journal'])
  const list = live.answer?.ok ? live.answer.value : undefined
  const step = (by: number) => setAt((at + by + scopes.length) % scopes.length)
  useKeys('screen', {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    N: () => setLogging(true),
    L: list ? () => setLedger(true) : undefined,
    Escape: () => go({ at: 'today' }),
  })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>小萍帮办</h1>
          <div className="assist-scopes" role="radiogroup" aria-label="看哪些">
            {scopes.map(({ scope: each, word }, n) => (
              <button key={each} type="button" role="radio" aria-checked={n === at} onClick={() => setAt(n)}>
                {word}
              </button>
            ))}
          </div>
          <AssistTabs view="orders" />
        </header>
        {list ? (
          <Orders key={scope} rows={list.rows} scanned={orderId} onLog={() => setLogging(true)} />
        ) : (
          <NotOpened what="帮办列表" word="列表" failed={live.failed} again={live.again} />
        )}
      </div>
      {logging ? <LogPrompt onDone={() => setLogging(false)} /> : null}
      {ledger && list ? <LedgerPanel today={list.today} onClose={() => setLedger(false)} /> : null}
    </div>
  )
}

type OrdersProps = {
  readonly rows: readonly OrderRow[]
  readonly scanned: AssistOrderId | undefined
  readonly onLog: () => void
}

function Orders({ onLog, rows, scanned }: OrdersProps) {
  const [standing, setStanding] = useState<OrderRow>()
  const onStand = useCallback((row: OrderRow) => setStanding(row), [])
  const here = rows.find(({ orderId }) => orderId === standing?.orderId) ?? rows[0]
  return (
    <>
      <div className={here ? 'board-panes' : 'board-panes is-empty'}>
        {here ? (
          <FastGrid
            label="小萍帮办"
            rows={rows}
            columns={columns}
            rowKey={({ orderId }) => orderId}
            autoFocus
            startAt={Math.max(
              0,
              rows.findIndex(({ orderId }) => orderId === scanned),
            )}
            onStand={onStand}
            onOpen={() => undefined}
          />
        ) : (
          <div className="state">
            <p>这里没有帮办。</p>
            <p className="weak">
              有人要帮，按 <kbd>N</kbd> 记一笔。
            </p>
          </div>
        )}
        {here ? <Standing orderId={here.orderId} /> : null}
      </div>
      <div className="action-bar">
        <KeyHint keys="← →">换一栏</KeyHint>
        <KeyHint keys="↑ ↓">选</KeyHint>
        <KeyHint keys="1–9">办右边那一步</KeyHint>
        <KeyHint keys="P">单子</KeyHint>
        <KeyHint keys="L">台账</KeyHint>
        <KeyHint keys="S">开始或结束计时</KeyHint>
        <KeyHint keys="G">请评价</KeyHint>
        <span className="spacer" />
        <Button type="primary" onClick={onLog}>
          帮办速记 <kbd>N</kbd>
        </Button>
      </div>
    </>
  )
}

/** The order in focus with its digits. */
function Standing({ orderId }: { readonly orderId: AssistOrderId }) {
  const order = useOrder(orderId)
  const [chosen, setChosen] = useState<Choosable>()
  // What was just done is told anew in a moment; till then no digit does it a second time.
  const [past, setPast] = useState<typeof order>()
  const [rating, setRating] = useState(false)
  const names = useMatterNames()
  const acts = useMemo(() => (order && order !== past ? choosable(order, names) : []), [order, past, names])
  const pick = (n: number) => {
    const each = acts[n]
    if (each && !each.why) setChosen(each)
  }
  /** One key starts the clock of an escort, and the same key asks how it ended. */
  const startOrStop = () => {
    const n = acts.findIndex(({ act }) => act === (order?.state === 'IN_PROGRESS' ? 'FINISH' : 'START'))
    const next = acts[n]
    if (!next || next.why) return
    if (next.act === 'FINISH') return pick(n)
    setPast(order)
    ask('assist.move', { orderId, move: { act: 'START' } }).then(
      (answer) => say(answer.ok ? '开始计时' : assistRefusalText(answer.refusal)),
      () => say('没有记下，请再按一次 S'),
    )
  }
  useKeys('step', {
    ...Object.fromEntries(acts.slice(0, 9).map((_, n) => [`${n + 1}`, () => pick(n)])),
    S: startOrStop,
    G: () => setRating(true),
  })
  if (!order) return <aside className="side-pane" aria-label="这次帮办" />
  return (
    <>
      <OrderPane order={order} acts={acts} names={names} onAct={pick} />
      <OrderMore order={order} />
      {rating ? <RatingView subject={{ of: 'ORDER', orderId }} onDone={() => setRating(false)} /> : null}
      {chosen ? (
        <ActPrompt
          order={order}
          act={chosen.act}
          form={chosen.form}
          onBack={() => setChosen(undefined)}
          onDone={() => {
            setChosen(undefined)
            setPast(order)
          }}
        />
      ) : null}
    </>
  )
}

/** Matters by their names, for what was registered by number. */
function useMatterNames(): ReadonlyMap<string, string> {
  const { catalogue } = useCatalogue()
  return useMemo(
    () => new Map(catalogue?.matters.map(({ matterId, name, shortName }) => [matterId, shortName ?? name])),
    [catalogue],
  )
}

const columns: readonly Column<OrderRow>[] = [
  {
    key: 'first',
    title: '优先',
    width: '52px',
    show: ({ priority }) => <Seals priority={priority} />,
  },
  { key: 'name', title: '服务对象', width: '96px', show: ({ name }) => name || '没有留名' },
  { key: 'mode', title: '方式', width: '96px', show: ({ mode }) => modeWords[mode] },
  { key: 'about', title: '事由', width: 'minmax(120px, 1fr)', show: ({ about }) => about },
  { key: 'state', title: '现在', width: '84px', show: ({ state }) => orderStateWords[state] },
  { key: 'letter', title: '委托书', width: '96px', show: ({ letter }) => <LetterMark letter={letter} /> },
  { key: 'officer', title: '专员', width: '80px', show: ({ officerName }) => officerName },
  { key: 'on', title: '登记', width: '92px', show: ({ registeredOn }) => registeredOn },
]

function LetterMark({ letter }: Pick<OrderRow, 'letter'>) {
  if (!letter) return null
  const { state, validTo, warning } = letter
  if (warning)
    return <span className="badge is-amber">{warning === 'ONE_DAY' ? '最后两天' : '7 天内到期'}</span>
  return state === 'ACTIVE' || state === 'SIGNED' ? validTo : letterStateShort[state]
}

const letterStateShort = {
  DRAFT: '未签',
  EXPIRED: '已到期',
  REVOKED: '已解除',
  FULFILLED: '已办结',
  VOID: '已失效',
} as const
