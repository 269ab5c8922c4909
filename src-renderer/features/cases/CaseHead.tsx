import type { CaseView } from '#shared/contract/case.ts'
import { formatCaseNo } from '#shared/domain/case-number.ts'
import { dayText } from '#shared/domain/date-text.ts'
import { Seals } from '../../app/Seals.tsx'
import { syncLooks } from '../../app/states.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { capacityWords } from './CaseFacts.tsx'

/** Whose case it is, on every screen of it. */
export function CaseHead({ view }: { readonly view: CaseView }) {
  const { representative } = view
  const who = [capacityWords[representative.capacity], representative.name, representative.relation]
  return (
    <header className="case-head">
      <div className="case-title">
        <h1>{view.matterName}</h1>
        <StatusMark {...syncLooks[view.sync]} />
        <span className="code">{formatCaseNo(view.caseNo)}</span>
      </div>
      <p className="weak">
        <Seals priority={view.priority} />
        {view.applicantName} <span className="code">{view.applicantId}</span> ·{' '}
        {who.filter(Boolean).join(' · ')} · 收件 {dayText(view.receivedOn)}，{view.clerkName}
      </p>
    </header>
  )
}
