import { useCallback, useState } from 'react'
import type { Answer } from '#shared/contract/desk.ts'
import type { RatingRow } from '#shared/contract/rating.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { RatingAct } from '#shared/domain/rating.ts'
import type { Role } from '#shared/domain/staff.ts'
import { AssistTabs } from '../../app/AssistTabs.tsx'
import { useKeys } from '../../app/keys.ts'
import { gradeWords, ratingStateWords } from '../../app/rating-words.ts'
import { useRoutes } from '../../app/routes.ts'
import { Seals } from '../../app/Seals.tsx'
import { useLive } from '../../app/use-live.ts'
import { type Column, FastGrid } from '../../components/FastGrid.tsx'
import { KeyHint } from '../../components/KeyHint.tsx'
import { NotOpened } from '../../components/NotOpened.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { RatingPane } from './RatingPane.tsx'
import { RatingPrompt } from './RatingPrompt.tsx'
import { actsOf } from './rating-acts.ts'

type Ratings = Extract<Answer<'rating.list'>, { ok: true }>['value']
type Props = { readonly role: Role; readonly today: string }

const scopes = [
  { scope: 'bad', word: '差评待办' },
  { scope: 'all', word: '全部评价' },
] as const

/** 好差评: what is owed to whoever complained, until when, and what people gave this month. */
export function RatingScreen({ role, today }: Props) {
  const [at, setAt] = useState(0)
  const { scope } = scopes[at] ?? scopes[0]
  const go = useRoutes(({ go }) => go)
  const live = useLive('rating.list', { scope, from: `${today.slice(0, 7)}-01`, to: today, limit: 500 }, [
    'journal',
  ])
  const ratings = live.answer?.ok ? live.answer.value : undefined
  const turn = () => setAt(1 - at)
  useKeys('screen', { ArrowLeft: turn, ArrowRight: turn, Escape: () => go({ at: 'today' }) })
  return (
    <div className="screen">
      <div className="screen-body board-body">
        <header className="list-head">
          <h1>好差评</h1>
          <div className="assist-scopes" role="radiogroup" aria-label="看哪些">
            {scopes.map(({ scope: each, word }, n) => (
              <button key={each} type="button" role="radio" aria-checked={n === at} onClick={() => setAt(n)}>
                {word}
              </button>
            ))}
          </div>
          <AssistTabs view="ratings" />
        </header>
        {ratings ? (
          <Rated key={scope} ratings={ratings} role={role} today={today} bad={scope === 'bad'} />
        ) : (
          <NotOpened what="评价" word="评价" failed={live.failed} again={live.again} />
        )}
      </div>
    </div>
  )
}

type RatedProps = {
  readonly ratings: Ratings
  readonly role: Role
  readonly today: string
  readonly bad: boolean
}

function Rated({ bad, ratings: { counts, rows }, role, today }: RatedProps) {
  const [standing, setStanding] = useState<RatingRow>()
  const [act, setAct] = useState<RatingAct>()
  const onStand = useCallback((row: RatingRow) => setStanding(row), [])
  const here = rows.find(({ ratingId }) => ratingId === standing?.ratingId) ?? rows[0]
  // What was just done is told anew in a moment; till then no digit does a step of before.
  const [past, setPast] = useState<RatingRow>()
  const acts = here && here !== past ? actsOf(here) : []
  useKeys('step', Object.fromEntries(acts.map((each, n) => [`${n + 1}`, () => setAct(each)])))
  return (
    <>
      <div className={here ? 'board-panes' : 'board-panes is-empty'}>
        {here ? (
          <FastGrid
            label="好差评"
            rows={rows}
            columns={columns}
            rowKey={({ ratingId }) => ratingId}
            autoFocus
            onStand={onStand}
            onOpen={() => acts[0] && setAct(acts[0])}
          />
        ) : (
          <div className="state">
            <p>{bad ? '没有要处理的差评。' : '还没有请人评价过。'}</p>
            <p className="weak">
              办件和帮办做完，按 <kbd>G</kbd> 请本人评价。没有人按，就是没有评，不算好评。
            </p>
          </div>
        )}
        {here ? <RatingPane row={here} acts={acts} role={role} onAct={setAct} /> : null}
      </div>
      <div className="action-bar">
        <KeyHint keys="← →">换一栏</KeyHint>
        {acts.length > 0 ? <KeyHint keys={`1–${acts.length}`}>办右边那一步</KeyHint> : null}
        <span className="spacer" />
        <span>
          本月请评 {counts.invited} · 已评 {counts.rated} · 好评 {counts.good}
          {counts.rated > 0 ? `（${Math.round((100 * counts.good) / counts.rated)}%）` : ''}
        </span>
      </div>
      {act && here ? (
        <RatingPrompt
          row={here}
          act={act}
          today={today}
          onDone={(done) => {
            setAct(undefined)
            if (done) setPast(here)
          }}
        />
      ) : null}
    </>
  )
}

const columns: readonly Column<RatingRow>[] = [
  { key: 'due', title: '哪天前办完', width: '168px', show: (row) => <Due row={row} /> },
  {
    key: 'grade',
    title: '评价',
    width: '92px',
    show: ({ grade, state }) => (grade ? gradeWords[grade] : ratingStateWords[state]),
  },
  { key: 'about', title: '什么事', width: 'minmax(120px, 1fr)', show: ({ about }) => about },
  { key: 'name', title: '来办的人', width: '84px', show: (row) => <Who row={row} /> },
  { key: 'staff', title: '谁服务的', width: '76px', show: ({ staffName }) => staffName },
  { key: 'on', title: '哪天', width: '120px', show: ({ visitOn }) => dayText(visitOn) },
  {
    key: 'state',
    title: '现在',
    width: '92px',
    show: ({ rectified, state }) => (state === 'RECTIFY' && rectified ? '待回访' : ratingStateWords[state]),
  },
]

function Who({ row: { name, priority } }: { readonly row: RatingRow }) {
  return (
    <>
      <Seals priority={priority} />
      {name || '没有留名'}
    </>
  )
}

function Due({ row: { due, late, provisional } }: { readonly row: RatingRow }) {
  if (!due) return ''
  return (
    <>
      {late ? <StatusMark shape="late" tone="red" word={`${dayText(due)} 已过`} /> : dayText(due)}
      {provisional ? <span className="badge">暂定</span> : null}
    </>
  )
}
