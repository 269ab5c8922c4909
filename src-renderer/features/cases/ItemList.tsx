import { useEffect, useRef } from 'react'
import type { ItemFact } from '#shared/catalogue/schema.ts'
import { factWords } from '#shared/catalogue/schema.ts'
import type { CaseView } from '#shared/contract/case.ts'
import type { ItemActs } from '#shared/contract/lifecycle.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { Clocks } from '#shared/domain/item-case.ts'
import { nextDay } from '#shared/domain/move-clocks.ts'
import { roleWords } from '../../app/states.ts'
import { usedWords } from '../../app/used-words.ts'
import { DueText } from '../../components/DueText.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'
import { itemLook } from './item-look.ts'

type Props = {
  readonly view: CaseView
  readonly items: readonly ItemActs[]
  readonly today: string
  readonly chosen: string
  /** Several: the acts below are those of every item that may take them. */
  readonly together: boolean
  readonly onChoose: (itemNo: string) => void
}

/** The items of a case, each with state, clocks and what is not yet certain; the chosen one has the focus. */
export function ItemList({ view, items, today, chosen, together, onChoose }: Props) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    box.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(chosen)}"]`)?.focus()
  }, [chosen])
  return (
    <div ref={box} className="case-items" role="listbox" aria-label="事项">
      {items.map((item) => {
        const known = view.itemCases.find(({ itemNo }) => itemNo === item.itemNo)
        return (
          <div
            key={item.itemNo}
            role="option"
            aria-selected={item.itemNo === chosen}
            tabIndex={item.itemNo === chosen ? 0 : -1}
            data-item={item.itemNo}
            className={`case-item${item.itemNo === chosen || together ? ' is-chosen' : ''}`}
            onClick={() => onChoose(item.itemNo)}
          >
            <span className="code">{item.itemNo}</span>
            <span className="case-item-name" title={item.name}>
              {item.name}
            </span>
            <NextDay item={item} left={view.workingDaysLeft} />
            <StatusMark {...itemLook(item, today, view.workingDaysLeft)} />
            {item.itemNo === chosen ? (
              <ItemDetail item={item} known={known} left={view.workingDaysLeft} />
            ) : null}
          </div>
        )
      })}
    </div>
  )
}

type DetailProps = {
  readonly item: ItemActs
  readonly known: CaseView['itemCases'][number] | undefined
  readonly left: Readonly<Record<string, number>>
}

/** All that runs for the chosen item: whose it is, every clock, what is owed and what is not certain yet. */
function ItemDetail({ item, known, left }: DetailProps) {
  return (
    <span className="case-item-detail">
      <span className="weak">
        {known?.deptName} · {known ? roleWords[known.role] : ''}
      </span>
      <ClockLine clocks={item.clocks} left={left} />
      {item.clocks.acceptedOn ? <span>已用 {usedWords(item.run)}</span> : null}
      {item.deficiencies.map((each) => (
        <span key={each.rowId} className={each.expired ? 'is-lacking' : ''}>
          欠{each.name}，{each.expired ? '过期' : '最晚'} {dayText(each.due)}
          {each.provisional ? <span className="badge">暂定</span> : null}
        </span>
      ))}
      {known?.unconfirmed ? <span className="weak">{openFacts(known.unconfirmed)}</span> : null}
    </span>
  )
}

function openFacts(facts: readonly ItemFact[]): string {
  const which =
    facts.length >= 5 ? '期限、收费、依据和材料要求' : facts.map((fact) => factWords[fact]).join('、')
  return `${which}以部门答复为准`
}

/** The last day that comes next, on the line of the item itself. */
function NextDay({
  item,
  left,
}: {
  readonly item: ItemActs
  readonly left: Readonly<Record<string, number>>
}) {
  const day = nextDay(item.state, item.clocks) ?? item.clocks.supplementDue
  if (!day) return <span />
  return (
    <span className="case-item-due">
      <DueText day={dayText(day)} left={left[day]} provisional={item.clocks.provisional} />
    </span>
  )
}

/** Every last day an item has now, each with what it is for. */
function ClockLine({
  clocks,
  left,
}: {
  readonly clocks: Clocks
  readonly left: Readonly<Record<string, number>>
}) {
  return clockDays
    .flatMap(([key, word]) => {
      const day = clocks[key]
      return day ? [{ day, word }] : []
    })
    .map(({ day, word }) => (
      <span key={word} className="clock">
        <span className="weak">{word}</span>{' '}
        <DueText
          day={dayText(day)}
          left={clocks.decidedOn && word !== '送达' ? undefined : left[day]}
          provisional={clocks.provisional}
        />
      </span>
    ))
}

/** The last days in the order they matter. */
export const clockDays = [
  ['custodyDue', '转送'],
  ['noticeDue', '告知'],
  ['supplementDue', '补齐'],
  ['firstReviewDue', '初审'],
  ['promisedDue', '承诺'],
  ['statutoryDue', '法定'],
  ['deliveryDue', '送达'],
] as const satisfies readonly (readonly [keyof Clocks, string])[]
