import { type Day, daysBetween } from '#shared/domain/day.ts'

const staleDays = 90

/** A catalogue that has stood for a quarter of a year may be behind what the departments ask (ui.md UX-470). */
export function staleSentence(effectiveFrom: Day, today: Day): string | undefined {
  const days = effectiveFrom < today ? daysBetween(effectiveFrom, today) : 0
  if (days <= staleDays) return undefined
  return `目录已 ${days} 天没有更新，可能和部门现在的要求不一样。请负责人向市级要新的目录，在设置（Alt+9）导入。`
}
