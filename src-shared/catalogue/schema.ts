import { z } from 'zod'
import { CentreRole, Limit } from '#shared/domain/item-case.ts'
import { PastKind } from '#shared/domain/past.ts'
import { DateText } from '#shared/kernel/ids.ts'
import { Condition } from './condition.ts'

const id = z.string().min(1).max(60)
const words = z.string().min(1).max(300)
const listOf = <T extends z.ZodType>(entry: T) => z.array(entry).readonly()

export const Department = z.object({ deptId: id, name: words }).readonly()
export type Department = z.infer<typeof Department>

/** What may happen to the paper itself; `NEVER_HOLD` is looked at and handed back at once. */
export const CustodyPolicy = z.enum(['NEVER_HOLD', 'SHORT_HOLD', 'SURRENDER', 'KEEP_COPY', 'FORM', 'DATA'])
export type CustodyPolicy = z.infer<typeof CustodyPolicy>

export const WaivedBy = z.enum(['eLicense', 'sharedData', 'commitment'])
export type WaivedBy = z.infer<typeof WaivedBy>

/** A material as the applicant knows it; many lines of many items may mean the same one. */
export const SharedMaterial = z
  .object({
    materialId: id,
    name: words,
    custodyPolicy: CustodyPolicy,
    waivableBy: listOf(WaivedBy),
    /** Which electronic licence stands for it (domain.md 2.x `eLicenseType`), by its name. */
    eLicenseType: words.exactOptional(),
    /** One whole sentence, printed on the one-time notice. */
    howToObtain: words,
    confirmed: z.boolean(),
  })
  .readonly()
export type SharedMaterial = z.infer<typeof SharedMaterial>

export const MaterialForm = z.enum([
  'SIGHT_ORIGINAL',
  'ORIGINAL',
  'COPY',
  'ORIGINAL_AND_COPY',
  'DATA',
  'FORM',
])
export type MaterialForm = z.infer<typeof MaterialForm>

export const Necessity = z.enum(['REQUIRED', 'OPTIONAL', 'DEFERRABLE'])
export type Necessity = z.infer<typeof Necessity>

/** What one item asks for. `use` says whether its copies stay in the file. */
export const ItemMaterialLine = z
  .object({
    lineId: id,
    materialId: id,
    form: MaterialForm,
    copies: z.number().int().min(0).max(20),
    use: z.enum(['LOOK', 'KEEP']),
    necessity: Necessity,
    /** A primary material decides the case and is never deferred. */
    primary: z.boolean(),
    when: Condition.exactOptional(),
    mayCommit: z.boolean(),
    /** The line is the result of that item; within one matter it is not asked from the applicant. */
    fromItem: id.exactOptional(),
    /** Stays a row of its own although the material is shared. */
    separate: z.boolean().exactOptional(),
    note: words.exactOptional(),
  })
  .readonly()
export type ItemMaterialLine = z.infer<typeof ItemMaterialLine>

/** The kinds that are applied for at a window (GB/T 39046: 01 05 07 08 09 10 20). */
export const ItemType = z.enum([
  'PERMIT',
  'PAYMENT',
  'CONFIRMATION',
  'REWARD',
  'RULING',
  'OTHER_POWER',
  'PUBLIC_SERVICE',
])
export type ItemType = z.infer<typeof ItemType>

/** Facts of an item that a person of the department has not confirmed: 「以部门答复为准」. */
export const ItemFact = z.enum([
  'promised',
  'statutory',
  'fee',
  'legalBasis',
  'materials',
  'role',
  'condition',
])
export type ItemFact = z.infer<typeof ItemFact>

/** The facts in words, where screen or paper says that only the department's answer counts (以部门答复为准). */
export const factWords: Readonly<Record<ItemFact, string>> = {
  promised: '承诺期限',
  statutory: '法定期限',
  fee: '收费',
  legalBasis: '受理依据',
  materials: '材料要求和办理途径',
  role: '受理机关',
  condition: '受理条件',
}

/** How far away the item may be applied for (domain.md 1.1 通办范围). */
export const CrossRegionScope = z.enum(['NONE', 'COUNTY', 'CITY', 'PROVINCE', 'NATION'])
export type CrossRegionScope = z.infer<typeof CrossRegionScope>

export const ItemField = z
  .object({ fieldId: id, required: z.boolean(), when: Condition.exactOptional() })
  .readonly()
export type ItemField = z.infer<typeof ItemField>

