import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'
import { AssistMode, CrossRegionMode } from './assist.ts'
import { LetterAct } from './letter.ts'
import { Priority } from './priority.ts'
import { CourierCompany } from './waybill.ts'

const words = (max: number) => z.string().trim().max(max)

/** Where the wish came from (domain.md D8): 窗口、电话、上门、预约、转介. */
export const AssistSource = z.enum(['WINDOW', 'PHONE', 'VISIT', 'APPOINTMENT', 'REFERRAL'])
export type AssistSource = z.infer<typeof AssistSource>

/** 服务对象类别 of the registration (domain.md D8); anyone may ask, some of these go first. */
export const PersonCategory = z.enum([
  'ELDERLY',
  'DISABLED',
  'HARDSHIP',
  'KEY_PROJECT',
  'LARGE_ENTERPRISE',
  'OTHER',
])
export type PersonCategory = z.infer<typeof PersonCategory>

/** What the person needs beside the way of helping: 上门、陪同、语言、轮椅、大字、手语. */
export const AssistNeed = z.enum([
  'VISIT',
  'COMPANY',
  'LANGUAGE',
  'WHEELCHAIR',
  'LARGE_PRINT',
  'SIGN_LANGUAGE',
])
export type AssistNeed = z.infer<typeof AssistNeed>

/** The person served, as they stood there; a word at the counter needs no name. */
export const Served = z.object({
  kind: z.enum(['PERSON', 'ORGANISATION']),
  name: words(60).min(1),
  idNumber: words(30).optional(),
  birthDate: DateText.optional(),
  phone: words(20).optional(),
  /** 没有电话的原因, with somebody who can be reached. */
  noPhoneReason: words(60).optional(),
  address: words(80).optional(),
})
export type Served = z.infer<typeof Served>

/** A firm as a policy sheet asks for it (惠企政策). */
export const EnterpriseProfile = z.object({
  size: z.enum(['MICRO', 'SMALL', 'MEDIUM', 'LARGE', 'SOLE_TRADER']),
  /** Section letter of GB/T 4754: `C` 制造业, `F` 批发和零售业. */
  sector: z.string().regex(/^[A-T]$/),
  foundedOn: DateText,
  employees: z.number().int().min(0).max(1_000_000),
})
export type EnterpriseProfile = z.infer<typeof EnterpriseProfile>

/** What a way of helping must say beyond the rest. A fee is in none of them, and cannot be. */
export const AssistDetail = z.discriminatedUnion('mode', [
  z.strictObject({ mode: z.literal('ACCOMPANY') }),
  z.strictObject({ mode: z.literal('DELEGATE') }),
  z.strictObject({ mode: z.literal('GUIDE'), toWindow: words(40).optional() }),
  z.strictObject({ mode: z.literal('HOME_VISIT'), place: words(80).optional() }),
  z.strictObject({ mode: z.literal('ESCORT'), place: words(80).optional() }),
  z.strictObject({ mode: z.literal('COUNSEL'), question: words(300).optional() }),
  z.strictObject({ mode: z.literal('SELF_SERVICE'), device: words(40).optional() }),
  z.strictObject({ mode: z.literal('CROSS_REGION'), way: CrossRegionMode, toOrgan: words(80).optional() }),
  z.strictObject({
    mode: z.literal('POLICY'),
    profile: EnterpriseProfile.optional(),
    policyIds: z.array(words(30)).max(60),
  }),
  /** 前期辅导 before the first paper is filed. */
  z.strictObject({ mode: z.literal('COACHING'), matterId: words(60).optional() }),
  z.strictObject({
    mode: z.literal('PROJECT'),
    kind: z.enum(['KEY_PROJECT', 'LARGE_ENTERPRISE']),
    projectName: words(80).optional(),
    /** Number in the list of key projects or of enterprises above designated size. */
    listNo: words(40).optional(),
    /** What the project will need, each a matter of the catalogue. */
    matterIds: z.array(words(60)).max(40).optional(),
  }),
])
export type AssistDetail = z.infer<typeof AssistDetail>

