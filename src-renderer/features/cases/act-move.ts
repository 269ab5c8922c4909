import type { Act } from '#shared/domain/lifecycle.ts'
import { DeliveryMethod, EndCause, type Move, PauseKind } from '#shared/domain/move.ts'
import type { Values } from './act-fields.ts'

/** What stands in the fields when the panel opens. */
export function firstValues(act: Act, today: string): Values {
  const remedies =
    '不服本决定的，可以在收到之日起六十日内向上一级机关申请行政复议，或者在六个月内向人民法院提起行政诉讼。'
  return { on: today, ...(act === 'REJECT' ? { remedies } : {}) }
}

/** The act as typed. What is still missing is refused by the desk in words; only shapes are seen to before. */
export function moveOf(act: Act, values: Values): Move {
  const said = (id: string) => values[id]?.trim() ?? ''
  const maybe = <K extends string>(key: K, value: string) =>
    (value ? { [key]: value } : {}) as { readonly [Key in K]?: string }
  switch (act) {
    case 'ACCEPT_WITH_DEFICIENCY':
      return {
        act,
        ...maybe('signedBy', said('signedBy')),
        ...(said('reason') ? { repaired: { reason: said('reason') } } : {}),
      }
    case 'CORRECT':
      return said('reason') ? { act, newFact: { reason: said('reason') } } : { act }
    case 'REFUSE': {
      const category = said('category') === 'NOT_OURS' ? 'NOT_OURS' : 'CONDITIONS'
      const organ = category === 'NOT_OURS' ? maybe('rightOrgan', said('rightOrgan')) : {}
      return { act, ground: { category, reason: said('reason'), ...organ } }
    }
    case 'NOT_REQUIRED':
      return { act, ...maybe('advice', said('advice')) }
    case 'FORWARD':
      return { act, ...maybe('toOrgan', said('toOrgan')), ...maybe('receivedBy', said('receivedBy')) }
    case 'SUSPEND': {
      const kind = PauseKind.catch('HEARING').parse(said('kind'))
      return { act, kind, expectedDays: Number(said('expectedDays')), ...maybe('basis', said('basis')) }
    }
    case 'EXTEND':
      return {
        act,
        days: Number(said('days')),
        ...maybe('approver', said('approver')),
        ...maybe('reason', said('reason')),
      }
    case 'DEMAND':
      return { act, ...maybe('what', said('what')) }
    case 'APPROVE':
      return { act, ...maybe('docNo', said('decisionNo')) }
    case 'REJECT':
      return {
        act,
        ...maybe('docNo', said('decisionNo')),
        ...maybe('reason', said('reason')),
        ...maybe('remedies', said('remedies')),
      }
    case 'COMPLETE': {
      const number = maybe('number', said('resultNumber'))
      const until = maybe('validUntil', said('validUntil'))
      const name = said('resultName')
      return name ? { act, result: { name, ...number, ...until } } : { act }
    }
    case 'RESULT_ARRIVED':
      return { act, ...maybe('what', said('what')), ...maybe('told', said('told')) }
    case 'DELIVER':
      return {
        act,
        method: DeliveryMethod.catch('WINDOW').parse(said('method')),
        ...maybe('signedBy', said('signedBy')),
        ...maybe('relation', said('relation')),
        ...maybe('reference', said('reference')),
      }
    case 'WITHDRAW':
      return { act, ...maybe('signedBy', said('signedBy')), ...maybe('reason', said('reason')) }
    case 'TERMINATE':
      return {
        act,
        cause: EndCause.catch('IMPOSSIBLE').parse(said('cause')),
        ...maybe('reason', said('reason')),
      }
    case 'SUPPLY':
    case 'ACCEPT':
    case 'DEEM_ACCEPTED':
    case 'REVIEW':
    case 'RESUME':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'ARCHIVE':
      return { act }
  }
}
