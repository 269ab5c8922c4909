import type { Answer } from '#shared/contract/desk.ts'

/** A person of the desk as the lock screen shows them. */
export type Tile = Extract<Answer<'staff.tiles'>, { ok: true }>['value']['tiles'][number]
