import type { PaperContent } from '#shared/contract/paper.ts'
import type { PaperId } from '#shared/kernel/ids.ts'
import { ask, printPage } from './desk-client.ts'

/** What must stand in the page before the printer is asked: one turn for React, one for the layout. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())))
}

/**
 * Prints the sheets that stand in the page and tells the desk which ones left the printer.
 *
 * The act is long recorded; a print that failed undoes nothing and is simply tried again.
 */
export async function printSheets(paperIds: readonly PaperId[]): Promise<boolean> {
  await painted()
  if (!(await printPage())) return false
  for (const paperId of paperIds) await ask('paper.printed', { paperId })
  return true
}

export async function contentsOf(paperIds: readonly PaperId[]): Promise<readonly PaperContent[]> {
  const answers = await Promise.all(paperIds.map((paperId) => ask('paper.content', { paperId })))
  return answers.flatMap((answer) => (answer.ok ? [answer.value] : []))
}
