import { z } from 'zod'
import { AssistPaperKind } from '#shared/domain/assist-paper.ts'
import { Signature } from '#shared/domain/signature.ts'
import { AssistOrderId, DateText } from '#shared/kernel/ids.ts'

const counter = ['clerk', 'assistOfficer', 'centreManager'] as const

/** What every paper of 小萍帮办 says: by which number, from where, how often it was printed. */
const frame = {
  docNo: z.string(),
  practice: z.boolean(),
  printed: z.number(),
  unitName: z.string(),
  issuedOn: DateText,
  /** Of the order, for any scanner; nothing of the person is in it. */
  code: z.string(),
  name: z.string(),
  about: z.string(),
  caseNoGrouped: z.string().optional(),
  officerName: z.string(),
  officerBadge: z.string(),
}

/** D8 服务登记单 (domain.md 4). */
export const RegistrationSheet = z.object({
  kind: z.literal('D8'),
  ...frame,
  registeredAt: z.string(),
  sourceWord: z.string(),
  categoryWord: z.string(),
  priorityWord: z.string(),
  modeWord: z.string(),
  idNumberMasked: z.string(),
  age: z.number().optional(),
  phone: z.string(),
  address: z.string(),
  needs: z.string(),
  materialsComplete: z.boolean().optional(),
  filingNo: z.string(),
  promisedOn: DateText.optional(),
  sensitive: z.boolean(),
  clerkName: z.string(),
})
export type RegistrationSheet = z.infer<typeof RegistrationSheet>

/** D9 授权委托书: the very words that were signed, and the ink under them. */
export const LetterSheet = z.object({
  kind: z.literal('D9'),
  ...frame,
  text: z.string(),
  textSha256: z.string(),
  signature: Signature,
  signerName: z.string(),
  officerPhone: z.string(),
  /** Slips by which papers were handed over under it. */
  slips: z.array(z.string()),
  renews: z.string().optional(),
  /** A letter that holds no more says so on every later copy. */
  ended: z.string().optional(),
})
export type LetterSheet = z.infer<typeof LetterSheet>

/** D11: the errand stands still, goes on or ends. */
export const PauseSheet = z.object({
  kind: z.literal('D11'),
  ...frame,
  act: z.enum(['PAUSE', 'RESUME', 'STOP']),
  registrationNo: z.string(),
  cause: z.string(),
  note: z.string(),
  done: z.array(z.string()),
  /** Slips by which things went home so far. */
  givenBack: z.array(z.string()),
  heldCount: z.number(),
  letterNo: z.string(),
  /** 续办: until when and by whom from now on. */
  validTo: DateText.optional(),
  signedBy: z.string(),
})
export type PauseSheet = z.infer<typeof PauseSheet>

/** Where an officer goes: whom to call, what to bring. Full address and telephone, else nobody finds the house. */
export const VisitSheet = z.object({
  kind: z.literal('D8-VISIT'),
  ...frame,
  modeWord: z.string(),
  phone: z.string(),
  place: z.string(),
  needs: z.string(),
  priorityWord: z.string(),
  promisedOn: DateText.optional(),
  /** Papers the person has ready, as the catalogue names them. */
  materials: z.array(z.object({ name: z.string(), howToObtain: z.string() })),
})
export type VisitSheet = z.infer<typeof VisitSheet>

export const AssistPaper = z.discriminatedUnion('kind', [
  RegistrationSheet,
  LetterSheet,
  PauseSheet,
  VisitSheet,
])
export type AssistPaper = z.infer<typeof AssistPaper>

const named = z.object({ kind: AssistPaperKind, docNo: z.string().max(80) })

export const assistPaperProcedures = {
  'assist.papers': {
    roles: counter,
    input: z.object({ orderId: AssistOrderId }),
    output: z.object({ papers: z.array(named.extend({ printed: z.number(), issuedOn: DateText })) }),
    refusals: ['order-unknown'],
  },
  'assist.paper': {
    roles: counter,
    input: named,
    output: AssistPaper,
    refusals: ['paper-unknown', 'case-erased'],
  },
  /** Told after the printer took it; what it is about is long recorded. */
  'assist.paperPrinted': {
    roles: counter,
    input: named,
    output: z.object({ printed: z.number() }),
    refusals: ['paper-unknown'],
  },
} as const
