import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText, longDayText } from '#shared/domain/date-text.ts'
import { ageOn, checkIdNumber, isElderly } from '#shared/domain/id-number.ts'
import { maskName } from '#shared/domain/masking.ts'
import { KeyHint } from '../../components/KeyHint.tsx'
import { ReasonFields } from '../../components/ReasonFields.tsx'
import type { Found, Person } from './found.ts'
import { useIntake } from './intake-draft.ts'

type Props = {
  readonly found: Found | undefined
  readonly openCases: Person['openCases']
  readonly same: Person['openCases'][number] | undefined
  readonly reasoning: boolean
  readonly onReason: (reason: string) => void
  readonly today: string
}

const besidesReasons = ['给另一位家人办', '另一处房屋、土地或车辆', '原来那件办不下去'] as const

/** What the number says, as soon as it is typed: nobody is asked for sex, birth date or age. */
export function PersonCard({ found, onReason, openCases, reasoning, same, today }: Props) {
  const applicant = useIntake(({ draft }) => draft.applicant)
  const checked =
    applicant.kind === 'PERSON' ? checkIdNumber(applicant.idNumber, today, new Set()) : undefined
  const facts = checked?.ok ? checked.value : undefined
  const age = facts && ageOn(facts.birthDate, today)
  const elderly = found?.elderly ?? (age !== undefined && isElderly(age))
  const reason = useIntake(({ draft }) => draft.besidesReason)
  return (
    <div className="person">
      <h2>
        {applicant.name || '办事人'}
        {elderly ? (
          <span className="seal" title="老年人优先">
            老
          </span>
        ) : null}
      </h2>
      {facts && age !== undefined ? (
        <dl className="facts">
          <dt>身份证号</dt>
          <dd className="code">{grouped(facts.idNumber)}</dd>
          <dt>性别</dt>
          <dd>{facts.sex === 'MALE' ? '男' : '女'}</dd>
          <dt>出生</dt>
          <dd>{longDayText(facts.birthDate)}</dd>
          <dt>年龄</dt>
          <dd>
            {age} 岁{elderly ? '，老年人优先' : ''}
          </dd>
        </dl>
      ) : (
        <p className="weak">
          {applicant.kind === 'PERSON'
            ? '输完号码按 Enter，性别、出生日期、年龄和以前的资料自动带出。'
            : '输完代码按 Enter，以前登记的资料自动带出。'}
        </p>
      )}
      {found?.areaUnknown ? (
        <p className="note">号码前 6 位不在现用区划里，老证件常见，核对人证一致即可。</p>
      ) : null}
      {same ? (
        <div className="confirm-line" role="alert" data-field="same-case" tabIndex={-1}>
          {applicant.name ? maskName(applicant.name) : '此人'}在办 1 件相同的事（{dayText(same.receivedOn)}
          受理）。
          {reasoning ? (
            <ReasonFields
              label="为什么仍然新建"
              place="besides"
              reasons={besidesReasons}
              onSettle={onReason}
            />
          ) : (
            <>
              <br />按 <kbd>1</kbd> 打开那件，按 <kbd>2</kbd> 仍然新建（要填原因）。
            </>
          )}
        </div>
      ) : null}
      {reason ? <p className="note">另有相同的事在办，仍然新建：{reason}。</p> : null}
      {openCases.length > 0 ? (
        <>
          <h3>在办 {openCases.length} 件</h3>
          <ul className="item-list">
            {openCases.map((open) => (
              <li key={open.caseId}>
                {open.matterName}
                <span className="weak code">{formatCaseNo(open.caseNo)}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className="hints">
        <KeyHint keys="F7">读身份证</KeyHint>
      </p>
    </div>
  )
}

/** 6-8-4, as it is read aloud. */
function grouped(idNumber: string): string {
  return `${idNumber.slice(0, 6)} ${idNumber.slice(6, 14)} ${idNumber.slice(14)}`
}
