import { z } from 'zod'
import { DeskId, StaffId } from '#shared/kernel/ids.ts'
import { Role } from './staff.ts'

/** Somebody who works at a desk of the centre; `off`: the city has them act at no desk any more. */
export const RosterPerson = z.object({
  staffId: StaffId,
  deskId: DeskId,
  name: z.string().max(30),
  role: Role,
  badge: z.string().max(20),
  off: z.boolean(),
})
export type RosterPerson = z.infer<typeof RosterPerson>

/** 花名册 of a centre, told whole down its feed; of two the later counts. Never a PIN, nor what one is checked by. */
export const RosterTold = z.object({
  /** The city's clock when it was told: what is not newer changes nothing. */
  version: z.number().int().min(1),
  people: z.array(RosterPerson).max(500),
})
export type RosterTold = z.infer<typeof RosterTold>
