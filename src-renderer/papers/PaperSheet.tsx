import type { PaperContent } from '#shared/contract/case.ts'
import { unreachable } from '#shared/kernel/fault.ts'
import { AcceptanceNotice } from './AcceptanceNotice.tsx'
import { CorrectionNotice } from './CorrectionNotice.tsx'
import { ReceiptSlip } from './ReceiptSlip.tsx'
import { RefusalOfAcceptance } from './RefusalOfAcceptance.tsx'
import './paper.css'

type Props = { content: PaperContent; large?: boolean }

/** One paper as it leaves the printer; the window shows the same sheet as its preview. */
export function PaperSheet({ content, large = false }: Props) {
  switch (content.kind) {
    case 'D1':
      return <ReceiptSlip content={content} large={large} />
    case 'D2':
      return <AcceptanceNotice content={content} large={large} />
    case 'D3':
      return <CorrectionNotice content={content} large={large} />
    case 'D4':
      return <RefusalOfAcceptance content={content} large={large} />
    default:
      return unreachable(content)
  }
}
