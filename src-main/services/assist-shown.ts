import { type LetterRow, listLetters, type OrderRow } from '#main/store/queries/assist.ts'
import { findMatter } from '#main/store/queries/case.ts'
import { findStaff } from '#main/store/queries/staff.ts'
import type { LetterRow as ShownLetter, OrderRow as ShownOrder } from '#shared/contract/assist.ts'
import { letterStateOn, letterWarning } from '#shared/domain/letter.ts'
import { maskIdNumber, maskName, maskPhone } from '#shared/domain/masking.ts'
import type { StaffId } from '#shared/kernel/ids.ts'
import type { Reader } from '#shared/sqlite/store.ts'
import { letterForce } from './assist-facts.ts'
import { type Desk, today } from './desk.ts'

/** One line of a list, masked here and not in the window. */
export function shownOrder(desk: Desk, reader: Reader, row: OrderRow): ShownOrder {
  const { priority, promisedOn, served } = row.registration
  const matter = row.caseId ? findMatter(reader, row.caseId) : undefined
  const [newest] = listLetters(reader, row.orderId)
  const name = served?.name ?? ''
  return {
    orderId: row.orderId,
    docNo: row.docNo,
    ...(matter ? { caseId: matter.caseId, caseNo: matter.caseNo } : {}),
    mode: row.mode,
    state: row.state,
    since: row.since,
    registeredOn: row.registeredOn,
    registeredMs: row.registeredMs,
    name: served?.kind === 'ORGANISATION' ? name : maskName(name),
    idNumber: maskIdNumber(served?.idNumber ?? ''),
    ...(served?.phone ? { phone: maskPhone(served.phone) } : {}),
    about: aboutOf(desk, row, matter?.matterName),
    priority: {
      grounds: priority.grounds,
      ...(priority.otherReason ? { otherReason: priority.otherReason } : {}),
    },
    ...(row.officerId ? { officerId: row.officerId } : {}),
    officerName: nameOf(reader, row.officerId),
    ...(promisedOn ? { promisedOn } : {}),
    ...(newest ? { letter: shownLetter(reader, newest, today(desk)) } : {}),
    ...(row.pauseCause ? { pauseCause: row.pauseCause } : {}),
    ...(row.result ? { result: row.result } : {}),
    calls: row.calls,
  }
}

export function shownLetter(reader: Reader, row: LetterRow, day: string): ShownLetter {
  const force = letterForce(row)
  const warning = letterWarning(force, day)
  return {
    letterId: row.letterId,
    letterNo: row.letterNo,
    officerName: nameOf(reader, row.officerId),
    acts: row.terms.acts,
    validFrom: row.validFrom,
    validTo: row.validTo,
    state: letterStateOn(force, day),
    ...(warning ? { warning } : {}),
    signedOn: row.signedOn,
    how: row.signature.how,
    ...(row.endedOn ? { endedOn: row.endedOn } : {}),
  }
}

export function nameOf(reader: Reader, staffId: StaffId | 'desk' | null): string {
  return staffId && staffId !== 'desk' ? (findStaff(reader, staffId)?.name ?? '') : ''
}

/** What it is about, in the words nearest to what was said. */
export function aboutOf({ rules }: Desk, { registration }: OrderRow, matterName: string | undefined): string {
  const { about, detail, matterId } = registration
  if (about) return about
  if (detail.mode === 'COUNSEL' && detail.question) return detail.question
  if (detail.mode === 'PROJECT' && detail.projectName) return detail.projectName
  if (detail.mode === 'POLICY') return `惠企政策 ${detail.policyIds.length} 条`
  const asked = detail.mode === 'COACHING' ? detail.matterId : matterId
  return matterName ?? rules.catalogue.matters.find((each) => each.matterId === asked)?.name ?? ''
}
