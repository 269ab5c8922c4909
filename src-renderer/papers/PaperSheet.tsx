import type { PaperContent } from '#shared/contract/paper.ts'
import { unreachable } from '#shared/kernel/fault.ts'
import { AcceptanceNotice } from './AcceptanceNotice.tsx'
import { ArchiveIndex } from './ArchiveIndex.tsx'
import { CommitmentDeclaration } from './CommitmentDeclaration.tsx'
import { CompletionNotice } from './CompletionNotice.tsx'
import { CorrectionNotice } from './CorrectionNotice.tsx'
import { DecisionPaper } from './DecisionPaper.tsx'
import { DeficiencyPledge } from './DeficiencyPledge.tsx'
import { DeliveryReceipt } from './DeliveryReceipt.tsx'
import { DispatchSlip } from './DispatchSlip.tsx'
import { ExtensionNotice } from './ExtensionNotice.tsx'
import { NotRequiredNotice } from './NotRequiredNotice.tsx'
import { isLarge, type PaperForm } from './paper-size.ts'
import { ReceiptRoll } from './ReceiptRoll.tsx'
import { ReceiptSlip } from './ReceiptSlip.tsx'
import { RefusalOfAcceptance } from './RefusalOfAcceptance.tsx'
import { ReturnReceipt } from './ReturnReceipt.tsx'
import { SpecialProcedureNotice } from './SpecialProcedureNotice.tsx'
import { TerminationNotice } from './TerminationNotice.tsx'
import { WithdrawalRequest } from './WithdrawalRequest.tsx'
import './paper.css'

type Props = { content: PaperContent; form?: PaperForm }

/** One paper as it leaves the printer; the window shows the same sheet as its preview. */
export function PaperSheet({ content, form = 'NORMAL' }: Props) {
  const large = isLarge(content, form)
  switch (content.kind) {
    case 'D1':
      return form === 'ROLL' ? (
        <ReceiptRoll content={content} />
      ) : (
        <ReceiptSlip content={content} large={large} />
      )
    case 'D2':
      return <AcceptanceNotice content={content} large={large} />
    case 'D3':
      return <CorrectionNotice content={content} large={large} />
    case 'D4':
      return <RefusalOfAcceptance content={content} large={large} />
    case 'D5':
      return <NotRequiredNotice content={content} large={large} />
    case 'D6':
      return <DeficiencyPledge content={content} large={large} />
    case 'D7':
      return <CommitmentDeclaration content={content} large={large} />
    case 'D12':
      return <CompletionNotice content={content} large={large} />
    case 'D12-DELIVERY':
      return <DeliveryReceipt content={content} />
    case 'D13':
      return <DispatchSlip content={content} />
    case 'D16-EXTENSION':
      return <ExtensionNotice content={content} large={large} />
    case 'D16-SUSPENSION':
      return <SpecialProcedureNotice content={content} large={large} />
    case 'D16-WITHDRAWAL':
      return <WithdrawalRequest content={content} large={large} />
    case 'D16-RETURN':
      return <ReturnReceipt content={content} large={large} />
    case 'D16-TERMINATION':
      return <TerminationNotice content={content} large={large} />
    case 'D16-DECISION':
      return <DecisionPaper content={content} large={large} />
    case 'D16-ARCHIVE':
      return <ArchiveIndex content={content} />
    default:
      return unreachable(content)
  }
}
