import { useState } from 'react'
import { searchCatalogue } from '#shared/catalogue/search.ts'
import { onChords } from '../components/chord.ts'
import { FieldFrame } from '../components/FastField.tsx'
import { useCatalogue } from './use-catalogue.ts'
import { useLive } from './use-live.ts'

/** What it is about: a matter of the catalogue, or words where there is none. */
export type About = { readonly matterId?: string; readonly words: string }

type Props = {
  readonly label: string
  readonly fieldId: string
  readonly value: About
  readonly onChange: (about: About) => void
  /** After a digit or Enter: this one, and on. */
  readonly onPicked: (about: About) => void
  readonly hint?: string
}

const shownMax = 6

/** A matter by its initials or words, or by one digit out of the recent ones while nothing is typed. */
export function MatterField({ fieldId, hint, label, onChange, onPicked, value }: Props) {
  const { catalogue } = useCatalogue()
  const recent = useLive('catalogue.recent', {}, []).answer
  const [at, setAt] = useState(0)
  const { words } = value
  const open = value.matterId === undefined
  const found = !catalogue
    ? []
    : words.trim() === ''
      ? (recent?.ok ? recent.value.matterIds : []).flatMap(
          (id) => catalogue.matters.find(({ matterId }) => matterId === id) ?? [],
        )
      : searchCatalogue(catalogue, words)
          .slice(0, shownMax)
          .map(({ matter }) => matter)
  const pick = (n: number) => {
    const matter = found[n]
    if (!matter) return onPicked(value)
    const about = { matterId: matter.matterId, words: matter.shortName ?? matter.name }
    onChange(about)
    onPicked(about)
  }
  const digits =
    words === '' ? Object.fromEntries(found.slice(0, 9).map((_, n) => [`${n + 1}`, () => pick(n)])) : {}
  const last = found.length
  return (
    <FieldFrame
      label={label}
      wide
      htmlFor={fieldId}
      hint={hint ?? '输首字母或字；没有这件事的，写完按 Enter'}
      badge={value.matterId}
    >
      <input
        id={fieldId}
        className="field-input"
        data-field={fieldId}
        value={words}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded={open}
        aria-controls={`${fieldId}-list`}
        aria-describedby={`${fieldId}-note`}
        onChange={(event) => {
          setAt(0)
          onChange({ words: event.target.value })
        }}
        onKeyDown={onChords({
          ...digits,
          ArrowDown: () => setAt(Math.min(at + 1, last)),
          ArrowUp: () => setAt(Math.max(at - 1, 0)),
          Enter: () => (open && words.trim() !== '' && at < last ? pick(at) : onPicked(value)),
        })}
      />
      <ul id={`${fieldId}-list`} className="matter-picks" role="listbox" aria-label="事项">
        {(open ? found : []).map((matter, n) => (
          <li
            key={matter.matterId}
            role="option"
            aria-selected={words !== '' && n === at}
            onClick={() => pick(n)}
          >
            {words === '' && n < 9 ? <kbd>{n + 1}</kbd> : null} {matter.shortName ?? matter.name}
          </li>
        ))}
      </ul>
    </FieldFrame>
  )
}