export const ServiceItem = z
  .object({
    itemId: id,
    name: words,
    deptId: id,
    itemType: ItemType,
    catalogCode: z
      .string()
      .regex(/^[0-9A-Z]{12}$/)
      .exactOptional(),
    caseKind: z.enum(['IMMEDIATE', 'PROMISED']),
    promised: Limit.exactOptional(),
    statutory: Limit.exactOptional(),
    /** The centre's own stage before the department's, where it only reviews first (初审上报). */
    firstReview: Limit.exactOptional(),
    /** Several departments decide it together (联合办理): art. 42 lets its limit be extended by more. */
    joint: z.boolean().exactOptional(),
    role: CentreRole,
    allowsDeficiency: z.boolean(),
    allowsCommitment: z.boolean(),
    allowsDelegation: z.boolean(),
    requiresPresence: z.boolean(),
    acceptCondition: words.exactOptional(),
    feeFen: z.number().int().min(0),
    feeNote: words.exactOptional(),
    legalBasis: words,
    /** False while a person of the department has not confirmed days, fees and materials. */
    confirmed: z.boolean(),
    /** Which facts are open, where only some are; left out, `confirmed` speaks for all of them. */
    unconfirmed: listOf(ItemFact).exactOptional(),
    crossRegionScope: CrossRegionScope.exactOptional(),
    /** 0 is 一次不跑, 1 is 只跑一次. */
    onsiteVisits: z.number().int().min(0).max(9).exactOptional(),
    taskCode: z.string().exactOptional(),
    handlingItemCode: z.string().exactOptional(),
    /** Why the applicant must come in person, printed where delegation is refused. */
    presenceReason: words.exactOptional(),
    fields: listOf(ItemField),
    lines: listOf(ItemMaterialLine),
  })
  .readonly()
export type ServiceItem = z.infer<typeof ServiceItem>

export const FieldType = z.enum([
  'text',
  'idNumber',
  'creditCode',
  'date',
  'phone',
  'choice',
  'number',
  'money',
  'address',
  'account',
])
export type FieldType = z.infer<typeof FieldType>

/** What is known of the applicant before the form is opened. */
export const PrefillSource = z.enum([
  'applicant.name',
  'applicant.idNumber',
  'applicant.birthDate',
  'applicant.sex',
  'applicant.phone',
  'applicant.address',
])
export type PrefillSource = z.infer<typeof PrefillSource>

export const FieldSpec = z
  .object({
    fieldId: id,
    label: words,
    section: words,
    type: FieldType,
    options: listOf(z.object({ value: id, label: words }).readonly()).exactOptional(),
    maxLength: z.number().int().min(1).max(500).exactOptional(),
    from: PrefillSource.exactOptional(),
    /** Whose data this is, where an earlier case of the applicant may answer it. */
    past: PastKind.exactOptional(),
    sensitive: z.boolean(),
    hint: words.exactOptional(),
  })
  .readonly()
export type FieldSpec = z.infer<typeof FieldSpec>

export const SituationOption = z.object({ optionId: id, label: words }).readonly()
export type SituationOption = z.infer<typeof SituationOption>

export const Situation = z
  .object({
    situationId: id,
    question: words,
    /** Answered by one digit, so never more than nine. */
    options: z.array(SituationOption).min(2).max(9).readonly(),
    when: Condition.exactOptional(),
  })
  .readonly()
export type Situation = z.infer<typeof Situation>

export const JoinedItem = z
  .object({
    itemId: id,
    order: z.number().int().min(1),
    dependsOn: listOf(id).exactOptional(),
    when: Condition.exactOptional(),
  })
  .readonly()
export type JoinedItem = z.infer<typeof JoinedItem>

export const ThemeCategory = z.enum(['LIVELIHOOD', 'BUSINESS', 'CONSTRUCTION', 'REAL_ESTATE', 'VILLAGE'])
export type ThemeCategory = z.infer<typeof ThemeCategory>

export const OneMatter = z
  .object({
    matterId: id,
    kind: z.enum(['THEME', 'SINGLE']),
    name: words,
    shortName: words.exactOptional(),
    /** First letters of the syllables of `name`; of the short or common names in `otherInitials`. */
    initials: z.string().regex(/^[a-z0-9]+$/),
    otherInitials: listOf(z.string().regex(/^[a-z0-9]+$/)).exactOptional(),
    themeCategory: ThemeCategory,
    applicantType: z.enum(['PERSON', 'ORGANISATION', 'EITHER']),
    /** Optional only in shape: a theme without one is reported with the other faults. */
    leadDeptId: id.exactOptional(),
    promised: Limit.exactOptional(),
    /** Departments that co-operate without an item of their own. */
    relatedDeptIds: listOf(id).exactOptional(),
    joined: listOf(JoinedItem),
    situations: listOf(Situation),
    /** Bereaved families are not asked for a rating at the window. */
    quietClosing: z.boolean().exactOptional(),
    confirmed: z.boolean(),
  })
  .readonly()
export type OneMatter = z.infer<typeof OneMatter>

export const Catalogue = z
  .object({
    version: z.string().min(1).max(30),
    effectiveFrom: DateText,
    source: words,
    departments: listOf(Department),
    materials: listOf(SharedMaterial),
    fields: listOf(FieldSpec),
    items: listOf(ServiceItem),
    matters: listOf(OneMatter),
  })
  .readonly()
export type Catalogue = z.infer<typeof Catalogue>
