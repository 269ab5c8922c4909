import { useEffect, useRef, useState } from 'react'

/** How much was left to send, and when it was seen to be so. */
export type Seen = { readonly atMs: number; readonly left: number }

const lookBackMs = 60_000
const longestMs = 24 * 3_600_000

/**
 * Time until nothing is left, at the pace of the last minute; undefined while nothing has moved or more than a day
 * would be left: a number nobody can rely on is not shown.
 */
export function timeLeftMs(seen: readonly Seen[], nowMs: number): number | undefined {
  const recent = seen.filter(({ atMs }) => nowMs - atMs <= lookBackMs)
  const first = recent[0]
  const last = recent.at(-1)
  if (!first || !last || last.left <= 0 || first.left <= last.left) return undefined
  // What moved moved until now: a line that stands still makes the pace slower second by second.
  const leftMs = (last.left * (nowMs - first.atMs)) / (first.left - last.left)
  return leftMs > longestMs ? undefined : leftMs
}

export function timeLeftWord(ms: number): string {
  if (ms < 60_000) return `约还要 ${Math.max(1, Math.ceil(ms / 1000))} 秒`
  if (ms < 3_600_000) return `约还要 ${Math.ceil(ms / 60_000)} 分钟`
  return `约还要 ${Math.ceil(ms / 3_600_000)} 小时`
}

/** `约还要 3 分钟`, looked at anew every second while something is left; nothing while it cannot be said. */
export function useTimeLeft(left: number): string | undefined {
  const seen = useRef<readonly Seen[]>([])
  const [word, setWord] = useState<string>()
  useEffect(() => {
    const now = performance.now()
    // More than before is a new beginning: what came in meanwhile was not sent more slowly.
    const before = seen.current.filter((each) => now - each.atMs <= lookBackMs && each.left >= left)
    seen.current = left > 0 ? [...before, { atMs: now, left }] : []
    if (left <= 0) return setWord(undefined)
    const look = () => {
      const ms = timeLeftMs(seen.current, performance.now())
      setWord(ms === undefined ? undefined : timeLeftWord(ms))
    }
    look()
    const timer = setInterval(look, 1000)
    return () => clearInterval(timer)
  }, [left])
  return word
}
