import type { ActOutlook } from '#shared/contract/lifecycle.ts'
import type { Clocks } from '#shared/domain/item-case.ts'
import { actWord, whyNot } from './lifecycle-words.ts'

/** The digit of each act, in the order of the list. */
export const actKeys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const

type Props = {
  readonly acts: readonly ActOutlook[]
  readonly clocks: Clocks | undefined
  readonly onAct: (act: ActOutlook) => void
  /** How many items would take the act together; nothing when it is one item's. */
  readonly countOf: ((act: ActOutlook) => number) | undefined
}

/** What may be done now, by number; what may not is greyed and says why. */
export function ActList({ acts, clocks, onAct, countOf }: Props) {
  if (acts.length === 0) return <p className="weak">这个事项已经办完，没有要做的了。</p>
  return (
    <ol className="act-list" aria-label="可以做的">
      {acts.map((outlook, n) => (
        <li key={outlook.act}>
          <button
            type="button"
            tabIndex={-1}
            aria-disabled={!outlook.allowed}
            data-act={outlook.act}
            onClick={() => onAct(outlook)}
          >
            <kbd>{actKeys[n]}</kbd>
            <span className="act-word">
              {actWord(outlook.act, clocks)}
              {outlook.organ === 'department' ? <span className="badge">部门的答复</span> : null}
              {outlook.allowed && countOf ? <span className="badge">{countOf(outlook)} 项</span> : null}
            </span>
            {outlook.why ? <small>{whyNot(outlook.why)}</small> : null}
          </button>
        </li>
      ))}
    </ol>
  )
}
