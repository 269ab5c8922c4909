/** What one lane looks like after a turn: whether something is left to move, and a number that changes as it moves. */
export type Lane = { readonly left: boolean; readonly place: number }

/** One lane over time, by the clock that only grows. */
export type Watch = { readonly place: number; readonly sinceMs: number; readonly answeredMs: number }

/** Not moved for that long while the city answers (sync.md C.17). */
const stallMs = 15 * 60_000
/** No answer for that long: the line was away, or the computer asleep, and the time before does not count. */
const awayMs = 10 * 60_000

/** Begins anew with every movement, with nothing left to move, and with the first answer of a line that was away. */
export function watched(
  watch: Watch | undefined,
  { answered, left, nowMs, place }: Lane & { readonly answered: boolean; readonly nowMs: number },
): Watch {
  if (!watch) return { place, sinceMs: nowMs, answeredMs: nowMs }
  const anew = !left || place !== watch.place || (answered && nowMs - watch.answeredMs > awayMs)
  return {
    place,
    sinceMs: anew ? nowMs : watch.sinceMs,
    answeredMs: answered ? nowMs : watch.answeredMs,
  }
}

/** The city answered all the while, and nothing moved. */
export function isStalled({ answeredMs, sinceMs }: Watch): boolean {
  return answeredMs - sinceMs >= stallMs
}
