import type { StaffId } from '#shared/kernel/ids.ts'

/** The journal row an event stands in: every table row names the one that made it so. */
export type At = {
  readonly position: number
  readonly actor: StaffId | 'desk'
  /** Done at another desk and told by the city: slips are its own, and not all it speaks of is known here. */
  readonly told?: true
}
