import { z } from 'zod'
import { CentreId, DateText, LegId, Sha256, SlipId, StaffId, ThingId } from '#shared/kernel/ids.ts'
import { Signature } from './signature.ts'
import { CourierCompany, courierWords } from './waybill.ts'

const words = (max: number) => z.string().trim().max(max)

/** What lies on the desk: decides what a line of the slip must say. */
export const ThingForm = z.enum(['ORIGINAL', 'COPY', 'FORM', 'RESULT', 'FEE_RECEIPT'])
export type ThingForm = z.infer<typeof ThingForm>

/** 完好、破损、污损. */
export const Condition = z.enum(['GOOD', 'TORN', 'STAINED'])
export type Condition = z.infer<typeof Condition>

/** A statutory fee passed on for the applicant. Nobody is paid for the service, so there is no other money. */
export const PassedFee = z.object({
  amountFen: z.number().int().min(1).max(100_000_000),
  receiptNo: words(60).min(1),
  purpose: words(80).min(1),
})
export type PassedFee = z.infer<typeof PassedFee>

/** Who has a thing. Exactly one of these at any moment. */
export const Holder = z.discriminatedUnion('at', [
  z.object({ at: z.literal('APPLICANT'), name: words(60) }),
  z.object({ at: z.literal('COUNTER'), centreId: CentreId, centreName: words(60).optional() }),
  z.object({ at: z.literal('OFFICER'), centreId: CentreId, staffId: StaffId, name: words(30) }),
  z.object({
    at: z.literal('COURIER'),
    company: CourierCompany,
    companyName: words(30).optional(),
    waybill: words(30),
    toward: words(80).optional(),
  }),
  z.object({ at: z.literal('DEPARTMENT'), organ: words(80), receiver: words(60) }),
  /** Used up by the procedure, or in the closed file: it comes back to nobody. */
  z.object({ at: z.literal('FILED'), why: words(80) }),
])
export type Holder = z.infer<typeof Holder>

/** What was signed on the pad, by its hash; the strokes themselves stand once a slip, in its first entry. */
const Signed = z.object({ sha256: Sha256, ink: Signature.optional() })

/** 领取委托书: the second letter, of the owner, for whoever fetches the things instead. */
export const FetchLetter = z.object({
  by: words(60).min(1),
  /** The number of the bearer's identity card stays on the paper that is photographed. */
  to: words(60).min(1),
  from: DateText,
  through: DateText,
})
export type FetchLetter = z.infer<typeof FetchLetter>

/**
 * Somebody comes in the owner's place: with a letter of the owner, or as heir of one who has died. The
 * paper they show is photographed, and a colleague has looked at it too (domain.md 8, two persons).
 */
export const InOwnersPlace = z.object({
  ground: z.enum(['LETTER', 'HEIR']),
  /** What the paper calls itself: its number, or what it is and of whom. */
  proof: words(60).min(1),
  photo: Sha256,
  /** What the letter says; entries of before it was asked for have the photo alone. */
  letter: FetchLetter.optional(),
  approvedBy: StaffId,
})
export type InOwnersPlace = z.infer<typeof InOwnersPlace>

/** How one side of a handover is known. Strokes are bound to the text of the slip (`slipText`). */
export const Identity = z.discriminatedUnion('how', [
  z.object({ how: z.literal('STAFF'), staffId: StaffId, name: words(30) }),
  z.object({
    how: z.literal('SIGNATURE'),
    name: words(60),
    signature: Signed.optional(),
    instead: InOwnersPlace.optional(),
  }),
  z.object({ how: z.literal('STAMPED_SLIP'), name: words(60), photo: Sha256.optional() }),
  z.object({ how: z.literal('WAYBILL'), name: words(60).optional() }),
])
export type Identity = z.infer<typeof Identity>

/** One physical thing as it stands on a slip (domain.md D10): enough for a desk that has never heard of its case. */
export const CustodyLine = z.object({
  thingId: ThingId,
  /** The leg this one follows: what whoever acted knew of the thing. Absent when it is taken in here. */
  base: LegId.optional(),
  rowId: z.string().min(1).max(60).optional(),
  name: words(80).min(1),
  form: ThingForm,
  custodyPolicy: z.string().max(30),
  docNumber: words(60).optional(),
  copies: z.number().int().min(1).max(999),
  pages: z.number().int().min(1).max(9_999).optional(),
  condition: Condition,
  photo: Sha256.optional(),
  returnBy: DateText.optional(),
  bagNo: words(40).optional(),
  purpose: words(80).optional(),
  remark: words(200).optional(),
  fee: PassedFee.optional(),
  /** On a return: the slip the thing went out with. */
  outgoing: SlipId.optional(),
})
export type CustodyLine = z.infer<typeof CustodyLine>

