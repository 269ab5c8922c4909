import type { CaseView } from '#shared/contract/case.ts'
import { dayText } from '#shared/domain/date-text.ts'
import type { Judgement } from '#shared/domain/material.ts'
import { itemLooks, roleWords } from '../../app/states.ts'
import { DueText } from '../../components/DueText.tsx'
import { StatusMark } from '../../components/StatusMark.tsx'

const capacityWords: Readonly<Record<string, string>> = {
  SELF: '本人',
  FAMILY: '家属',
  GUARDIAN: '监护人',
  AGENT: '代理人、经办人',
}
const takenWords = { SIGHT_ORIGINAL: '已核原件·已还', ORIGINAL: '收了原件', COPY: '收了复印件' } as const
const waivedWords = { eLicense: '电子证照', sharedData: '数据共享', commitment: '告知承诺' } as const
const reasonWords = {
  MISSING: '缺',
  WRONG_FORM: '补正·不合法定形式',
  WRONG_CONTENT: '补正·内容有误',
  EXPIRED: '补正·已过期',
  ORIGINAL_NEEDED: '补正·需要原件',
} as const

/** Person, items with their own clocks, materials and the form as they were received. */
export function CaseFacts({ view }: { readonly view: CaseView }) {
  const { representative } = view
  return (
    <>
      <dl className="facts is-wide">
        <dt>办事人</dt>
        <dd>
          {view.elderly ? <span className="seal is-small">老</span> : null}
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
      <h2>事项和时限</h2>
      <table className="table">
        <thead>
          <tr>
            <th>序号</th>
            <th>事项</th>
            <th>部门</th>
            <th>本中心</th>
            <th>状态</th>
            <th>期限</th>
          </tr>
        </thead>
        <tbody>
          {view.itemCases.map((item) => (
            <tr key={item.itemNo}>
              <td className="code">{item.itemNo}</td>
              <td>{item.name}</td>
              <td>{item.deptName}</td>
              <td>{roleWords[item.role]}</td>
              <td>
                <StatusMark {...itemLooks[item.state]} />
              </td>
              <td>
                <Clock clocks={item.clocks} left={view.workingDaysLeft} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>一套材料</h2>
      <table className="table">
        <tbody>
          {view.materials.map((row) => (
            <tr key={row.rowId}>
              <td>{row.name}</td>
              <td className="weak">用于 {row.usedBy.join('、')}</td>
              <td>{row.judgement ? judgedWord(row.judgement) : '没看'}</td>
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

function Clock({
  clocks,
  left,
}: {
  readonly clocks: CaseView['itemCases'][number]['clocks']
  readonly left: CaseView['workingDaysLeft']
}) {
  const lines = [
    { word: '承诺', day: clocks.promisedDue },
    { word: '法定', day: clocks.statutoryDue },
    { word: '补齐', day: clocks.supplementDue },
    { word: '转送', day: clocks.custodyDue },
    { word: '告知', day: clocks.noticeDue },
  ].filter(({ day }) => day !== undefined)
  if (lines.length === 0) return <span className="weak">—</span>
  return lines.map(({ day, word }) => (
    <div key={word} className="clock">
      <span className="weak">{word}</span>{' '}
      <DueText day={day && dayText(day)} left={left[day ?? '']} provisional={clocks.provisional} />
    </div>
  ))
}

function judgedWord(judgement: Judgement): string {
  switch (judgement.state) {
    case 'SUPPLIED':
      return judgement.sighted ? '核原件·收复印件' : takenWords[judgement.taken]
    case 'WAIVED':
      return waivedWords[judgement.by]
    case 'DEFERRED':
      return `容缺·${judgement.days} 个工作日内补`
    case 'EXPECTED':
      return reasonWords[judgement.reason]
    case 'NOT_APPLICABLE':
      return judgement.reason ? `不适用·${judgement.reason}` : '不适用'
  }
}
