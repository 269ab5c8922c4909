/** Puts the focus on the field or row with this name; nothing happens when it is not on the screen. */
export function focusPlace(place: string): boolean {
  const found = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(place)}"]`)
  if (!found) return false
  found.focus()
  if (found instanceof HTMLInputElement) found.select()
  return true
}
