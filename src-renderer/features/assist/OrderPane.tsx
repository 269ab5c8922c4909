import type { OrderView } from '#shared/contract/assist.ts'
import { longDayText } from '#shared/domain/date-text.ts'
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
import type { Choosable } from './use-order.ts'

type Props = {
  readonly order: OrderView
  readonly acts: readonly Choosable[]
  readonly onAct: (n: number) => void
}

/** One order: whom it is for, its letter, what is still with us, and what can be done now. */
export function OrderPane({ acts, onAct, order }: Props) {
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
        <LetterFacts order={order} />
      </dl>
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
