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
}
