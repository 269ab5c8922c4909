import type { OrderView } from '#shared/contract/assist.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { timeOf } from '#shared/kernel/instants.ts'
import { assistRefusalText } from '../../app/assist-refusals.ts'
import {
  assistResultWords,
  letterActShort,
  letterStateWords,
  modeWords,
  orderStateWords,
  pauseCauseWords,
  priorityWords,
} from '../../app/assist-words.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { canEnd, canRenew } from './OrderMore.tsx'
import { progressOf, stageWords } from './project-progress.ts'
import type { Choosable } from './use-order.ts'

type Props = {
  readonly order: OrderView
  readonly acts: readonly Choosable[]
  readonly onAct: (n: number) => void
  readonly names: ReadonlyMap<string, string>
}

/** One order: whom it is for, its letter, what is still with us, and what can be done now. */
export function OrderPane({ acts, names, onAct, order }: Props) {
  return (
    <aside className="side-pane assist-pane" aria-label="这次帮办">
      <h2>
        {order.name || '没有留名'} <span className="weak">{modeWords[order.mode]}</span>
      </h2>
      <p className="weak">{order.docNo}</p>
      <dl className="facts">
        <dt>现在</dt>
        <dd>
          {orderStateWords[order.state]}
          {order.pauseCause ? `（${pauseCauseWords[order.pauseCause]}）` : ''}
          {order.result ? ` · ${assistResultWords[order.result]}` : ''}
        </dd>
        <dt>事由</dt>
        <dd>{order.about || '没有写'}</dd>
        {order.priority.grounds.length > 0 ? (
          <>
            <dt>优先</dt>
            <dd>
              {order.priority.grounds.map((ground) => priorityWords[ground].word).join('、')}
              {order.priority.otherReason ? `：${order.priority.otherReason}` : ''}
            </dd>
          </>
        ) : null}
        <dt>专员</dt>
        <dd>{order.officerName || '不需要'}</dd>
        <Times order={order} />
        <LetterFacts order={order} />
      </dl>
      <Project order={order} names={names} />
      <h3>现在可以办</h3>
      <ol className="assist-acts">
        {acts.map(({ form, why }, n) => (
          <li key={form.word}>
            <button type="button" className="plain" disabled={why !== undefined} onClick={() => onAct(n)}>
              <kbd>{n + 1}</kbd> {form.word}
            </button>
            {why ? <span className="weak">{assistRefusalText(why)}</span> : null}
          </li>
        ))}
      </ol>
      {acts.length === 0 ? <p className="weak">没有要办的了。</p> : null}
    </aside>
  )
}

/** When it began and ended, by the keys that were pressed. */
function Times({ order: { history, state } }: { readonly order: OrderView }) {
  const began = history.find(({ move }) => move.act === 'START')
  const ended = history.find(({ move }) => move.act === 'FINISH')
  if (!began) return null
  const minutes = ended ? Math.round((ended.atMs - began.atMs) / 60_000) : undefined
  return (
    <>
      <dt>时间</dt>
      <dd>
        {timeOf(began.atMs)} 开始
        {ended ? `，${timeOf(ended.atMs)} 结束，${minutes} 分钟` : ''}
        {state === 'IN_PROGRESS' ? (
          <>
            ，正在办，<kbd>S</kbd> 结束
          </>
        ) : null}
      </dd>
    </>
  )
}

/** The matters a project needs, and how far each is. */
function Project({ names, order }: Pick<Props, 'names' | 'order'>) {
  const stages = [...progressOf(order)]
  if (stages.length === 0) return null
  const done = stages.filter(([, stage]) => stage === 'DONE').length
  return (
    <>
      <h3>
        要办的事 {stages.length} 件，办成 {done} 件
      </h3>
      <ul className="record-list">
        {stages.map(([matterId, stage]) => (
          <li key={matterId}>
            {names.get(matterId) ?? matterId} <span className="badge">{stageWords[stage]}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function LetterFacts({ order }: { readonly order: OrderView }) {
  if (order.mode !== 'DELEGATE') return null
  const { letter } = order
  return (
    <>
      <dt>委托书</dt>
      <dd>
        {letter ? (
          <>
            {letterStateWords[letter.state]}，到 {longDayText(letter.validTo)}
            {letter.warning ? <span className="badge is-amber">快到期，请续办</span> : null}
            <br />
            <span className="weak">{letter.acts.map((act) => letterActShort[act]).join('、')}</span>
            <br />
            {canRenew(order) ? <KeyHint keys="R">续签委托书</KeyHint> : null}{' '}
            {canEnd(order) ? <KeyHint keys="X">解除、去世</KeyHint> : null}
          </>
        ) : (
          '还没有签'
        )}
      </dd>
      <dt>材料</dt>
      <dd>
        {order.handedOver ? '已签交接清单' : '还没有交接'}，还有 {order.heldCount} 件没退还
      </dd>
    </>
  )
}
