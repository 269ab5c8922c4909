/** A folder of files that say nothing to who finds them: each named by the hash of its own bytes. */
export type SealedFiles = {
  /** The bytes and their name are on the disk when this returns; known bytes are left as they are. */
  readonly keep: (name: string, bytes: Uint8Array) => void
  /** Undefined when there is no such file. */
  readonly read: (name: string) => Uint8Array | undefined
  readonly remove: (name: string) => void
  readonly names: () => readonly string[]
}
