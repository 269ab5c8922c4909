import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import type { Answer } from '#shared/contract/desk.ts'
import type { ActOutlook, ItemActs } from '#shared/contract/lifecycle.ts'
import { saysNo } from '#shared/domain/lifecycle.ts'
import { useKeys } from '../../app/keys.ts'
import { focusPlace } from '../../components/focus-place.ts'
import { ActEffect } from './ActEffect.tsx'
import { ActFieldRow } from './ActFieldRow.tsx'
import { fieldOf, shapeFault } from './act-faults.ts'
import { type ActField, fieldsOf, type Manager, type Values } from './act-fields.ts'
import type { ActWork } from './case-work.ts'
import { type Done, type Refused, useDoActs } from './do-acts.ts'
import { FoundWrong } from './FoundWrong.tsx'
import { actRefusal, actWord } from './lifecycle-words.ts'

export type Acts = Extract<Answer<'case.acts'>, { ok: true }>['value']

type Props = {
  readonly view: CaseView
  readonly acts: Acts
  readonly work: ActWork
  readonly managers: readonly Manager[]
  readonly onChange: (work: ActWork) => void
  readonly onDone: (done: Done) => void
  readonly onBack: () => void
}

type Fault = { readonly at: string | undefined; readonly sentence: string }

/** One act with exactly what it must say, and before that what it will do. Ctrl+Enter does it, Esc does not. */
export function ActPanel(props: Props) {
  const { acts, work } = props
  const targets = acts.items.filter(({ itemNo }) => work.itemNos.includes(itemNo))
  const [item] = targets
  const outlook = item?.acts.find(({ act }) => act === work.act)
  if (!item || !outlook) return <Gone onBack={props.onBack} />
  return <OpenPanel {...props} targets={targets} item={item} outlook={outlook} />
}

type OpenProps = Props & {
  readonly targets: readonly ItemActs[]
  readonly item: ItemActs
  readonly outlook: ActOutlook
}

function OpenPanel({
  view,
  acts,
  work,
  managers,
  onChange,
  onDone,
  onBack,
  targets,
  item,
  outlook,
}: OpenProps) {
  const [pin, setPin] = useState('')
  const [fault, setFault] = useState<Fault>()
  const values: Values = { ...work.values, ...(pin ? { pin } : {}) }
  const fields = fieldsOf({ outlook, item, values, managers })
  const rows =
    work.act === 'CORRECT' ? view.materials.filter(({ usedBy }) => usedBy.includes(item.itemNo)) : []
  const first = rows[0] ? `wrong.${rows[0].rowId}` : placeOf(fields[0])
  // Set when the panel opens and never again. What has nothing to say needs no more than the key that does it.
  const opening = useRef(first === 'act.on' ? 'act.do' : first)
  useEffect(() => void focusPlace(opening.current), [])

  const refuse = (at: string | undefined, sentence: string) => {
    setFault({ at, sentence })
    if (at === 'pin') setPin('')
    setTimeout(() => focusPlace(at === 'wrong' ? first : `act.${at ?? 'do'}`))
  }
  const onRefused = ({ refusal }: Refused) => {
    const about = refusal.code === 'nothing-to-correct' ? 'wrong' : fieldOf(refusal.code, fields, values)
    refuse(about, actRefusal(refusal))
  }
  const { busy, doActs } = useDoActs({ caseId: view.caseId, outlook, targets, onDone, onRefused })
  const doIt = () => {
    const wanting = shapeFault(fields, values)
    if (wanting) return refuse(...wanting)
    setFault(undefined)
    doActs(values, work.wrong).catch(() =>
      refuse(undefined, '没有收到结果。请按 Esc 回去看状态变了没有，再决定要不要重做。'),
    )
  }
  useKeys('overlay', { Escape: onBack, 'Ctrl+Enter': doIt })

  const set = (id: string, value: string) => {
    if (fault?.at === id && value) setFault(undefined)
    if (id === 'pin') setPin(value)
    else onChange({ ...work, values: { ...work.values, [id]: value } })
  }
  const onward = (n: number) => setTimeout(() => focusPlace(nextPlace(n)))
  // Asked again after the turn, because a choice may bring fields of its own.
  const nextPlace = (n: number) =>
    document.querySelectorAll('[data-field^="act."]')[n + 1]?.getAttribute('data-field') ?? 'act.do'
  return (
    <div className="veil">
      <div
        className="prompt is-wide act-panel"
        role="dialog"
        aria-modal="true"
        data-keeps=""
        aria-labelledby="act-title"
      >
        <h2 id="act-title">
          {actWord(work.act, item.clocks)}
          <span className="weak">
            {' '}
            {targets.length > 1
              ? `${targets.length} 项一起：${targets.map(({ itemNo }) => itemNo).join('、')}`
              : `${item.itemNo} ${item.name}`}
          </span>
        </h2>
        <ActEffect item={item} outlook={outlook} />
        <div className="fields">
          {rows.length > 0 ? (
            <FoundWrong
              rows={rows}
              wrong={work.wrong}
              error={fault?.at === 'wrong' ? fault.sentence : undefined}
              onMark={(rowId, reason) => {
                const { [rowId]: _, ...others } = work.wrong
                onChange({ ...work, wrong: reason ? { ...others, [rowId]: reason } : others })
              }}
              onEnter={() => focusPlace(placeOf(fields[0]))}
            />
          ) : null}
          {fields.map((field, n) => (
            <ActFieldRow
              key={field.id}
              field={field}
              value={values[field.id] ?? ''}
              today={acts.today}
              error={fault?.at === field.id ? fault.sentence : undefined}
              onSet={(value) => set(field.id, value)}
              onEnter={() => onward(n)}
            />
          ))}
        </div>
        {fault && fault.at === undefined ? (
          <p role="alert" className="field-error">
            {fault.sentence}
          </p>
        ) : null}
        <div className="prompt-actions">
          <Button onClick={onBack}>
            先不办 <kbd>Esc</kbd>
          </Button>
          <Button type="primary" danger={saysNo(work.act)} data-field="act.do" disabled={busy} onClick={doIt}>
            {busy ? '正在记录' : actWord(work.act, item.clocks)} <kbd>Ctrl+Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

function placeOf(field: ActField | undefined): string {
  return `act.${field?.id ?? 'do'}`
}

/** Somebody was faster: the item has moved and the act is no longer among those it has. */
function Gone({ onBack }: { readonly onBack: () => void }) {
  useKeys('overlay', { Escape: onBack, Enter: onBack })
  return (
    <div className="veil">
      <div className="prompt" role="dialog" aria-modal="true" aria-label="不能办了">
        <p>这个事项的状态刚刚变了，这一步不能办了。没有记录。</p>
        <div className="prompt-actions">
          <Button type="primary" onClick={onBack}>
            看现在的状态 <kbd>Enter</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}
