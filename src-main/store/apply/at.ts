import type { StaffId } from '#shared/kernel/ids.ts'

/** The journal row an event stands in: every table row names the one that made it so. */
export type At = { readonly position: number; readonly actor: StaffId | 'desk' }
