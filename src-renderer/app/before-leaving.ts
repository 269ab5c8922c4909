/** Work that must be saved before the screen is locked or the window closes (ui.md UX-154). */
const savers = new Set<() => Promise<unknown>>()

export function beforeLeaving(save: () => Promise<unknown>): () => void {
  savers.add(save)
  return () => savers.delete(save)
}

/** Saves everything that is open; a failed save does not keep the others from being saved. */
export async function saveBeforeLeaving(): Promise<void> {
  await Promise.allSettled([...savers].map((save) => save()))
}
