import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { dayText } from '#shared/domain/date-text.ts'
import type { RoundId } from '#shared/kernel/ids.ts'
import { useBasket } from '../../app/basket.ts'
import { custodyRefusalText } from '../../app/custody-words.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { useDialogFocus } from '../../app/use-dialog-focus.ts'
import { useLive } from '../../app/use-live.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { useAct } from './use-act.ts'

type Props = {
  readonly onBack: () => void
  readonly onPlanned: (roundId: RoundId) => void
  readonly onHome: (trip: { readonly roundId: RoundId; readonly day: string }) => void
}

/** 跑腿单: where everything has to go on the next working day, window by window; what stays is unticked. */
export function TripPrompt({ onBack, onHome, onPlanned }: Props) {
  const carried = useBasket(({ things }) => things)
  const wish = carried.length > 0 ? { thingIds: carried.map(({ thingId }) => thingId) } : {}
  const { answer } = useLive('custody.round', wish, ['journal'])
  const trip = answer?.ok ? answer.value : undefined
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState(0)
  const { busy, refuse, refused, run } = useAct(custodyRefusalText)
  const box = useDialogFocus('trip.0')
  const lines = useMemo(() => (trip ? linesOf(trip.stops) : []), [trip])
  const stand = (to: number) => {
    const next = Math.max(0, Math.min(lines.length - 1, to))
    setAt(next)
    focusPlace(`trip.${next}`)
  }
  const toggle = () => {
    const line = lines[at]
    if (line)
      setLeft(
        (now) => new Set(now.has(line.key) ? [...now].filter((key) => key !== line.key) : [...now, line.key]),
      )
  }
  const go = () => {
    if (!trip || busy) return
    const taken = trip.stops.map(({ bags, fetch, organ }) => ({
      organ,
      bags: bags
        .filter(({ thingIds }) => !left.has(thingIds[0] ?? ''))
        .map(({ bagNo, thingIds }) => ({ ...(bagNo ? { bagNo } : {}), thingIds })),
      fetch: fetch.filter((words) => !left.has(words)),
    }))
    if (taken.every(({ bags, fetch }) => bags.length + fetch.length === 0))
      return refuse('没有要送要取的，不用打跑腿单。')
    void run(
      () => ask('custody.planRound', { day: trip.day, stops: taken }),
      ({ roundId }) => onPlanned(roundId),
    )
  }
  const [away] = trip?.away ?? []
  useKeys('overlay', {
    ArrowUp: () => stand(at - 1),
    ArrowDown: () => stand(at + 1),
    Space: toggle,
    Enter: go,
    'Ctrl+Enter': go,
    ...(away ? { S: () => onHome(away) } : {}),
    Escape: onBack,
  })
  return (
    <div className="veil">
      <div
        ref={box}
        className="prompt trip"
        role="dialog"
        aria-modal="true"
        aria-label="跑腿单"
        tabIndex={-1}
      >
        <h2>
          跑腿单 <span className="weak">{trip ? dayText(trip.day) : ''}</span>
        </h2>
        {away ? (
          <p role="status">
            {dayText(away.day)}的跑腿单（{away.organs.join('、')}）还没收。按 <kbd>S</kbd> 扫带回来的袋。
          </p>
        ) : null}
        <div className="trip-lines">
          {trip && lines.length === 0 ? <p className="state">手里的材料都不用送，也没有结果要取。</p> : null}
          {trip?.stops.map(({ organ }) => (
            <section key={organ} aria-label={organ}>
              <h3>{organ}</h3>
              <ul>
                {lines.map((line, n) =>
                  line.organ === organ ? (
                    <li
                      key={line.key}
                      data-field={`trip.${n}`}
                      tabIndex={n === at ? 0 : -1}
                      aria-current={n === at ? 'true' : undefined}
                      onClick={() => setAt(n)}
                    >
                      <b>{left.has(line.key) ? '☐ 不带' : '☑ 带上'}</b> {line.words}
                    </li>
                  ) : null,
                )}
              </ul>
            </section>
          ))}
        </div>
        <p className="field-error" role="alert">
          {refused ?? ''}
        </p>
        <div className="prompt-actions">
          <KeyHint keys="↑ ↓">换一行</KeyHint>
          <KeyHint keys="Space">带、不带</KeyHint>
          <span className="spacer" />
          <Button onClick={onBack}>
            先不打 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" disabled={busy || lines.length === 0} onClick={go}>
            打跑腿单 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

type Stops = readonly {
  readonly organ: string
  readonly fetch: readonly string[]
  readonly bags: readonly {
    readonly bagNo?: string | undefined
    readonly thingIds: readonly string[]
    readonly ownerName: string
    readonly contents: string
    readonly place: string
  }[]
}[]

function linesOf(
  stops: Stops,
): readonly { readonly key: string; readonly organ: string; readonly words: string }[] {
  return stops.flatMap(({ bags, fetch, organ }) => [
    ...bags.map(({ bagNo, contents, ownerName, place, thingIds }) => ({
      key: thingIds[0] ?? '',
      organ,
      words: `送 ${ownerName}　${contents}　${bagNo ?? '还没装袋'}（${place}）`,
    })),
    ...fetch.map((words) => ({ key: words, organ, words: `取 ${words}` })),
  ])
}
