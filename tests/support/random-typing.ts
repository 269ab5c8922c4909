import type { CaseId } from '#shared/kernel/ids.ts'
import type { TestDesk } from './a-desk.ts'
import type { Lottery } from './lottery.ts'

/** Now and then a case is typed into a department's system: to the end, or broken off on the way. */
export async function typedSometimes(lottery: Lottery, desk: TestDesk, caseId: CaseId): Promise<void> {
  if (!lottery.chance(0.2)) return
  const opened = await desk.ask('typing.sheet', { caseId })
  if (!opened.ok) throw new Error(opened.refusal.code)
  const { profileId, version } = opened.value
  const filled = opened.value.lines.filter((line) => line.filled)
  for (const { n } of lottery.chance(0.7) ? filled : filled.slice(1)) {
    const line = { caseId, profileId, version, n }
    await desk.ask('typing.value', line)
    await desk.ask('typing.mark', { ...line, mark: lottery.chance(0.9) ? 'ENTERED' : 'SKIPPED' })
  }
}
