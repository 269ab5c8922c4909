/**
 * How long an item has run, in words that add up: 「3 天 = 5 天 − 特别程序 2 天」. What was waited for a
 * supplement after acceptance counts in law, so both numbers are told (domain.md 3.4).
 */
export function usedWords({
  days,
  stopped,
  waited,
}: {
  readonly days: number
  readonly stopped: number
  readonly waited: number
}): string {
  const used = stopped > 0 ? `${days} 天 = ${days + stopped} 天 − 特别程序 ${stopped} 天` : `${days} 个工作日`
  return waited > 0 ? `${used}，其中等补充材料 ${waited} 天照算，不算等待是 ${days - waited} 天` : used
}
