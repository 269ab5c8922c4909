import type { Result } from './result.ts'

/** A stick in a port of this computer. */
export type Drive = {
  readonly driveId: string
  readonly name: string
  readonly freeBytes: number
}

export type StickTrouble = 'stick-failed' | 'stick-full' | 'stick-gone'

/** The sticks of this computer, each with one folder of ours; nothing outside of it is read or written. */
export type Sticks = {
  readonly drives: () => Promise<readonly Drive[]>
  readonly names: (driveId: string) => Promise<Result<readonly string[], StickTrouble>>
  /** Bytes and name are on the medium when this returns; `wrote` is told of every piece on the way. */
  readonly write: (
    driveId: string,
    name: string,
    bytes: Uint8Array,
    wrote: (bytes: number) => void,
  ) => Promise<Result<undefined, StickTrouble>>
  /** As it lies on the medium; more than `most` bytes are none of ours. */
  readonly read: (driveId: string, name: string, most: number) => Promise<Result<Uint8Array, StickTrouble>>
  readonly remove: (driveId: string, name: string) => Promise<void>
}
