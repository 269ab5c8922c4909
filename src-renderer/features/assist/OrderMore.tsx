import { useState } from 'react'
import type { OrderView } from '#shared/contract/assist.ts'
import { useKeys } from '../../app/keys.ts'
import { EndPrompt } from './EndPrompt.tsx'
import { PapersPanel } from './PapersPanel.tsx'
import { RenewPanel } from './RenewPanel.tsx'

/** What lies beside the acts of an order: its papers, the end of its letter, and a new one. */
export function OrderMore({ order }: { readonly order: OrderView }) {
  const [open, setOpen] = useState<'papers' | 'end' | 'renew'>()
  const close = () => setOpen(undefined)
  useKeys('step', {
    P: () => setOpen('papers'),
    X: canEnd(order) ? () => setOpen('end') : undefined,
    R: canRenew(order) ? () => setOpen('renew') : undefined,
  })
  if (open === 'papers') return <PapersPanel orderId={order.orderId} onClose={close} />
  if (open === 'end' && order.letter)
    return <EndPrompt letter={order.letter} name={order.name} onClose={close} />
  if (open === 'renew' && order.caseId)
    return <RenewPanel order={{ ...order, caseId: order.caseId }} onClose={close} />
  return null
}

const over: ReadonlySet<OrderView['state']> = new Set(['CLOSED', 'STOPPED', 'REFUSED', 'FOLLOWED_UP'])

/** A death is told even after the last day, because it also forbids the renewal. */
export function canEnd({ letter, mode }: OrderView): boolean {
  return (
    mode === 'DELEGATE' && letter !== undefined && !['REVOKED', 'VOID', 'FULFILLED'].includes(letter.state)
  )
}

export function canRenew({ letter, mode, state }: OrderView): boolean {
  return (
    mode === 'DELEGATE' &&
    letter !== undefined &&
    !['VOID', 'FULFILLED'].includes(letter.state) &&
    !over.has(state)
  )
}
