import { useEffect, useRef } from 'react'
import type { ChoiceOutlook } from '#shared/contract/intake.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { Choice } from '#shared/domain/decision.ts'
import { useKeys } from '../../app/keys.ts'
import { itemLooks, roleWords } from '../../app/states.ts'
import { DueText } from '../../components/DueText.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import type { Outlook } from './outlook.ts'
import { whyText } from './words.ts'

const strip = [
  { choice: 'ACCEPT', word: '受理' },
  { choice: 'ACCEPT_WITH_DEFICIENCY', word: '容缺受理' },
  { choice: 'CORRECT', word: '一次性补正告知' },
  { choice: 'REFUSE', word: '不予受理 / 不受理' },
  { choice: 'DECIDE_ON_SPOT', word: '当场办结' },
  { choice: 'RECEIVE_ONLY', word: '仅收件（代收）' },
] as const satisfies readonly { choice: Choice; word: string }[]

type Props = {
  readonly outlook: Outlook
  readonly choice: Choice | undefined
  readonly onChoose: (choice: Choice) => void
  readonly active: boolean
  /** Something must be mended first: the summary keeps the focus. */
  readonly quiet: boolean
}

/** Six large numbered choices; the facts preselect one, and a barred one says why. */
export function DecisionStrip({ outlook, choice, onChoose, active, quiet }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const options = strip.map(({ choice, word }, n) => ({ choice, word, n, ...stateOf(outlook, choice) }))
  const pick = (option: (typeof options)[number] | undefined) => {
    if (!option?.allowed) return
    onChoose(option.choice)
    box.current?.querySelector<HTMLElement>(`[data-choice="${option.choice}"]`)?.focus()
  }
  useEffect(() => {
    if (!quiet) box.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [quiet])
  const step = (by: number) => {
    const allowed = options.filter((option) => option.allowed)
    const at = allowed.findIndex((option) => option.choice === choice)
    pick(allowed[(at + by + allowed.length) % allowed.length])
  }
  useKeys(
    'step',
    {
      ...Object.fromEntries(options.map((option) => [String(option.n + 1), () => pick(option)])),
      ArrowRight: () => step(1),
      ArrowLeft: () => step(-1),
    },
    active,
  )
  const first = options.find((option) => option.choice === choice) ?? options[0]
  return (
    <div ref={box} className="strip" role="radiogroup" aria-label="决定">
      {options.map((option) => (
        <button
          key={option.choice}
          type="button"
          role="radio"
          data-choice={option.choice}
          aria-checked={option.choice === choice}
          aria-disabled={!option.allowed}
          tabIndex={option === first ? 0 : -1}
          className="strip-choice"
          onClick={() => pick(option)}
        >
          <kbd>{option.n + 1}</kbd>
          <span>{option.word}</span>
          <small>
            {option.allowed
              ? option.choice === outlook.defaultChoice
                ? '按材料应选这一项'
                : ''
              : option.why}
          </small>
        </button>
      ))}
    </div>
  )
}

function stateOf(outlook: Outlook, choice: Choice): { readonly allowed: boolean; readonly why: string } {
  const find = (wanted: Choice) => outlook.choices.find((each) => each.choice === wanted)
  const found = find(choice)
  if (choice === 'REFUSE') {
    const either = found?.allowed || mayStillRefuse(found) || find('NOT_REQUIRED')?.allowed
    return { allowed: Boolean(either), why: found?.why ? whyText(found.why) : '' }
  }
  return { allowed: found?.allowed ?? false, why: found?.why ? whyText(found.why) : '' }
}

/** Refusing is only held back because its category and reason have not been asked yet. */
function mayStillRefuse(refuse: ChoiceOutlook | undefined): boolean {
  return refuse?.why?.code === 'refusal-ground-missing'
}

/** What the chosen decision would do to each item, with its last days. */
export function ClocksPreview({ outlook }: { readonly outlook: ChoiceOutlook | undefined }) {
  if (!outlook || outlook.outcomes.length === 0) return null
  return (
    <ul className="outcomes" aria-label="决定后">
      {outlook.outcomes.map(({ clocks, itemNo, name, role, state }) => {
        const { shape, tone, word } = itemLooks[state]
        const due = clocks.promisedDue ?? clocks.supplementDue ?? clocks.custodyDue ?? clocks.noticeDue
        return (
          <li key={itemNo}>
            <span className="code">{itemNo}</span>
            <span className="outcome-name" title={name}>
              {name}
            </span>
            <span className="weak">{roleWords[role]}</span>
            <StatusMark shape={shape} tone={tone} word={word} />
            <span>
              {due ? `${dueWord(clocks)} ` : ''}
              <DueText day={due && dayText(due)} provisional={clocks.provisional} strong />
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function dueWord(clocks: ChoiceOutlook['outcomes'][number]['clocks']): string {
  if (clocks.promisedDue) return '最晚'
  if (clocks.supplementDue) return '补齐'
  return clocks.custodyDue ? '转送' : '告知'
}
