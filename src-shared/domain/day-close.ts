import { z } from 'zod'
import { DateText, StaffId } from '#shared/kernel/ids.ts'
import { canonical } from '#shared/kernel/json.ts'
import type { Result } from '#shared/kernel/result.ts'
import { ok, refuse } from '#shared/kernel/result.ts'
import type { Day } from './day.ts'
import { skewMaxMs } from './desk-clock.ts'

/** What a day is counted in (domain.md D15 A), in the order of the sheet. */
export const DayLine = z.enum([
  'CONSULTED',
  'RECEIVED',
  'ACCEPTED',
  'DEFERRED',
  'CORRECTED',
  'REFUSED',
  'COMPLETED',
  'DELIVERED',
  'ENDED',
  'ASSISTED',
  'DELEGATED',
  'HANDED_OVER',
  'GIVEN_BACK',
  'RATED',
  'PRINTED',
])
export type DayLine = z.infer<typeof DayLine>

export const DayLines = z.partialRecord(DayLine, z.number().int().min(1))
export type DayLines = z.infer<typeof DayLines>

/** Cases are counted in 件, items of a case in 项, errands in 单: the unit stands with the number. */
export const dayLineWords: Readonly<Record<DayLine, { readonly name: string; readonly unit: string }>> = {
  CONSULTED: { name: '咨询', unit: '次' },
  RECEIVED: { name: '收件', unit: '件' },
  ACCEPTED: { name: '受理', unit: '项' },
  DEFERRED: { name: '其中容缺受理', unit: '项' },
  CORRECTED: { name: '一次性告知补正', unit: '项' },
  REFUSED: { name: '不予受理、不受理', unit: '项' },
  COMPLETED: { name: '办结', unit: '项' },
  DELIVERED: { name: '送达', unit: '项' },
  ENDED: { name: '撤回、终止', unit: '项' },
  ASSISTED: { name: '帮办', unit: '单' },
  DELEGATED: { name: '代办', unit: '单' },
  HANDED_OVER: { name: '原件交接', unit: '次' },
  GIVEN_BACK: { name: '原件归还', unit: '次' },
  RATED: { name: '好差评', unit: '次' },
  PRINTED: { name: '打印单据', unit: '份' },
}

/** Things the centre took in, that left it for good, and that it has to answer for. */
export const CustodyCount = z.object({
  in: z.number().int().min(0),
  out: z.number().int().min(0),
  held: z.number().int().min(0),
  /** Of what is held, what must lie here now; the rest is on its way or with a department. */
  here: z.number().int().min(0),
})
export type CustodyCount = z.infer<typeof CustodyCount>

/** What lay open when the day was closed; nothing of it is lost by closing (ui.md UX-440). */
export const DayStand = z.object({
  drafts: z.number().int().min(0),
  undecided: z.number().int().min(0),
  dueToday: z.number().int().min(0),
  overdue: z.number().int().min(0),
  soon: z.number().int().min(0),
  waiting: z.number().int().min(0),
  held: z.number().int().min(0),
  unprinted: z.number().int().min(0),
})
export type DayStand = z.infer<typeof DayStand>

/** What both persons sign (security.md 4.7). */
export const DaySum = z.object({
  date: DateText,
  /** 1 is the close of the day; more when the day was opened again for a reason. */
  nth: z.number().int().min(1).max(99),
  /** Entries after `after` up to and with `through` of this log belong to this close and to no other. */
  epoch: z.number().int().min(1),
  after: z.number().int().min(0),
  through: z.number().int().min(0),
  head: z.string().max(80),
  lines: DayLines,
  /** Entries the city had sent back by then: counted in no line. */
  returned: z.array(z.number().int().min(1)).max(2_000),
  /** Acts of days closed before, told since (补报). */
  late: z.number().int().min(0),
  custody: CustodyCount,
  /** Things counted by hand; absent where none had to lie here. */
  counted: z.number().int().min(0).max(99_999).optional(),
  stand: DayStand,
  /** The city's clock less ours, as last heard. */
  skewMs: z.number().int().optional(),
  /** How often the desk's clock had been set back; absent where it never was. */
  suspect: z.number().int().min(1).optional(),
})
export type DaySum = z.infer<typeof DaySum>

