import { parseTypedDay } from '#shared/domain/date-text.ts'
import type { ActField, Values } from './act-fields.ts'

/**
 * What has no shape yet, by field: a digit not chosen, a number that is none. The desk would take it for
 * a fault of the program, so it is told here.
 */
export function shapeFault(
  fields: readonly ActField[],
  values: Values,
): readonly [string, string] | undefined {
  for (const { id, kind, label, required } of fields) {
    const value = values[id]?.trim() ?? ''
    if (kind === 'choice' && required && !value) return [id, `请选${label}，按数字。`]
    if (kind === 'pin' && !/^\d{6}$/.test(value)) return [id, `请输入 6 位 PIN：${label}。`]
    if (kind === 'date' && required && !value) return [id, '请写明日期。']
    if (id === 'days' && !between(value, 15)) return [id, '请填 1 到 15 之间的整数。']
    if (id === 'expectedDays' && !between(value, 365)) return [id, '请填预计几个工作日，1 到 365。']
    if (id === 'what' && required && [...value].length < 2) return [id, '请写明要补充什么，至少两个字。']
    if (id === 'reason' && required && [...value].length < 2) return [id, '请写明理由，至少两个字。']
    if (id === 'resultName' && !value && values['resultNumber']?.trim())
      return [id, '有编号的，请先写结果的名称。']
  }
  return undefined
}

/** The field a refusal is about; nothing when it is about the item as it stands. */
export function fieldOf(code: string, fields: readonly ActField[], values: Values): string | undefined {
  const wanted = places[code]?.find((id) => fields.some((field) => field.id === id))
  if (code === 'receiver-missing') return values['toOrgan']?.trim() ? 'receivedBy' : 'toOrgan'
  return wanted
}

const places: Readonly<Record<string, readonly string[]>> = {
  'department-answer-missing': ['docNo'],
  'right-organ-missing': ['rightOrgan'],
  'receiver-missing': ['toOrgan'],
  'site-inspection-counts': ['kind'],
  'basis-missing': ['basis'],
  'pledge-not-signed': ['signedBy'],
  'signature-missing': ['signedBy'],
  'request-not-signed': ['signedBy'],
  'approver-missing': ['approver'],
  'reason-missing': ['reason', 'what'],
  'remedies-missing': ['remedies'],
  'proof-missing': ['reference'],
  'result-not-here': ['method'],
  'not-expired': ['cause'],
  'earlier-not-failed': ['cause'],
  'before-receipt': ['on'],
  'before-last-act': ['on'],
  'date-ahead': ['on'],
  'extension-too-late': ['on'],
  'extension-too-long': ['days'],
  'second-correction': ['reason'],
  'pledge-broken': ['reason'],
  'manager-needed': ['manager'],
  'staff-unknown': ['manager', 'pin'],
  'pin-missing': ['pin'],
  'pin-wrong': ['pin'],
  'pin-locked': ['pin'],
}

/** A day of an act as clerks type it; `9.18` and `0918` are of this year. */
export function readDay(typed: string, today: string): string | undefined {
  const short = /^(\d{1,2})[.\-/月](\d{1,2})日?$/.exec(typed) ?? /^(\d{2})(\d{2})$/.exec(typed)
  const whole = short ? `${today.slice(0, 4)}-${short[1]}-${short[2]}` : typed
  const read = parseTypedDay(whole, today)
  return read.ok ? read.value : undefined
}

function between(value: string, most: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= 1 && Number(value) <= most
}
