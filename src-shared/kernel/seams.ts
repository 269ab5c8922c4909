/**
 * Clock, chance and ids, handed in by the hosts so that everything else can be replayed.
 *
 * `wallMs` is a claim of the computer; `monoMs` only ever grows within one `bootId` (sync.md C.15).
 */
export type Seams = {
  readonly wallMs: () => number
  readonly monoMs: () => number
  readonly bootId: string
  readonly newId: () => string
  readonly randomBytes: (n: number) => Uint8Array
  readonly later: Later
}

/**
 * Runs `work` once that time has passed, unless it is cancelled before. Work that answers with a promise has come
 * to rest when it is settled.
 */
export type Later = (work: () => void | Promise<void>, delayMs: number) => () => void
