import type { HeldVersion } from '#main/store/queries/catalogue-version.ts'
import type { CatalogueBundle } from '#shared/catalogue/bundle.ts'
import type { CatalogueFault } from '#shared/catalogue/catalogue-fault.ts'
import type { Result } from '#shared/kernel/result.ts'
import type { Rules } from './desk.ts'

/** Why a file is not even looked into. */
export type ExamineRefusal = 'catalogue-too-large' | 'catalogue-unreadable' | 'signature-wrong'

/** A file that could be read: the whole bundle, packed as it will be kept, or all its faults. */
export type Examined = { readonly signed: boolean } & (
  | {
      readonly sound: true
      /** Which key of the city signed it. */
      readonly keyId?: string
      readonly bundle: CatalogueBundle
      readonly packed: Uint8Array
      readonly sha256: string
    }
  | { readonly sound: false; readonly faults: readonly CatalogueFault[] }
)

/**
 * Every catalogue this desk adopted. The host unpacks, checks and keeps them ready; services ask for the
 * rules of a day or of a version and never touch a file.
 */
export type Shelf = {
  readonly held: () => readonly HeldVersion[]
  /** What a new intake goes by on a day. */
  readonly inForce: (day: string) => Rules
  /** What a case goes by that was received under this version. */
  readonly rulesFor: (version: string) => Rules
  readonly examine: (file: Uint8Array) => Promise<Result<Examined, ExamineRefusal>>
  /** An empty workbook with examples, for an office to fill in. */
  readonly template: () => Promise<Uint8Array>
  /** Looks at the table again, after one was adopted. */
  readonly refresh: () => void
}
