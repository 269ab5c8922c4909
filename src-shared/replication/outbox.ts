import type { LinkReason } from '#shared/domain/link.ts'
import { assert, unreachable } from '#shared/kernel/fault.ts'

/**
 * What the loop knows of one log. Everything but `failures` is read from the database before each
 * step, so a restart forgets nothing (sync.md rule 8).
 */
export type Outbox = {
  readonly head: number
  readonly accepted: number
  readonly failures: number
  readonly batchMax: number
  readonly lastReason: LinkReason | undefined
  /** The city answers quickly, so a second batch may go before the first is answered; on a slow line it would only halve it. */
  readonly isQuick: boolean
}

export type Happening =
  | { readonly type: 'journal-grew'; readonly head: number }
  | { readonly type: 'accepted'; readonly through: number; readonly tookMs: number }
  | { readonly type: 'outage'; readonly reason: LinkReason }
  | { readonly type: 'rewound'; readonly to: number }

export type Next =
  | { readonly do: 'rest' }
  | { readonly do: 'send'; readonly after: number; readonly through: number }
  | { readonly do: 'wait'; readonly delayMs: number }

export const batchFloor = 20
/** As many as a request may ever carry; a city may take less. */
export const batchCeiling = 2_000
const batchStart = 50
const aimMs = 8_000
const quickMs = 2_000
const delayMs = { first: 2_000, max: 300_000 } as const

export function startOutbox(head: number, accepted: number): Outbox {
  return { head, accepted, failures: 0, batchMax: batchStart, lastReason: undefined, isQuick: false }
}

export function happened(outbox: Outbox, happening: Happening): Outbox {
  switch (happening.type) {
    case 'journal-grew':
      return { ...outbox, head: Math.max(outbox.head, happening.head) }
    case 'accepted':
      assert(happening.through <= outbox.head, 'the city never accepts what was not written')
      return {
        ...outbox,
        accepted: happening.through,
        failures: 0,
        lastReason: undefined,
        batchMax: grow(outbox.batchMax, happening.tookMs),
        isQuick: happening.tookMs <= quickMs,
      }
    case 'outage':
      return {
        ...outbox,
        failures: outbox.failures + 1,
        lastReason: happening.reason,
        isQuick: false,
        batchMax:
          happening.reason === 'timeout' ? Math.max(batchFloor, outbox.batchMax >> 1) : outbox.batchMax,
      }
    case 'rewound':
      return { ...outbox, accepted: happening.to, failures: 0, lastReason: undefined }
    default:
      return unreachable(happening)
  }
}

/** Level-triggered: asks only whether the head is above what was accepted. `draw` is in [0, 1). */
export function nextStep({ accepted, batchMax, failures, head }: Outbox, draw: number): Next {
  if (failures > 0) {
    const ceiling = Math.min(delayMs.max, delayMs.first * 2 ** (failures - 1))
    // Full jitter: desks that lost the same line do not come back in the same second.
    return { do: 'wait', delayMs: Math.max(200, Math.floor(ceiling * draw)) }
  }
  if (accepted >= head) return { do: 'rest' }
  return { do: 'send', after: accepted, through: Math.min(head, accepted + batchMax) }
}

function grow(batchMax: number, tookMs: number): number {
  if (tookMs > aimMs) return Math.max(batchFloor, batchMax >> 1)
  // Far from what is aimed at it doubles: a backlog of weeks is not to be spent on growing.
  const by = tookMs * 3 < aimMs ? 2 : 1.25
  return Math.min(batchCeiling, Math.ceil(batchMax * by))
}
