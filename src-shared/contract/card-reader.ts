import type { Answer } from './desk.ts'

/**
 * A reader of identity cards, whatever its maker calls it: a service on a local port, a library, a
 * keyboard. `read` answers within eight seconds, with a refusal when nothing lies on it (ui.md F1).
 */
export type CardReader = { readonly read: () => Promise<Answer<'device.readCard'>> }
