import type { PriorityShown } from '#shared/domain/priority.ts'
import type { PartyId } from '#shared/kernel/ids.ts'

/** One line of 查一切. */
export type Line = {
  readonly id: string
  /** What it is, in a word: 命令, 事项, 人, 办件. */
  readonly kind: string
  readonly title: string
  readonly priority?: PriorityShown
  readonly detail?: string
  /** The key that does the same without F3. */
  readonly keys?: string
  /** Leaves the box. */
  readonly open?: () => void
  /** What else can be done with it, one level deeper. */
  readonly deeper?: Level
  /** A person is opened by asking the desk for what stands open. */
  readonly partyId?: PartyId
}

/** What stands in the box after somebody was chosen: who, and what can be opened of them. */
export type Level = { readonly title: string; readonly note?: string; readonly lines: readonly Line[] }
