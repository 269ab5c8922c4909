export type ShownKey = { readonly keys: string; readonly word: string }
export type Asked = { readonly name: string; readonly note: string }

/**
 * The keys that work here, read off their own labels: every action shows its key beside it (UX-303), so
 * help can name neither more nor less than the screen does.
 */
export function keysOnScreen(): readonly ShownKey[] {
  const place = dialog() ?? document.querySelector('main')
  if (!place) return []
  const found = new Map<string, ShownKey>()
  for (const label of place.querySelectorAll<HTMLElement>('button, .hint, label')) {
    if (label.closest('.key-help') || label.getAttribute('aria-disabled') === 'true') continue
    if (!label.checkVisibility() || (label instanceof HTMLButtonElement && label.disabled)) continue
    const keys = [...label.querySelectorAll('kbd')].map((kbd) => kbd.textContent.trim()).filter(Boolean)
    const word = wordOf(label)
    if (keys.length > 0 && word) found.set(`${keys.join(' ')} ${word}`, { keys: keys.join(' '), word })
  }
  return [...found.values()]
}

/** The field the keys stand in: its name, and what its line says under it. */
export function askedHere(): Asked | undefined {
  const at = document.activeElement
  if (!(at instanceof HTMLElement) || at.closest('.find-box')) return undefined
  const field = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement ? at : undefined
  const group = at.closest('[role=radiogroup]')
  const labelled = document.getElementById((group ?? at).getAttribute('aria-labelledby') ?? '')?.textContent
  const name = (field ?? group)?.getAttribute('aria-label') ?? labelled ?? field?.labels?.[0]?.textContent
  if (!name) return undefined
  const note = document.getElementById(at.getAttribute('aria-describedby') ?? '')?.textContent ?? ''
  return { name: name.replace(/\s*\*$/, '').trim(), note: note.trim() }
}

function dialog(): Element | undefined {
  return [...document.querySelectorAll('[aria-modal="true"]:not(.key-help)')].at(-1)
}

function wordOf(label: HTMLElement): string {
  const copy = label.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return ''
  for (const kbd of copy.querySelectorAll('kbd, [aria-hidden="true"]')) kbd.remove()
  return copy.textContent.replaceAll(/\s+/g, ' ').trim()
}
