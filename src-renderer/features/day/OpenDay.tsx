import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { dayText } from '#shared/domain/date-text.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { useKeys } from '../../app/keys.ts'
import { useRoutes } from '../../app/routes.ts'
import { say } from '../../app/say.ts'
import { useLive } from '../../app/use-live.ts'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { Overridden } from './Overridden.tsx'
import { type PreflightRow, preflightRows } from './preflight.ts'
import { Reconciliation, rowsOfPlan } from './Reconciliation.tsx'
import { SignPrompt } from './SignPrompt.tsx'
import { Standing } from './Standing.tsx'
import { type Plan, refusalSentence } from './words.ts'

type Props = {
  readonly date: string
  readonly today: string
  readonly onClosed: () => void
  readonly onChoose: (date: string) => void
}

/** A day that is not closed: what lies open, what it came to, and the one thing to do by hand: the count. */
export function OpenDay({ date, onChoose, onClosed, today }: Props) {
  const live = useLive('day.plan', { date }, ['journal', 'sync'])
  const plan = live.answer?.ok ? live.answer.value : undefined
  if (live.answer && !live.answer.ok)
    return (
      <div className="state" role="status">
        <p>{refusalSentence(live.answer.refusal)}</p>
        <p className="weak">
          按 <kbd>←</kbd> <kbd>→</kbd> 看别的日子。
        </p>
      </div>
    )
  if (live.failed)
    return (
      <div className="state" role="alert">
        <p>日结的数目没有算出来。已保存的内容不受影响。</p>
        <Button onClick={live.again}>再算一次</Button>
      </div>
    )
  if (!plan) return <Skeleton active={false} paragraph={{ rows: 8 }} title={false} className="state" />
  return <Planned plan={plan} today={today} onClosed={onClosed} onChoose={onChoose} />
}

/** When the cabinet was scanned and what was not there, so that the reason is at hand. */
function countedHint(counted: Plan['counted']): string {
  if (!counted) return '按 S 去扫码盘点，或点过实物直接填'
  const lacking = counted.missing.length > 0 ? `，缺：${counted.missing.join('、')}` : ''
  return `${timeOf(counted.atMs)} 扫码盘点，扫到 ${counted.n} 件${lacking}`
}

type PlannedProps = Omit<Props, 'date'> & { readonly plan: Plan }

function Planned({ onChoose, onClosed, plan, today }: PlannedProps) {
  const go = useRoutes(({ go }) => go)
  const { counted } = plan
  const [typed, setCount] = useState<string>()
  // What was scanned stands there until somebody types another number.
  const count = typed ?? (counted ? String(counted.n) : '')
  const [countWrong, setCountWrong] = useState<string>()
  const [signing, setSigning] = useState(false)
  const rows = preflightRows(plan)
  const { here } = plan.sum.custody
  const missed = plan.missed[0]
  useEffect(() => {
    if (here > 0) focusPlace('day.counted')
  }, [here])
  const start = () => {
    if (plan.needs.count && count === '') {
      setCountWrong(`账上有 ${here} 件原件在本中心，请点过实物再填。`)
      focusPlace('day.counted')
      return
    }
    setSigning(true)
  }
  const jumps = rows.filter((row) => row.to && row.count > 0)
  useKeys('step', {
    'Ctrl+Enter': start,
    ...Object.fromEntries(jumps.slice(0, 9).map((row, n) => [String(n + 1), () => row.to && go(row.to)])),
    S: () => go({ at: 'custody', count: true }),
    ...(missed ? { M: () => onChoose(missed) } : {}),
  })
  return (
    <>
      <div className="day-panes">
        <section className="pane" aria-label="日结前看一眼">
          <h2>日结前看一眼</h2>
          {plan.needs.count ? (
            <FastField
              label={`盘点：在本中心的原件，点到几件（账上 ${here} 件）`}
              fieldId="day.counted"
              required
              wanted={count === ''}
              inputMode="numeric"
              maxLength={5}
              value={count}
              error={countWrong}
              hint={countedHint(counted)}
              onInput={(text) => {
                setCountWrong(undefined)
                setCount(text.replace(/\D/g, ''))
              }}
            />
          ) : (
            <p className="weak">本中心没有保管原件，不用盘点。</p>
          )}
          <Preflight rows={rows} jumps={jumps} />
        </section>
        <section className="pane" aria-label="上传进度">
          <Standing />
          {missed ? (
            <p className="day-missed" role="status">
              {dayText(missed)}
              {plan.missed.length > 1 ? `等 ${plan.missed.length} 天` : ''}还没日结，先结早的。按 <kbd>M</kbd>{' '}
              去{dayText(missed)}；直接结今天，那天的记录会并进来。
            </p>
          ) : null}
          <Overridden rows={plan.overridden} />
          {plan.sum.date < today ? (
            <p className="weak">补结 {dayText(plan.sum.date)}，只算到那天夜里 12 点。</p>
          ) : null}
        </section>
        <section className="pane" aria-label="今天的数目">
          <h2>{plan.sum.date === today ? '今天' : dayText(plan.sum.date)}的数目</h2>
          <Reconciliation rows={rowsOfPlan(plan.sum.lines)} />
        </section>
      </div>
      <div className="action-bar">
        <KeyHint keys="← →">换一天</KeyHint>
        {jumps.length > 0 ? <KeyHint keys={`1–${jumps.length}`}>去看</KeyHint> : null}
        <span className="spacer" />
        <Button type="primary" onClick={start}>
          两人签字日结 <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
      {signing ? (
        <SignPrompt
          plan={plan}
          counted={count === '' ? undefined : Number(count)}
          onCancel={() => setSigning(false)}
          onClosed={({ nth }) => {
            setSigning(false)
            say(nth === 1 ? '日结已签字，保存在本机' : `第 ${nth} 次日结已签字，保存在本机`)
            onClosed()
          }}
        />
      ) : null}
    </>
  )
}

function Preflight({
  jumps,
  rows,
}: {
  readonly rows: readonly PreflightRow[]
  readonly jumps: readonly PreflightRow[]
}) {
  return (
    <ul className="day-preflight">
      {rows.map((row) => {
        const n = jumps.indexOf(row) + 1
        return (
          <li key={row.key}>
            <span>
              {row.name}
              <small className="weak">{row.note}</small>
            </span>
            <b>
              {row.count} <small>{row.unit}</small>
            </b>
            <StatusMark {...row.look} />
            {n > 0 ? <kbd>{n}</kbd> : <span />}
          </li>
        )
      })}
    </ul>
  )
}
