import { ageWord, type PastCategory } from '#shared/domain/past.ts'
import { onChords } from '../../components/chord.ts'
import type { Person } from './found.ts'
import { useIntake } from './intake-draft.ts'

type Props = {
  readonly known: NonNullable<Person['known']>
  readonly refused: boolean
  readonly today: string
  readonly onTake: () => void
  readonly onRefuse: () => void
}

/**
 * That somebody was here before, and one key that says they agree to what was registered being used
 * again. Until then not even a telephone number is shown.
 */
export function KnownOffer({ known, onRefuse, onTake, refused, today }: Props) {
  const consent = useIntake(({ draft }) => draft.consent)
  const before = `以前来办过 ${known.cases} 件，最近${ageWord(known.lastSeen, today)}。`
  if (consent)
    return (
      <p className="known is-settled" role="status">
        已征得本人同意使用以前登记的信息（{wordsOf(consent.categories)}）。
      </p>
    )
  if (refused || known.categories.length === 0)
    return (
      <p className="known is-settled" role="status">
        {before}
        {refused ? '本人不同意沿用，请重新填写。' : ''}
      </p>
    )
  return (
    <button
      type="button"
      className="known"
      data-field="known"
      onClick={onTake}
      onKeyDown={onChords({ '0': onRefuse })}
    >
      <span>
        {before}可沿用：{wordsOf(known.categories)}。
        <br />
        <strong>已征得本人同意使用以前登记的信息</strong>
      </span>
      <span className="known-keys">
        <span>
          <kbd>Enter</kbd> 同意，沿用
        </span>
        <span>
          <kbd>0</kbd> 不同意
        </span>
      </span>
    </button>
  )
}

function wordsOf(categories: readonly PastCategory[]): string {
  return categories.map((category) => categoryWords[category]).join('、')
}

const categoryWords: Readonly<Record<PastCategory, string>> = {
  NAME: '姓名',
  PHONE: '电话',
  ADDRESS: '住址',
  HOUSEHOLD: '户口',
  FAMILY: '家人',
}
