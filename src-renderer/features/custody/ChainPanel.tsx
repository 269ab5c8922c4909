import { Button } from 'antd'
import { useEffect, useState } from 'react'
import type { CustodyLeg } from '#shared/contract/custody-board.ts'
import type { SlipSheet } from '#shared/contract/custody-slip.ts'
import { longDayText } from '#shared/domain/date-text.ts'
import { dateOf, timeOf } from '#shared/kernel/instants.ts'
import { useKeys } from '../../app/keys.ts'
import { useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { InkPicture } from '../../papers/InkPicture.tsx'
import type { Pack } from './packs.ts'

/** The way of one thing from hand to hand, the last step on top, with who let go and who took (ui.md 2.b). */
export function ChainPanel({ onBack, pack }: { readonly pack: Pack; readonly onBack: () => void }) {
  const [n, setN] = useState(0)
  const thing = pack.things[n] ?? pack.things[0]
  const { answer } = useLive('custody.chain', { thingId: thing.thingId }, ['journal'])
  const legs = answer?.ok ? answer.value.legs.toReversed() : undefined
  const [at, setAt] = useState(0)
  const leg = legs?.[at]
  const turn = (by: number) => {
    setN((n + by + pack.things.length) % pack.things.length)
    setAt(0)
  }
  const stand = (to: number) => {
    const next = Math.max(0, Math.min((legs?.length ?? 1) - 1, to))
    setAt(next)
    focusPlace(`leg.${next}`)
  }
  const first = legs?.[0]?.legId
  useEffect(() => {
    if (first) focusPlace('leg.0')
  }, [first])
  useKeys('overlay', {
    Escape: onBack,
    Enter: onBack,
    ArrowUp: () => stand(at - 1),
    ArrowDown: () => stand(at + 1),
    ArrowLeft: () => turn(-1),
    ArrowRight: () => turn(1),
  })
  return (
    <div className="veil">
      <div className="prompt chain-panel" role="dialog" aria-modal="true" aria-label="经手记录">
        <h2>
          {thing.name}的经手记录{' '}
          {pack.things.length > 1 ? (
            <span className="weak">
              袋里第 {n + 1} 件，共 {pack.things.length} 件
            </span>
          ) : null}
        </h2>
        <div className="chain-panes">
          <ol className="chain" aria-label="一步一步">
            {(legs ?? []).map((each, to) => (
              <li
                key={each.legId}
                tabIndex={to === at ? 0 : -1}
                data-field={`leg.${to}`}
                aria-current={to === at ? 'step' : undefined}
                onClick={() => stand(to)}
              >
                <p>
                  <b>
                    {each.from} → {each.to}
                  </b>
                </p>
                <p className="weak">
                  {[legWords[each.kind] ?? '交接', momentOf(each), each.place].filter(Boolean).join(' · ')}
                </p>
              </li>
            ))}
          </ol>
          {leg ? <LegFacts leg={leg} /> : <p className="weak">正在取经手记录</p>}
        </div>
        <div className="prompt-actions">
          <KeyHint keys="↑ ↓">上一步、下一步</KeyHint>
          {pack.things.length > 1 ? <KeyHint keys="← →">袋里别的材料</KeyHint> : null}
          <span className="spacer" />
          <Button type="primary" onClick={onBack}>
            回看板 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

const legWords: Readonly<Record<string, string>> = {
  TAKEN_IN: '收下',
  HANDOVER: '当面交接',
  ACCEPTED: '扫码签收',
  KEPT: '撤回交接',
  OVERRIDE: '负责人改定',
}

/** A step written down later than it happened is told by its day alone. */
function momentOf({ atMs, on }: CustodyLeg): string {
  return dateOf(atMs) === on ? `${longDayText(on)} ${timeOf(atMs)}` : longDayText(on)
}

function LegFacts({ leg }: { readonly leg: CustodyLeg }) {
  return (
    <section className="leg-facts" aria-label="这一步">
      <dl className="board-facts">
        <dt>交接单</dt>
        <dd>{leg.docNo ?? '没有单独的交接单'}</dd>
        {leg.remark ? (
          <>
            <dt>备注</dt>
            <dd>{leg.remark}</dd>
          </>
        ) : null}
      </dl>
      {leg.slipId || leg.releasedBy || leg.receivedBy ? null : (
        <p className="weak">受理时当面收下，见收件凭证。</p>
      )}
      {leg.slipId ? <Signed key={leg.legId} leg={leg} slipId={leg.slipId} /> : null}
      {!leg.slipId && (leg.releasedBy || leg.receivedBy) ? <Sides leg={leg} /> : null}
    </section>
  )
}

/** The strokes stand once a slip, so they are asked for by it. */
function Signed({
  leg,
  slipId,
}: {
  readonly leg: CustodyLeg
  readonly slipId: NonNullable<CustodyLeg['slipId']>
}) {
  const { answer } = useLive('custody.slip', { slipId }, [])
  return <Sides leg={leg} slip={answer?.ok ? answer.value : undefined} />
}

function Sides({ leg, slip }: { readonly leg: CustodyLeg; readonly slip?: SlipSheet | undefined }) {
  return (
    <div className="leg-sides">
      <Side word="移交人" name={leg.releasedBy} how={leg.releasedHow} side={slip?.released} />
      <Side word="接收人" name={leg.receivedBy} how={leg.receivedHow} side={slip?.received} />
    </div>
  )
}

type SideProps = {
  readonly word: string
  readonly name: string
  readonly how: string
  readonly side: SlipSheet['released'] | undefined
}

function Side({ how, name, side, word }: SideProps) {
  const ink = side?.ink?.how === 'FINGERPRINT' ? side.ink.witness?.ink : side?.ink
  return (
    <div className="leg-side">
      <h3>{word}</h3>
      <p>
        {name || '没有登记'}
        {side?.badge ? <span className="weak"> 工号 {side.badge}</span> : null}
      </p>
      <p className="weak">{side?.how ?? how}</p>
      {ink ? <InkPicture strokes={ink.strokes} label={`${word}签名`} /> : null}
    </div>
  )
}
