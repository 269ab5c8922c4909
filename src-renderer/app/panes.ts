const parts = '.rail, .pane, .side-pane, .screen-body > .grid, .board-panes > .grid, .action-bar'
const stops =
  'input:not(:disabled), textarea, select, [tabindex="0"], button:not(:disabled), a[href], summary'

/** F6: the keys go to the next part of the screen, or with `by` −1 to the one before. */
export function toPane(by: 1 | -1): void {
  if (document.querySelector('[aria-modal="true"]')) return
  const panes = shownPanes()
  if (panes.length === 0) return
  const here = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(here === -1 && by === -1 ? 0 : here) + by] ?? panes.at(by === 1 ? 0 : -1)
  if (next) enter(next)
}

/** Shift+Enter: back to the field before this one, in the dialog on top or on the screen. */
export function toFieldBefore(): void {
  const place = [...document.querySelectorAll('[aria-modal="true"]')].at(-1) ?? document.querySelector('main')
  const fields = [...(place?.querySelectorAll<HTMLElement>('[data-field]') ?? [])].filter(
    (each) => each.checkVisibility() && !(each instanceof HTMLInputElement && each.disabled),
  )
  const here = fields.findIndex((each) => each.contains(document.activeElement))
  const before = fields[here - 1]
  if (here < 1 || !before) return
  const stop = before.tabIndex >= 0 ? before : before.querySelector<HTMLElement>(stops)
  stop?.focus()
}

/** A part that only tells something takes the keys as well, so that it can be read and scrolled. */
function enter(pane: HTMLElement): void {
  const stop = [...pane.querySelectorAll<HTMLElement>(stops)].find(
    (each) => each.tabIndex >= 0 && each.checkVisibility(),
  )
  if (!stop && !pane.hasAttribute('tabindex')) pane.tabIndex = -1
  ;(stop ?? pane).focus()
}

function shownPanes(): readonly HTMLElement[] {
  const all = [...document.querySelectorAll<HTMLElement>(parts)].filter((each) => each.checkVisibility())
  return all.filter((each) => !all.some((other) => other !== each && other.contains(each)))
}
