import type { FreezeReason } from '#main/store/queries/epoch.ts'
import type { LinkReason } from '#shared/domain/link.ts'
import type { Problem } from '#shared/protocol/messages.ts'

const freezesBy: Readonly<Record<string, FreezeReason | undefined>> = {
  E_CLONE_SUSPECT: 'CLONED',
  E_EPOCH_FENCED: 'FENCED',
  E_FORKED: 'FORKED',
  E_REVOKED_UPLOAD_ONLY: 'REVOKED',
  E_ROLLED_BACK: 'RESTORED',
}

/** The desk may only be read from here on, or it waits for this reason and tries again. */
export type Meaning =
  | { readonly freezes: FreezeReason }
  | { readonly waits: LinkReason; readonly greetsAgain?: true; readonly certificateIsOver?: true }

/**
 * What the city refused of the request itself; its view of single records comes as dispositions. Whoever sits on the
 * line may say no, but only the city may stop a desk: without its proof nothing is frozen and no certificate is over.
 */
export function meaningOf({ code }: Problem, proven: boolean): Meaning {
  const freezes = freezesBy[code]
  if (freezes) return proven ? { freezes } : { waits: 'not-the-city' }
  switch (code) {
    case 'E_GAP':
      return { waits: 'city-busy', greetsAgain: true }
    case 'E_AUTH':
      // The city may have forgotten this desk: it is greeted again, with what it once signed.
      return { waits: 'refused', greetsAgain: true }
    case 'E_CERT_OVER':
      // Work goes on; whether the city has thought better of it the next greeting tells.
      return proven
        ? { waits: 'certificate-over', greetsAgain: true, certificateIsOver: true }
        : { waits: 'not-the-city', greetsAgain: true }
    case 'E_TOO_LARGE':
      // Counts like a time-out, because both mean: a smaller batch next time.
      return { waits: 'timeout' }
    default:
      return { waits: 'refused' }
  }
}
