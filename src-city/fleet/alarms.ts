/** What somebody of the city has to look at, the worst first. */
export const deskAlarms = [
  /** Its log and the city's are not one log: two machines, a restored disk, a changed byte (sync.md C.8). */
  'LOG',
  /** Entries the city sent back: a record of a citizen is not in effect. */
  'RETURNED',
  /** Entries that wait for something the city has not got yet. */
  'HELD',
  /** The oldest act that exists at one machine alone has been alone too long. */
  'UNSENT',
  /** Soon the city will refuse it: it has not asked for a new certificate although it should have long ago. */
  'CERTIFICATE',
  /** Nothing was heard for longer than a roster may be old (sync.md C.19). */
  'SILENT',
  /** Its clock is off by more than the five minutes of sync.md C.15. */
  'CLOCK',
] as const
export type DeskAlarm = (typeof deskAlarms)[number]

const hourMs = 3_600_000
/** A day's work must be at the city before the next one ends. */
const unsentMaxMs = 24 * hourMs
const silentMaxMs = 72 * hourMs
const skewMaxMs = 300_000
/** A desk asks two months before the end; what it has not got a month later somebody has to see to. */
const certificateWarnMs = 30 * 24 * hourMs

export type SeenDesk = {
  readonly status: 'ACTIVE' | 'REVOKED'
  readonly enrolledMs: number
  readonly certificateEndsMs: number | null
  readonly seenMs: number | null
  readonly lastReceivedMs: number | null
  readonly waiting: number | null
  readonly oldestMs: number | null
  readonly skewMs: number | null
  readonly refusedCode: string | null
  readonly held: number
  readonly returned: number
}

/** A desk that was revoked has nothing to be silent about; what it still owes is asked of it all the same. */
export function alarmsOf(desk: SeenDesk, nowMs: number): readonly DeskAlarm[] {
  const {
    certificateEndsMs,
    enrolledMs,
    held,
    lastReceivedMs,
    oldestMs,
    refusedCode,
    returned,
    seenMs,
    skewMs,
    status,
  } = desk
  const heardMs = Math.max(enrolledMs, seenMs ?? 0, lastReceivedMs ?? 0)
  // The desk's own clock wrote the time of its oldest act.
  const aloneMs = oldestMs === null || !desk.waiting ? 0 : nowMs + (skewMs ?? 0) - oldestMs
  const alarms: Readonly<Record<DeskAlarm, boolean>> = {
    LOG: refusedCode !== null,
    RETURNED: returned > 0,
    HELD: held > 0,
    UNSENT: aloneMs > unsentMaxMs,
    CERTIFICATE:
      status === 'ACTIVE' && certificateEndsMs !== null && certificateEndsMs - nowMs < certificateWarnMs,
    SILENT: status === 'ACTIVE' && nowMs - heardMs > silentMaxMs,
    CLOCK: Math.abs(skewMs ?? 0) > skewMaxMs,
  }
  return deskAlarms.filter((alarm) => alarms[alarm])
}
