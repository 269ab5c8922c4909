import type { AssistAct } from '#shared/domain/assist.ts'
import type { AssistMove } from '#shared/domain/assist-order.ts'
import type { LetterAct } from '#shared/domain/letter.ts'
import type { StaffId } from '#shared/kernel/ids.ts'

/** Each act with everything said that it must say: what is left standing are facts of the order. */
export function sayingsOf(
  act: AssistAct,
  { officerId }: { readonly officerId: StaffId | null },
  acts: readonly LetterAct[] | undefined,
): readonly AssistMove[] {
  const said = '预览'
  switch (act) {
    case 'PROGRESS':
      return (acts ?? ['QUERY' as const]).map((did) => ({ act, did, note: said }))
    case 'SEND':
      return [{ act, company: 'EMS', waybill: '1234567890123' }]
    case 'PAUSE':
      return [{ act, cause: 'PAPERS_INCOMPLETE' }]
    case 'REASSIGN':
      return officerId ? [{ act, officerId, reason: said }] : []
    case 'FINISH':
      return [{ act, result: 'GRANTED' }]
    case 'RETURN_MATERIALS':
      return [{ act, signedBy: said }]
    case 'FOLLOW_UP':
      return [{ act, spokeWith: said, satisfied: true }]
    case 'STOP':
      return [{ act, cause: 'PRINCIPAL_ASKED', signedBy: said }]
    case 'REFUSE':
      return [{ act, reason: said }]
    case 'AUTHORISE':
    case 'TAKE_MATERIALS':
    case 'START':
    case 'RESUME':
    case 'CALL_MISSED':
    case 'CLOSE':
      return [{ act }]
  }
}
