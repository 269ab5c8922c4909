import type { Drive } from '#shared/kernel/sticks.ts'
import type { StickLine } from './bundle.ts'
import type { Answer } from './desk.ts'

type Last = (Answer<'bundle.state'> & { readonly ok: true })['value']['last']

/** Sync's side of 优盘, as a service asks it: what lies on a stick is the protocol's business. */
export type StickCarrier = {
  readonly drives: () => Promise<readonly Drive[]>
  readonly state: () => { readonly movedBytes: number; readonly last: Last }
  readonly write: (driveId: string) => Promise<Answer<'bundle.write'>>
  readonly take: (
    driveId: string,
  ) => Promise<
    | { readonly ok: true; readonly value: { readonly lines: readonly StickLine[] } }
    | Exclude<Answer<'bundle.take'>, { readonly ok: true }>
  >
}