/** 自愿, and told what happens to the data. Ticked by the person, never beforehand. */
export const AssistConsent = z.object({
  voluntary: z.boolean(),
  privacy: z.boolean(),
  /** Of its own for health, poverty, disability and children under 14 (PIPL 28–31). */
  sensitive: z.boolean(),
})
export type AssistConsent = z.infer<typeof AssistConsent>

/** The registration 小萍帮办服务登记单 (D8), before it has a number. */
export const Registration = z.strictObject({
  source: AssistSource,
  category: PersonCategory,
  otherCategory: words(60).optional(),
  served: Served.optional(),
  /** What it is about: a matter of the catalogue, items of a case, or words. */
  matterId: words(60).optional(),
  about: words(200).optional(),
  detail: AssistDetail,
  needs: z.array(AssistNeed).max(6),
  materialsComplete: z.boolean().optional(),
  officerId: StaffId.optional(),
  promisedOn: DateText.optional(),
  priority: Priority,
  consent: AssistConsent,
})
export type Registration = z.infer<typeof Registration>

/** Why an errand stands still or ends (domain.md D11). `LETTER_ENDED` is the desk's own finding. */
export const PauseCause = z.enum([
  'PRINCIPAL_ASKED',
  'PAPERS_INCOMPLETE',
  'POLICY_CHANGED',
  'FORCE_MAJEURE',
  'SUPPLEMENT_LATE',
  'PRINCIPAL_DIED',
  'LETTER_ENDED',
  'OTHER',
])
export type PauseCause = z.infer<typeof PauseCause>

/** 办成、受理、缺材料、未办. */
export const AssistResult = z.enum(['GRANTED', 'ACCEPTED', 'PAPERS_MISSING', 'NOT_DONE'])
export type AssistResult = z.infer<typeof AssistResult>

/**
 * One act on an order with what it must say. What may be missing is optional in shape, so that its
 * absence is a refusal. Strict, so that nobody can slip a fee into one.
 */
export const AssistMove = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('AUTHORISE') }),
  z.strictObject({ act: z.literal('TAKE_MATERIALS') }),
  z.strictObject({ act: z.literal('START') }),
  /** What was done for the principal, by which tick of the letter, and where. */
  z.strictObject({
    act: z.literal('PROGRESS'),
    did: LetterAct.optional(),
    where: words(80).optional(),
    note: words(200).optional(),
    /** For a project: which of the needed matters, and how far it is. */
    matter: z.strictObject({ matterId: words(60), stage: z.enum(['BEGUN', 'DONE']) }).optional(),
  }),
  z.strictObject({
    act: z.literal('SEND'),
    /** The company, whose numbers have a form of their own; `carrier` names it where it is another one. */
    company: CourierCompany.optional(),
    carrier: words(40).optional(),
    waybill: words(30).optional(),
  }),
  z.strictObject({ act: z.literal('PAUSE'), cause: PauseCause, note: words(200).optional() }),
  z.strictObject({ act: z.literal('RESUME'), note: words(200).optional() }),
  z.strictObject({ act: z.literal('REASSIGN'), officerId: StaffId, reason: words(200).optional() }),
  z.strictObject({ act: z.literal('FINISH'), result: AssistResult, note: words(200).optional() }),
  z.strictObject({ act: z.literal('RETURN_MATERIALS'), signedBy: words(60).optional() }),
  z.strictObject({ act: z.literal('CALL_MISSED'), note: words(200).optional() }),
  z.strictObject({
    act: z.literal('FOLLOW_UP'),
    spokeWith: words(60).optional(),
    satisfied: z.boolean(),
    said: words(300).optional(),
  }),
  z.strictObject({ act: z.literal('CLOSE') }),
  z.strictObject({
    act: z.literal('STOP'),
    cause: PauseCause,
    note: words(200).optional(),
    signedBy: words(60).optional(),
  }),
  z.strictObject({ act: z.literal('REFUSE'), reason: words(200).optional() }),
])
export type AssistMove = z.infer<typeof AssistMove>

export function modeOf({ detail }: Pick<Registration, 'detail'>): AssistMode {
  return detail.mode
}

/** Whether the registration speaks of what is nobody's business: poverty, disability. */
export function isSensitive({ category, priority }: Pick<Registration, 'category' | 'priority'>): boolean {
  return category === 'DISABLED' || category === 'HARDSHIP' || priority.grounds.includes('DISABLED')
}
