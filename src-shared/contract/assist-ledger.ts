import { z } from 'zod'
import { AssistOrderId, DateText, StaffId } from '#shared/kernel/ids.ts'

/** One line of D14, everything in words and masked; what has not happened yet is empty. */
export const LedgerRow = z.object({
  orderId: AssistOrderId,
  registeredOn: z.string(),
  docNo: z.string(),
  name: z.string(),
  idNumber: z.string(),
  phone: z.string(),
  village: z.string(),
  category: z.string(),
  about: z.string(),
  mode: z.string(),
  things: z.string(),
  originals: z.string(),
  letter: z.string(),
  slips: z.string(),
  officer: z.string(),
  sentTo: z.string(),
  sentOn: z.string(),
  promisedOn: z.string(),
  doneOn: z.string(),
  result: z.string(),
  returnedOn: z.string(),
  signedBy: z.string(),
  grade: z.string(),
  calledOn: z.string(),
  remark: z.string(),
})
export type LedgerRow = z.infer<typeof LedgerRow>

const LedgerWish = z.object({
  month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
  officerId: StaffId.optional(),
})

export const Ledger = z.object({
  unitName: z.string(),
  practice: z.boolean(),
  today: DateText,
  by: z.string(),
  officers: z.array(z.object({ staffId: StaffId, name: z.string() })),
  rows: z.array(LedgerRow),
})
export type Ledger = z.infer<typeof Ledger>

export const assistLedgerProcedures = {
  /** 代办服务登记台账 of a month, by the day of registration. */
  'assist.ledger': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: LedgerWish,
    output: Ledger,
    refusals: [],
  },
  /** What goes to the printer or into a workbook: the same rows, and who took them is written down first. */
  'assist.takeLedger': {
    roles: ['clerk', 'assistOfficer', 'centreManager', 'auditor'],
    input: LedgerWish.extend({ how: z.enum(['PAPER', 'WORKBOOK']) }),
    output: Ledger,
    refusals: [],
  },
} as const
