import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { ListedBag } from '#shared/contract/custody-rounds.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { RoundId, ThingId } from '#shared/kernel/ids.ts'
import { isBagNo } from '../../app/basket.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { takeScans } from '../../app/scan.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useAct } from './use-act.ts'

type Props = {
  readonly title: string
  /** A trip that came home; without one the whole cabinet is gone through. */
  readonly roundId?: RoundId
  readonly onBack: () => void
}
type Told = (Answer<'custody.count'> & { ok: true })['value']

/** Scan what is there; what the book has here and nobody scanned is called by its name (ui.md 2.b). */
export function CountPanel({ onBack, roundId, title }: Props) {
  const { answer } = useLive('custody.cabinet', roundId ? { roundId } : {}, ['journal'])
  const cabinet = answer?.ok ? answer.value : undefined
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set())
  const [ticked, setTicked] = useState<ReadonlySet<ThingId>>(new Set())
  const [told, setTold] = useState<Told>()
  const [at, setAt] = useState(0)
  const { busy, refused, run } = useAct(custodyRefusalText)
  const box = useDialogFocus('count.0')
  useEffect(
    () =>
      takeScans((code) => {
        if (!isBagNo(code)) return false
        setSeen((now) => new Set([...now, code]))
        return true
      }),
    [],
  )
  if (told) return <Counted title={title} told={told} trip={roundId !== undefined} onClose={onBack} />
  const bags = cabinet?.bags ?? []
  const inBags = bags.filter(({ bagNo }) => bagNo)
  const isThere = ({ bagNo, thingIds }: ListedBag) =>
    bagNo ? seen.has(bagNo) : thingIds.every((thingId) => ticked.has(thingId))
  // What is left to be found stands first; what was found sinks.
  const open = bags.filter((bag) => !isThere(bag))
  const strange = [...seen].filter((code) => !bags.some(({ bagNo }) => bagNo === code))
  const stand = (to: number) => {
    const next = Math.max(0, Math.min(open.length - 1, to))
    setAt(next)
    focusPlace(`count.${next}`)
  }
  const tick = () => {
    const bag = open[at]
    if (bag && !bag.bagNo) setTicked((now) => new Set([...now, ...bag.thingIds]))
  }
  const go = () =>
    void run(
      () =>
        ask('custody.count', {
          ...(roundId ? { roundId } : {}),
          bagNos: [...seen],
          thingIds: [...ticked],
        }),
      setTold,
    )
  return (
    <CountFrame
      title={title}
      box={box}
      keys={{
        ArrowUp: () => stand(at - 1),
        ArrowDown: () => stand(at + 1),
        Space: tick,
        'Ctrl+Enter': go,
        Escape: onBack,
      }}
      head={`应有 ${inBags.length} 袋，扫到 ${inBags.filter(isThere).length} 袋`}
    >
      <p className="weak">
        {roundId
          ? '扫带回来的袋。已经交给窗口的不用扫。'
          : '把柜里和手里的袋一袋一袋扫过。没装袋的按空格点到。扫完按 Ctrl+Enter。'}
      </p>
      <div className="count-lines">
        <ul aria-label="还没扫到">
          {open.map((bag, n) => (
            <li
              key={bag.thingIds[0]}
              data-field={`count.${n}`}
              tabIndex={n === Math.min(at, open.length - 1) ? 0 : -1}
            >
              <b>{bag.ownerName}</b> {bag.contents}{' '}
              <span className="weak">
                {bag.bagNo ?? '还没装袋，按空格点到'} · {bag.place}
              </span>
            </li>
          ))}
        </ul>
        {cabinet && bags.length === 0 ? <p className="state">账上这里没有材料。</p> : null}
        {strange.length > 0 ? <p className="is-amber">账上不在这里的袋：{strange.join('、')}</p> : null}
        {(cabinet?.elsewhere ?? []).length > 0 ? (
          <p className="weak">
            已经交出：
            {cabinet?.elsewhere.map(({ bagNo, holderName }) => `${bagNo}（${holderName}）`).join('、')}
          </p>
        ) : null}
      </div>
      <p className="field-error" role="alert">
        {refused ?? ''}
      </p>
      <div className="prompt-actions">
        <KeyHint keys="Space">点到没装袋的</KeyHint>
        <span className="spacer" />
        <Button onClick={onBack}>
          先不点 <kbd>Esc</kbd>
        </Button>
        <Button type="primary" disabled={busy || !cabinet} onClick={go}>
          {busy ? '正在记录' : '扫完了，记下'} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </CountFrame>
  )
}

/** 应有 14 袋，扫到 13 袋。缺：360322102…-J01（王*民，在柜2-格3） */
function Counted({
  onClose,
  title,
  told,
  trip,
}: {
  readonly title: string
  readonly told: Told
  readonly trip: boolean
  readonly onClose: () => void
}) {
  const { expected, found, missing, strange } = told
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [])
  const lacking = missing.map(
    ({ bagNo, contents, ownerName, place }) => `${bagNo ?? contents}（${ownerName}，在${place}）`,
  )
  return (
    <CountFrame
      title={title}
      box={box}
      keys={{ Enter: onClose, Escape: onClose }}
      head={`${title}已记在本机`}
    >
      <p className="count-result" role="status">
        应有 {expected} 处，扫到 {found} 处。{lacking.length > 0 ? `缺：${lacking.join('、')}` : '一件不少。'}
      </p>
      {lacking.length > 0 ? (
        <p>
          {trip ? '没扫到的' : '缺的'}列在“异常”里，标「没扫到」。找到了再扫一次就消失；确实找不到的按{' '}
          <kbd>X</kbd> 登记遗失。
        </p>
      ) : null}
      {strange.length > 0 ? (
        <p>
          账上不在这里：
          {strange
            .map(({ bagNo, holderName }) => `${bagNo}（账上在${holderName ?? '别处，或已退还'}）`)
            .join('、')}
          。请核对是谁带来的，再补交接。
        </p>
      ) : null}
      <div className="prompt-actions">
        <span className="spacer" />
        <Button type="primary" onClick={onClose}>
          回看板 <kbd>Enter</kbd>
        </Button>
      </div>
    </CountFrame>
  )
}

function CountFrame({
  box,
  children,
  head,
  keys,
  title,
}: {
  readonly title: string
  readonly head: string
  readonly box: React.RefObject<HTMLDivElement | null>
  readonly keys: Readonly<Record<string, () => void>>
  readonly children: React.ReactNode
}) {
  useKeys('overlay', keys)
  return (
    <div className="veil">
      <div ref={box} className="prompt trip" role="dialog" aria-modal="true" aria-label={title} tabIndex={-1}>
        <h2>{head}</h2>
        {children}
      </div>
    </div>
  )
}
