import { z } from 'zod'
import { AssistOrderId } from '#shared/kernel/ids.ts'
import type { AssistAct, AssistMode } from './assist.ts'

/** Papers of an order: registration, letter, the slip of a pause, an end or going on, the sheet of a visit. */
export const AssistPaperKind = z.enum(['D8', 'D9', 'D11', 'D8-VISIT'])
export type AssistPaperKind = z.infer<typeof AssistPaperKind>

export const assistPaperWords: Readonly<Record<AssistPaperKind, string>> = {
  D8: '小萍帮办服务登记单',
  D9: '授权委托书',
  D11: '代办中止（终止、续办）单',
  'D8-VISIT': '上门服务任务单',
}

/** Acts of a 代办 that are told on a D11. */
export function owesSlip(mode: AssistMode, act: AssistAct): boolean {
  return mode === 'DELEGATE' && (act === 'PAUSE' || act === 'RESUME' || act === 'STOP')
}

/** What stands in the code of a paper: letters any scanner types, and nothing of the person. */
export function orderCode(orderId: AssistOrderId): string {
  return `B-${orderId.toUpperCase()}`
}

export function readOrderCode(code: string): AssistOrderId | undefined {
  if (!/^B-[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/.test(code)) return undefined
  return AssistOrderId.parse(code.slice(2).toLowerCase())
}
