import { type Move, pauseWords } from '#shared/domain/move.ts'

/** What was said with an act, in one line; signatures and numbers of people stay out of it. */
export function explainOf(move: Move): string {
  switch (move.act) {
    case 'CORRECT':
      return move.newFact ? `再次补正：${move.newFact.reason}` : ''
    case 'REFUSE':
      return [move.ground.reason, move.ground.rightOrgan && `应向${move.ground.rightOrgan}提出`]
        .filter(Boolean)
        .join('；')
    case 'NOT_REQUIRED':
      return move.advice ?? ''
    case 'FORWARD':
      return move.toOrgan ? `转送${move.toOrgan}` : ''
    case 'REVIEW':
    case 'RESUME':
    case 'APPROVE':
      return move.note ?? ''
    case 'SUSPEND':
      return [pauseWords[move.kind], move.basis].filter(Boolean).join('，')
    case 'EXTEND':
    case 'REJECT':
    case 'WITHDRAW':
      return move.reason ?? ''
    case 'DEMAND':
      return move.what ?? ''
    case 'COMPLETE':
      return move.result?.name ?? ''
    case 'TERMINATE':
      return move.reason ?? endWords[move.cause]
    case 'SUPPLY':
    case 'ACCEPT':
    case 'ACCEPT_WITH_DEFICIENCY':
    case 'DEEM_ACCEPTED':
    case 'BACK_TO_REVIEW':
    case 'DEMAND_MET':
    case 'RESULT_ARRIVED':
    case 'DELIVER':
    case 'ARCHIVE':
      return ''
  }
}

const endWords = {
  CORRECTION_EXPIRED: '逾期没有补正',
  DEFICIENCY_EXPIRED: '容缺材料逾期没有补交',
  EARLIER_FAILED: '前置事项没有办成',
  APPLICANT_DIED: '申请人死亡',
  IMPOSSIBLE: '客观上不能继续办理',
} as const