/** Derived from holder and history, never told by hand (domain.md 3.6). */
export const CustodyState = z.enum([
  'WITH_APPLICANT',
  'AT_COUNTER',
  'WITH_OFFICER',
  'IN_TRANSIT',
  'AT_DEPT',
  'BACK_AT_COUNTER',
  'RETURNED',
  'FILED',
  'LOST',
  'DAMAGED',
])
export type CustodyState = z.infer<typeof CustodyState>

export const IncidentKind = z.enum(['LOST', 'DAMAGED'])
export type IncidentKind = z.infer<typeof IncidentKind>

/** Found again, set right with the owner while the thing stays, or made good because it is gone. */
export const IncidentOutcome = z.enum(['FOUND', 'SETTLED', 'MADE_GOOD'])
export type IncidentOutcome = z.infer<typeof IncidentOutcome>

/** The leg every thing begins with. */
export const takenIn = LegId.parse('taken')

/** The original of a row of a case: one paper that is brought twice is two things. */
export function thingOfRow(caseId: string, rowId: string, n: number): ThingId {
  return ThingId.parse(`${caseId}/${rowId}/${n}`)
}

/** An original of an intake as a line: what the row says of it, nothing else is known yet. */
export function lineOfRow(
  row: {
    readonly rowId: string
    readonly name: string
    readonly form: string
    readonly custodyPolicy: string
  },
  thingId: ThingId,
): CustodyLine {
  return {
    thingId,
    rowId: row.rowId,
    name: row.name,
    form: row.form === 'FORM' ? 'FORM' : 'ORIGINAL',
    custodyPolicy: row.custodyPolicy,
    copies: 1,
    condition: 'GOOD',
  }
}

/** Who may sign for the things of a case: the applicant, who stands for them, the legal representative. */
export function ownersOf(
  applicant: { readonly name: string; readonly legalRepresentative?: string | undefined },
  representative: { readonly name?: string | undefined },
): string[] {
  const names = [applicant.name, representative.name, applicant.legalRepresentative]
  return [...new Set(names.flatMap((name) => name?.trim() || []))]
}

/** The same hands: of a courier the same bag, of a department the same organ whoever took it at the window. */
export function sameHolder(a: Holder, b: Holder): boolean {
  return a.at === b.at && holderKey(a) === holderKey(b)
}

/** What tells one holder of a kind from another; lists are kept by it. */
export function holderKey(holder: Holder): string {
  switch (holder.at) {
    case 'APPLICANT':
      return ''
    case 'COUNTER':
      return holder.centreId
    case 'OFFICER':
      return holder.staffId
    case 'COURIER':
      return `${holder.company} ${holder.waybill}`
    case 'DEPARTMENT':
      return holder.organ
    case 'FILED':
      return ''
  }
}

/** The holder in words, for refusals and lists. */
export function holderName(holder: Holder): string {
  switch (holder.at) {
    case 'APPLICANT':
      return holder.name
    case 'COUNTER':
      return `${holder.centreName ?? '本中心'}柜台`
    case 'OFFICER':
      return holder.name
    case 'COURIER':
      return `${holder.companyName ?? courierWords[holder.company]} ${holder.waybill}`
    case 'DEPARTMENT':
      return holder.organ
    case 'FILED':
      return '案卷'
  }
}

/** The hands without the people: all that telling one holder from another needs. */
export function withoutNames(holder: Holder): Holder {
  switch (holder.at) {
    case 'APPLICANT':
    case 'OFFICER':
      return { ...holder, name: '' }
    case 'DEPARTMENT':
      return { ...holder, receiver: '' }
    case 'COUNTER':
    case 'COURIER':
    case 'FILED':
      return holder
  }
}

/** What tables and the other entries of a slip keep of a signature: its hash. */
export function withoutInk(identity: Identity): Identity {
  if (identity.how !== 'SIGNATURE' || !identity.signature) return identity
  return { ...identity, signature: { sha256: identity.signature.sha256 } }
}

/** Held by a centre, or by a person who acts for it. */
export function isOfCentre(holder: Holder, centreId: CentreId): boolean {
  return (holder.at === 'COUNTER' || holder.at === 'OFFICER') && holder.centreId === centreId
}

/** Who has an identity card, a bank card or a social card in a drawer keeps somebody from their life. */
const neverHeld = /居民身份证|^身份证|银行卡|存折|社会保障卡|社保卡|居住证/

/** Looked at, copied and handed back at once, whatever the catalogue forgot to say (domain.md 5.0). */
export function isNeverHeld({
  custodyPolicy,
  form,
  name,
}: Pick<CustodyLine, 'custodyPolicy' | 'form' | 'name'>): boolean {
  if (form !== 'ORIGINAL') return false
  return custodyPolicy === 'NEVER_HOLD' || neverHeld.test(name)
}
