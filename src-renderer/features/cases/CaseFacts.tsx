import type { CaseView } from '#shared/contract/case.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { judgementWord } from '../../app/materials/judge.ts'
import { Seals } from '../../app/Seals.tsx'

export const capacityWords: Readonly<Record<string, string>> = {
  SELF: '本人',
  FAMILY: '家属',
  GUARDIAN: '监护人',
  AGENT: '代理人、经办人',
}
/** Person, materials as they stand, and the form as it was received. */
export function CaseFacts({ view }: { readonly view: CaseView }) {
  const { representative } = view
  return (
    <>
      <dl className="facts is-wide">
        <dt>办事人</dt>
        <dd>
          <Seals priority={view.priority} />
          {view.applicantName} <span className="code weak">{view.applicantId}</span>
        </dd>
        <dt>谁来办</dt>
        <dd>
          {[capacityWords[representative.capacity], representative.name, representative.relation]
            .filter(Boolean)
            .join(' · ')}
        </dd>
        <dt>电话</dt>
        <dd>{view.phone ?? '—'}</dd>
        <dt>住址</dt>
        <dd>{view.address ?? '—'}</dd>
        <dt>收件</dt>
        <dd>
          {dayText(view.receivedOn)}，{view.clerkName}
        </dd>
        <dt>牵头</dt>
        <dd>
          {view.leadDept} <span className="weak">目录 {view.catalogueVersion}</span>
        </dd>
      </dl>
      <h2>一套材料</h2>
      <table className="table">
        <tbody>
          {view.materials.map((row) => (
            <tr key={row.rowId}>
              <td>{row.name}</td>
              <td className="weak">用于 {row.usedBy.join('、')}</td>
              <td>{row.judgement ? judgementWord(row.judgement) : '没看'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.form.length > 0 ? (
        <>
          <h2>一张表</h2>
          <dl className="facts is-form">
            {view.form.map(({ label, value }) => (
              <div key={label} className="fact">
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </>
  )
}
