import type { Detail } from '#shared/kernel/result.ts'
import { type CustodyLine, type Holder, type Identity, isNeverHeld, sameHolder } from './custody.ts'
import type { Day } from './day.ts'
import { checkWaybill } from './waybill.ts'

/** What stands in the way of a handover, whoever looks: needs nothing but what the act itself says. */
export const handoverRuleCodes = [
  'no-lines',
  'line-twice',
  'no-such-leg',
  'same-holder',
  'same-person',
  'never-hold',
  'original-unidentified',
  'return-day-missing',
  'fee-unreceipted',
  'waybill-form',
  'receiver-unnamed',
  'slip-photo-missing',
  'signature-missing',
  'stranger',
  'not-the-holder',
] as const
export type HandoverRuleCode = (typeof handoverRuleCodes)[number]

export type Broken<Code extends string> = { readonly code: Code; readonly detail?: Detail }

/** Both sides and all lines of one handover of one case. */
export type Handing = {
  readonly from: Holder
  readonly to: Holder
  readonly releasedBy: Identity
  readonly receivedBy: Identity
  readonly lines: readonly CustodyLine[]
  /** Who may sign when the things go home. */
  readonly owners: readonly string[]
}

type At = Holder['at']

/** Which hands a thing may pass into which (domain.md D10, "leg"). A closed file gives nothing back. */
const legs: Readonly<Record<At, readonly At[]>> = {
  APPLICANT: ['COUNTER', 'OFFICER'],
  COUNTER: ['COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT', 'APPLICANT', 'FILED'],
  OFFICER: ['COUNTER', 'OFFICER', 'COURIER', 'DEPARTMENT', 'APPLICANT'],
  COURIER: ['COUNTER', 'OFFICER', 'DEPARTMENT', 'APPLICANT'],
  DEPARTMENT: ['COUNTER', 'OFFICER', 'COURIER', 'APPLICANT'],
  FILED: [],
}

/** The desk asks before it records, the city before it applies: one list of rules for both. */
export function brokenHandover(act: Handing): Broken<HandoverRuleCode> | undefined {
  const { from, lines, receivedBy, releasedBy, to } = act
  if (lines.length === 0) return { code: 'no-lines' }
  const twice = lines.find(({ thingId }, at) => lines.findIndex((each) => each.thingId === thingId) !== at)
  if (twice) return { code: 'line-twice', detail: { thing: twice.name } }
  if (!legs[from.at].includes(to.at)) return { code: 'no-such-leg' }
  if (sameHolder(from, to)) return { code: 'same-holder' }
  const unnamed = unnamedReceiver(to)
  if (unnamed) return unnamed
  const unknown = unfit(from, releasedBy, 'released') ?? unfit(to, receivedBy, 'received')
  if (unknown) return unknown
  // Who comes in the owner's place has shown a paper for it, to two people.
  if (to.at === 'APPLICANT' && receivedBy.how === 'SIGNATURE' && !receivedBy.instead)
    if (!act.owners.includes(receivedBy.name)) return { code: 'stranger', detail: { name: receivedBy.name } }
  if (releasedBy.how === 'STAFF' && receivedBy.how === 'STAFF' && releasedBy.staffId === receivedBy.staffId)
    return { code: 'same-person', detail: { name: receivedBy.name } }
  for (const line of lines) {
    const code = brokenLine(line, to)
    if (code) return { code, detail: { thing: line.name } }
  }
  return undefined
}

function unnamedReceiver(to: Holder): Broken<HandoverRuleCode> | undefined {
  if (to.at === 'COURIER') {
    const checked = checkWaybill(to.company, to.waybill)
    // Only the stored form tells one bag from another.
    if (!checked.ok || checked.value !== to.waybill)
      return { code: 'waybill-form', detail: { waybill: to.waybill } }
    return to.company === 'OTHER' && !to.companyName ? { code: 'receiver-unnamed' } : undefined
  }
  if (to.at === 'DEPARTMENT' && !(to.organ && to.receiver)) return { code: 'receiver-unnamed' }
  return undefined
}

/** An identity that is not of these hands is no signature for them. */
function unfit(
  holder: Holder,
  identity: Identity,
  side: 'released' | 'received',
): Broken<HandoverRuleCode> | undefined {
  switch (holder.at) {
    case 'APPLICANT': {
      const named = identity.how === 'SIGNATURE' && identity.name
      // What goes home is signed for by hand (ui.md UX-413); what comes in is, where it was not on paper.
      return named && (side === 'released' || identity.signature) ? undefined : { code: 'signature-missing' }
    }
    case 'COUNTER':
    case 'FILED':
      return identity.how === 'STAFF' ? undefined : { code: 'signature-missing' }
    case 'OFFICER':
      if (identity.how !== 'STAFF') return { code: 'signature-missing' }
      return identity.staffId === holder.staffId
        ? undefined
        : { code: 'not-the-holder', detail: { holder: holder.name } }
    case 'COURIER':
      return identity.how === 'WAYBILL' ? undefined : { code: 'signature-missing' }
    case 'DEPARTMENT':
      if (identity.how !== 'STAMPED_SLIP' || !identity.name) return { code: 'receiver-unnamed' }
      // What a department gives back is known by who brings it; what it takes, by its stamp.
      return side === 'received' && !identity.photo ? { code: 'slip-photo-missing' } : undefined
  }
}

const outOfTheHouse: ReadonlySet<At> = new Set(['OFFICER', 'COURIER', 'DEPARTMENT'])

export const fetchLetterCodes = [
  'letter-not-of-owner',
  'letter-not-for-bearer',
  'letter-not-covering',
] as const
export type FetchLetterCode = (typeof fetchLetterCodes)[number]

/** The second letter (ui.md UX-413): of an owner of these things, for this bearer, covering this day. */
export function brokenLetter(
  receivedBy: Identity,
  { on, owners }: { readonly on: Day; readonly owners: readonly string[] },
): Broken<FetchLetterCode> | undefined {
  const letter = receivedBy.how === 'SIGNATURE' ? receivedBy.instead?.letter : undefined
  if (!letter) return undefined
  if (!owners.includes(letter.by)) return { code: 'letter-not-of-owner', detail: { name: letter.by } }
  if (letter.to !== receivedBy.name) return { code: 'letter-not-for-bearer', detail: { name: letter.to } }
  const covers = letter.from <= on && on <= letter.through
  return covers
    ? undefined
    : { code: 'letter-not-covering', detail: { from: letter.from, through: letter.through } }
}

/** One line of the slip. What goes back to its owner, or stays in the file, needs none of this any more. */
export function brokenLine(line: CustodyLine, to: Pick<Holder, 'at'>): HandoverRuleCode | undefined {
  if (line.form === 'FEE_RECEIPT' && !line.fee) return 'fee-unreceipted'
  if (line.form !== 'FEE_RECEIPT' && line.fee) return 'fee-unreceipted'
  if (to.at === 'APPLICANT' || to.at === 'FILED') return undefined
  if (isNeverHeld(line)) return 'never-hold'
  if (line.form !== 'ORIGINAL') return undefined
  if (!line.docNumber && !line.photo) return 'original-unidentified'
  const returns = line.custodyPolicy === 'SHORT_HOLD' && outOfTheHouse.has(to.at)
  return returns && !line.returnBy ? 'return-day-missing' : undefined
}
