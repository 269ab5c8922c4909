import { useLive } from '../../app/use-live.ts'
import { onChords } from '../../components/chord.ts'
import { FastField } from '../../components/FastField.tsx'
import type { Board } from './CustodyScreen.tsx'
import { useCustodyView } from './custody-view.ts'

/** The strip above the list: how much is outside, and what narrows the list. */
export function Narrowing({ board }: { readonly board: Board | undefined }) {
  const { find, narrow, originals, overFive } = useCustodyView()
  const toggles = [
    { key: '1', word: '只看原件', on: originals, press: () => narrow({ originals: !originals }) },
    { key: '2', word: '超过 5 天', on: overFive, press: () => narrow({ overFive: !overFive }) },
  ]
  return (
    <div className="custody-narrowing">
      <p className="custody-outside">
        {board ? outsideWords(board) : ''}
        <Offline />
      </p>
      <div className="custody-toggles">
        {toggles.map(({ key, on, press, word }) => (
          <button key={key} type="button" tabIndex={-1} aria-pressed={on} onClick={press}>
            <kbd>{key}</kbd> {word}
          </button>
        ))}
      </div>
      <div
        onKeyDown={onChords({
          Enter: toList,
          ArrowDown: toList,
          Escape: () => {
            narrow({ find: '' })
            toList()
          },
        })}
      >
        <FastField
          label="找袋号、姓名、材料、部门（F）"
          fieldId="custody.find"
          value={find}
          maxLength={40}
          onInput={(typed) => narrow({ find: typed })}
        />
      </div>
    </div>
  )
}

/** Without a line the board is true for this desk, and what others took over is told later. */
function Offline() {
  const { answer } = useLive('sync.status', {}, ['sync'])
  const away = answer?.ok && answer.value.link !== 'CONNECTED'
  return away ? <small className="weak">没有联网，别的工作台签收的联网后才看得到</small> : null
}

function toList(): void {
  document.querySelector<HTMLElement>('.custody-body [role="row"][tabindex="0"]')?.focus()
}

function outsideWords({ counts, out, totals }: Board): string {
  if (totals.held + totals.guests === 0) return ''
  const oldest = out.n > 0 ? `，最久 ${out.oldestDays} 天` : ''
  return `在管 ${totals.held + totals.guests} 件 · 原件在外 ${out.n} 件${oldest} · 今天该还 ${counts.DUE} 件`
}
