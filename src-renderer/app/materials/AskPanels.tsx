import { useEffect, useRef, useState } from 'react'
import type { Judgement, SupplyWay } from '#shared/domain/material.ts'
import { ChoiceField } from '../../components/ChoiceField.tsx'
import { FastField } from '../../components/FastField.tsx'
import { focusPlace } from '../../components/focus-place.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { ReasonFields } from '../../components/ReasonFields.tsx'
import { defectReasons, notApplicableReasons, supplyWays } from './judge.ts'
import { defectWords, supplyWords } from './words.ts'

type Settle = { readonly onSettle: (judgement: Judgement) => void }

const usualDays = 10

/** 容缺: how the paper will come, and by when; Enter takes what stands there. */
export function DeferPanel({
  most,
  onSettle,
}: Settle & {
  /** Working days at most, for this row. */
  readonly most: number
}) {
  const [way, setWay] = useState<SupplyWay>('COUNTER')
  const [days, setDays] = useState(String(Math.min(usualDays, most)))
  const [wrong, setWrong] = useState('')
  useEffect(() => void focusPlace('defer.way'), [])
  const settle = () => {
    const n = Number(days)
    if (/^\d+$/.test(days) && n >= 1 && n <= most) onSettle({ state: 'DEFERRED', way, days: n })
    else setWrong(`容缺最多 ${most} 个工作日，不能超过承诺时限。`)
  }
  return (
    <div className="ask-panel" role="group" aria-label="容缺怎么补">
      <ChoiceField
        label="怎么补来"
        fieldId="defer.way"
        options={supplyWays.map((value) => ({ value, label: supplyWords[value] }))}
        value={way}
        onChoose={(value) => setWay(supplyWays.find((each) => each === value) ?? 'COUNTER')}
        onEnter={() => focusPlace('defer.days')}
      />
      <FastField
        label={`几个工作日内补（最多 ${most}）`}
        fieldId="defer.days"
        inputMode="numeric"
        value={days}
        error={wrong || undefined}
        onInput={setDays}
        onEnter={settle}
      />
      <p className="hints">
        <KeyHint keys="Enter">记下</KeyHint>
        <KeyHint keys="Esc">不容缺</KeyHint>
      </p>
    </div>
  )
}

/** 需补正: the reason by its digit. */
export function DefectPanel({ onSettle }: Settle) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => void focusPlace('defect.reason'), [])
  return (
    <div ref={box} className="ask-panel" role="group" aria-label="哪里要补正">
      <ChoiceField
        label="哪里不对"
        fieldId="defect.reason"
        options={defectReasons.map((value) => ({ value, label: defectWords[value] }))}
        value=""
        onChoose={() => undefined}
        onPicked={(value) => {
          const reason = defectReasons.find((each) => each === value)
          if (reason) onSettle({ state: 'EXPECTED', reason })
        }}
      />
    </div>
  )
}

/** 不适用 on a paper everybody has to bring: why, by a digit or in words. */
export function NotApplicablePanel({ onSettle }: Settle) {
  useEffect(() => void focusPlace('notApplicable.reason'), [])
  return (
    <div className="ask-panel" role="group" aria-label="为什么不适用">
      <ReasonFields
        label="为什么不适用"
        place="notApplicable"
        reasons={notApplicableReasons}
        onSettle={(reason) => onSettle({ state: 'NOT_APPLICABLE', reason })}
      />
      <p className="hints">
        <KeyHint keys="Esc">不改判定</KeyHint>
      </p>
    </div>
  )
}
