import type { TypingDone } from '#shared/domain/typing.ts'
import type { Writer } from '#shared/sqlite/store.ts'
import { typingSheet } from '../tables/typing.ts'
import type { At } from './at.ts'

/** Done again for the same case and department, the later counts replace the earlier. */
export function applyTypingDone(writer: Writer, event: TypingDone, { actor, position }: At): void {
  const { caseId, characters, lines, on, profileId, skipped, version } = event
  const said = { version, doneOn: on, clerk: actor, lines, skipped, characters, changedAt: position }
  writer
    .insert(typingSheet)
    .values({ caseId, profileId, ...said })
    .onConflictDoUpdate({ target: [typingSheet.caseId, typingSheet.profileId], set: said })
    .run()
}
