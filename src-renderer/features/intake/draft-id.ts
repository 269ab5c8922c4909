import type { DraftId } from '#shared/kernel/ids.ts'
import { freshId } from '../../app/fresh-id.ts'

/** A draft has its name before the desk has heard of it. */
export function newDraftId(): DraftId {
  return freshId() as DraftId
}
