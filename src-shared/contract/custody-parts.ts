import { z } from 'zod'
import { Condition, CustodyLine } from '#shared/domain/custody.ts'
import { Pin } from '#shared/domain/staff.ts'
import { DateText, LegId, Sha256, SlipId, StaffId, ThingId } from '#shared/kernel/ids.ts'

/** What the procedures of custody have in common. */
export const counter = ['clerk', 'assistOfficer', 'centreManager'] as const
export const words = (max: number) => z.string().trim().max(max)

/** A colleague who stands beside and gives the own PIN. */
export const Second = z.object({ staffId: StaffId, pin: Pin })
export const secondCodes = ['second-needed', 'pin-wrong', 'pin-locked', 'staff-unknown'] as const

/** A thing as the window saw it, with what was found when it was looked at for this handover. */
export const Handed = z.object({
  thingId: ThingId,
  tip: LegId,
  docNumber: words(60).optional(),
  pages: CustodyLine.shape.pages,
  condition: Condition.optional(),
  photo: Sha256.optional(),
  returnBy: DateText.optional(),
  bagNo: words(40).optional(),
  purpose: words(80).optional(),
  remark: words(200).optional(),
})
export const things = z.array(Handed).max(200)

/** When and where an act took place, where that is not today and here. */
export const when = { on: DateText.optional(), place: words(80).optional(), remark: words(200).optional() }

export const slip = z.object({ slipId: SlipId, docNo: z.string() })
