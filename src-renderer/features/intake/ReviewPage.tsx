import type { ReactNode } from 'react'
import { maskIdNumber } from '#shared/domain/masking.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { JudgementMark } from '../../app/materials/MaterialRow.tsx'
import { useRoom } from './intake-context.ts'
import { useIntake } from './intake-draft.ts'
import type { Step } from './steps.ts'

type Mend = (step: Step, goal: string) => void

const capacityWords = { SELF: '本人', FAMILY: '家属', GUARDIAN: '监护人', AGENT: '代理人、经办人' } as const

/** Every answer, field and paper; each line leads to its place and back. */
export function ReviewPage({ onMend }: { readonly onMend: Mend }) {
  const { merged } = useRoom()
  const draft = useIntake(({ draft }) => draft)
  if (!merged) return null
  const { applicant, representative } = draft
  const judgements = new Map<string, Judgement>(
    draft.materials.map(({ rowId, judgement }) => [rowId, judgement]),
  )
  return (
    <div className="review-page">
      <div>
        <Block title="办事人">
          <Line label="办什么事" value={merged.name} onMend={() => onMend('matter', 'matter')} />
          <Line
            label={applicant.kind === 'PERSON' ? '姓名' : '名称'}
            value={applicant.name}
            onMend={() => onMend('applicant', 'name')}
          />
          <Line
            label="号码"
            value={applicant.identityMethod === 'PENDING' ? '待核' : maskIdNumber(applicant.idNumber)}
            onMend={() => onMend('applicant', 'idNumber')}
          />
          <Line
            label="电话"
            value={applicant.phone || applicant.noPhoneReason}
            onMend={() => onMend('applicant', 'phone')}
          />
          <Line label="住址" value={applicant.address} onMend={() => onMend('applicant', 'address')} />
          <Line
            label="谁来办"
            value={[capacityWords[representative.capacity], representative.name, representative.relation]
              .filter(Boolean)
              .join(' · ')}
            onMend={() => onMend('applicant', 'capacity')}
          />
          {draft.consent ? (
            <Line
              label="以前登记的信息"
              value="已征得本人同意使用"
              onMend={() => onMend('applicant', 'name')}
            />
          ) : null}
          {draft.besidesReason ? (
            <Line
              label="另有相同的事在办"
              value={draft.besidesReason}
              onMend={() => onMend('applicant', 'name')}
            />
          ) : null}
        </Block>
        {merged.questions.length > 0 ? (
          <Block title="情形">
            {merged.questions.map((question) => (
              <Line
                key={question.situationId}
                label={question.question}
                value={question.options.find(({ optionId }) => optionId === question.answer)?.label ?? ''}
                onMend={() => onMend('situation', question.situationId)}
              />
            ))}
          </Block>
        ) : null}
      </div>
      <Block title={`一套材料 ${merged.materials.length} 份`}>
        {merged.materials.map((row) => (
          <Line
            key={row.rowId}
            label={row.name}
            value={<JudgementMark judgement={judgements.get(row.rowId)} />}
            onMend={() => onMend('materials', row.rowId)}
          />
        ))}
      </Block>
      <Block title={`一张表 ${merged.fields.length} 项`} long>
        {merged.fields.map((field) => {
          const value = draft.form[field.fieldId] ?? ''
          const shown = field.options?.find((option) => option.value === value)?.label ?? value
          return (
            <Line
              key={field.fieldId}
              label={field.label}
              value={field.type === 'idNumber' && shown ? maskIdNumber(shown) : shown}
              wanted={field.required}
              onMend={() => onMend('form', field.fieldId)}
            />
          )
        })}
      </Block>
    </div>
  )
}

function Block({
  title,
  long,
  children,
}: {
  readonly title: string
  readonly long?: boolean
  readonly children: ReactNode
}) {
  return (
    <section className="review-block">
      <h2>{title}</h2>
      <div className={`review-lines${long ? ' is-long' : ''}`}>{children}</div>
    </section>
  )
}

function Line({
  label,
  value,
  wanted,
  onMend,
}: {
  readonly label: string
  readonly value: ReactNode
  readonly wanted?: boolean
  readonly onMend: () => void
}) {
  const empty = value === ''
  return (
    <button type="button" className="review-line" onClick={onMend}>
      <span className="review-label">{label}</span>
      <span className={empty && wanted ? 'is-lacking' : empty ? 'weak' : ''}>
        {empty ? (wanted ? '没填' : '—') : value}
      </span>
    </button>
  )
}
