import { Button } from 'antd'
import { useState } from 'react'
import type { CaseView } from '#shared/contract/case.ts'
import { ask } from '../../app/desk-client.ts'
import { useKeys } from '../../app/keys.ts'
import { onChords } from '../../components/chord.ts'
import { DateField } from '../../components/DateField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import type { Acts } from './ActPanel.tsx'
import { fieldOf, readDay } from './act-faults.ts'
import { CaseHead } from './CaseHead.tsx'
import type { CaseWork } from './case-work.ts'
import type { Done } from './do-acts.ts'
import { actRefusal } from './lifecycle-words.ts'

type GiveBack = Extract<CaseWork, { do: 'giveBack' }>
type Props = {
  readonly view: CaseView
  readonly acts: Acts
  readonly work: GiveBack
  readonly onChange: (work: GiveBack) => void
  readonly onDone: (done: Done) => void
  readonly onBack: () => void
}

/** 退还原件: the originals that lie here, ticked with Space, against the signature of who takes them. */
export function GiveBackPane({ view, acts, work, onChange, onDone, onBack }: Props) {
  const { originals, today } = acts
  const [at, setAt] = useState(0)
  const [fault, setFault] = useState<{ readonly at: string; readonly sentence: string }>()
  const [busy, setBusy] = useState(false)
  const stand = (n: number) => {
    const to = Math.max(0, Math.min(originals.length - 1, n))
    setAt(to)
    focusPlace(`original.${originals[to]?.rowId ?? ''}`)
  }
  const tick = (rowId: string | undefined) => {
    if (!rowId) return
    const ticked = work.ticked.includes(rowId)
      ? work.ticked.filter((each) => each !== rowId)
      : [...work.ticked, rowId]
    onChange({ ...work, ticked })
  }
  const wanting = (place: string, sentence: string) => {
    setFault({ at: place, sentence })
    if (place === 'rows') stand(at)
    else focusPlace(`act.${place}`)
  }
  const save = async () => {
    if (busy) return
    if (work.ticked.length === 0) return wanting('rows', '请先勾上要退还的原件，按空格。')
    setBusy(true)
    try {
      const { on, signedBy, ticked } = work
      const answer = await ask('case.giveBack', { caseId: view.caseId, rowIds: [...ticked], signedBy, on })
      if (answer.ok)
        return onDone({
          said: `已退还 ${ticked.length} 份原件，已保存在本机`,
          notDone: [],
          papers: answer.value.papers,
        })
      wanting(placeOf(answer.refusal.code), actRefusal(answer.refusal))
    } catch {
      wanting('rows', '没有收到结果。请按 Esc 回去看原件还在不在清单里，再决定要不要重做。')
    } finally {
      setBusy(false)
    }
  }
  useKeys('panel', { Escape: onBack, 'Ctrl+Enter': () => void save() })
  return (
    <div className="screen">
      <div className="screen-body case-work">
        <CaseHead view={view} />
        <section className="pane give-back">
          <h2>
            退还原件 <span className="count">窗口还有 {originals.length} 份</span>
          </h2>
          <div
            className="wrong-rows"
            role="listbox"
            aria-label="窗口的原件"
            aria-multiselectable="true"
            onKeyDown={onChords({
              Space: () => tick(originals[at]?.rowId),
              ArrowDown: () => stand(at + 1),
              ArrowUp: () => stand(at - 1),
              Enter: () => focusPlace('act.signedBy'),
            })}
          >
            {originals.map((each, n) => (
              <div
                key={each.rowId}
                ref={n === 0 ? focusOnce : undefined}
                role="option"
                aria-selected={work.ticked.includes(each.rowId)}
                tabIndex={n === at ? 0 : -1}
                data-field={`original.${each.rowId}`}
                onClick={() => {
                  stand(n)
                  tick(each.rowId)
                }}
              >
                <span>
                  {work.ticked.includes(each.rowId) ? '☑' : '☐'} {each.name}
                </span>
                <span className="weak">用于 {each.usedBy.join('、')}</span>
              </div>
            ))}
          </div>
          <p className="field-error" role="alert">
            {fault?.at === 'rows' ? fault.sentence : ''}
          </p>
          <div className="fields">
            <FastField
              label="谁签收的"
              fieldId="act.signedBy"
              value={work.signedBy}
              maxLength={60}
              required
              error={fault?.at === 'signedBy' ? fault.sentence : undefined}
              onInput={(signedBy) => {
                setFault(undefined)
                onChange({ ...work, signedBy })
              }}
              onEnter={() => focusPlace('act.on')}
            />
            <DateField
              label="日期"
              fieldId="act.on"
              value={work.on}
              required
              error={fault?.at === 'on' ? fault.sentence : undefined}
              read={(typed) => readDay(typed, today)}
              onCommit={(on) => onChange({ ...work, on })}
              onEnter={() => focusPlace('act.do')}
            />
          </div>
          <p className="weak">会有单子：材料退还签收单，请取件人签字。退还后不能撤销。</p>
        </section>
      </div>
      <div className="action-bar">
        <Button onClick={onBack}>
          先不退 <kbd>Esc</kbd>
        </Button>
        <span className="spacer" />
        <KeyHint keys="Space">勾选</KeyHint>
        <Button type="primary" data-field="act.do" disabled={busy} onClick={() => void save()}>
          {busy ? '正在记录' : `退还 ${work.ticked.length} 份`} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </div>
  )
}

/** A ref that stays the same from one render to the next, so that it is called when the row first stands. */
function focusOnce(row: HTMLElement | null): void {
  row?.focus()
}

function placeOf(code: string): string {
  const fields = [
    { id: 'signedBy', label: '', kind: 'text', required: true },
    { id: 'on', label: '', kind: 'date', required: true },
  ] as const
  return fieldOf(code, fields, {}) ?? 'rows'
}
