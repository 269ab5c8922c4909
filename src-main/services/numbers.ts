import { findLastCaseNo } from '#main/store/queries/case.ts'
import type { Installation } from '#main/store/queries/installation.ts'
import { checkCaseNo, makeCaseNo } from '#shared/domain/case-number.ts'
import type { PaperKind } from '#shared/domain/paper.ts'
import { ok, type Result, refuse } from '#shared/kernel/result.ts'
import type { Reader } from '#shared/sqlite/store.ts'

/** The next number of the day; final at once, because the desk part is this desk's alone (UX-401). */
export function nextCaseNo(
  reader: Reader,
  self: Installation,
  day: string,
): Result<string, 'numbers-used-up'> {
  const area = self.centreId.slice(0, 9)
  const last = findLastCaseNo(reader, `${area}${day.replaceAll('-', '')}${self.deskPart}`)
  const read = last ? checkCaseNo(last) : undefined
  const serial = read?.ok ? read.value.serial + 1 : 1
  if (serial > 9999) return refuse('numbers-used-up')
  return ok(makeCaseNo({ area, date: day, deskPart: self.deskPart, serial }))
}

const natures: Readonly<Record<PaperKind, string>> = {
  D1: '收字',
  D2: '受字',
  D3: '补字',
  D4: '不受字',
  D5: '告字',
  D6: '容字',
  D7: '诺字',
  D10: '交字',
  D11: '代字',
  D12: '结字',
  'D12-DELIVERY': '送字',
  D13: '转字',
  'D16-EXTENSION': '延字',
  'D16-SUSPENSION': '特字',
  'D16-WITHDRAWAL': '撤字',
  'D16-RETURN': '还字',
  'D16-TERMINATION': '终字',
  'D16-DECISION': '决字',
  'D16-ARCHIVE': '档字',
  'D16-CONSULTATION': '咨字',
}

/**
 * 桐木镇便民收字〔2026〕第A07-0032号. Each desk has a series of its own, so that two desks never meet and
 * no gap looks like a missing paper (ADR 14).
 */
export function documentNo(self: Installation, kind: PaperKind, year: number, serial: number): string {
  return numberOf(self, natures[kind], year, serial)
}

/** The number of a registration with 小萍帮办. */
export function registrationNo(self: Installation, year: number, serial: number): string {
  return numberOf(self, '帮字', year, serial)
}

function numberOf(
  { centreName, deskPart }: Installation,
  nature: string,
  year: number,
  serial: number,
): string {
  const unit = `${centreName.replace(/(便民服务中心|党群服务中心|便民服务站)$/, '')}便民`
  return `${unit}${nature}〔${year}〕第${deskPart}-${String(serial).padStart(4, '0')}号`
}
