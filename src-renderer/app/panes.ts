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