const words = z.string().trim().min(2).max(200)

/** Why a day was closed although something stood against it. */
export const DayReasons = z.object({
  /** The count by hand differs from the book. */
  count: words.optional(),
  /** The clock of the desk is off by more than five minutes, or was set back. */
  clock: words.optional(),
  /** The day had been closed already. */
  again: words.optional(),
  /** No manager was there: the city is told, and the day stays marked until one closes it again. */
  alone: words.optional(),
})
export type DayReasons = z.infer<typeof DayReasons>

/** The day was counted by one person and signed by another (domain.md D15, sync.md C.20). */
export const DayClosed = z.object({
  type: z.literal('day-closed'),
  sum: DaySum,
  reasons: DayReasons,
  /** SHA-256 of `daySumText`: what is printed and what both put their PIN to. */
  digest: z.string().max(80),
  countedBy: StaffId,
  signedBy: StaffId,
  atMs: z.number().int(),
})
export type DayClosed = z.infer<typeof DayClosed>

/** The text the digest is taken of: the sum and the reasons given with it. */
export function daySumText(sum: DaySum, reasons: DayReasons): string {
  return canonical({ sum, reasons } as never)
}

/** Beyond a day of skew a manager is one of the two who sign (sync.md C.15). */
const skewFarMs = 24 * 3_600_000

/** A clock that differs, or was set back, stops the close until somebody says why (ui.md 2.e). */
export function clockAsks({ skewMs = 0, suspect = 0 }: Pick<DaySum, 'skewMs' | 'suspect'>): boolean {
  return Math.abs(skewMs) > skewMaxMs || suspect > 0
}

/** A signer as the desk knows them. */
type Signer = { readonly staffId: StaffId; readonly role: string }

/**
 * Whether this day may be closed, so counted and signed.
 *
 * Refuses a day ahead, one before the last closed, one closed already without a reason, a hand count that
 * is missing or differs unexplained, a clock that is off or was set back unexplained, and signers that are
 * one person or both no manager. Nothing else stands in the way: what is open goes over to the next day.
 */
export function checkClose({
  counter,
  last,
  reasons,
  signer,
  sum,
  today,
}: {
  readonly today: Day
  readonly last: Pick<DaySum, 'date'> | undefined
  readonly sum: DaySum
  readonly reasons: DayReasons
  readonly counter: Signer
  readonly signer: Signer
}): Result<
  undefined,
  | 'day-ahead'
  | 'day-passed'
  | 'day-closed-already'
  | 'count-missing'
  | 'count-differs'
  | 'clock-off'
  | 'clock-set-back'
  | 'clock-needs-manager'
  | 'same-person'
  | 'manager-missing'
> {
  if (sum.date > today) return refuse('day-ahead', { date: sum.date })
  if (last && sum.date < last.date) return refuse('day-passed', { date: sum.date, last: last.date })
  if (last && sum.date === last.date && !reasons.again)
    return refuse('day-closed-already', { date: sum.date })
  const { counted, custody, skewMs = 0 } = sum
  if (counted === undefined && custody.here > 0) return refuse('count-missing', { n: `${custody.here}` })
  if (counted !== undefined && counted !== custody.here && !reasons.count)
    return refuse('count-differs', { counted: `${counted}`, book: `${custody.here}` })
  if (clockAsks(sum) && !reasons.clock)
    return Math.abs(skewMs) > skewMaxMs
      ? refuse('clock-off', { minutes: `${Math.round(Math.abs(skewMs) / 60_000)}` })
      : refuse('clock-set-back', { n: `${sum.suspect}` })
  if (counter.staffId === signer.staffId) return refuse('same-person')
  const manager = [counter, signer].some(({ role }) => role === 'centreManager')
  if (!manager && Math.abs(skewMs) > skewFarMs) return refuse('clock-needs-manager')
  if (!manager && !reasons.alone) return refuse('manager-missing')
  return ok(undefined)
}
