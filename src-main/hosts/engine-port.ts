import type { Change } from '#shared/contract/desk.ts'
import type { FromDesk, ToDesk } from '#shared/contract/wire.ts'
import type { Role } from '#shared/domain/staff.ts'

/** The people a fresh practice desk starts with. */
export type FirstStaff = {
  readonly name: string
  readonly role: Role
  readonly badge: string
  readonly pin: string
}

export type EngineOptions = {
  readonly dataDir: string
  /** Folder that holds `migrations/` and `catalogue/`: the repository or the packed resources. */
  readonly root: string
  /** Base64 of the 32-byte desk secret the host took from its key store; handed over once. */
  readonly deskSecret: string
  /** Used once, when the data folder holds no installation yet. */
  readonly setup?: {
    readonly cityUrl: string
    readonly code: string
    /** As it was read to the centre; another city is refused before anything is installed. */
    readonly cityFingerprint?: string | undefined
    readonly practice: boolean
    readonly staff: readonly FirstStaff[]
  }
}

/** From a host (Electron main, browser host) to the engine process. */
export type HostToEngine =
  | { readonly t: 'open'; readonly options: EngineOptions }
  | { readonly t: 'message'; readonly connection: string; readonly message: ToDesk }
  | { readonly t: 'gone'; readonly connection: string }
  | { readonly t: 'stop' }

/** From the engine to its host. `failed` carries the code and the sentence of the fault. */
export type EngineToHost =
  | { readonly t: 'ready'; readonly centreName: string; readonly recoveryCode?: string }
  | { readonly t: 'failed'; readonly code: string; readonly sentence: string }
  | { readonly t: 'message'; readonly connection: string; readonly message: FromDesk }
  | { readonly t: 'change'; readonly what: Change }
  | { readonly t: 'stopped' }

/** The same two ends under Electron's utility process and under a plain Node child. */
export type EnginePort = {
  readonly post: (message: EngineToHost) => void
  readonly onMessage: (listener: (message: HostToEngine) => void) => void
}
