import { Button } from 'antd'
import { useEffect, useRef } from 'react'
import type { Candidate } from '#shared/contract/intake.ts'
import { longDayText, parseTypedDay } from '#shared/domain/date-text.ts'
import { checkIdNumber } from '#shared/domain/id-number.ts'
import { maskAddress } from '#shared/domain/masking.ts'
import { ageWord } from '#shared/domain/past.ts'
import { useKeys } from '../../app/keys.ts'
import { useIntake } from './intake-draft.ts'

type Props = {
  readonly candidates: readonly Candidate[]
  readonly onSettle: (answer: 'same' | 'other' | 'later') => void
  readonly today: string
}

/** Two persons side by side: what agrees is plain, what differs is marked, and the clerk decides. */
export function ComparePanel({ candidates, onSettle, today }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const [candidate] = candidates
  useEffect(() => box.current?.focus(), [candidate])
  useKeys('overlay', {
    '1': () => onSettle('same'),
    '2': () => onSettle('other'),
    '3': () => onSettle('later'),
    Escape: () => onSettle('later'),
  })
  if (!candidate) return null
  return (
    <div className="veil">
      <div
        ref={box}
        tabIndex={-1}
        className="prompt is-wide"
        role="dialog"
        aria-modal="true"
        aria-labelledby="compare-title"
      >
        <h2 id="compare-title">
          可能是同一人，请看证件、照片和出生日期
          {candidates.length > 1 ? (
            <small className="weak"> 还有 {candidates.length - 1} 人要看</small>
          ) : null}
        </h2>
        <CompareTable candidate={candidate} today={today} />
        <div className="prompt-actions">
          <Button onClick={() => onSettle('same')}>
            是同一人 <kbd>1</kbd>
          </Button>
          <Button onClick={() => onSettle('other')}>
            不是同一人，以后不再问 <kbd>2</kbd>
          </Button>
          <Button onClick={() => onSettle('later')}>
            以后再说 <kbd>3</kbd>
          </Button>
        </div>
      </div>
    </div>
  )
}

function CompareTable({ candidate, today }: { readonly candidate: Candidate; readonly today: string }) {
  const applicant = useIntake(({ draft }) => draft.applicant)
  const id = checkIdNumber(applicant.idNumber, today, new Set())
  const typed = parseTypedDay(applicant.birthDate ?? '', today)
  const birthDate = id.ok ? id.value.birthDate : typed.ok ? typed.value : undefined
  const { known } = candidate
  const rows = [
    { label: '姓名', now: applicant.name, past: candidate.name },
    { label: '性别', now: id.ok ? sexWord(id.value.sex) : '', past: candidate.sex && sexWord(candidate.sex) },
    {
      label: '出生日期',
      now: birthDate && longDayText(birthDate),
      past: candidate.birthDate && longDayText(candidate.birthDate),
    },
    {
      label: '电话尾号',
      now: applicant.phone.slice(-4),
      past: candidate.phoneTail,
      agrees: candidate.phoneAgrees,
    },
    { label: '住址', now: maskAddress(applicant.address), past: candidate.address },
    {
      label: '身份证号',
      now: id.ok ? '有' : '号码待核',
      past: candidate.idNumber ?? '号码待核',
      plain: true,
    },
    {
      label: '以前的办件',
      now: '这次',
      past: `${known.cases} 件，最近${ageWord(known.lastSeen, today)}：${candidate.lastMatter}`,
      plain: true,
    },
  ]
  return (
    <table className="compare">
      <thead>
        <tr>
          <td />
          <th scope="col">现在的办事人</th>
          <th scope="col">以前登记的</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ agrees, label, now, past, plain }) => {
          const both = !plain && Boolean(now) && Boolean(past)
          const same = agrees ?? now === past
          return (
            <tr key={label} className={both && !same ? 'is-different' : ''}>
              <th scope="row">{label}</th>
              <td>{now || '没有填'}</td>
              <td>
                {past || '没有'}
                {both ? <span className="compare-mark">{same ? '✓ 一致' : '≠ 不同'}</span> : null}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function sexWord(sex: 'MALE' | 'FEMALE'): string {
  return sex === 'MALE' ? '男' : '女'
}
