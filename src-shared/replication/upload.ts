/** How a picture goes over the line: chunks of about ten seconds, and no more of the line than is its due. */
export type Uploading = { readonly chunkBytes: number; readonly pauseMs: number }

const chunk = { smallest: 65_536, largest: 1_048_576 } as const
const aimMs = 8_000
/** Of the measured line while the counter is open; the records of the counter come first, and other programs too. */
const dueShare = 0.3
const openHours = { from: 8, to: 18 } as const
/** Over how long the centres of a city begin to use all of their lines once they close (sync.md C.17). */
const closingMs = 600_000
const chinaMs = 8 * 3_600_000

export const startUploading: Uploading = { chunkBytes: chunk.smallest, pauseMs: 0 }

/** After a chunk went through: the next one's size from the measured line, and how long to leave the line alone. */
export function chunkSent(
  { chunkBytes }: Uploading,
  {
    bytes,
    spread,
    tookMs,
    wallMs,
  }: {
    readonly bytes: number
    readonly tookMs: number
    readonly wallMs: number
    /** Where this centre stands among all, in [0, 1): the same every evening. */
    readonly spread: number
  },
): Uploading {
  const fitting = tookMs > 0 ? (bytes / tookMs) * aimMs : chunk.largest
  const next = Math.floor(Math.min(fitting, chunkBytes * 2))
  return {
    chunkBytes: Math.max(chunk.smallest, Math.min(chunk.largest, next)),
    pauseMs: isOpen(wallMs - spread * closingMs) ? Math.round(tookMs * (1 / dueShare - 1)) : 0,
  }
}

/** A chunk did not come through in time: smaller ones from here. */
export function chunkLost({ chunkBytes }: Uploading): Uploading {
  return { chunkBytes: Math.max(chunk.smallest, chunkBytes >> 1), pauseMs: 0 }
}

function isOpen(wallMs: number): boolean {
  const hour = new Date(wallMs + chinaMs).getUTCHours()
  return hour >= openHours.from && hour < openHours.to
}
