import { z } from 'zod'
import type { Result } from '#shared/kernel/result.ts'
import type { Change } from './desk.ts'
import type { FaultReport } from './dispatch.ts'

/** What a window may send: one question at a time, with a number to find the answer by. */
export const ToDesk = z.object({
  t: z.literal('ask'),
  id: z.number().int().nonnegative(),
  name: z.string().max(60),
  input: z.unknown(),
})
export type ToDesk = z.infer<typeof ToDesk>

/** What a window receives: answers, faults in words, and hints that something changed. */
export type FromDesk =
  | { readonly t: 'answer'; readonly id: number; readonly answer: Result<unknown, string> }
  | { readonly t: 'fault'; readonly id: number; readonly fault: FaultReport }
  | { readonly t: 'change'; readonly what: Change }

/** The one object a preload script puts into a window; the browser host's page builds its own. */
export type Bridge = {
  readonly ask: (name: string, input: unknown) => Promise<Result<unknown, string>>
  readonly onChange: (listener: (what: Change) => void) => () => void
  /** Prints what the window shows as paper; `false` when no printer took it. */
  readonly print: () => Promise<boolean>
  /**
   * Clears the clipboard if it still holds this text, whoever has the focus; only a host of its own can.
   * Absent under a browser, where a page does it as far as it may.
   */
  readonly wipeClipboard?: (text: string) => Promise<boolean>
}
